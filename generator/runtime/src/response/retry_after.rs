//! The `Retry-After` header.

use std::time::Duration;

use http::HeaderMap;
use http::header::{DATE, HeaderName, RETRY_AFTER};
use jiff::Timestamp;
use jiff::fmt::rfc2822;

/// The value of a `Retry-After` header (RFC 9110, section 10.2.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RetryAfter {
    /// This time after the arrival of the response.
    Delay(Duration),
    /// This point in time of the server's clock.
    At(Timestamp),
}

impl RetryAfter {
    /// Reads the header, if it exists and has one of the two forms.
    pub(crate) fn read(headers: &HeaderMap) -> Option<Self> {
        let text = text(headers, RETRY_AFTER)?;
        match text.parse() {
            Ok(seconds) => Some(Self::Delay(Duration::from_secs(seconds))),
            Err(_) => timestamp(text).map(Self::At),
        }
    }

    /// Returns the delay as of `now`; zero if the time has passed.
    #[must_use]
    pub fn delay_from(self, now: Timestamp) -> Duration {
        match self {
            Self::Delay(delay) => delay,
            Self::At(time) => Duration::try_from(time.duration_since(now)).unwrap_or_default(),
        }
    }
}

/// Returns the time of the server's clock when it sent the response.
pub(crate) fn date(headers: &HeaderMap) -> Option<Timestamp> {
    timestamp(text(headers, DATE)?)
}

fn text(headers: &HeaderMap, name: HeaderName) -> Option<&str> {
    Some(headers.get(name)?.to_str().ok()?.trim())
}

fn timestamp(text: &str) -> Option<Timestamp> {
    Some(rfc2822::parse(text).ok()?.timestamp())
}
