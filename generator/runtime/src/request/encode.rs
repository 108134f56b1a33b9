//! The encoding of values in URLs and headers, so that they can't change their structure.

use std::borrow::Cow;

use http::HeaderValue;
use percent_encoding::{AsciiSet, CONTROLS, NON_ALPHANUMERIC, utf8_percent_encode};

/// Everything but the unreserved characters of RFC 3986, section 2.3. A value encoded with it has no
/// character with a meaning in a path or a query.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

const RESERVED_AND_DOT: &AsciiSet = &RESERVED.add(b'.');

/// The characters that aren't allowed in the path of a URL.
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
    Cow::from(utf8_percent_encode(text, RESERVED)).into_owned()
}

/// Encodes a value as [`component`] does, and dots, too, for a position where a dot is a delimiter.
pub(super) fn component_without_dots(text: &str) -> String {
    Cow::from(utf8_percent_encode(text, RESERVED_AND_DOT)).into_owned()
}

/// Encodes the fixed text of a path, in which `/` and `%` keep their meaning.
pub(crate) fn path(text: &str) -> Cow<'_, str> {
    utf8_percent_encode(text, ILLEGAL_IN_PATH).into()
}

/// Creates a header value from visible ASCII and spaces. Other text is rejected: a line break would end
/// the header, and servers disagree on characters beyond ASCII.
pub(crate) fn header_value(text: &str) -> Option<HeaderValue> {
    let value = HeaderValue::try_from(text).ok()?;
    text.is_ascii().then_some(value)
}
