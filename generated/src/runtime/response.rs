// @generated: a copy of `generator/runtime/src/response.rs`; edit that file instead.

//! What comes back from a server.

use std::fmt;
use std::str::FromStr;

use bytes::Bytes;
use http::header::ETAG;
use http::{HeaderMap, StatusCode};

use super::drift::Drift;
use super::error::display::PublicHeaders;
use super::profile::Profile;
use super::retry::after::RetryAfter;

/// The successful answer to a call: its value, and the response that it was read from.
///
/// `Debug` shows neither the value nor the body, nor headers that carry credentials.
#[derive(Clone)]
pub struct Response<T> {
    value: T,
    drift: Vec<Drift>,
    raw: RawResponse,
}

impl<T> Response<T> {
    pub(super) fn new(value: T, drift: Vec<Drift>, raw: RawResponse) -> Self {
        Self { value, drift, raw }
    }

    /// The value.
    pub const fn value(&self) -> &T {
        &self.value
    }

    pub(super) fn into_raw(self) -> RawResponse {
        self.raw
    }

    pub(super) fn into_value_and_drift(self) -> (T, Vec<Drift>) {
        (self.value, self.drift)
    }

    /// The value alone.
    pub fn into_value(self) -> T {
        self.value
    }

    /// Where the response isn't what the API's description says: the optional fields that couldn't be
    /// read and are absent from the value. It is usually empty.
    pub fn drift(&self) -> &[Drift] {
        &self.drift
    }

    /// The status.
    pub const fn status(&self) -> StatusCode {
        self.raw.status()
    }

    /// The headers.
    pub const fn headers(&self) -> &HeaderMap {
        self.raw.headers()
    }

    /// The value of a header as `H`, if it is there and is one.
    pub fn header<H: FromStr>(&self, name: &str) -> Option<H> {
        self.raw.header(name)?.parse().ok()
    }

    /// The version of the resource, for `If-Match` and `If-None-Match`, if the response has one.
    pub fn etag(&self) -> Option<&str> {
        self.raw.header(ETAG.as_str())
    }

    /// When the server wants to be asked again, if the response says so.
    pub fn retry_after(&self) -> Option<RetryAfter> {
        RetryAfter::read(self.raw.headers())
    }

    /// What the request is called in the server's records, if the response says so.
    pub fn request_id(&self) -> Option<&str> {
        self.raw.request_id()
    }

    /// The body as it came.
    pub const fn body(&self) -> &Bytes {
        self.raw.body()
    }
}

impl<T> fmt::Debug for Response<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Response")
            .field("raw", &self.raw)
            .field("drift", &self.drift)
            .finish_non_exhaustive()
    }
}

/// A response as it came, whatever its status.
#[derive(Clone)]
pub struct RawResponse {
    status: StatusCode,
    headers: HeaderMap,
    body: Bytes,
    request_id: Option<String>,
    /// How many attempts it took to get it.
    attempts: u32,
}

impl RawResponse {
    /// The response of a server of the API with this profile.
    #[must_use]
    pub fn new(response: http::Response<Bytes>, profile: &Profile) -> Self {
        let (parts, body) = response.into_parts();
        let request_id = parts.headers.get(profile.request_id_header);
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

    /// The same response, after so many attempts.
    pub(super) fn after(mut self, attempts: u32) -> Self {
        self.attempts = attempts;
        self
    }

    pub(super) const fn attempts(&self) -> u32 {
        self.attempts
    }

    /// The status.
    #[must_use]
    pub const fn status(&self) -> StatusCode {
        self.status
    }

    /// The headers.
    #[must_use]
    pub const fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The value of a header, if it is there and is visible ASCII.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// The body.
    #[must_use]
    pub const fn body(&self) -> &Bytes {
        &self.body
    }

    /// What the request is called in the server's records, if the response says so.
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
