//! Enums of integers that a server may extend: what they have in common.
//!
//! The [`open_integer_enum!`](super::super::open_integer_enum) macro writes the rest for each.

use std::fmt;

use serde::Deserializer;

use super::lenient::Lenient;

/// An enum of the integers that are known, and a last variant for any other.
pub trait OpenIntegerEnum: Sized {
    /// The variant of a value that the crate knows, or `None`.
    fn known(value: i64) -> Option<Self>;

    /// The variant that keeps a value which the crate doesn't know.
    fn unrecognized(value: UnrecognizedInteger) -> Self;

    /// The variant of any value.
    #[must_use]
    fn from_integer(value: i64) -> Self {
        Self::known(value).unwrap_or_else(|| Self::unrecognized(UnrecognizedInteger(value)))
    }

    /// Reads a value as it is on the wire: an integer, or a string that holds one.
    ///
    /// # Errors
    ///
    /// If what comes is neither.
    fn from_wire<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        i64::read(deserializer).map(Self::from_integer)
    }
}

/// An integer that this version of the crate doesn't know, kept as it came.
///
/// Only reading and converting make one, so that a known value is always its own variant: two values
/// are the same exactly if they compare as equal.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UnrecognizedInteger(i64);

impl UnrecognizedInteger {
    /// The value as it is on the wire.
    #[must_use]
    pub const fn get(self) -> i64 {
        self.0
    }
}

impl fmt::Debug for UnrecognizedInteger {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

impl fmt::Display for UnrecognizedInteger {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}
