// @generated: a copy of `generator/runtime/src/error.rs`; edit that file instead.

//! The error of a call.

use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use http::StatusCode;
use jiff::Timestamp;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::check::Violation;
use super::configuration::ConfigurationError;
use super::decode::DecodeError;
use super::display::one_line;
use super::failure::Failure;
use super::operation::OperationInfo;
use super::paging::PagingError;
use super::profile::Profile;
use super::response::RawResponse;
use super::retry_after::{self, RetryAfter};
use super::transport::{TransportError, TransportErrorKind};

/// Why a call failed, or a client couldn't be built.
///
/// `Display` is one line which says what failed, how and why, causes included. Neither it nor
/// `Debug` nor a source ever shows credentials, query values or the body of a request. Of the body of a
/// response the API's message, code and page show, or the beginning of a page of HTML or other text that
/// came with an error status; what else stands in JSON doesn't. [`raw_body`](Self::raw_body) has all of
/// it.
pub struct Error(Box<Inner>);

/// The statuses of failures that may pass.
const TRANSIENT: [StatusCode; 6] = [
    StatusCode::REQUEST_TIMEOUT,
    StatusCode::TOO_MANY_REQUESTS,
    StatusCode::INTERNAL_SERVER_ERROR,
    StatusCode::BAD_GATEWAY,
    StatusCode::SERVICE_UNAVAILABLE,
    StatusCode::GATEWAY_TIMEOUT,
];

struct Inner {
    operation: Option<&'static str>,
    attempts: u32,
    failure: Failure,
}

/// How the call failed.
impl Error {
    /// The call wasn't sent, since an argument isn't what it must be; see
    /// [`violations`](Self::violations).
    #[must_use]
    pub fn is_invalid_request(&self) -> bool {
        matches!(self.0.failure, Failure::InvalidRequest(_))
    }

    /// The client couldn't be built, or the call wasn't sent since it needs something that the
    /// client hasn't, such as credentials.
    #[must_use]
    pub fn is_configuration(&self) -> bool {
        matches!(self.0.failure, Failure::Configuration(_))
    }

    /// The next page wasn't asked for: the link to it leads elsewhere, or back to an earlier page.
    #[must_use]
    pub fn is_paging(&self) -> bool {
        matches!(self.0.failure, Failure::Paging(_))
    }

    /// A deadline passed before the answer was what it was
    /// [waited for](super::Call::wait_until). The body is that of the last answer.
    #[must_use]
    pub fn is_unfinished(&self) -> bool {
        matches!(self.0.failure, Failure::Unfinished { .. })
    }

    /// The time limit passed before the answer was complete.
    #[must_use]
    pub fn is_timeout(&self) -> bool {
        self.is_transport(TransportErrorKind::Timeout)
    }

    /// No connection came about, so the server has seen nothing of the request.
    #[must_use]
    pub fn is_connect(&self) -> bool {
        self.is_transport(TransportErrorKind::Connect)
    }

    /// No secure connection came about, so the server has seen nothing of the request: its certificate
    /// isn't trusted, say. Another attempt isn't made, since it would end alike.
    #[must_use]
    pub fn is_tls(&self) -> bool {
        self.is_transport(TransportErrorKind::Tls)
    }

    /// The connection broke after the request began to be sent, so the server may have carried it
    /// out.
    #[must_use]
    pub fn is_interrupted(&self) -> bool {
        self.is_transport(TransportErrorKind::Interrupted)
    }

    /// The response was larger than the client takes.
    #[must_use]
    pub fn is_too_large(&self) -> bool {
        self.is_transport(TransportErrorKind::TooLarge)
    }

    /// The body of the request couldn't be opened or read, or isn't as long as was announced. Another
    /// attempt isn't made. The server has seen a part of the request at most.
    #[must_use]
    pub fn is_request_body(&self) -> bool {
        self.is_transport(TransportErrorKind::RequestBody)
    }

    /// The server answered with an error status.
    #[must_use]
    pub fn is_api(&self) -> bool {
        matches!(self.0.failure, Failure::Api { .. })
    }

    /// The server pointed elsewhere, see [`location`](Self::location). Redirects aren't followed.
    #[must_use]
    pub fn is_redirect(&self) -> bool {
        matches!(self.0.failure, Failure::Redirect { .. })
    }

    /// The server answered with a success, but the body couldn't be read.
    #[must_use]
    pub fn is_decode(&self) -> bool {
        matches!(self.0.failure, Failure::Decode { .. })
    }

    /// The server answered with status 401: it doesn't accept the credentials.
    #[must_use]
    pub fn is_unauthorized(&self) -> bool {
        self.is_api_status(StatusCode::UNAUTHORIZED)
    }

    /// The server answered with status 404.
    #[must_use]
    pub fn is_not_found(&self) -> bool {
        self.is_api_status(StatusCode::NOT_FOUND)
    }

    /// The server answered with status 429: too many requests. See
    /// [`retry_after`](Self::retry_after).
    #[must_use]
    pub fn is_rate_limited(&self) -> bool {
        self.is_api_status(StatusCode::TOO_MANY_REQUESTS)
    }

    /// The server answered with a status of 500 or above.
    #[must_use]
    pub fn is_server_error(&self) -> bool {
        self.status().is_some_and(|status| status.is_server_error())
    }

    /// The failure may pass if the call is made again later: no connection, a timeout, a broken
    /// connection, or one of the statuses 408, 429, 500, 502, 503 and 504.
    #[must_use]
    pub fn is_transient(&self) -> bool {
        match self.status() {
            Some(status) => self.is_api() && TRANSIENT.contains(&status),
            None => self.is_connect() || self.is_timeout() || self.is_interrupted(),
        }
    }

    /// The server may have carried the call out although it failed. It hasn't if no connection came
    /// about, or no secure one, or if it refused the call with status 503 or any 4xx but 408.
    #[must_use]
    pub fn may_have_taken_effect(&self) -> bool {
        match self.status() {
            Some(StatusCode::REQUEST_TIMEOUT) => true,
            Some(StatusCode::SERVICE_UNAVAILABLE) => false,
            Some(status) => !status.is_client_error(),
            None => self.0.failure.was_sent() && !self.is_connect() && !self.is_tls(),
        }
    }

    fn is_api_status(&self, status: StatusCode) -> bool {
        self.is_api() && self.status() == Some(status)
    }

    fn is_transport(&self, kind: TransportErrorKind) -> bool {
        matches!(&self.0.failure, Failure::Transport(error) if error.kind() == kind)
    }
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
    pub(super) fn told_by(response: RawResponse, profile: &Profile) -> Self {
        Self::new(Failure::told_by(response, profile))
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
        let now = retry_after::date(headers).unwrap_or(now);
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
            Failure::Transport(error) => Some(error),
            Failure::Decode { error, .. } => Some(error),
            _ => None,
        }
    }
}
