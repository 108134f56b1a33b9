//! A response before it is read.

use std::fmt;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use super::redaction::PublicHeaders;

/// A response before it is read, with any status.
#[derive(Clone)]
pub struct RawResponse {
    status: StatusCode,
    headers: HeaderMap,
    body: Bytes,
    request_id: Option<String>,
    /// The number of attempts until it arrived.
    attempts: u32,
}

impl RawResponse {
    /// Creates a response. The named header contains the request's id in the server's records.
    #[must_use]
    pub fn new(response: http::Response<Bytes>, request_id_header: &str) -> Self {
        let (parts, body) = response.into_parts();
        let request_id = parts.headers.get(request_id_header);
        Self {
            request_id: request_id
                .and_then(|id| id.to_str().ok())
                .map(str::to_owned),
            status: parts.status,
            headers: parts.headers,
            body,
            attempts: 1,
        }
    }

    /// Returns the same response, after this number of attempts.
    pub(crate) fn after(mut self, attempts: u32) -> Self {
        self.attempts = attempts;
        self
    }

    /// Returns the head of the response with this part of its body.
    #[allow(dead_code, reason = "only crates with streams of events use it")]
    pub(crate) fn with_body(&self, body: Bytes) -> Self {
        Self {
            body,
            ..self.clone()
        }
    }

    pub(crate) const fn attempts(&self) -> u32 {
        self.attempts
    }

    /// Returns the status.
    #[must_use]
    pub const fn status(&self) -> StatusCode {
        self.status
    }

    /// Returns the headers.
    #[must_use]
    pub const fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// Returns the value of a header, if it exists and is visible ASCII.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// Returns the body.
    #[must_use]
    pub const fn body(&self) -> &Bytes {
        &self.body
    }

    /// Returns the id of the request in the server's records, if the response has one.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        self.request_id.as_deref()
    }
}

/// Shows neither the body nor headers that carry credentials.
impl fmt::Debug for RawResponse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RawResponse")
            .field("status", &self.status)
            .field("headers", &PublicHeaders(&self.headers))
            .field("body", &format_args!("{} bytes", self.body.len()))
            .finish()
    }
}
