//! Lenient reading of numbers and dates, in the forms that servers really send.
//!
//! A number may be a numeric string, an integer may be a float without a fraction, and a date-time may
//! have the form of RFC 2822 instead of RFC 3339. Any other value is an error: a list doesn't lose an
//! element, nor a field its value.

use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::fmt::rfc2822;
use serde::de::{Deserialize, Deserializer, Error, Unexpected, Visitor};

use super::nullable::Nullable;

/// A type with several wire forms.
pub trait Lenient: Sized {
    /// Reads the value from any of its forms.
    ///
    /// # Errors
    ///
    /// If the JSON has none of them.
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error>;
}

/// A JSON integer, a number without a fraction, or a string that contains one of them.
impl Lenient for i64 {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Scalar::<Self>(PhantomData))
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
        deserializer.deserialize_any(Scalar::<Self>(PhantomData))
    }
}

/// A date-time in the form of RFC 3339 (`2026-03-01T12:00:00Z`) or RFC 2822
/// (`Sun, 01 Mar 2026 12:00:00 +0000`).
impl Lenient for Timestamp {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Scalar::<Self>(PhantomData))
    }
}

/// A date as in RFC 3339 (`2026-03-01`).
impl Lenient for Date {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Scalar::<Self>(PhantomData))
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

impl<T: Lenient> Lenient for BTreeMap<String, T> {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let entries = BTreeMap::<String, Read<T>>::deserialize(deserializer)?;
        Ok(entries
            .into_iter()
            .map(|(key, Read(value))| (key, value))
            .collect())
    }
}

/// Implements lenient reading for a type that serde reads.
pub(super) struct Read<T>(pub(super) T);

impl<'de, T: Lenient> Deserialize<'de> for Read<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        T::read(deserializer).map(Read)
    }
}

/// Converts a JSON number or string to a value of the type; `None` if it has another form.
trait FromScalar: Sized {
    const EXPECTED: &'static str;

    fn from_text(text: &str) -> Option<Self>;

    fn from_integer(_: i64) -> Option<Self> {
        None
    }

    fn from_float(_: f64) -> Option<Self> {
        None
    }
}

impl FromScalar for i64 {
    const EXPECTED: &'static str = "an integer, or a string that holds one";

    fn from_text(text: &str) -> Option<Self> {
        let integer = text.parse().ok();
        integer.or_else(|| Self::from_float(text.parse().ok()?))
    }

    fn from_integer(value: i64) -> Option<Self> {
        Some(value)
    }

    fn from_float(value: f64) -> Option<Self> {
        // Both bounds are powers of two, so they are exact as floats.
        let in_range = value >= Self::MIN as f64 && value < -(Self::MIN as f64);
        (in_range && value.fract() == 0.0).then_some(value as Self)
    }
}

impl FromScalar for f64 {
    const EXPECTED: &'static str = "a number, or a string that holds one";

    fn from_text(text: &str) -> Option<Self> {
        text.parse().ok().filter(|value: &Self| value.is_finite())
    }

    fn from_integer(value: i64) -> Option<Self> {
        Some(value as Self)
    }

    fn from_float(value: f64) -> Option<Self> {
        Some(value)
    }
}

impl FromScalar for Timestamp {
    const EXPECTED: &'static str = "a date-time as in RFC 3339 or RFC 2822";

    fn from_text(text: &str) -> Option<Self> {
        let timestamp = text.parse().ok();
        timestamp.or_else(|| rfc2822::parse(text).ok().map(|zoned| zoned.timestamp()))
    }
}

impl FromScalar for Date {
    const EXPECTED: &'static str = "a date as in RFC 3339";

    fn from_text(text: &str) -> Option<Self> {
        text.parse().ok()
    }
}

struct Scalar<T>(PhantomData<T>);

impl<T: FromScalar> Visitor<'_> for Scalar<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(T::EXPECTED)
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<T, E> {
        T::from_integer(value).ok_or_else(|| E::invalid_type(Unexpected::Signed(value), &self))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<T, E> {
        i64::try_from(value)
            .map_or_else(|_| T::from_float(value as f64), T::from_integer)
            .ok_or_else(|| E::invalid_value(Unexpected::Unsigned(value), &self))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<T, E> {
        T::from_float(value).ok_or_else(|| E::invalid_value(Unexpected::Float(value), &self))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<T, E> {
        T::from_text(text).ok_or_else(|| E::invalid_value(Unexpected::Str(text), &self))
    }
}
