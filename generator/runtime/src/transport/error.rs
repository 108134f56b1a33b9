//! The error of a transport.

use std::error::Error;
use std::fmt;
use std::sync::Arc;

use bytes::Bytes;
use http::Response;

/// The error of a transport: no complete response arrived.
///
/// Its message must not show the query or the headers of the request.
#[derive(Clone)]
pub struct TransportError {
    kind: TransportErrorKind,
    source: Option<Arc<dyn Error + Send + Sync>>,
    response: Option<Arc<Response<Bytes>>>,
}

/// The reason why no complete response arrived.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TransportErrorKind {
    /// The time limit passed. The server may have carried out the request.
    Timeout,
    /// No connection was established, or not within [`Limits::connect_timeout`](super::Limits). The
    /// server has seen nothing of the request.
    Connect,
    /// No secure connection was established: the server's certificate isn't trusted, or it supports
    /// none of the client's protocols. It has seen nothing of the request, and another attempt would
    /// fail again.
    Tls,
    /// The proxy refused to open a connection to the server, or its response isn't HTTP. The server has
    /// seen nothing of the request, and another attempt would fail again.
    Proxy,
    /// The connection broke after a part of the request was sent. The server may have carried it out.
    Interrupted,
    /// The response exceeds the maximum size. The server has carried out the request.
    TooLarge,
    /// The body of the request can't be opened or read, or has another length than declared. The server
    /// has seen a part of the request at most.
    RequestBody,
    /// The response isn't valid HTTP, or its headers are larger than the transport allows. The server may
    /// have carried out the request, and would respond in the same way again.
    Protocol,
    /// The transport can't work as it is set up: it lacks a Tokio runtime, for example. Nothing was sent.
    Setup,
    /// As many calls as the client allows were in progress, and none ended within the time limit. Nothing
    /// was sent.
    Busy,
    /// Any other reason.
    Other,
}

#[cfg(feature = "tracing")]
impl TransportErrorKind {
    /// Returns the name of the kind, for records.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Timeout => "timeout",
            Self::Connect => "connect",
            Self::Tls => "tls",
            Self::Proxy => "proxy",
            Self::Interrupted => "interrupted",
            Self::TooLarge => "too large",
            Self::RequestBody => "request body",
            Self::Protocol => "protocol",
            Self::Setup => "setup",
            Self::Busy => "busy",
            Self::Other => "other",
        }
    }
}

impl TransportError {
    /// Creates an error with its cause.
    pub fn new(kind: TransportErrorKind, source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self {
            kind,
            source: Some(source.into().into()),
            response: None,
        }
    }

    /// Returns the same error, of a response that had begun to arrive: its status, its headers, and as
    /// much of the body as there is.
    ///
    /// A transport keeps them, because a status counts even if the body is cut: a call that the server
    /// rejected had no effect.
    #[must_use]
    pub fn with_response(mut self, response: Response<Bytes>) -> Self {
        self.response = Some(Arc::new(response));
        self
    }

    /// Returns the response that had begun to arrive, with as much of the body as there is.
    #[must_use]
    pub fn response(&self) -> Option<&Response<Bytes>> {
        self.response.as_deref()
    }

    /// Returns the same error with another kind.
    #[cfg(any(feature = "hyper", feature = "reqwest"))]
    pub(super) fn of_kind(self, kind: TransportErrorKind) -> Self {
        Self { kind, ..self }
    }

    /// Returns the kind.
    #[must_use]
    pub const fn kind(&self) -> TransportErrorKind {
        self.kind
    }
}

impl From<TransportErrorKind> for TransportError {
    fn from(kind: TransportErrorKind) -> Self {
        Self {
            kind,
            source: None,
            response: None,
        }
    }
}

/// Shows the status of a response, but neither its headers nor its body.
impl fmt::Debug for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TransportError")
            .field("kind", &self.kind)
            .field("source", &self.source)
            .field("status", &self.response().map(Response::status))
            .finish()
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.kind {
            TransportErrorKind::Timeout => "the time limit passed before the response was complete",
            TransportErrorKind::Connect => "no connection to the server",
            TransportErrorKind::Tls => "no secure connection to the server",
            TransportErrorKind::Proxy => "the proxy opens no connection to the server",
            TransportErrorKind::Interrupted => {
                "the connection broke before the response was complete"
            }
            TransportErrorKind::TooLarge => "the response exceeds the client's maximum size",
            TransportErrorKind::RequestBody => "the body of the request can't be read",
            TransportErrorKind::Protocol => "the server's response isn't valid HTTP",
            TransportErrorKind::Setup => "the transport can't be used as it is set up",
            TransportErrorKind::Busy => {
                "the client's concurrent calls were all in progress until the time limit passed"
            }
            TransportErrorKind::Other => "the transport failed",
        })
    }
}

impl Error for TransportError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        let source = self.source.as_deref()?;
        Some(source)
    }
}
