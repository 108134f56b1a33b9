//! Reads parts of a JSON text without building the value of the whole, which takes several times as long.

use std::fmt;

use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};

use super::content::{content, is_json};
use super::source::SourceText;

/// Reads a text as `T`, which skips the other parts of it.
///
/// Returns `None` for YAML, where aliases and merge keys move parts, and if the text is not as `T` expects it.
/// [`parse`](super::parse()) reads every text.
pub(crate) fn skim<'t, T: Deserialize<'t>>(source: &'t SourceText) -> Option<T> {
    let content = content(&source.text);
    let read = || serde_json::from_str(content).ok();
    is_json(content).then(read).flatten()
}

/// The targets of all references in a text, including data that looks like one.
#[derive(Debug, Default)]
pub(crate) struct ReferenceTargets(pub(crate) Vec<String>);

impl<'de> Deserialize<'de> for ReferenceTargets {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut targets = Self::default();
        let root = Role::default();
        Collector(&mut targets.0, root).deserialize(deserializer)?;
        Ok(targets)
    }
}

/// The role of a value, which its key determines.
#[derive(Clone, Copy, Default)]
struct Role {
    /// Whether a string is the target of a reference.
    is_target: bool,
    /// Whether the strings in an object are targets.
    is_mapping: bool,
}

/// Adds the targets in a value of this role to the list.
struct Collector<'l>(&'l mut Vec<String>, Role);

impl<'de> DeserializeSeed<'de> for Collector<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Collector<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_bool<E: Error>(self, _: bool) -> Result<(), E> {
        Ok(())
    }

    fn visit_i64<E: Error>(self, _: i64) -> Result<(), E> {
        Ok(())
    }

    fn visit_u64<E: Error>(self, _: u64) -> Result<(), E> {
        Ok(())
    }

    fn visit_f64<E: Error>(self, _: f64) -> Result<(), E> {
        Ok(())
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<(), E> {
        if self.1.is_target {
            self.0.push(text.to_owned());
        }
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        while (items.next_element_seed(Collector(self.0, Role::default()))?).is_some() {}
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<(), A::Error> {
        while let Some(mut role) = members.next_key_seed(Key)? {
            role.is_target |= self.1.is_mapping;
            members.next_value_seed(Collector(self.0, role))?;
        }
        Ok(())
    }
}

/// Reads a key as the role of its value.
struct Key;

impl<'de> DeserializeSeed<'de> for Key {
    type Value = Role;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Role, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for Key {
    type Value = Role;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_str<E: Error>(self, key: &str) -> Result<Role, E> {
        Ok(Role {
            is_target: key == "$ref",
            is_mapping: key == "mapping",
        })
    }
}
