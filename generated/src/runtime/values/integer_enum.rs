// @generated: a copy of `generator/runtime/src/values/integer_enum.rs`; edit that file instead.

//! Open enums of integers: enums that a server may extend.
//!
//! The [`open_integer_enum!`](super::super::open_integer_enum) macro implements each of them.

use std::fmt;

use serde::Deserializer;

use super::lenient::Lenient;

/// An enum of the known integers, and a last variant for any other.
pub trait OpenIntegerEnum: Sized {
    /// Returns the variant of a value, or `None` if the crate doesn't know it.
    fn known(value: i64) -> Option<Self>;

    /// Returns the variant for an unknown value.
    fn unrecognized(value: UnrecognizedInteger) -> Self;

    /// Returns the variant of any value.
    #[must_use]
    fn from_integer(value: i64) -> Self {
        Self::known(value).unwrap_or_else(|| Self::unrecognized(UnrecognizedInteger(value)))
    }

    /// Reads a value from its wire form: an integer, or a string that contains one.
    ///
    /// # Errors
    ///
    /// If the JSON is neither.
    fn from_wire<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        i64::read(deserializer).map(Self::from_integer)
    }
}

/// An integer that this version of the crate doesn't know, unchanged.
///
/// Only reading and converting create one, so that a known value is always its own variant: two values
/// are the same exactly if they compare as equal.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UnrecognizedInteger(i64);

impl UnrecognizedInteger {
    /// Returns the value in its wire form.
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
