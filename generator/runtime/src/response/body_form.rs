//! The form of a body that was expected to be JSON, without its content.

use http::HeaderMap;
use http::header::{CONTENT_ENCODING, CONTENT_TYPE, HeaderName};

/// Describes the form of a body; `None` if it may be JSON with an error.
pub(super) fn describe(body: &[u8]) -> Option<&'static str> {
    let starts_with = |start: &[u8]| body.starts_with(start);
    let text = body.trim_ascii_start();
    let form = match () {
        () if text.is_empty() => "empty",
        () if starts_with(b"\x1f\x8b") => "compressed by gzip",
        () if starts_with(b"\x28\xb5\x2f\xfd") => "compressed by zstd",
        () if is_zlib(body) => "compressed by deflate",
        () if starts_with(b"\xff\xfe\0\0") || starts_with(b"\0\0\xfe\xff") => "UTF-32, not UTF-8",
        () if starts_with(b"\xff\xfe") || starts_with(b"\xfe\xff") => "UTF-16, not UTF-8",
        () if is_wide(body) => "UTF-16, not UTF-8",
        () if text.starts_with(b"<?xml") => "XML",
        () if text.starts_with(b"<") => "HTML or XML",
        () if str::from_utf8(body).is_err() => "not UTF-8",
        () => return None,
    };
    Some(form)
}

/// Whether these are the first bytes of a zlib stream, which HTTP calls deflate.
fn is_zlib(body: &[u8]) -> bool {
    matches!(body, [0x78, 0x01 | 0x5e | 0x9c | 0xda, ..]) && str::from_utf8(body).is_err()
}

/// Whether the first two characters are ASCII of two bytes each.
fn is_wide(body: &[u8]) -> bool {
    let is_null = |index| body.get(index).map(|byte| *byte == 0);
    let nulls = [0, 1, 2, 3].map(is_null);
    let big_endian = [true, false, true, false].map(Some);
    nulls == big_endian || nulls == big_endian.map(|null| null.map(|null| !null))
}

/// Names the headers that declare the form of a body.
pub(super) fn declared(headers: &HeaderMap) -> String {
    let declared = [CONTENT_TYPE, CONTENT_ENCODING];
    let present = declared.iter().filter_map(|name| header(headers, name));
    let present: Vec<_> = present.collect();
    match present.is_empty() {
        true => String::new(),
        false => format!(" ({})", present.join(", ")),
    }
}

fn header(headers: &HeaderMap, name: &HeaderName) -> Option<String> {
    let value = headers.get(name)?.to_str().ok()?;
    Some(format!("{name}: {value}"))
}
