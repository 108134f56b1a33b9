//! A field with three states: absent, null, or a value.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;

use super::check::{Check, Checker};

/// A field of a request body that can be omitted, sent as `null`, or sent with a value: an update
/// leaves the first unchanged and clears the second.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Nullable<T> {
    /// The field isn't sent.
    #[default]
    Unset,
    /// The field is sent as `null`.
    Null,
    /// The field is sent with this value.
    Value(T),
}

impl<T> Nullable<T> {
    /// Whether the field isn't sent at all.
    pub const fn is_unset(&self) -> bool {
        matches!(self, Self::Unset)
    }

    /// Whether the field is sent as `null`.
    pub const fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }

    /// Returns the value, if there is one.
    pub const fn value(&self) -> Option<&T> {
        match self {
            Self::Value(value) => Some(value),
            Self::Unset | Self::Null => None,
        }
    }

    /// Returns the value, if there is one.
    pub fn into_value(self) -> Option<T> {
        match self {
            Self::Value(value) => Some(value),
            Self::Unset | Self::Null => None,
        }
    }
}

impl<T> From<T> for Nullable<T> {
    fn from(value: T) -> Self {
        Self::Value(value)
    }
}

/// `None` is [`Nullable::Null`].
impl<T> From<Option<T>> for Nullable<T> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Self::Value)
    }
}

/// A boxed field, whose type contains itself.
impl<T> From<T> for Nullable<Box<T>> {
    fn from(value: T) -> Self {
        Self::Value(Box::new(value))
    }
}

/// Implements conversions, so that callers can pass what `into` converts to the value.
macro_rules! from {
    ($([$($parameter:tt)*] $from:ty => $value:ty: $convert:expr;)+) => {$(
        impl<$($parameter)*> From<$from> for Nullable<$value> {
            fn from(value: $from) -> Self {
                let convert: fn($from) -> $value = $convert;
                Self::Value(convert(value))
            }
        }
    )+};
}

from! {
    [] &str => String: |text| text.to_owned();
    [] &str => Value: |text| text.into();
    [T, const N: usize] [T; N] => Vec<T>: Vec::from;
    [T: Clone] &[T] => Vec<T>: <[T]>::to_vec;
    [const N: usize] [&str; N] => Vec<String>: |texts| texts.map(String::from).into();
    [] &[&str] => Vec<String>: |texts| texts.iter().copied().map(String::from).collect();
    [] Vec<&str> => Vec<String>: |texts| texts.into_iter().map(String::from).collect();
}

impl<T: Serialize> Serialize for Nullable<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.value().serialize(serializer)
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Nullable<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Option::deserialize(deserializer).map(Self::from)
    }
}

impl<T: Check> Check for Nullable<T> {
    fn check(&self, checker: &mut Checker) {
        if let Some(value) = self.value() {
            value.check(checker);
        }
    }
}

/// A field that may be omitted when it is written.
pub trait MayBeAbsent {
    /// Whether it is omitted.
    fn is_absent(&self) -> bool;
}

impl<T> MayBeAbsent for Option<T> {
    fn is_absent(&self) -> bool {
        self.is_none()
    }
}

impl<T> MayBeAbsent for Nullable<T> {
    fn is_absent(&self) -> bool {
        self.is_unset()
    }
}
