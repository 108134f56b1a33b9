//! Headers and query parameters that a caller adds to a request.

use std::fmt;

use http::header::{AUTHORIZATION, CONTENT_TYPE, COOKIE, HeaderName, PROXY_AUTHORIZATION};

use super::super::response::redaction::may_be_secret;
use super::info::OperationInfo;
use super::{RequestWriter, encode, framing};

/// The header of an idempotency key, unless the API's description names another one.
const IDEMPOTENCY_KEY: &str = "Idempotency-Key";

/// Headers and query parameters that a caller adds to those of an operation.
#[derive(Clone, Default)]
pub(crate) struct Extras {
    headers: Vec<(String, String)>,
    query: Vec<(String, String)>,
    idempotency_key: Option<String>,
}

impl Extras {
    pub(crate) fn add_header(&mut self, name: String, value: String) {
        self.headers.push((name, value));
    }

    pub(crate) fn add_query(&mut self, name: String, value: String) {
        self.query.push((name, value));
    }

    pub(crate) fn set_idempotency_key(&mut self, key: String) {
        self.idempotency_key = Some(key);
    }

    /// Returns the names of the headers.
    pub(crate) fn headers(&self) -> impl Iterator<Item = &str> {
        self.headers.iter().map(|(name, _)| name.as_str())
    }

    /// Returns the names of the query parameters.
    pub(crate) fn query(&self) -> impl Iterator<Item = &str> {
        self.query.iter().map(|(name, _)| name.as_str())
    }

    /// Returns the values of the `Cookie` header.
    pub(crate) fn cookies(&self) -> impl Iterator<Item = &str> {
        let headers = self.headers.iter();
        let cookies = headers.filter(|(name, _)| name.eq_ignore_ascii_case(COOKIE.as_str()));
        cookies.map(|(_, value)| value.as_str())
    }

    /// Adds them to a request, after the arguments of its operation.
    pub(super) fn write(&self, info: &OperationInfo, request: &mut RequestWriter) {
        for (name, value) in &self.query {
            request.query(name, Some(value));
        }
        for (name, value) in &self.headers {
            write_header(request, name, value);
        }
        if let Some(key) = &self.idempotency_key {
            let name = info.idempotency_header().unwrap_or(IDEMPOTENCY_KEY);
            request.set_header(name, key);
        }
    }
}

fn write_header(request: &mut RequestWriter, name: &str, value: &str) {
    let header = HeaderName::try_from(name).ok();
    match header.as_ref().and_then(|header| refusal(request, header)) {
        Some(problem) => request.checker.refuse_field(name, problem),
        None if header == Some(COOKIE) => write_cookies(request, value),
        None => request.set_header(name, value),
    }
}

/// Returns the reason why a caller can't set a header, if there is one.
fn refusal(request: &RequestWriter, header: &HeaderName) -> Option<&'static str> {
    let content_type = || request.headers.get(CONTENT_TYPE);
    let is_multipart =
        || content_type().is_some_and(|own| own.as_bytes().starts_with(b"multipart/"));
    if framing::is_framing(header) {
        return Some(framing::SET_BY_TRANSPORT);
    }
    if *header == AUTHORIZATION {
        return Some("is set by the credentials; set others with `with_credentials`");
    }
    if *header == PROXY_AUTHORIZATION {
        return Some("is set by the transport, from the URL of the proxy");
    }
    (*header == CONTENT_TYPE && is_multipart())
        .then_some("has the boundary between the parts of the body, and can't be replaced")
}

/// Adds cookies to those of the operation.
fn write_cookies(request: &mut RequestWriter, cookies: &str) {
    match encode::header_value(cookies) {
        Some(_) => request.cookies.push(cookies.to_owned()),
        None => request.set_header(COOKIE.as_str(), cookies),
    }
}

/// Shows the names, and the values of those headers alone that are known to carry no secrets.
impl fmt::Debug for Extras {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let headers = self.headers.iter().map(|(name, value)| {
            let is_secret = HeaderName::try_from(name).is_ok_and(|name| may_be_secret(&name));
            (name, if is_secret { "[redacted]" } else { value })
        });
        f.debug_struct("Extras")
            .field("headers", &headers.collect::<Vec<_>>())
            .field("query", &self.query().collect::<Vec<_>>())
            .field("idempotency_key", &self.idempotency_key)
            .finish()
    }
}
