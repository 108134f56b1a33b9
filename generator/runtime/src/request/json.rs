//! Arguments as JSON.
//!
//! One function alone depends on the type of the argument, because the compiler translates it for each.

use serde::Serialize;
use serde::de::Error as _;
use serde_json::value::RawValue;
use serde_json::{Result, Serializer};

/// An argument as JSON, unless it can't be.
pub(super) type Json = Result<Vec<u8>>;

/// Writes an argument as JSON.
pub(super) fn to_json<T: Serialize + ?Sized>(value: &T) -> Json {
    let mut json = Vec::with_capacity(128);
    match value.serialize(&mut Serializer::new(&mut json)) {
        Ok(()) => Ok(json),
        Err(error) => Err(error),
    }
}

/// Returns JSON that has been written, to split it.
pub(super) fn raw(json: &[u8]) -> Result<&RawValue> {
    serde_json::from_str(str::from_utf8(json).map_err(serde_json::Error::custom)?)
}
