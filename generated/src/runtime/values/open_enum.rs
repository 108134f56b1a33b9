// @generated: a copy of `generator/runtime/src/values/open_enum.rs`; edit that file instead.

//! Enums that a server may extend: what they have in common.
//!
//! The [`open_enum!`](super::open_enum) macro writes the rest for each.

use std::fmt;

use serde::Deserializer;

use super::text::read_text;

/// An enum of the values that are known, and a last variant for any other.
pub trait OpenEnum: Sized {
    /// The variant of a value that the crate knows, or `None`.
    fn known(text: &str) -> Option<Self>;

    /// The variant that keeps a value which the crate doesn't know.
    fn unrecognized(value: UnrecognizedValue) -> Self;

    /// The variant of any value.
    #[must_use]
    fn from_text(text: &str) -> Self {
        Self::known(text).unwrap_or_else(|| Self::unrecognized(UnrecognizedValue(Box::from(text))))
    }

    /// Reads a value as it is on the wire.
    ///
    /// # Errors
    ///
    /// If what comes isn't a string.
    fn from_wire<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        read_text(deserializer, "a string", Self::from_text)
    }
}

/// A value that this version of the crate doesn't know, kept as it came.
///
/// Only reading makes one, so that a known value is always its own variant: two values are the same
/// exactly if they compare as equal.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UnrecognizedValue(Box<str>);

impl UnrecognizedValue {
    /// The value as it is on the wire.
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
