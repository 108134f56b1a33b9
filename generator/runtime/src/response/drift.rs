//! Drift: responses that don't match the API's description.
//!
//! If a body can't be read strictly because of an optional field, the field is treated as absent, so
//! that one unexpected value doesn't make the whole response unreadable. Every such field is reported.

use std::fmt;

use serde_json::Value;

use super::super::values::reading::Skipped;

/// A value in a response that couldn't be read, so that a field is treated as absent.
///
/// Two values are left out of what is read around them: the time of day of a value that should be a date,
/// and a null in a list that allows none. A date-time after the latest [`Timestamp`](jiff::Timestamp), such as
/// `9999-12-31T23:59:59Z`, is read as that one.
///
/// `Debug` shows neither the value nor the keys of maps, which may be personal data.
#[derive(Clone, PartialEq)]
pub struct SkippedField(Skipped);

impl SkippedField {
    pub(super) const fn new(skipped: Skipped) -> Self {
        Self(skipped)
    }

    /// Returns the path of the value in the body: `phone_numbers[0].date_created`.
    ///
    /// It consists of names that the API's description declares and of indices. A key of a map may be
    /// personal data; the path shows `[*]` instead: `people[*].born`.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.0.path
    }

    /// Returns the path of the field that is treated as absent: that of the value, or if that is
    /// required, the nearest optional field around it.
    #[must_use]
    pub fn absent(&self) -> &str {
        &self.0.absent
    }

    /// Returns the JSON pointer (RFC 6901) of the value in the body, `/people/ada@example.com/born`. It
    /// contains the keys of maps, so treat it like the value: don't log it if they may be personal data.
    #[must_use]
    pub fn pointer(&self) -> String {
        self.0.pointer.to_string()
    }

    /// Returns a description of the expected value: `a date-time as in RFC 3339 or RFC 2822`.
    #[must_use]
    pub fn expected(&self) -> &str {
        &self.0.expected
    }

    /// Returns the value that was found; null if the field is missing or duplicate. What a [`Value`] can't hold is
    /// its text, such as the number `1e400`.
    #[must_use]
    pub const fn value(&self) -> &Value {
        &self.0.value
    }
}

impl fmt::Debug for SkippedField {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SkippedField")
            .field("path", &self.0.path)
            .finish_non_exhaustive()
    }
}
