//! Properties and entries of objects, some of which may be treated as absent if they can't be read.
//!
//! serde cannot express this. Such a value is therefore read as a newtype struct whose name is one of the
//! tokens here: every format passes the value itself, and the reader of a [`Tree`](super::tree::Tree),
//! which knows the tokens, passes a sequence that is empty if the value can't be read.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserialize, DeserializeSeed, Deserializer, Error, IntoDeserializer};
use serde::de::{SeqAccess, Visitor};

/// A declared property that is required.
pub(super) const REQUIRED: &str = "$sdksmith::required";

/// A declared property that isn't required.
pub(super) const OPTIONAL: &str = "$sdksmith::optional";

/// An entry of a map, whose key is data.
pub(super) const ENTRY: &str = "$sdksmith::entry";

/// A number, which the reader of a tree passes as the bytes of its text.
pub(super) const NUMBER: &str = "$sdksmith::number";

/// A date, which the reader of a tree passes without a time of day, and reports if there is one.
pub(super) const DATE: &str = "$sdksmith::date";

/// A date-time, which the reader of a tree passes as the latest possible one, and reports, if it is later.
pub(super) const DATE_TIME: &str = "$sdksmith::date-time";

/// A union, for which the reader of a tree hands over the node and passes a unit.
pub(super) const UNION: &str = "$sdksmith::union";

/// Reads a value, or `None` if it can't be read and is reported.
pub(super) struct Recoverable<T> {
    token: &'static str,
    value: PhantomData<T>,
}

impl<T> Recoverable<T> {
    /// Creates the reader of a property that is required. It never reads `None`.
    pub(super) const fn required() -> Self {
        Self {
            token: REQUIRED,
            value: PhantomData,
        }
    }

    /// Creates the reader of a property that isn't required.
    pub(super) const fn optional() -> Self {
        Self {
            token: OPTIONAL,
            value: PhantomData,
        }
    }

    /// Creates the reader of an entry of a map.
    pub(super) const fn entry() -> Self {
        Self {
            token: ENTRY,
            value: PhantomData,
        }
    }
}

impl<'de, T: Deserialize<'de>> DeserializeSeed<'de> for Recoverable<T> {
    type Value = Option<T>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Option<T>, D::Error> {
        deserializer.deserialize_newtype_struct(self.token, self)
    }
}

/// Implements the methods of a visitor for formats that pass the value itself for a newtype struct,
/// as serde's deserializers of plain values do.
macro_rules! visit_plain_values {
    ($read:expr) => {
        visit_plain_values!(@methods $read;
            visit_bool(bool), visit_i64(i64), visit_u64(u64), visit_f64(f64), visit_str(&str));

        fn visit_map<M: ::serde::de::MapAccess<'de>>(self, map: M) -> Result<Self::Value, M::Error> {
            $read(::serde::de::value::MapAccessDeserializer::new(map))
        }
    };
    (@methods $read:expr; $($visit:ident($plain:ty)),+) => {$(
        fn $visit<E: ::serde::de::Error>(self, value: $plain) -> Result<Self::Value, E> {
            $read(::serde::de::IntoDeserializer::<E>::into_deserializer(value))
        }
    )+};
}
pub(super) use visit_plain_values;

fn read<'de, T: Deserialize<'de>, D: Deserializer<'de>>(value: D) -> Result<Option<T>, D::Error> {
    T::deserialize(value).map(Some)
}

impl<'de, T: Deserialize<'de>> Visitor<'de> for Recoverable<T> {
    type Value = Option<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, value: D) -> Result<Option<T>, D::Error> {
        read(value)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut readable: A) -> Result<Option<T>, A::Error> {
        readable.next_element()
    }

    fn visit_unit<E: Error>(self) -> Result<Option<T>, E> {
        read(IntoDeserializer::<E>::into_deserializer(()))
    }

    visit_plain_values!(read);
}
