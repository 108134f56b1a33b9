// @generated: a copy of `generator/runtime/src/request/encode.rs`; edit that file instead.

//! What callers put into a URL or a header, so that it stays what it is there.

use http::HeaderValue;
use percent_encoding::{AsciiSet, CONTROLS, NON_ALPHANUMERIC, utf8_percent_encode};

/// Everything but the unreserved characters of RFC 3986, section 2.3. A value encoded with it has
/// no character that means anything in a path or a query.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

const RESERVED_AND_DOT: &AsciiSet = &RESERVED.add(b'.');

/// What can't stand in the path of a URL as it is.
const ILLEGAL_IN_PATH: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'[')
    .add(b'\\')
    .add(b']')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// Encodes a value for a path segment, or a name or a value for a query: a space is `%20`.
pub(crate) fn component(text: &str) -> String {
    utf8_percent_encode(text, RESERVED).to_string()
}

/// The same for a value in a place where a dot has a meaning.
pub(super) fn component_without_dots(text: &str) -> String {
    utf8_percent_encode(text, RESERVED_AND_DOT).to_string()
}

/// Encodes the fixed text of a path, in which `/` and `%` keep their meaning.
pub(crate) fn path(text: &str) -> String {
    utf8_percent_encode(text, ILLEGAL_IN_PATH).to_string()
}

/// Makes a header's value of visible ASCII and spaces. Other text has none: a line break would end
/// the header, and servers disagree on what is beyond ASCII.
pub(crate) fn header_value(text: &str) -> Option<HeaderValue> {
    let value = HeaderValue::try_from(text).ok()?;
    text.is_ascii().then_some(value)
}
