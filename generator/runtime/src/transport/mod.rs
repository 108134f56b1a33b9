//! Transports, which send requests to servers.

#[cfg(feature = "blocking")]
pub(super) mod blocking;
#[cfg(feature = "blocking")]
pub(super) mod blocking_http_transport;
pub(super) mod body;
#[cfg(feature = "blocking")]
pub(super) mod body_reader;
pub(super) mod body_stream;
pub(super) mod clock;
#[cfg(feature = "reqwest")]
mod connect_limit;
pub(super) mod error;
mod handoff;
#[cfg(feature = "hyper")]
mod http1;
#[cfg(feature = "hyper")]
pub(super) mod http_builder;
#[cfg(feature = "hyper")]
pub(super) mod http_transport;
#[cfg(any(feature = "blocking", feature = "test-util"))]
pub(super) mod park;
#[cfg(feature = "hyper")]
pub(super) mod proxy;
#[cfg(feature = "reqwest")]
pub(super) mod reqwest_transport;
pub(super) mod stream;
mod threads;
mod timer;
#[cfg(feature = "tower")]
pub(super) mod tower;

use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::{Request, Response, Uri};

use self::body::Body;
use self::clock::{Clock, SystemClock};
use self::error::TransportError;
use self::stream::{BodyStream, Whole};

/// Sends a request to a server and returns the response.
///
/// A transport does nothing else: it doesn't follow redirects, retry, or add credentials. A response
/// with any status is a success for it.
pub trait Transport: Send + Sync + 'static {
    /// Sends a request. Dropping the future cancels it.
    ///
    /// The transport observes the limits: it fails with
    /// [`TransportErrorKind::Timeout`](super::TransportErrorKind::Timeout) or
    /// [`TransportErrorKind::TooLarge`](super::TransportErrorKind::TooLarge) when one is exceeded. If
    /// only a part of the response arrives, the error keeps it ([`TransportError::with_response`]).
    ///
    /// A body is either [in memory](Body::bytes) or read while it is sent ([`Body::into_stream`]); a
    /// transport that can't stream [collects](Body::collect) it.
    ///
    /// The request's extensions contain the [`OperationInfo`](super::OperationInfo) of the call. Requests of
    /// a [`CredentialsProvider`](super::CredentialsProvider) have none.
    fn send(&self, request: Request<Body>, limits: Limits) -> TransportFuture<'_>;

    /// Sends a request, and returns when the headers of the response have arrived, with the body as a
    /// stream.
    ///
    /// [`Limits::timeout`] applies to the headers, and then to each chunk; the size of the body has no
    /// limit. By default the whole response is awaited, as by [`send`](Self::send), and held in memory.
    fn stream(&self, request: Request<Body>, mut limits: Limits) -> StreamFuture<'_> {
        limits.max_response_bytes = usize::MAX;
        let whole = self.send(request, limits);
        Box::pin(async move {
            Ok(whole
                .await?
                .map(|body| Box::pin(Whole(Some(body))) as BodyStream))
        })
    }

    /// Whether a request to this URL may go through a proxy, which sees all of a plain http request.
    /// Credentials are then sent over plain http only to hosts that
    /// [`allow_plain_http`](super::ClientBuilder::allow_plain_http) names. By default none does.
    fn may_use_proxy(&self, _uri: &Uri) -> bool {
        false
    }

    /// Returns the clock for the delays between attempts, by default the [`SystemClock`].
    fn clock(&self) -> Arc<dyn Clock> {
        Arc::new(SystemClock)
    }
}

/// The future of a response.
pub type TransportFuture<'a> =
    Pin<Box<dyn Future<Output = Result<Response<Bytes>, TransportError>> + Send + 'a>>;

/// The future of a response whose body is streamed.
pub type StreamFuture<'a> =
    Pin<Box<dyn Future<Output = Result<Response<BodyStream>, TransportError>> + Send + 'a>>;

impl<T: Transport + ?Sized> Transport for Arc<T> {
    fn send(&self, request: Request<Body>, limits: Limits) -> TransportFuture<'_> {
        T::send(self, request, limits)
    }

    fn stream(&self, request: Request<Body>, limits: Limits) -> StreamFuture<'_> {
        T::stream(self, request, limits)
    }

    fn may_use_proxy(&self, uri: &Uri) -> bool {
        T::may_use_proxy(self, uri)
    }

    fn clock(&self) -> Arc<dyn Clock> {
        T::clock(self)
    }
}

/// The limits of one attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Limits {
    /// The time limit from the start of connecting to the end of the response, including the sending of
    /// the body.
    pub timeout: Duration,
    /// The time limit for connecting: resolving the name, opening a proxy's tunnel and the TLS handshake
    /// included. Exceeding it is an error of the kind
    /// [`TransportErrorKind::Connect`](super::TransportErrorKind::Connect).
    pub connect_timeout: Duration,
    /// The remaining time limit of the whole call, for a transport that can't limit the time of each
    /// chunk of a body.
    pub call_timeout: Duration,
    /// The maximum size of the body of the response, in bytes.
    pub max_response_bytes: usize,
}

impl Default for Limits {
    /// 30 seconds, 10 seconds to connect, 2 minutes for the call, and 32 MiB.
    fn default() -> Self {
        Self {
            timeout: Duration::from_secs(30),
            connect_timeout: Duration::from_secs(10),
            call_timeout: Duration::from_secs(120),
            max_response_bytes: 32 << 20,
        }
    }
}
