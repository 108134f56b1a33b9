//! The details of an error, in the body of its response.

use serde_json::Value;

use super::super::response::json::without_byte_order_mark;
use super::beginning::complete;

/// The details of an error that many APIs have in common. A body that isn't JSON has none of them.
#[derive(Debug, Default)]
pub(super) struct ErrorDetails {
    pub(super) code: Option<String>,
    pub(super) message: Option<String>,
    pub(super) more_info: Option<String>,
    pub(super) params: Option<Value>,
    pub(super) user_error: Option<bool>,
}

impl ErrorDetails {
    pub(super) fn read(body: &[u8], fields: &ErrorFields) -> Self {
        let json = str::from_utf8(without_byte_order_mark(body)).unwrap_or_default();
        let body = serde_json::from_str(json);
        body.map_or_else(|_| Self::default(), |body| Self::of(&body, fields))
    }

    /// Reads the details in the beginning of a body whose rest is missing.
    pub(super) fn read_cut(body: &[u8], fields: &ErrorFields) -> Self {
        Self::read(&complete(body), fields)
    }

    fn of(body: &Value, fields: &ErrorFields) -> Self {
        Self {
            code: first(body, fields.code, code),
            message: first(body, fields.message, text),
            more_info: first(body, fields.more_info, page),
            params: first(body, fields.params, |value| Some(value.clone())),
            user_error: first(body, fields.user_error, Value::as_bool),
        }
    }
}

/// Returns the first fitting value at one of the pointers.
fn first<T>(body: &Value, pointers: &[&str], read: fn(&Value) -> Option<T>) -> Option<T> {
    pointers
        .iter()
        .find_map(|pointer| read(body.pointer(pointer)?))
}

/// Returns a code as text. A fraction isn't one.
fn code(value: &Value) -> Option<String> {
    match value {
        Value::Number(number) if !number.is_f64() => Some(number.to_string()),
        value => text(value),
    }
}

fn text(value: &Value) -> Option<String> {
    value
        .as_str()
        .filter(|text| !text.is_empty())
        .map(str::to_owned)
}

/// Returns the URL of a page; in RFC 9457, `about:blank` means none.
fn page(value: &Value) -> Option<String> {
    text(value).filter(|page| page != "about:blank")
}

/// The locations of an error's details in its JSON body: JSON pointers (RFC 6901), of which the first
/// with a fitting value counts.
#[derive(Clone, Copy, Debug)]
pub struct ErrorFields {
    /// The API's own error code: an integer or a text.
    pub code: &'static [&'static str],
    /// The message for people.
    pub message: &'static [&'static str],
    /// The URL of a page about the error.
    pub more_info: &'static [&'static str],
    /// The parameters of the error.
    pub params: &'static [&'static str],
    /// Whether the fault is the caller's.
    pub user_error: &'static [&'static str],
}

impl ErrorFields {
    /// Problem details (RFC 9457), and the most usual other forms.
    pub const COMMON: Self = Self {
        code: &["/code", "/error/code"],
        message: &[
            "/detail",
            "/message",
            "/error/message",
            "/title",
            "/error_description",
            "/error",
        ],
        more_info: &["/type", "/error/type"],
        params: &["/params", "/errors", "/error/details"],
        user_error: &[],
    };
}
