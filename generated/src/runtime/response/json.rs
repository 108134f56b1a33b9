// @generated: a copy of `generator/runtime/src/response/json.rs`; edit that file instead.

//! Reading a body, and saying where that failed.

use serde::de::DeserializeOwned;
use serde_json::Deserializer;

use super::decode_error::DecodeError;
use super::drift::{self, Drift};
use super::redaction;

/// Reads JSON, around optional fields that can't be read unless that is to be `strict`; tells of these.
pub(crate) fn read<T: DeserializeOwned>(
    body: &[u8],
    strict: bool,
) -> Result<(T, Vec<Drift>), DecodeError> {
    let failed = match strictly(body) {
        Ok(value) => return Ok((value, Vec::new())),
        Err(failed) => failed,
    };
    let around = (!strict).then(|| drift::read_around(body)).flatten();
    around.ok_or(failed)
}

/// Reads JSON. The place of a failure is found by reading once more, so that success is not slowed.
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

/// How a body begins that is a page of HTML, say of a proxy. Any other may have personal data in it,
/// which an error must not show.
fn excerpt(body: &[u8]) -> Option<String> {
    let is_page = body.trim_ascii_start().starts_with(b"<");
    is_page.then(|| redaction::beginning(body))
}
