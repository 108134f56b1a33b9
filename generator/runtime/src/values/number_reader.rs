//! Numbers in a tree, which keeps their texts.

use serde::de::{Deserializer, Error, Visitor};
use serde_json::Number;

use super::read_error::ReadError;

/// Parses a number, which may be too large.
pub(super) fn number(text: &str) -> Result<Number, ReadError> {
    text.parse()
        .map_err(|_| ReadError::custom("invalid number: out of range, expected a 64-bit number"))
}

/// Passes a number as the first pass does, digit for digit. `Number` passes minus zero as zero if
/// `serde_json`'s feature `arbitrary_precision` is on.
pub(super) fn any_number<'de, V: Visitor<'de>>(
    text: &str,
    visitor: V,
) -> Result<V::Value, ReadError> {
    let value = match text {
        "-0" => serde_json::Deserializer::from_str("-0").deserialize_any(visitor),
        _ => number(text)?.deserialize_any(visitor),
    };
    value.map_err(ReadError::custom)
}
