//! What kind of error it is.

use http::StatusCode;

use super::super::transport::error::TransportErrorKind;
use super::Error;
use super::failure::Failure;

/// The statuses of failures that may pass.
const TRANSIENT: [StatusCode; 6] = [
    StatusCode::REQUEST_TIMEOUT,
    StatusCode::TOO_MANY_REQUESTS,
    StatusCode::INTERNAL_SERVER_ERROR,
    StatusCode::BAD_GATEWAY,
    StatusCode::SERVICE_UNAVAILABLE,
    StatusCode::GATEWAY_TIMEOUT,
];

/// How the call failed.
impl Error {
    /// The call wasn't sent, since an argument isn't what it must be; see
    /// [`violations`](Self::violations).
    #[must_use]
    pub fn is_invalid_request(&self) -> bool {
        matches!(self.0.failure, Failure::InvalidRequest(_))
    }

    /// The client couldn't be built, or the call wasn't sent since it needs something that the
    /// client hasn't, such as credentials, or that the transport needs, such as a Tokio runtime.
    #[must_use]
    pub fn is_configuration(&self) -> bool {
        matches!(self.0.failure, Failure::Configuration(_))
            || self.is_transport(TransportErrorKind::Setup)
    }

    /// The next page wasn't asked for: the link to it leads elsewhere, or back to an earlier page.
    #[must_use]
    pub fn is_paging(&self) -> bool {
        matches!(self.0.failure, Failure::Paging(_))
    }

    /// A deadline passed before the answer was what it was
    /// [waited for](super::super::Call::wait_until). The body is that of the last answer.
    #[must_use]
    pub fn is_wait_timeout(&self) -> bool {
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

    /// What came from the server isn't valid HTTP, or its headers are too large. Another attempt isn't made,
    /// since it would end alike. The server may have carried the request out.
    #[must_use]
    pub fn is_protocol(&self) -> bool {
        self.is_transport(TransportErrorKind::Protocol)
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
            None => {
                let is_unsent = self.is_connect() || self.is_tls() || self.is_configuration();
                self.0.failure.was_sent() && !is_unsent
            }
        }
    }

    fn is_api_status(&self, status: StatusCode) -> bool {
        self.is_api() && self.status() == Some(status)
    }

    fn is_transport(&self, kind: TransportErrorKind) -> bool {
        matches!(&self.0.failure, Failure::Transport(error) if error.kind() == kind)
    }
}
