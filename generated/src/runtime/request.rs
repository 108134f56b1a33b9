// @generated: a copy of `generator/runtime/src/request.rs`; edit that file instead.

//! How an operation becomes an HTTP request.

use std::fmt::Display;

use bytes::Bytes;
use http::header::{ACCEPT, CONTENT_LENGTH, CONTENT_TYPE, HeaderName, HeaderValue};
use http::{HeaderMap, Method, Request, Uri};
use serde::Serialize;

use super::answer::Answer;
use super::check::{Check, Checker, Field};
use super::credentials::is_secret;
use super::encode;
use super::error::Error;
use super::operation::{Operation, OperationInfo};
use super::server::{Destination, Server};

/// Makes the request of an operation, without credentials.
pub(super) fn build<O: Operation>(
    operation: &O,
    destination: &Destination,
) -> Result<Request<Bytes>, Error> {
    let info = operation.info();
    let server = Server::of(info.server(), destination)
        .map_err(|error| Error::configuration(error).of(&info))?;
    let mut writer = RequestWriter::default();
    operation.write(&mut writer);
    writer.default_headers(info.method(), O::Answer::ACCEPT);
    writer.finish(&info, &server)
}

/// What an operation writes its arguments into.
///
/// Every value is checked and encoded as it comes in; what is wrong is collected, so that one error
/// tells all of it. The methods that take a value give back a [`Field`], for the constraints that
/// the document adds to the type.
#[derive(Default)]
pub struct RequestWriter {
    checker: Checker,
    link: Option<String>,
    path_values: Vec<(&'static str, String)>,
    query: String,
    headers: HeaderMap,
    body: Bytes,
}

impl RequestWriter {
    /// Fills the place `{name}` of the path.
    ///
    /// Whatever the value, it stays within its segment. Three values can't be kept there, since a
    /// URL gives them a meaning even when they are encoded: the empty one, `.` and `..`. They are
    /// refused.
    pub fn path<'a, V>(&'a mut self, name: &'static str, value: &'a V) -> Field<'a, V>
    where
        V: Display + Check,
    {
        let text = value.to_string();
        if matches!(text.as_str(), "" | "." | "..") {
            let problem = "must not be empty, `.` or `..`, which would change the path";
            self.checker.refuse_field(name, problem);
        }
        self.path_values.push((name, encode::component(&text)));
        self.checker.required(name, value)
    }

    /// Sends the request to this link instead of the operation's path: a path below that of the
    /// server, or an absolute URL on the same server. Any other is an error.
    pub fn link(&mut self, link: &str) {
        self.link = Some(link.to_owned());
    }

    /// Adds a query parameter, unless there is no value.
    pub fn query<'a, V>(&'a mut self, name: &'a str, value: Option<&'a V>) -> Field<'a, V>
    where
        V: Display + Check,
    {
        if let Some(value) = value {
            self.push_query(name, value);
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
            self.push_query(name, value);
        }
        self.checker.optional(name, values)
    }

    /// Sets a header, unless there is no value. A value that isn't visible ASCII is refused.
    pub fn header<'a, V>(&'a mut self, name: &'a str, value: Option<&'a V>) -> Field<'a, V>
    where
        V: Display + Check,
    {
        if let Some(value) = value {
            self.push_header(name, &value.to_string());
        }
        self.checker.optional(name, value)
    }

    /// Sends the body as JSON.
    pub fn json<'a, B>(&'a mut self, body: &'a B) -> Field<'a, B>
    where
        B: Serialize + Check,
    {
        body.check(&mut self.checker);
        match serde_json::to_vec(body) {
            Ok(json) => self.body = Bytes::from(json),
            Err(error) => self.checker.refuse(format_args!("can't be JSON: {error}")),
        }
        self.headers
            .insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        Field::new(&mut self.checker, "body", Some(body))
    }

    /// Sends the body as JSON, or no body if there is none.
    pub fn optional_json<'a, B>(&'a mut self, body: Option<&'a B>) -> Field<'a, B>
    where
        B: Serialize + Check,
    {
        match body {
            Some(body) => self.json(body),
            None => Field::new(&mut self.checker, "body", None),
        }
    }

    fn push_query(&mut self, name: &str, value: &impl Display) {
        if !self.query.is_empty() {
            self.query.push('&');
        }
        self.query.push_str(&encode::component(name));
        self.query.push('=');
        self.query.push_str(&encode::component(&value.to_string()));
    }

    fn push_header(&mut self, name: &str, value: &str) {
        match (HeaderName::try_from(name), encode::header_value(value)) {
            (Ok(header), Some(mut value)) => {
                value.set_sensitive(is_secret(&header));
                self.headers.insert(header, value);
            }
            (Err(_), _) => self.checker.refuse_field(name, "is no name for a header"),
            (_, None) => {
                let problem = "must be visible ASCII, without line breaks";
                self.checker.refuse_field(name, problem);
            }
        }
    }

    /// Sets the headers that every request has, unless the operation did.
    fn default_headers(&mut self, method: &Method, accept: &'static str) {
        self.headers
            .entry(ACCEPT)
            .or_insert(HeaderValue::from_static(accept));
        // Where a body is expected, some servers want to be told that there is none.
        if self.body.is_empty() && [Method::POST, Method::PUT, Method::PATCH].contains(method) {
            self.headers
                .insert(CONTENT_LENGTH, HeaderValue::from_static("0"));
        }
    }

    /// The request to the server, if nothing is wrong with it.
    fn finish(mut self, info: &OperationInfo, server: &Server) -> Result<Request<Bytes>, Error> {
        let url = match self.link.take() {
            Some(link) => server
                .follow(&link, &self.query)
                .map_err(|error| Error::configuration(error).of(info))?,
            None => server.url(&self.fill(info.path()), &self.query),
        };
        let uri = Uri::try_from(url);
        if uri.is_err() {
            self.checker.refuse_field("URL", "is too long");
        }
        let violations = self.checker.into_violations();
        match uri {
            Ok(uri) if violations.is_empty() => {
                let mut request = Request::new(self.body);
                *request.method_mut() = info.method().clone();
                *request.uri_mut() = uri;
                *request.headers_mut() = self.headers;
                Ok(request)
            }
            _ => Err(Error::invalid_request(violations).of(info)),
        }
    }

    /// Fills the places of the template, each once; a value is never read as a template itself.
    fn fill(&mut self, template: &str) -> String {
        let mut path = String::with_capacity(template.len());
        let mut rest = template;
        while let Some((fixed, (name, tail))) = split_place(rest) {
            path.push_str(&encode::path(fixed));
            match self.path_values.iter().find(|(place, _)| *place == name) {
                Some((_, value)) => path.push_str(value),
                None => self.checker.refuse_field(name, "must be given"),
            }
            rest = tail;
        }
        path.push_str(&encode::path(rest));
        path
    }
}

/// Splits a template at its first place: what is before it, its name, and what is after it.
fn split_place(template: &str) -> Option<(&str, (&str, &str))> {
    let (fixed, tail) = template.split_once('{')?;
    Some((fixed, tail.split_once('}')?))
}
