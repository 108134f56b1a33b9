// @generated: a copy of `generator/runtime/src/values/text.rs`; edit that file instead.

//! Reading a type whose wire form is text.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserializer, Error, Visitor};

/// Reads a string and converts it to a `T`. Any other JSON is an error.
pub(super) fn read_text<'de, D, T, F>(
    deserializer: D,
    expected: &'static str,
    make: F,
) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    F: FnOnce(&str) -> T,
{
    deserializer.deserialize_str(TextVisitor {
        expected,
        make,
        made: PhantomData,
    })
}

struct TextVisitor<T, F> {
    expected: &'static str,
    make: F,
    made: PhantomData<T>,
}

impl<T, F: FnOnce(&str) -> T> Visitor<'_> for TextVisitor<T, F> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.expected)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<T, E> {
        Ok((self.make)(text))
    }
}
