//! The properties of an object that its description does not declare.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

/// The properties of an object beside the declared ones.
pub trait AdditionalProperties: Default {
    /// The type of their values.
    type Value;

    /// Adds a property.
    fn insert(&mut self, name: String, value: Self::Value);
}

impl<T> AdditionalProperties for BTreeMap<String, T> {
    type Value = T;

    fn insert(&mut self, name: String, value: T) {
        Self::insert(self, name, value);
    }
}

impl AdditionalProperties for Map<String, Value> {
    type Value = Value;

    fn insert(&mut self, name: String, value: Value) {
        Self::insert(self, name, value);
    }
}
