//! The keys of objects that have no fixed fields.

use std::borrow::Cow;

/// Paths start with `/`.
pub(super) fn path(key: &str) -> Option<Cow<'_, str>> {
    key.starts_with('/').then_some(Cow::Borrowed(key))
}

/// Methods other than those with a field in a path item. Their names are tokens (RFC 9110). `CONNECT` has no path.
pub(super) fn additional_method(key: &str) -> Option<Cow<'_, str>> {
    let is_token = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    let is_known = METHODS
        .iter()
        .any(|method| method.eq_ignore_ascii_case(key));
    let is_known = is_known || key.eq_ignore_ascii_case("connect");
    let is_method = !key.is_empty() && key.bytes().all(is_token) && !is_known;
    is_method.then_some(Cow::Borrowed(key))
}

/// The methods with a field in a path item.
pub(super) const METHODS: [&str; 9] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace", "query",
];

/// `default`, a status code or a range of them.
pub(super) fn response_key(key: &str) -> Option<Cow<'_, str>> {
    if key == "default" {
        return Some(Cow::Borrowed(key));
    }
    let [first @ b'1'..=b'9', second, third] = key.as_bytes() else {
        return None;
    };
    match (second, third) {
        (b'0'..=b'9', b'0'..=b'9') => Some(Cow::Borrowed(key)),
        (b'x' | b'X', b'x' | b'X') => Some(Cow::Owned(format!("{}XX", char::from(*first)))),
        _ => None,
    }
}
