//! Calls that block the thread: what takes the place of futures.

use std::io::Cursor;
use std::sync::Arc;

use bytes::Bytes;
use http::{Request, Response, Uri};

use super::Limits;
use super::body::Body;
use super::clock::{Clock, SystemClock};
use super::error::TransportError;
use super::stream::BodyReader;

/// What carries a request to a server and brings the response back, blocking the thread meanwhile.
///
/// It does as a [`Transport`](super::super::Transport) does, and keeps the same limits.
pub trait BlockingTransport: Send + Sync + 'static {
    /// Sends a request. A body that isn't in memory is read while it is sent
    /// ([`Body::into_reader`]).
    ///
    /// # Errors
    ///
    /// If no whole response comes within the limits.
    fn send_blocking(
        &self,
        request: Request<Body>,
        limits: Limits,
    ) -> Result<Response<Bytes>, TransportError>;

    /// Sends a request, and gives the response when its headers are here, with the body as it comes.
    ///
    /// [`Limits::timeout`] is for the headers, and [`Limits::call_timeout`] for all; the size of the
    /// body has no limit. A body that can't be read on may say so with an [`io::Error`](std::io::Error)
    /// made of a [`TransportError`]. By default the whole response is waited for, and held in memory however
    /// large it is.
    ///
    /// # Errors
    ///
    /// If no response comes within the limits.
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

    /// The clock for the pauses between attempts, by default the [`SystemClock`].
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
