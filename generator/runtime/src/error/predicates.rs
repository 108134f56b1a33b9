//! The kinds of errors.

use http::StatusCode;

use super::super::transport::error::TransportErrorKind;
use super::Error;
use super::credentials;
use super::failure::Failure;

/// The statuses of transient failures.
const TRANSIENT: [StatusCode; 6] = [
    StatusCode::REQUEST_TIMEOUT,
    StatusCode::TOO_MANY_REQUESTS,
    StatusCode::INTERNAL_SERVER_ERROR,
    StatusCode::BAD_GATEWAY,
    StatusCode::SERVICE_UNAVAILABLE,
    StatusCode::GATEWAY_TIMEOUT,
];

/// The kind of the failure.
impl Error {
    /// Whether the call wasn't sent because an argument is invalid: [`violations`](Self::violations) lists
    /// the invalid fields of a request. It is empty if a text could not be parsed as a SID or a date,
    /// so that there was no call yet.
    #[must_use]
    pub fn is_invalid_request(&self) -> bool {
        matches!(
            self.0.failure,
            Failure::InvalidRequest(_) | Failure::InvalidArgument(_)
        )
    }

    /// Whether the client couldn't be built, or the call wasn't sent because the client lacks something
    /// that it requires, such as credentials, or the transport does, such as a Tokio runtime.
    #[must_use]
    pub fn is_configuration(&self) -> bool {
        matches!(self.0.failure, Failure::Configuration(_))
            || self.is_transport(TransportErrorKind::Setup)
    }

    /// Whether no credentials could be obtained from their [provider](super::super::CredentialsProvider),
    /// such as a token of OAuth 2.0. The call wasn't sent, or not again after a response with status 401:
    /// see [`attempts`](Self::attempts).
    #[must_use]
    pub fn is_credentials(&self) -> bool {
        matches!(self.0.failure, Failure::Credentials(_))
    }

    /// Whether the next page wasn't requested because the link to it can't be read, or leads to another
    /// server or back to an earlier page; because the list has too many pages, or too many without
    /// items; or because a token to resume from leads to another path.
    #[must_use]
    pub fn is_paging(&self) -> bool {
        matches!(self.0.failure, Failure::Paging(_))
    }

    /// Whether the deadline of a [poller](super::super::Call::wait_until) passed before its condition
    /// was met. The body is that of the last response.
    #[must_use]
    pub fn is_wait_timeout(&self) -> bool {
        matches!(self.0.failure, Failure::Unfinished { .. })
    }

    /// Whether the time limit passed before the response was complete.
    ///
    /// If it passed during a later attempt, the rest of the error describes the attempt before that, such
    /// as its [status](Self::status): the time limit was only the last problem.
    #[must_use]
    pub fn is_timeout(&self) -> bool {
        self.0.cut_off.is_some() || self.is_transport(TransportErrorKind::Timeout)
    }

    /// Whether no connection was established, so that the server has seen nothing of the request.
    #[must_use]
    pub fn is_connect(&self) -> bool {
        self.is_transport(TransportErrorKind::Connect)
    }

    /// Whether no secure connection was established, such as for an untrusted certificate, so that the
    /// server has seen nothing of the request. The call isn't retried, because it would fail again.
    #[must_use]
    pub fn is_tls(&self) -> bool {
        self.is_transport(TransportErrorKind::Tls)
    }

    /// Whether a proxy refused to open a connection to the server, such as for missing credentials of
    /// the proxy, so that the server has seen nothing of the request. The call isn't retried, because it
    /// would fail again.
    #[must_use]
    pub fn is_proxy(&self) -> bool {
        self.is_transport(TransportErrorKind::Proxy)
    }

    /// Whether the connection broke after a part of the request was sent and before the response was
    /// complete. Unless the response has a [status](Self::status), the server may have carried out the
    /// call.
    #[must_use]
    pub fn is_interrupted(&self) -> bool {
        self.is_transport(TransportErrorKind::Interrupted)
    }

    /// Whether the response exceeded the client's maximum size.
    #[must_use]
    pub fn is_too_large(&self) -> bool {
        self.is_transport(TransportErrorKind::TooLarge)
    }

    /// Whether the response isn't valid HTTP, or its headers are too large. The call isn't retried. The
    /// server may have carried it out.
    #[must_use]
    pub fn is_protocol(&self) -> bool {
        self.is_transport(TransportErrorKind::Protocol)
    }

    /// Whether the body of the request couldn't be opened or read, or has another length than declared.
    /// The call isn't retried. The server has seen a part of the request at most.
    #[must_use]
    pub fn is_request_body(&self) -> bool {
        self.is_transport(TransportErrorKind::RequestBody)
    }

    /// Whether the call wasn't sent because the client had as many calls in progress as
    /// [`max_concurrent_calls`](super::super::ClientBuilder::max_concurrent_calls) allows, and none ended
    /// within the time limit of the call.
    #[must_use]
    pub fn is_busy(&self) -> bool {
        self.is_transport(TransportErrorKind::Busy)
    }

    /// Whether the server responded with an error status.
    #[must_use]
    pub fn is_api(&self) -> bool {
        matches!(self.0.failure, Failure::Api { .. })
    }

    /// Whether the server responded with a redirect, see [`location`](Self::location). Redirects aren't
    /// followed.
    #[must_use]
    pub fn is_redirect(&self) -> bool {
        matches!(self.0.failure, Failure::Redirect { .. })
    }

    /// Whether the server responded with a success whose body couldn't be read.
    #[must_use]
    pub fn is_decode(&self) -> bool {
        matches!(self.0.failure, Failure::Decode { .. })
    }

    /// Whether the server responded with status 401: it rejected the credentials.
    #[must_use]
    pub fn is_unauthorized(&self) -> bool {
        self.is_api_status(StatusCode::UNAUTHORIZED)
    }

    /// Whether the server responded with status 404.
    #[must_use]
    pub fn is_not_found(&self) -> bool {
        self.is_api_status(StatusCode::NOT_FOUND)
    }

    /// Whether the server responded with status 429: too many requests. See
    /// [`retry_after`](Self::retry_after).
    #[must_use]
    pub fn is_rate_limited(&self) -> bool {
        self.is_api_status(StatusCode::TOO_MANY_REQUESTS)
    }

    /// Whether the server responded with a status of 500 or above.
    #[must_use]
    pub fn is_server_error(&self) -> bool {
        self.status().is_some_and(|status| status.is_server_error())
    }

    /// Whether a later call may succeed: after a failed connection, a timeout, a broken connection, too
    /// many concurrent calls, or one of the statuses 408, 429, 500, 502, 503 and 504.
    #[must_use]
    pub fn is_transient(&self) -> bool {
        match &self.0.failure {
            Failure::Api { response, .. } => TRANSIENT.contains(&response.status()),
            Failure::Transport { error, .. } => credentials::is_transient(error.kind()),
            Failure::Credentials(error) => error.is_transient(),
            _ => false,
        }
    }

    /// Whether the server may have carried out the call although it failed. It hasn't
    ///
    /// - if no connection was established, no secure one, or none through the proxy;
    /// - if the client had too many calls in progress;
    /// - if it rejected the call with any 4xx but 408;
    /// - if it rejected the call with status 503 and a `Retry-After` header, or with another status by
    ///   which the API declares that it has done nothing.
    ///
    /// The status counts even if the rest of the response didn't arrive. A 503 alone proves nothing:
    /// proxies respond with it if a connection broke after the server had the request. All attempts
    /// count: an idempotent call is repeated after one that may have taken effect.
    #[must_use]
    pub fn may_have_taken_effect(&self) -> bool {
        use TransportErrorKind as Kind;
        if self.0.cut_off.is_some() || self.0.is_uncertain {
            return true;
        }
        match &self.0.failure {
            Failure::Transport {
                error,
                response: None,
            } => !matches!(
                error.kind(),
                Kind::Connect | Kind::Tls | Kind::Proxy | Kind::Setup | Kind::Busy
            ),
            Failure::Api {
                is_unprocessed: true,
                ..
            } => false,
            failure => match self.status() {
                Some(StatusCode::REQUEST_TIMEOUT) => true,
                Some(status) => !status.is_client_error(),
                None => failure.was_sent(),
            },
        }
    }

    /// Returns a name of the kind of failure, for records without personal data.
    #[cfg(feature = "tracing")]
    pub(crate) fn kind(&self) -> &'static str {
        match &self.0.failure {
            _ if self.0.cut_off.is_some() => "timeout",
            Failure::Configuration(_) => "configuration",
            Failure::Credentials(_) => "credentials",
            Failure::InvalidRequest(_) | Failure::InvalidArgument(_) => "invalid request",
            Failure::Paging(_) => "paging",
            Failure::Redirect { .. } => "redirect",
            Failure::Api { .. } => "status",
            Failure::Decode { .. } => "decode",
            Failure::Unfinished { .. } => "wait timeout",
            Failure::Transport { error, .. } => error.kind().name(),
        }
    }

    fn is_api_status(&self, status: StatusCode) -> bool {
        self.is_api() && self.status() == Some(status)
    }

    fn is_transport(&self, kind: TransportErrorKind) -> bool {
        let error = self.0.failure.transport();
        error.is_some_and(|error| error.kind() == kind)
    }
}
