// @generated: a copy of `generator/runtime/src/response/mod.rs`; edit that file instead.

//! What comes back from a server.

pub(super) mod decode_error;
pub(super) mod drift;
pub(super) mod from_response;
pub(super) mod json;
pub(super) mod raw;
pub(super) mod redaction;
pub(super) mod retry_after;

use std::fmt;
use std::str::FromStr;

use bytes::Bytes;
use http::header::ETAG;
use http::{HeaderMap, StatusCode};

use self::drift::Drift;
use self::raw::RawResponse;
use self::retry_after::RetryAfter;

/// The successful response to a call: its value, and the response that it was read from.
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
