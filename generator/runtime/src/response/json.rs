//! Reading JSON in two passes.
//!
//! The first reads the text directly into the type, which is fast. Only if it fails, the second reads
//! the same from a tree: it finds the location of a failure, and skips values that aren't required.

use std::borrow::Cow;

use http::HeaderMap;
use serde::de::DeserializeOwned;

use super::super::values::decode::decode;
use super::super::values::first_pass::FirstPass;
use super::super::values::parse::parse;
use super::decode_error::DecodeError;
use super::drift::SkippedField;

/// Returns a body without the byte order mark, which some servers put before UTF-8.
pub(crate) fn without_byte_order_mark(body: &[u8]) -> &[u8] {
    body.strip_prefix("\u{feff}".as_bytes()).unwrap_or(body)
}

/// Returns the text of JSON, which is faster to read than bytes.
///
/// Returns the text of a body. Invalid UTF-8 becomes half of a surrogate pair: an error in a string that is
/// read, and harmless in one that is skipped.
fn text(json: &[u8]) -> Cow<'_, str> {
    if let Ok(text) = str::from_utf8(json) {
        return text.into();
    }
    let mut text = String::with_capacity(json.len());
    for chunk in json.utf8_chunks() {
        text.push_str(chunk.valid());
        let backslashes = text.bytes().rev().take_while(|byte| *byte == b'\\').count();
        match (chunk.invalid(), backslashes % 2) {
            ([], _) => {}
            // The space keeps it from being a pair with what follows.
            (_, 0) => text.push_str("\\ud800 "),
            // This is no escape sequence, and so no JSON.
            (_, _) => return "".into(),
        }
    }
    text.into()
}

/// Reads JSON. Unless `strict`, optional fields that can't be read are treated as absent and returned.
/// An error of a body that isn't JSON names some of the headers.
pub(crate) fn read<T: DeserializeOwned>(
    body: &[u8],
    headers: &HeaderMap,
    strict: bool,
) -> Result<(T, Vec<SkippedField>), DecodeError> {
    let json = without_byte_order_mark(body);
    let first = |pass: FirstPass| pass.run(|| serde_json::from_str(&text(json))).ok();
    let pass = match strict {
        true => FirstPass::Strict,
        false => FirstPass::Lenient,
    };
    if let Some(value) = first(pass) {
        return Ok((value, Vec::new()));
    }
    let tree = match parse(json) {
        Ok(tree) => tree,
        // Only the first pass reads around bytes that aren't UTF-8. What a strict client accepts, a lenient
        // one accepts.
        Err(error) => {
            let value = (!strict).then(|| first(FirstPass::Strict)).flatten();
            let value = value.ok_or_else(|| DecodeError::not_json(&error, body, headers))?;
            return Ok((value, Vec::new()));
        }
    };
    let (value, skipped) = decode(tree, json.len(), !strict).map_err(DecodeError::json)?;
    Ok((value, skipped.into_iter().map(SkippedField::new).collect()))
}

/// Reads a form whose fields are the properties of this JSON object, all of them strings. A type may
/// expect booleans and lists of one item instead.
#[cfg(feature = "webhooks")]
pub(crate) fn read_form<T: DeserializeOwned>(
    json: &[u8],
) -> Result<(T, Vec<SkippedField>), DecodeError> {
    let mut tree = parse(json).map_err(DecodeError::new)?;
    tree.set_form();
    let (value, skipped) = decode(tree, json.len(), true).map_err(DecodeError::json)?;
    Ok((value, skipped.into_iter().map(SkippedField::new).collect()))
}
