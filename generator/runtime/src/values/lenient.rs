//! Lenient reading of numbers and dates, in the forms that servers really send.
//!
//! A number may be a numeric string, an integer may be written as a float without a fraction, and a
//! date-time may have the form of RFC 2822 instead of RFC 3339. Any other value is an error: a list
//! doesn't lose an element, nor a field its value. Integers are exact: none is read by way of a float.

use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::fmt::rfc2822;
use jiff::fmt::temporal::Pieces;
use serde::de::value::MapAccessDeserializer;
use serde::de::{
    Deserialize, DeserializeOwned, Deserializer, Error, MapAccess, Unexpected, Visitor,
};
use serde_json::{Map, Number, Value};

use super::nullable::Nullable;
use super::number::{self, NotInteger};
use super::recover::{DATE, DATE_TIME, NUMBER, Recoverable};

/// A type whose values may have several wire forms. Those of most types have one, the one that serde reads.
pub trait Lenient: DeserializeOwned {
    /// Reads the value from any of its forms.
    ///
    /// # Errors
    ///
    /// If the JSON has none of them.
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::deserialize(deserializer)
    }
}

impl Lenient for bool {}

impl Lenient for String {}

impl Lenient for Value {}

impl Lenient for Map<String, Value> {}

/// A JSON integer, a number without a fraction, or a string that contains one of them.
impl Lenient for i64 {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_newtype_struct(NUMBER, Scalar::<Self>(PhantomData))
    }
}

/// As for [`i64`].
impl Lenient for u64 {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_newtype_struct(NUMBER, Scalar::<Self>(PhantomData))
    }
}

/// As for [`i64`].
impl Lenient for i32 {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = i64::read(deserializer)?;
        Self::try_from(value)
            .map_err(|_| Error::invalid_value(Unexpected::Signed(value), &"a 32-bit integer"))
    }
}

/// A JSON number, or a string that contains one.
impl Lenient for f64 {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_newtype_struct(NUMBER, Scalar::<Self>(PhantomData))
    }
}

/// A date-time in the form of RFC 3339 (`2026-03-01T12:00:00Z`) or RFC 2822
/// (`Sun, 01 Mar 2026 12:00:00 +0000`). In a response it may be later than the latest [`Timestamp`], which is
/// then read instead and reported.
impl Lenient for Timestamp {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_newtype_struct(DATE_TIME, Scalar::<Self>(PhantomData))
    }
}

/// A date as in RFC 3339 (`2026-03-01`). In a response it may have a time of day, which is left out and
/// reported.
impl Lenient for Date {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_newtype_struct(DATE, Scalar::<Self>(PhantomData))
    }
}

impl<T: Lenient> Lenient for Option<T> {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = Option::<Read<T>>::deserialize(deserializer)?;
        Ok(value.map(|Read(value)| value))
    }
}

impl<T: Lenient> Lenient for Nullable<T> {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Option::read(deserializer).map(Self::from)
    }
}

impl<T: Lenient> Lenient for Box<T> {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        T::read(deserializer).map(Self::new)
    }
}

impl<T: Lenient> Lenient for Vec<T> {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let values = Vec::<Read<T>>::deserialize(deserializer)?;
        Ok(values.into_iter().map(|Read(value)| value).collect())
    }
}

/// A map, without the entries that can't be read and are skipped.
impl<T: Lenient> Lenient for BTreeMap<String, T> {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Entries(PhantomData))
    }
}

struct Entries<T>(PhantomData<T>);

impl<'de, T: Lenient> Visitor<'de> for Entries<T> {
    type Value = BTreeMap<String, T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a map")
    }

    fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Self::Value, M::Error> {
        let mut entries = BTreeMap::new();
        while let Some(key) = map.next_key::<String>()? {
            if let Some(Read(value)) = map.next_value_seed(Recoverable::entry())? {
                entries.insert(key, value);
            }
        }
        Ok(entries)
    }
}

/// Implements lenient reading for a type that serde reads.
pub(super) struct Read<T>(pub(super) T);

impl<'de, T: Lenient> Deserialize<'de> for Read<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        T::read(deserializer).map(Read)
    }
}

/// Converts a JSON number or string to a value of the type. An error is a description of the expected
/// value.
trait FromScalar: Sized {
    const EXPECTED: &'static str;

    fn from_text(text: &str) -> Result<Self, &'static str>;

    /// Converts the text of a JSON number.
    fn from_number(_: &str) -> Result<Self, &'static str> {
        Err(Self::EXPECTED)
    }

    fn from_integer(_: i64) -> Result<Self, &'static str> {
        Err(Self::EXPECTED)
    }

    fn from_float(_: f64) -> Result<Self, &'static str> {
        Err(Self::EXPECTED)
    }
}

/// The smallest float that may be another integer than the text from which it was read.
const INEXACT: f64 = 9_007_199_254_740_992.0;

/// Implements reading integers exactly, whose range an error describes.
macro_rules! from_scalar_integers {
    ($($integer:ty: $range:literal),+) => {$(
        impl FromScalar for $integer {
            const EXPECTED: &'static str = "an integer, or a string that holds one";

            fn from_text(text: &str) -> Result<Self, &'static str> {
                number::integer(text).map_err(|problem| match problem {
                    NotInteger::Form => Self::EXPECTED,
                    NotInteger::Range => $range,
                })
            }

            fn from_number(text: &str) -> Result<Self, &'static str> {
                Self::from_text(text)
            }

            fn from_integer(value: i64) -> Result<Self, &'static str> {
                Self::try_from(value).map_err(|_| $range)
            }

            fn from_float(value: f64) -> Result<Self, &'static str> {
                if value.fract() != 0.0 {
                    return Err(Self::EXPECTED);
                }
                if value.abs() >= INEXACT {
                    return Err("an integer that isn't rounded by reading it as a float");
                }
                Self::from_integer(value as i64)
            }
        }
    )+};
}

from_scalar_integers! {
    i64: "an integer of at most 64 bits",
    u64: "a non-negative integer of at most 64 bits"
}

impl FromScalar for f64 {
    const EXPECTED: &'static str = "a number, or a string that holds one";

    fn from_text(text: &str) -> Result<Self, &'static str> {
        let number = text.parse().ok().filter(|value: &Self| value.is_finite());
        number.ok_or(Self::EXPECTED)
    }

    fn from_number(text: &str) -> Result<Self, &'static str> {
        Self::from_text(text).map_err(|_| "a number in the range of a 64-bit float")
    }

    fn from_integer(value: i64) -> Result<Self, &'static str> {
        Ok(value as Self)
    }

    fn from_float(value: f64) -> Result<Self, &'static str> {
        Ok(value)
    }
}

impl FromScalar for Timestamp {
    const EXPECTED: &'static str = "a date-time as in RFC 3339 or RFC 2822";

    fn from_text(text: &str) -> Result<Self, &'static str> {
        let timestamp = text.parse().ok();
        timestamp
            .or_else(|| rfc2822::parse(text).ok().map(|zoned| zoned.timestamp()))
            .ok_or(Self::EXPECTED)
    }
}

impl FromScalar for Date {
    const EXPECTED: &'static str = DATE_ALONE;

    fn from_text(text: &str) -> Result<Self, &'static str> {
        // `Date` itself ignores a time of day.
        let date = text.parse().ok().filter(|_| date_of(text).is_none());
        date.ok_or(Self::EXPECTED)
    }
}

/// The description of a date.
pub(super) const DATE_ALONE: &str = "a date as in RFC 3339";

/// Returns the date in a text that continues with a time of day.
pub(super) fn date_of(text: &str) -> Option<&str> {
    let (date, time) = text.split_once(['T', 't', ' '])?;
    let has_time = text.parse::<Date>().is_ok() || text.parse::<Timestamp>().is_ok();
    let is_date = date.parse::<Date>().is_ok() && !time.is_empty();
    (is_date && has_time).then_some(date)
}

/// The description of a date-time that a [`Timestamp`] can be.
pub(super) const UP_TO_LATEST: &str = "a date-time up to 9999-12-30T22:00:00Z";

/// The text of [`Timestamp::MAX`].
const LATEST: &str = "9999-12-30T22:00:00.999999999Z";

/// Returns the latest timestamp, if a text is a date-time after it: many servers write `9999-12-31T23:59:59Z` for
/// what never ends.
pub(super) fn latest_before(text: &str) -> Option<&str> {
    let pieces = Pieces::parse(text).ok()?;
    let is_complete = pieces.time().is_some() && pieces.offset().is_some();
    let is_last_year = pieces.date().year() == Date::MAX.year();
    let is_later = is_complete && is_last_year && text.parse::<Timestamp>().is_err();
    is_later.then_some(LATEST)
}

struct Scalar<T>(PhantomData<T>);

impl<'de, T: FromScalar> Visitor<'de> for Scalar<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(T::EXPECTED)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, value: D) -> Result<T, D::Error> {
        value.deserialize_any(self)
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<T, E> {
        T::from_integer(value)
            .map_err(|expected| E::invalid_type(Unexpected::Signed(value), &expected))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<T, E> {
        let read = match i64::try_from(value) {
            Ok(value) => T::from_integer(value),
            Err(_) => T::from_number(&value.to_string()),
        };
        read.map_err(|expected| E::invalid_value(Unexpected::Unsigned(value), &expected))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<T, E> {
        T::from_float(value)
            .map_err(|expected| E::invalid_value(Unexpected::Float(value), &expected))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<T, E> {
        T::from_text(text).map_err(|expected| E::invalid_value(Unexpected::Str(text), &expected))
    }

    /// Converts the text of a number, which a reader of this crate passes.
    fn visit_bytes<E: Error>(self, text: &[u8]) -> Result<T, E> {
        let text = str::from_utf8(text).unwrap_or_default();
        T::from_number(text)
            .map_err(|expected| E::invalid_value(Unexpected::Other("number"), &expected))
    }

    /// Converts a number of any precision, which serde_json passes as a map if its feature
    /// `arbitrary_precision` is on.
    fn visit_map<M: MapAccess<'de>>(self, map: M) -> Result<T, M::Error> {
        let number = Number::deserialize(MapAccessDeserializer::new(map))
            .map_err(|_| Error::invalid_type(Unexpected::Map, &self))?;
        self.visit_bytes(number.to_string().as_bytes())
    }
}
