//! Reads the keys of mappings as strings, regardless of their type in YAML.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, Visitor};
use serde_json::Number;

/// Reads a key and passes it to a function. If the function returns `None`, reading fails at the
/// key.
///
/// Keys in JSON are strings. In YAML, a response code is a number, and `true` or `null` can be
/// keys.
pub(super) struct Key<F>(pub(super) F);

impl<'de, T, F: FnOnce(String) -> Option<T>> DeserializeSeed<'de> for Key<F> {
    type Value = T;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<T, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<T, F: FnOnce(String) -> Option<T>> Visitor<'_> for Key<F> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key that is text, a number or a boolean")
    }

    fn visit_str<E: Error>(self, key: &str) -> Result<T, E> {
        self.0(key.to_owned()).ok_or_else(|| E::custom("stopped at a key"))
    }

    fn visit_u64<E: Error>(self, key: u64) -> Result<T, E> {
        self.visit_str(&key.to_string())
    }

    fn visit_i64<E: Error>(self, key: i64) -> Result<T, E> {
        self.visit_str(&key.to_string())
    }

    fn visit_f64<E: Error>(self, key: f64) -> Result<T, E> {
        let text = Number::from_f64(key).map_or_else(|| key.to_string(), |key| key.to_string());
        self.visit_str(&text)
    }

    fn visit_bool<E: Error>(self, key: bool) -> Result<T, E> {
        self.visit_str(&key.to_string())
    }

    fn visit_unit<E: Error>(self) -> Result<T, E> {
        self.visit_str("null")
    }
}
