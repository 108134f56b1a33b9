//! The transport trait of blocking calls.

use std::io::Cursor;
use std::sync::Arc;

use bytes::Bytes;
use http::{Request, Response, Uri};

use super::Limits;
use super::body::Body;
use super::clock::{Clock, SystemClock};
use super::error::TransportError;
use super::stream::BodyReader;

/// Sends a request to a server and returns the response, blocking the thread.
///
/// It has the same duties and limits as a [`Transport`](super::super::Transport).
pub trait BlockingTransport: Send + Sync + 'static {
    /// Sends a request. A body that isn't in memory is read while it is sent
    /// ([`Body::into_reader`]).
    ///
    /// # Errors
    ///
    /// If no complete response arrives within the limits.
    fn send_blocking(
        &self,
        request: Request<Body>,
        limits: Limits,
    ) -> Result<Response<Bytes>, TransportError>;

    /// Sends a request, and returns when the headers of the response have arrived, with the body as a
    /// reader.
    ///
    /// [`Limits::timeout`] applies to the headers, and [`Limits::call_timeout`] to the whole; the size
    /// of the body has no limit. Reading may fail with an [`io::Error`](std::io::Error) that wraps a
    /// [`TransportError`]. By default the whole response is awaited and held in memory.
    ///
    /// # Errors
    ///
    /// If no response arrives within the limits.
    fn stream_blocking(
        &self,
        request: Request<Body>,
        mut limits: Limits,
    ) -> Result<Response<BodyReader>, TransportError> {
        limits.max_response_bytes = usize::MAX;
        let response = self.send_blocking(request, limits)?;
        Ok(response.map(|body| Box::new(Cursor::new(body)) as BodyReader))
    }

    /// Whether a request to this URL may go through a proxy, as for
    /// [`Transport::may_use_proxy`](super::super::Transport::may_use_proxy).
    fn may_use_proxy(&self, _uri: &Uri) -> bool {
        false
    }

    /// Returns the clock for the delays between attempts, by default the [`SystemClock`].
    fn clock(&self) -> Arc<dyn Clock> {
        Arc::new(SystemClock)
    }
}

impl<T: BlockingTransport + ?Sized> BlockingTransport for Arc<T> {
    fn send_blocking(
        &self,
        request: Request<Body>,
        limits: Limits,
    ) -> Result<Response<Bytes>, TransportError> {
        T::send_blocking(self, request, limits)
    }

    fn stream_blocking(
        &self,
        request: Request<Body>,
        limits: Limits,
    ) -> Result<Response<BodyReader>, TransportError> {
        T::stream_blocking(self, request, limits)
    }

    fn may_use_proxy(&self, uri: &Uri) -> bool {
        T::may_use_proxy(self, uri)
    }

    fn clock(&self) -> Arc<dyn Clock> {
        T::clock(self)
    }
}
