//! Date-times in the form of RFC 2822: `Sun, 01 Mar 2026 12:00:00 +0000`.

use std::collections::BTreeMap;
use std::fmt;

use jiff::Timestamp;
use serde::{Serialize, Serializer};

use super::check::Check;
use super::nullable::{MayBeAbsent, Nullable};

/// The form with two digits for the day and a numeric offset, as servers write it.
const FORMAT: &str = "%a, %d %b %Y %H:%M:%S %z";

/// Returns a date-time, or a container of date-times, as a parameter in the form of RFC 2822.
#[must_use]
pub fn text<T: Rfc2822>(value: &T) -> T::Text {
    value.text()
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
    /// The same with [`Text`] for each date-time.
    type Text: Serialize;

    /// Returns the value with its date-times in the form of RFC 2822.
    fn text(&self) -> Self::Text;
}

impl Rfc2822 for Timestamp {
    type Text = Text;

    fn text(&self) -> Text {
        Text(*self)
    }
}

impl<T: Rfc2822> Rfc2822 for Option<T> {
    type Text = Option<T::Text>;

    fn text(&self) -> Self::Text {
        self.as_ref().map(T::text)
    }
}

impl<T: Rfc2822> Rfc2822 for Nullable<T> {
    type Text = Option<T::Text>;

    fn text(&self) -> Self::Text {
        self.value().map(T::text)
    }
}

impl<T: Rfc2822> Rfc2822 for Box<T> {
    type Text = T::Text;

    fn text(&self) -> Self::Text {
        T::text(self)
    }
}

impl<T: Rfc2822> Rfc2822 for Vec<T> {
    type Text = Vec<T::Text>;

    fn text(&self) -> Self::Text {
        self.iter().map(T::text).collect()
    }
}

impl<T: Rfc2822> Rfc2822 for BTreeMap<String, T> {
    type Text = BTreeMap<String, T::Text>;

    fn text(&self) -> Self::Text {
        let entries = self.iter();
        entries
            .map(|(key, value)| (key.clone(), value.text()))
            .collect()
    }
}

/// A date-time, or a container of date-times, that is written in the form of RFC 2822.
pub struct Written<'a, T>(pub &'a T);

impl<T: Rfc2822> Serialize for Written<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.text().serialize(serializer)
    }
}

impl<T: MayBeAbsent> MayBeAbsent for Written<'_, T> {
    fn is_absent(&self) -> bool {
        self.0.is_absent()
    }
}
