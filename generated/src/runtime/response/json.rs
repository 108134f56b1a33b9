// @generated: a copy of `generator/runtime/src/response/json.rs`; edit that file instead.

//! Reading JSON, with the path of a failure.

use serde::de::DeserializeOwned;
use serde_json::Deserializer;

use super::decode_error::DecodeError;
use super::drift::{self, SkippedField};
use super::redaction;

/// Reads JSON. Unless `strict`, optional fields that can't be read are treated as absent and returned.
pub(crate) fn read<T: DeserializeOwned>(
    body: &[u8],
    strict: bool,
) -> Result<(T, Vec<SkippedField>), DecodeError> {
    let failed = match strictly(body) {
        Ok(value) => return Ok((value, Vec::new())),
        Err(failed) => failed,
    };
    let around = (!strict).then(|| drift::read_around(body)).flatten();
    around.ok_or(failed)
}

/// Reads JSON. The path of a failure is found by reading again, so that success isn't slowed.
fn strictly<T: DeserializeOwned>(body: &[u8]) -> Result<T, DecodeError> {
    serde_json::from_slice(body)
        .map_err(|error| DecodeError::json(&error, path_of_failure::<T>(body), excerpt(body)))
}

fn path_of_failure<T: DeserializeOwned>(body: &[u8]) -> Option<String> {
    let mut deserializer = Deserializer::from_slice(body);
    let error = serde_path_to_error::deserialize::<_, T>(&mut deserializer).err()?;
    let path = error.path();
    (path.iter().len() > 0).then(|| path.to_string())
}

/// Returns the beginning of an HTML page, such as that of a proxy. Any other body may contain personal
/// data, which an error must not show.
fn excerpt(body: &[u8]) -> Option<String> {
    let is_page = body.trim_ascii_start().starts_with(b"<");
    is_page.then(|| redaction::beginning(body))
}
