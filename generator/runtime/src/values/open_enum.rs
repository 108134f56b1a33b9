//! Open enums: enums that a server may extend.
//!
//! The [`open_enum!`](super::super::open_enum) macro implements each of them.

use std::fmt;

use serde::Deserializer;

use super::text::read_text;

/// An enum of the known values, and a last variant for any other.
pub trait OpenEnum: Sized {
    /// Returns the variant of a value, or `None` if the crate doesn't know it.
    fn known(text: &str) -> Option<Self>;

    /// Returns the variant for an unknown value.
    fn unrecognized(value: UnrecognizedValue) -> Self;

    /// Returns the variant of any value.
    #[must_use]
    fn from_text(text: &str) -> Self {
        match Self::known(text) {
            Some(known) => known,
            None => Self::unrecognized(UnrecognizedValue(Box::from(text))),
        }
    }

    /// Reads a value from its wire form.
    ///
    /// # Errors
    ///
    /// If the JSON isn't a string.
    fn from_wire<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        read_text(deserializer, "a string", Self::from_text)
    }
}

/// A value that this version of the crate doesn't know, unchanged.
///
/// Only reading creates one, so that a known value is always its own variant: two values are the same
/// exactly if they compare as equal.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UnrecognizedValue(Box<str>);

impl UnrecognizedValue {
    /// Returns the value in its wire form.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for UnrecognizedValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

impl fmt::Display for UnrecognizedValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}
