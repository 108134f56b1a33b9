//! Why no response arrived.

use std::error::Error;
use std::fmt;
use std::sync::Arc;

/// Why no response arrived.
///
/// Its message must not show the query or the headers of the request.
#[derive(Clone, Debug)]
pub struct TransportError {
    kind: TransportErrorKind,
    source: Option<Arc<dyn Error + Send + Sync>>,
}

/// The reason why no response arrived.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TransportErrorKind {
    /// The time limit passed. The server may have carried out the request.
    Timeout,
    /// No connection was established. The server has seen nothing of the request.
    Connect,
    /// No secure connection was established: the server's certificate isn't trusted, or it supports
    /// none of the client's protocols. It has seen nothing of the request, and another attempt would
    /// fail again.
    Tls,
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
    /// Any other reason.
    Other,
}

impl TransportError {
    /// Creates an error with its cause.
    pub fn new(kind: TransportErrorKind, source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self {
            kind,
            source: Some(source.into().into()),
        }
    }

    /// Returns the same error with another kind.
    #[cfg(feature = "hyper")]
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
        Self { kind, source: None }
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.kind {
            TransportErrorKind::Timeout => "the time limit passed before the response was complete",
            TransportErrorKind::Connect => "no connection to the server",
            TransportErrorKind::Tls => "no secure connection to the server",
            TransportErrorKind::Interrupted => {
                "the connection broke before the response was complete"
            }
            TransportErrorKind::TooLarge => "the response exceeds the client's maximum size",
            TransportErrorKind::RequestBody => "the body of the request can't be read",
            TransportErrorKind::Protocol => "the server's response isn't valid HTTP",
            TransportErrorKind::Setup => "the transport can't be used as it is set up",
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
