//! One event of a stream.

use super::super::response::drift::SkippedField;

/// An event of a stream: its value, name and id.
#[derive(Clone, Debug)]
pub struct StreamEvent<T> {
    pub(super) value: T,
    pub(super) name: Option<String>,
    pub(super) id: Option<String>,
    pub(super) drift: Vec<SkippedField>,
}

impl<T> StreamEvent<T> {
    /// Returns the value.
    pub const fn value(&self) -> &T {
        &self.value
    }

    /// Returns the value alone.
    pub fn into_value(self) -> T {
        self.value
    }

    /// Returns the name of a server-sent event, the value of its field `event`, if it has one.
    pub fn name(&self) -> Option<&str> {
        self.name.as_deref()
    }

    /// Returns the id of a server-sent event, or, if it has none, that of the last event with one.
    pub fn id(&self) -> Option<&str> {
        self.id.as_deref()
    }

    /// Returns the optional fields that don't match the API's description, as
    /// [`Response::drift`](super::super::Response::drift) does for a response.
    pub fn drift(&self) -> &[SkippedField] {
        &self.drift
    }
}
