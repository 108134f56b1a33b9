// @generated: a copy of `generator/runtime/src/transport/error.rs`; edit that file instead.

//! Why no response came.

use std::error::Error;
use std::fmt;
use std::sync::Arc;

/// Why no response came.
///
/// Its message must not show the query or the headers of the request.
#[derive(Clone, Debug)]
pub struct TransportError {
    kind: TransportErrorKind,
    source: Option<Arc<dyn Error + Send + Sync>>,
}

/// What kept a response from coming.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TransportErrorKind {
    /// The time limit passed. The server may have carried out the request.
    Timeout,
    /// No connection came about. The server has seen nothing of the request.
    Connect,
    /// The connection can't be encrypted: the server's certificate isn't trusted, or nothing is in
    /// common with it. It has seen nothing of the request, and would do the same again.
    Tls,
    /// The connection broke after the request began to be sent. The server may have carried it out.
    Interrupted,
    /// The response is larger than the limit. The server has carried out the request.
    TooLarge,
    /// The body of the request can't be opened or read, or isn't as long as announced. The server has
    /// seen a part of the request at most.
    RequestBody,
    /// What came from the server isn't a response that HTTP allows, or its headers are larger than the
    /// transport takes. The server may have carried out the request, and would respond alike again.
    Protocol,
    /// The transport can't work as it is set up: there is no Tokio runtime where it needs one, say.
    /// Nothing was sent, and it would be the same again.
    Setup,
    /// Anything else.
    Other,
}

impl TransportError {
    /// An error with the cause that the transport knows.
    pub fn new(kind: TransportErrorKind, source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self {
            kind,
            source: Some(source.into().into()),
        }
    }

    /// The same error as one of another kind.
    #[cfg(feature = "hyper")]
    pub(super) fn of_kind(self, kind: TransportErrorKind) -> Self {
        Self { kind, ..self }
    }

    /// The kind.
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
            TransportErrorKind::Timeout => "the time limit passed before the answer was complete",
            TransportErrorKind::Connect => "no connection to the server",
            TransportErrorKind::Tls => "no secure connection to the server",
            TransportErrorKind::Interrupted => {
                "the connection broke before the answer was complete"
            }
            TransportErrorKind::TooLarge => "the answer is larger than the client's limit",
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
