// @generated: a copy of `generator/runtime/src/error.rs`; edit that file instead.

//! The error of a call.

pub(super) mod configuration;
pub(super) mod details;
pub(super) mod display;
pub(super) mod failure;
mod predicates;

use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use http::StatusCode;
use jiff::Timestamp;
use serde::de::DeserializeOwned;
use serde_json::Value;

use self::configuration::ConfigurationError;
use self::display::one_line;
use self::failure::Failure;
use super::check::Violation;
use super::decode::DecodeError;
use super::operation::OperationInfo;
use super::paging::PagingError;
use super::profile::Profile;
use super::response::RawResponse;
use super::retry::after::{self, RetryAfter};
use super::transport::TransportError;
use super::values::sid::SidError;

/// Why a call failed, or a client couldn't be built.
///
/// `Display` is one line which says what failed, how and why, causes included. Neither it nor
/// `Debug` nor a source ever shows credentials, query values or the body of a request. Of the body of a
/// response the API's message, code and page show, or the beginning of a page of HTML or other text that
/// came with an error status; what else stands in JSON doesn't. [`raw_body`](Self::raw_body) has all of
/// it.
pub struct Error(Box<Inner>);

struct Inner {
    operation: Option<&'static str>,
    attempts: u32,
    failure: Failure,
}

/// What is known of the failure.
impl Error {
    /// The operation that was called, such as `FetchOrder`; none if the client couldn't
    /// be built.
    #[must_use]
    pub fn operation(&self) -> Option<&'static str> {
        self.0.operation
    }

    /// How many times the call was sent; zero if it never was.
    #[must_use]
    pub fn attempts(&self) -> u32 {
        self.0.attempts
    }

    /// The status of the response, if one came.
    #[must_use]
    pub fn status(&self) -> Option<StatusCode> {
        self.response().map(RawResponse::status)
    }

    /// The API's own code of the error, if the response has one.
    #[must_use]
    pub fn code(&self) -> Option<i64> {
        match &self.0.failure {
            Failure::Api { details, .. } => details.code,
            _ => None,
        }
    }

    /// What the API says went wrong, if the response tells.
    #[must_use]
    pub fn message(&self) -> Option<&str> {
        match &self.0.failure {
            Failure::Api { details, .. } => details.message.as_deref(),
            _ => None,
        }
    }

    /// The address of the API's page on the error, if the response has one.
    #[must_use]
    pub fn more_info(&self) -> Option<&str> {
        match &self.0.failure {
            Failure::Api { details, .. } => details.more_info.as_deref(),
            _ => None,
        }
    }

    /// What the message's placeholders stand for, if the response has such a part.
    #[must_use]
    pub fn params(&self) -> Option<&Value> {
        match &self.0.failure {
            Failure::Api { details, .. } => details.params.as_ref(),
            _ => None,
        }
    }

    /// Whether the API says that the fault is the caller's, if it says whose.
    #[must_use]
    pub fn is_user_error(&self) -> Option<bool> {
        match &self.0.failure {
            Failure::Api { details, .. } => details.user_error,
            _ => None,
        }
    }

    /// What the request is called in the server's records, if the response says so.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        self.response().and_then(RawResponse::request_id)
    }

    /// When the server wants to be asked again, if the response says so.
    #[must_use]
    pub fn retry_after(&self) -> Option<RetryAfter> {
        RetryAfter::read(self.response()?.headers())
    }

    /// Where a redirect pointed, as the response has it.
    #[must_use]
    pub fn location(&self) -> Option<&str> {
        match &self.0.failure {
            Failure::Redirect { location, .. } => Some(location),
            _ => None,
        }
    }

    /// Everything that is wrong with the arguments; empty unless the request is invalid.
    #[must_use]
    pub fn violations(&self) -> &[Violation] {
        match &self.0.failure {
            Failure::InvalidRequest(violations) => violations,
            _ => &[],
        }
    }

    /// Where in the JSON reading failed, such as `phone_numbers[0].portable`.
    #[must_use]
    pub fn json_path(&self) -> Option<&str> {
        match &self.0.failure {
            Failure::Decode { error, .. } => error.path(),
            _ => None,
        }
    }

    /// The body of the response as it came, if one came.
    #[must_use]
    pub fn raw_body(&self) -> Option<&Bytes> {
        self.response().map(RawResponse::body)
    }

    /// The body of the response as `T`, if one came and it is JSON that fits.
    #[must_use]
    pub fn body_as<T: DeserializeOwned>(&self) -> Option<T> {
        serde_json::from_slice(self.raw_body()?).ok()
    }

    fn response(&self) -> Option<&RawResponse> {
        self.0.failure.response()
    }
}

impl Error {
    pub(super) fn configuration(error: ConfigurationError) -> Self {
        Self::new(Failure::Configuration(error))
    }

    pub(super) fn invalid_request(violations: Vec<Violation>) -> Self {
        Self::new(Failure::InvalidRequest(violations))
    }

    pub(super) fn paging(error: PagingError) -> Self {
        Self::new(Failure::Paging(error))
    }

    pub(super) fn transport(error: TransportError) -> Self {
        Self::new(Failure::Transport(error))
    }

    pub(super) fn decode(error: DecodeError, response: RawResponse) -> Self {
        Self::new(Failure::Decode { error, response })
    }

    pub(super) fn unfinished(waited: Duration, response: RawResponse) -> Self {
        Self::new(Failure::Unfinished { waited, response })
    }

    /// The error that a response tells, whose status is no success.
    pub(super) fn from_response(response: RawResponse, profile: &Profile) -> Self {
        Self::new(Failure::from_response(response, profile))
    }

    /// The same error, of a call of this operation.
    pub(super) fn of(mut self, operation: &OperationInfo) -> Self {
        self.0.operation = Some(operation.name());
        self
    }

    /// The same error, after so many attempts.
    pub(super) fn after(mut self, attempts: u32) -> Self {
        self.0.attempts = attempts;
        self
    }

    /// How long the server wants to be left alone, if the response says so. Where it names a time,
    /// that is of the server's clock, which `now` stands in for if the response doesn't tell it.
    pub(super) fn retry_delay(&self, now: Timestamp) -> Option<Duration> {
        let headers = self.response()?.headers();
        let now = after::date(headers).unwrap_or(now);
        Some(RetryAfter::read(headers)?.delay_from(now))
    }

    fn new(failure: Failure) -> Self {
        Self(Box::new(Inner {
            operation: None,
            attempts: 0,
            failure,
        }))
    }
}

/// A text that isn't a SID, so that `?` works on a SID that is parsed for a call.
impl From<SidError> for Error {
    fn from(error: SidError) -> Self {
        Self::new(Failure::InvalidArgument(Box::new(error)))
    }
}

/// A text that isn't a date or a time, so that `?` works on one that is parsed for a call.
impl From<jiff::Error> for Error {
    fn from(error: jiff::Error) -> Self {
        Self::new(Failure::InvalidArgument(Box::new(error)))
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Inner {
            operation,
            attempts,
            failure,
        } = &*self.0;
        let outcome = if failure.was_sent() {
            "failed"
        } else {
            "was not sent"
        };
        if let Some(operation) = operation {
            write!(f, "{operation} {outcome}: ")?;
        }
        f.write_str(&one_line(&failure.to_string()))?;
        match attempts {
            0 | 1 => Ok(()),
            _ => write!(f, " (after {attempts} attempts)"),
        }
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Error")
            .field("operation", &self.operation())
            .field("status", &self.status())
            .field("attempts", &self.attempts())
            .field("problem", &one_line(&self.0.failure.to_string()))
            .finish()
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match &self.0.failure {
            Failure::Configuration(error) => error.source(),
            Failure::InvalidArgument(error) => Some(&**error),
            Failure::Transport(error) => Some(error),
            Failure::Decode { error, .. } => Some(error),
            _ => None,
        }
    }
}
