//! The `Retry-After` header.

use std::time::Duration;

use http::HeaderMap;
use http::header::{DATE, HeaderName, RETRY_AFTER};
use jiff::Timestamp;

use super::http_date;

/// The value of a `Retry-After` header (RFC 9110, section 10.2.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RetryAfter {
    /// This time after the arrival of the response. A number too large for the type is
    /// [`Duration::MAX`].
    Delay(Duration),
    /// This point in time of the server's clock. A date after the last [`Timestamp`] is
    /// [`Timestamp::MAX`].
    At(Timestamp),
}

impl RetryAfter {
    /// Reads the header, if it exists and is a number of seconds or a date. Of several headers, the
    /// first that can be read counts.
    pub(crate) fn read(headers: &HeaderMap) -> Option<Self> {
        let date = date(headers);
        texts(headers, RETRY_AFTER).find_map(|text| {
            let delay = seconds(text).map(Self::Delay);
            delay.or_else(|| http_date::parse(text, date).map(Self::At))
        })
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

/// Returns the delay that a response requests, if it does. A point in time is one of the server's
/// clock, which `now` replaces if the response has no `Date`.
pub(crate) fn delay(headers: &HeaderMap, now: Timestamp) -> Option<Duration> {
    let now = date(headers).unwrap_or(now);
    Some(RetryAfter::read(headers)?.delay_from(now))
}

/// Returns the time of the server's clock when it sent the response.
fn date(headers: &HeaderMap) -> Option<Timestamp> {
    texts(headers, DATE).find_map(|text| http_date::parse(text, None))
}

fn texts(headers: &HeaderMap, name: HeaderName) -> impl Iterator<Item = &str> {
    let values = headers.get_all(name).into_iter();
    values
        .filter_map(|value| value.to_str().ok())
        .map(str::trim)
}

/// Reads a number of seconds, which servers also send with a fraction. A number that is too large is
/// the longest time, since its sender requests a long one.
fn seconds(text: &str) -> Option<Duration> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || !digits(whole) || !digits(fraction) {
        return None;
    }
    let Ok(whole) = whole.parse() else {
        return Some(Duration::MAX);
    };
    // Nine digits are nanoseconds; any further ones don't matter.
    let nanoseconds = format!("{fraction:0<9}");
    let nanoseconds = nanoseconds.get(..9)?.parse().ok()?;
    Some(Duration::new(whole, nanoseconds))
}
