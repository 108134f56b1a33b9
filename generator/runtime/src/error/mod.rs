//! The error of a call.

mod beginning;
pub(super) mod configuration;
pub(super) mod credentials;
pub(super) mod details;
pub(super) mod failure;
pub(super) mod meaning;
pub(super) mod paging;
mod predicates;

use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use http::StatusCode;
use jiff::Timestamp;
use serde::de::DeserializeOwned;
use serde_json::Value;

use self::configuration::ConfigurationError;
use self::credentials::CredentialsError;
use self::failure::Failure;
use self::meaning::ErrorMeaning;
use self::paging::PagingError;
use super::response::decode_error::DecodeError;
use super::response::json::without_byte_order_mark;
use super::response::raw::RawResponse;
use super::response::redaction::one_line;
use super::response::retry_after::{self, RetryAfter};
use super::transport::error::TransportError;
use super::values::check::Violation;
use super::values::sid::SidError;

/// The error of a call, or of building a client.
///
/// `Display` is one line which describes the failure with all its causes. Neither it nor `Debug` nor a
/// source ever shows credentials, query values or the body of a request. Of the body of a response it
/// shows the API's message, code and page, or the beginning of HTML or other text that came with an
/// error status; nothing else of JSON. [`raw_body`](Self::raw_body) returns the whole body.
pub struct Error(Box<Inner>);

struct Inner {
    operation: Option<&'static str>,
    attempts: u32,
    failure: Failure,
    /// The error of a further attempt, which the time limit of the call cut off. The failure is that of
    /// the previous attempt, which is more precise.
    cut_off: Option<TransportError>,
    /// Whether an attempt before the one that failed so may have taken effect.
    is_uncertain: bool,
}

/// Facts about the failure.
impl Error {
    /// Returns the operation that was called, such as `FetchOrder`; `None` if the client couldn't be
    /// built.
    #[must_use]
    pub fn operation(&self) -> Option<&'static str> {
        self.0.operation
    }

    /// Returns the number of times that the call was sent; zero if it never was.
    #[must_use]
    pub fn attempts(&self) -> u32 {
        self.0.attempts
    }

    /// Returns the status of the response, if one arrived, even if its body did not.
    #[must_use]
    pub fn status(&self) -> Option<StatusCode> {
        self.response().map(RawResponse::status)
    }

    /// Returns the API's own error code, if the response has one and it is an integer. The integer may
    /// be in a text.
    #[must_use]
    pub fn code(&self) -> Option<i64> {
        self.code_text()?.parse().ok()
    }

    /// Returns the API's own error code as text, if the response has one: `20404`, `invalid_grant`. If no
    /// [credentials](Self::is_credentials) could be obtained, it is that of the server that issues them.
    #[must_use]
    pub fn code_text(&self) -> Option<&str> {
        match &self.0.failure {
            Failure::Api { details, .. } => details.code.as_deref(),
            Failure::Credentials(error) => error.code(),
            _ => None,
        }
    }

    /// Returns the API's message, if the response has one.
    #[must_use]
    pub fn message(&self) -> Option<&str> {
        match &self.0.failure {
            Failure::Api { details, .. } => details.message.as_deref(),
            _ => None,
        }
    }

    /// Returns the URL of the API's page about the error, if the response has one.
    #[must_use]
    pub fn more_info(&self) -> Option<&str> {
        match &self.0.failure {
            Failure::Api { details, .. } => details.more_info.as_deref(),
            _ => None,
        }
    }

    /// Returns the values of the message's placeholders, if the response has them.
    #[must_use]
    pub fn params(&self) -> Option<&Value> {
        match &self.0.failure {
            Failure::Api { details, .. } => details.params.as_ref(),
            _ => None,
        }
    }

    /// Returns whether the API attributes the error to the caller, if the response states it.
    #[must_use]
    pub fn is_user_error(&self) -> Option<bool> {
        match &self.0.failure {
            Failure::Api { details, .. } => details.user_error,
            _ => None,
        }
    }

    /// Returns the id of the request in the server's records, if the response has one.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        self.response().and_then(RawResponse::request_id)
    }

    /// Returns the `Retry-After` header, if the response has one.
    #[must_use]
    pub fn retry_after(&self) -> Option<RetryAfter> {
        RetryAfter::read(self.response()?.headers())
    }

    /// Returns the target of a redirect, as the response has it.
    #[must_use]
    pub fn location(&self) -> Option<&str> {
        match &self.0.failure {
            Failure::Redirect { location, .. } => Some(location),
            _ => None,
        }
    }

    /// Returns every violation of the request's constraints; empty unless the request is invalid.
    #[must_use]
    pub fn violations(&self) -> &[Violation] {
        match &self.0.failure {
            Failure::InvalidRequest(violations) => violations,
            _ => &[],
        }
    }

    /// Returns the path in the JSON at which reading failed, such as `phone_numbers[0].portable`.
    #[must_use]
    pub fn json_path(&self) -> Option<&str> {
        match &self.0.failure {
            Failure::Decode { error, .. } => error.path(),
            _ => None,
        }
    }

    /// Returns the unchanged body of the response, if one arrived. If it was cut, this is its beginning.
    #[must_use]
    pub fn raw_body(&self) -> Option<&Bytes> {
        self.response().map(RawResponse::body)
    }

    /// Returns the body of the response as `T`, if one arrived and is JSON of this type.
    #[must_use]
    pub fn body_as<T: DeserializeOwned>(&self) -> Option<T> {
        serde_json::from_slice(without_byte_order_mark(self.raw_body()?)).ok()
    }

    fn response(&self) -> Option<&RawResponse> {
        self.0.failure.response()
    }
}

impl Error {
    pub(super) fn configuration(error: ConfigurationError) -> Self {
        Self::new(Failure::Configuration(error))
    }

    /// Creates the error of a call whose credentials can't be obtained.
    pub(super) fn credentials(error: CredentialsError) -> Self {
        Self::new(Failure::Credentials(error))
    }

    pub(super) fn invalid_request(violations: Vec<Violation>) -> Self {
        Self::new(Failure::InvalidRequest(violations))
    }

    pub(super) fn paging(error: PagingError) -> Self {
        Self::new(Failure::Paging(error))
    }

    pub(super) fn transport(error: TransportError) -> Self {
        Self::new(Failure::Transport {
            error,
            response: None,
        })
    }

    /// Creates the error of a response with a success status of which only a part arrived.
    pub(super) fn interrupted(error: TransportError, response: RawResponse) -> Self {
        let response = Some(response);
        Self::new(Failure::Transport { error, response })
    }

    pub(super) fn decode(error: DecodeError, response: RawResponse) -> Self {
        Self::new(Failure::Decode { error, response })
    }

    pub(super) fn unfinished(waited: Duration, response: RawResponse) -> Self {
        Self::new(Failure::Unfinished { waited, response })
    }

    /// Creates the error of a response whose status is no success. `cut` is the reason why its body
    /// isn't complete, if it isn't.
    pub(super) fn from_response(
        response: RawResponse,
        cut: Option<TransportError>,
        meaning: &ErrorMeaning,
    ) -> Self {
        Self::new(Failure::from_response(response, cut, meaning))
    }

    /// Returns the same error, of a call whose next attempt was cut off by the call's time limit.
    pub(super) fn then_cut_off(mut self, error: TransportError) -> Self {
        self.0.cut_off = Some(error);
        let attempts = self.attempts() + 1;
        self.after(attempts)
    }

    /// Returns the same error, of a call of which an earlier attempt may have taken effect.
    pub(super) fn uncertain(mut self, is_uncertain: bool) -> Self {
        self.0.is_uncertain |= is_uncertain;
        self
    }

    /// Returns the error of the transport alone: no response had begun to arrive.
    pub(super) fn as_transport(&self) -> Option<&TransportError> {
        match &self.0.failure {
            Failure::Transport {
                error,
                response: None,
            } => Some(error),
            _ => None,
        }
    }

    /// Returns the same error, of a call of the operation with this name.
    pub(super) fn of(mut self, operation: &'static str) -> Self {
        self.0.operation = Some(operation);
        self
    }

    /// Returns the same error, after this number of attempts.
    pub(super) fn after(mut self, attempts: u32) -> Self {
        self.0.attempts = attempts;
        self
    }

    /// Returns the delay that the server requests, if the response does. A point in time is one of the
    /// server's clock, which `now` replaces if the response has no `Date`.
    pub(super) fn retry_delay(&self, now: Timestamp) -> Option<Duration> {
        retry_after::delay(self.response()?.headers(), now)
    }

    fn new(failure: Failure) -> Self {
        Self(Box::new(Inner {
            operation: None,
            attempts: 0,
            failure,
            cut_off: None,
            is_uncertain: false,
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
            cut_off,
            ..
        } = &*self.0;
        // The credentials for a further attempt are obtained after the call was sent.
        let outcome = if failure.was_sent() || *attempts > 0 {
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
            _ if cut_off.is_some() => {
                write!(
                    f,
                    " (after {attempts} attempts, the last of which timed out)"
                )
            }
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
            Failure::Credentials(error) => Some(error.source()),
            Failure::Decode { error, .. } => Some(error),
            failure => Some(failure.transport()?),
        }
    }
}
