//! Responses, and how they are read.

mod body_form;
pub(super) mod decode_error;
pub(super) mod drift;
pub(super) mod from_response;
mod http_date;
pub(super) mod json;
pub(super) mod raw;
pub(super) mod redaction;
pub(super) mod retry_after;

use std::fmt;
use std::str::FromStr;

use bytes::Bytes;
use http::header::ETAG;
use http::{HeaderMap, StatusCode};

use self::drift::SkippedField;
use self::raw::RawResponse;
use self::retry_after::RetryAfter;

/// The successful response to a call: the value, and the raw response.
///
/// `Debug` shows neither the value nor the body, nor headers that carry credentials.
#[derive(Clone)]
pub struct Response<T> {
    value: T,
    drift: Vec<SkippedField>,
    raw: RawResponse,
}

impl<T> Response<T> {
    pub(super) fn new(value: T, drift: Vec<SkippedField>, raw: RawResponse) -> Self {
        Self { value, drift, raw }
    }

    /// Returns the value.
    pub const fn value(&self) -> &T {
        &self.value
    }

    pub(super) fn into_raw(self) -> RawResponse {
        self.raw
    }

    pub(super) fn into_value_and_drift(self) -> (T, Vec<SkippedField>) {
        (self.value, self.drift)
    }

    /// Returns the value alone.
    pub fn into_value(self) -> T {
        self.value
    }

    /// Returns the optional fields that don't match the API's description and are absent from the
    /// value. Usually there are none.
    pub fn drift(&self) -> &[SkippedField] {
        &self.drift
    }

    /// Returns the status.
    pub const fn status(&self) -> StatusCode {
        self.raw.status()
    }

    /// Returns the headers.
    pub const fn headers(&self) -> &HeaderMap {
        self.raw.headers()
    }

    /// Returns the value of a header as `H`, if it exists and can be parsed.
    pub fn header<H: FromStr>(&self, name: &str) -> Option<H> {
        self.raw.header(name)?.parse().ok()
    }

    /// Returns the version of the resource, for `If-Match` and `If-None-Match`, if the response has
    /// one.
    pub fn etag(&self) -> Option<&str> {
        self.raw.header(ETAG.as_str())
    }

    /// Returns the `Retry-After` header, if the response has one.
    pub fn retry_after(&self) -> Option<RetryAfter> {
        RetryAfter::read(self.raw.headers())
    }

    /// Returns the id of the request in the server's records, if the response has one.
    pub fn request_id(&self) -> Option<&str> {
        self.raw.request_id()
    }

    /// Returns the unchanged body.
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
