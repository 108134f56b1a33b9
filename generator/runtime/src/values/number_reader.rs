//! Numbers in a tree, which keeps their texts.

use serde::de::Error;
use serde_json::Number;

use super::read_error::ReadError;

/// Parses a number, which may be too large.
pub(super) fn number(text: &str) -> Result<Number, ReadError> {
    text.parse()
        .map_err(|_| ReadError::custom("invalid number: out of range, expected a 64-bit number"))
}

/// Whether a number passes its value to a visitor digit for digit, as the first pass does. Minus zero passes zero if
/// `serde_json`'s feature `arbitrary_precision` is on.
pub(super) fn is_exact(number: &Number, text: &str) -> bool {
    text != "-0" || number.is_f64()
}
