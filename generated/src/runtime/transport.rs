// @generated: a copy of `generator/runtime/src/transport.rs`; edit that file instead.

//! What carries requests to servers.

#[cfg(feature = "blocking")]
pub(super) mod blocking_http_transport;
pub(super) mod clock;
#[cfg(feature = "reqwest")]
pub(super) mod http_transport;
#[cfg(any(feature = "blocking", feature = "test-util"))]
pub(super) mod park;
#[cfg(any(feature = "reqwest", feature = "blocking"))]
pub(super) mod tls;
#[cfg(feature = "tower")]
pub(super) mod tower;
pub(super) mod transports;

use std::error::Error;
use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use futures_core::Stream;
use http::{Request, Response};

use self::clock::{Clock, SystemClock};
use super::body::Body;
use super::download::Whole;

/// What carries a request to a server and brings the response back.
///
/// A transport does nothing else: it doesn't follow redirects, try again, or add credentials.
/// Whatever the response's status, it is a response and no error.
pub trait Transport: Send + Sync + 'static {
    /// Sends a request. Dropping the future cancels it.
    ///
    /// The transport keeps the limits: it ends with [`TransportErrorKind::Timeout`] or
    /// [`TransportErrorKind::TooLarge`] once one is passed.
    ///
    /// A body may be [in memory](Body::bytes), or be read while it is sent
    /// ([`Body::into_stream`]); a transport that can't do that has it
    /// [collected](Body::collect).
    ///
    /// The request's extensions hold the [`OperationInfo`](super::OperationInfo) of the call.
    fn send(&self, request: Request<Body>, limits: Limits) -> TransportFuture<'_>;

    /// Sends a request, and gives the response when its headers are here, with the body as it comes.
    ///
    /// [`Limits::timeout`] is for the headers, and then for each chunk; the size of the body has no
    /// limit. By default the whole response is waited for, as by [`send`](Self::send).
    fn stream(&self, request: Request<Body>, limits: Limits) -> StreamFuture<'_> {
        let whole = self.send(request, limits);
        Box::pin(async move {
            Ok(whole
                .await?
                .map(|body| Box::pin(Whole(Some(body))) as BodyStream))
        })
    }

    /// The clock for the pauses between attempts, by default the [`SystemClock`].
    fn clock(&self) -> Arc<dyn Clock> {
        Arc::new(SystemClock)
    }
}

/// The response to come.
pub type TransportFuture<'a> =
    Pin<Box<dyn Future<Output = Result<Response<Bytes>, TransportError>> + Send + 'a>>;

/// The response to come, whose body comes after it.
pub type StreamFuture<'a> =
    Pin<Box<dyn Future<Output = Result<Response<BodyStream>, TransportError>> + Send + 'a>>;

/// A body that comes in chunks. An error is the end of it.
pub type BodyStream = Pin<Box<dyn Stream<Item = Result<Bytes, TransportError>> + Send>>;

impl<T: Transport + ?Sized> Transport for Arc<T> {
    fn send(&self, request: Request<Body>, limits: Limits) -> TransportFuture<'_> {
        T::send(self, request, limits)
    }

    fn stream(&self, request: Request<Body>, limits: Limits) -> StreamFuture<'_> {
        T::stream(self, request, limits)
    }

    fn clock(&self) -> Arc<dyn Clock> {
        T::clock(self)
    }
}

/// The limits of one attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Limits {
    /// How long it may take from the start of connecting to the end of the response, sending the body
    /// included.
    pub timeout: Duration,
    /// How long the whole call may still take, for a transport that can't limit the time of each chunk
    /// of a body.
    pub call_timeout: Duration,
    /// How many bytes the body of the response may have.
    pub max_response_bytes: usize,
}

impl Default for Limits {
    /// 30 seconds, 2 minutes for the call, and 32 MiB.
    fn default() -> Self {
        Self {
            timeout: Duration::from_secs(30),
            call_timeout: Duration::from_secs(120),
            max_response_bytes: 32 << 20,
        }
    }
}

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
