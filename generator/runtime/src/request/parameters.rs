//! Parameters of a request.

use std::fmt::Display;

use http::header::HeaderName;
use serde::Serialize;
use serde_json::value::RawValue;

use super::super::response::redaction::may_be_secret;
use super::super::values::check::Check;
use super::super::values::field::Field;
use super::json::{Json, raw, to_json};
use super::style::{CookieStyle, HeaderStyle, Pair, PathStyle, QueryStyle, StyleError};
use super::{RequestWriter, encode};

/// The segments that a URL gives a meaning.
const CHANGES_PATH: [&str; 7] = ["", ".", "..", "%2E", "%2E.", ".%2E", "%2E%2E"];

/// Parameters: scalars as their text, lists and objects in the style of the document.
impl RequestWriter {
    /// Sets the path parameter `{name}`.
    ///
    /// The value always stays within its segment. The empty value, `.` and `..` are rejected, because a
    /// URL gives them a meaning even when they are encoded.
    pub fn path<'a, V>(&'a mut self, name: &'static str, value: &'a V) -> Field<'a, V>
    where
        V: Display + Check,
    {
        self.fill_place_with(name, &value.to_string());
        self.checker.required(name, value)
    }

    /// Sets the path parameter `{name}` to a list or an object, as [`path`](Self::path) does to a
    /// scalar.
    pub fn path_as<'a, V>(
        &'a mut self,
        name: &'static str,
        style: PathStyle,
        value: &'a V,
    ) -> Field<'a, V>
    where
        V: Serialize + Check,
    {
        self.fill_styled_place(name, style, to_json(value));
        self.checker.required(name, value)
    }

    /// Sends the request to this link instead of the operation's path: a path below that of the server,
    /// or an absolute URL on the same server. Any other link is an error.
    pub fn link(&mut self, link: &str) {
        self.link = Some(link.to_owned());
    }

    /// Adds a query parameter, unless it has no value.
    pub fn query<'a, V>(&'a mut self, name: &'a str, value: Option<&'a V>) -> Field<'a, V>
    where
        V: Display + Check,
    {
        if let Some(value) = value {
            self.push_query(name, &value.to_string());
        }
        self.checker.optional(name, value)
    }

    /// Adds a query parameter once for each of the values.
    pub fn query_list<'a, V>(
        &'a mut self,
        name: &'static str,
        values: Option<&'a Vec<V>>,
    ) -> Field<'a, Vec<V>>
    where
        V: Display + Check,
    {
        for value in values.into_iter().flatten() {
            self.push_query(name, &value.to_string());
        }
        self.checker.optional(name, values)
    }

    /// Adds a query parameter that is a list or an object, unless it has no value.
    pub fn query_as<'a, V>(
        &'a mut self,
        name: &'static str,
        style: QueryStyle,
        value: Option<&'a V>,
    ) -> Field<'a, V>
    where
        V: Serialize + Check,
    {
        if let Some(value) = value {
            self.push_styled_query(name, style, to_json(value));
        }
        self.checker.optional(name, value)
    }

    /// Sets a header, unless it has no value. A value that isn't visible ASCII is rejected.
    pub fn header<'a, V>(&'a mut self, name: &'a str, value: Option<&'a V>) -> Field<'a, V>
    where
        V: Display + Check,
    {
        if let Some(value) = value {
            self.set_header(name, &value.to_string());
        }
        self.checker.optional(name, value)
    }

    /// Sets a header to a list or an object, as [`header`](Self::header) does to a scalar.
    pub fn header_as<'a, V>(
        &'a mut self,
        name: &'static str,
        style: HeaderStyle,
        value: Option<&'a V>,
    ) -> Field<'a, V>
    where
        V: Serialize + Check,
    {
        if let Some(value) = value {
            self.set_styled_header(name, style, to_json(value));
        }
        self.checker.optional(name, value)
    }

    /// Adds a cookie, unless it has no value. It is percent-encoded, as in a query.
    pub fn cookie<'a, V>(&'a mut self, name: &'static str, value: Option<&'a V>) -> Field<'a, V>
    where
        V: Display + Check,
    {
        if let Some(value) = value {
            self.push_cookie(name, &value.to_string());
        }
        self.checker.optional(name, value)
    }

    /// Adds a cookie that is a list or an object, as [`cookie`](Self::cookie) does with a scalar.
    pub fn cookie_as<'a, V>(
        &'a mut self,
        name: &'static str,
        style: CookieStyle,
        value: Option<&'a V>,
    ) -> Field<'a, V>
    where
        V: Serialize + Check,
    {
        if let Some(value) = value {
            self.push_styled_cookies(name, style, to_json(value));
        }
        self.checker.optional(name, value)
    }

    /// Writes a value in a style, or reports a violation.
    fn styled<T>(
        &mut self,
        name: &str,
        json: Json,
        write: impl FnOnce(&RawValue) -> Result<T, StyleError>,
    ) -> Option<T> {
        let json = json.map_err(StyleError::from);
        let written = json.and_then(|json| write(raw(&json)?));
        written
            .map_err(|error| self.checker.refuse_field(name, error))
            .ok()
    }

    fn fill_styled_place(&mut self, name: &'static str, style: PathStyle, json: Json) {
        let written = self.styled(name, json, |json| style.write(name, json));
        self.fill_place(name, written.unwrap_or_default());
    }

    fn push_styled_query(&mut self, name: &str, style: QueryStyle, json: Json) {
        let pairs = self.styled(name, json, |json| style.write(name, json));
        push_pairs(&mut self.query, pairs.unwrap_or_default());
    }

    fn set_styled_header(&mut self, name: &str, style: HeaderStyle, json: Json) {
        let written = self.styled(name, json, |json| style.write(json));
        if let Some(text) = written.flatten() {
            self.set_header(name, &text);
        }
    }

    fn push_styled_cookies(&mut self, name: &str, style: CookieStyle, json: Json) {
        let pairs = self.styled(name, json, |json| style.write(name, json));
        self.push_cookies(pairs.unwrap_or_default());
    }

    fn fill_place_with(&mut self, name: &'static str, text: &str) {
        self.fill_place(name, encode::component(text));
    }

    /// Sets a path parameter to an encoded text.
    fn fill_place(&mut self, name: &'static str, text: String) {
        if CHANGES_PATH.contains(&text.as_str()) {
            let problem = "must not be empty, `.` or `..`, which would change the path";
            self.checker.refuse_field(name, problem);
        }
        self.path_values.push((name, text));
    }

    fn push_query(&mut self, name: &str, value: &str) {
        let pair = (encode::component(name), encode::component(value));
        push_pairs(&mut self.query, vec![pair]);
    }

    fn push_cookie(&mut self, name: &str, value: &str) {
        self.push_cookies(vec![(encode::component(name), encode::component(value))]);
    }

    fn push_cookies(&mut self, pairs: Vec<Pair>) {
        for (name, value) in pairs {
            self.cookies.push(format!("{name}={value}"));
        }
    }

    pub(super) fn set_header(&mut self, name: &str, value: &str) {
        match (HeaderName::try_from(name), encode::header_value(value)) {
            (Ok(header), Some(mut value)) => {
                value.set_sensitive(may_be_secret(&header));
                self.headers.insert(header, value);
            }
            (Err(_), _) => self.checker.refuse_field(name, "is no name for a header"),
            (_, None) => {
                let problem = "must be visible ASCII, without line breaks";
                self.checker.refuse_field(name, problem);
            }
        }
    }
}

/// Appends encoded pairs to a query or a form.
pub(super) fn push_pairs(text: &mut String, pairs: Vec<Pair>) {
    for (name, value) in pairs {
        if !text.is_empty() {
            text.push('&');
        }
        text.push_str(&name);
        text.push('=');
        text.push_str(&value);
    }
}
