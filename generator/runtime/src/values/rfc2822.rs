//! Date-times in the form of RFC 2822: `Sun, 01 Mar 2026 12:00:00 +0000`.

use std::collections::BTreeMap;
use std::fmt;

use jiff::Timestamp;
use serde::{Serialize, Serializer};

use super::check::Check;
use super::nullable::{MayBeAbsent, Nullable};

/// The form with two digits for the day and a numeric offset, as servers write it.
const FORMAT: &str = "%a, %d %b %Y %H:%M:%S %z";

/// Returns a date-time as a parameter, in the form of RFC 2822.
#[must_use]
pub fn text(time: &Timestamp) -> Text {
    Text(*time)
}

/// Returns a list of date-times as a parameter.
#[must_use]
pub fn texts<'a>(times: impl IntoIterator<Item = &'a Timestamp>) -> Vec<Text> {
    times.into_iter().map(text).collect()
}

/// A date-time that displays in the form of RFC 2822.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Text(Timestamp);

impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0.strftime(FORMAT), f)
    }
}

impl Serialize for Text {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl Check for Text {}

/// A date-time, or a container of date-times.
pub trait Rfc2822 {
    /// Writes the value with its date-times in the form of RFC 2822.
    ///
    /// # Errors
    ///
    /// Those of the serializer.
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error>;
}

impl Rfc2822 for Timestamp {
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        text(self).serialize(serializer)
    }
}

impl<T: Rfc2822> Rfc2822 for Option<T> {
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.as_ref().map(Written).serialize(serializer)
    }
}

impl<T: Rfc2822> Rfc2822 for Nullable<T> {
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.value().map(Written).serialize(serializer)
    }
}

impl<T: Rfc2822> Rfc2822 for Box<T> {
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        T::write(self, serializer)
    }
}

impl<T: Rfc2822> Rfc2822 for Vec<T> {
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter().map(Written))
    }
}

impl<T: Rfc2822> Rfc2822 for BTreeMap<String, T> {
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.iter().map(|(key, value)| (key, Written(value))))
    }
}

/// A date-time, or a container of date-times, that is written in the form of RFC 2822.
pub struct Written<'a, T>(pub &'a T);

impl<T: Rfc2822> Serialize for Written<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.write(serializer)
    }
}

impl<T: MayBeAbsent> MayBeAbsent for Written<'_, T> {
    fn is_absent(&self) -> bool {
        self.0.is_absent()
    }
}
