//! The meaning of an API's error responses.

use http::{HeaderMap, StatusCode};

use super::super::response::retry_after::RetryAfter;
use super::details::ErrorFields;

/// The meaning of an API's error responses.
#[derive(Clone, Copy, Debug)]
pub struct ErrorMeaning {
    /// The locations of the details in the body.
    pub fields: ErrorFields,
    /// The statuses of 500 or above that only the API sends, and no proxy, and that mean that it did
    /// nothing. A status below 500 means that by definition, except 408.
    pub unprocessed: &'static [u16],
}

impl ErrorMeaning {
    /// The usual details, and no status of 500 or above that means that nothing was done.
    pub const COMMON: Self = Self {
        fields: ErrorFields::COMMON,
        unprocessed: &[],
    };

    /// Whether a response of 500 or above means that the server did nothing: by a status of the API,
    /// or by 503 with a delay after which to try again. Proxies respond with 503 alone if a connection
    /// broke, after which the server may have carried out the request.
    pub(super) fn is_unprocessed(&self, status: StatusCode, headers: &HeaderMap) -> bool {
        let asks_to_wait = || RetryAfter::read(headers).is_some();
        self.unprocessed.contains(&status.as_u16())
            || (status == StatusCode::SERVICE_UNAVAILABLE && asks_to_wait())
    }
}
