//! Transports as `tower` services, and services as transports, for middleware.

use std::error::Error;
use std::fmt;
use std::future::poll_fn;
use std::pin::{Pin, pin};
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use futures_core::Stream;
use http::{Request, Response, Uri};
use tower_service::Service;

use super::body::Body;
use super::clock::{Clock, SleepFuture, SystemClock};
use super::error::{TransportError, TransportErrorKind};
use super::stream::{BodyStream, ResponseBody, collect};
use super::{Limits, StreamFuture, Transport, TransportFuture};

/// A transport that sends requests through a `tower` service, whose responses have a [`ResponseBody`] or
/// [`Bytes`].
///
/// The transport observes the [`Limits`], which are also in the extensions of the request, and so is
/// [`Streaming`] if the body is read as it arrives. A service may fail with a [`TransportError`]. Any other
/// error counts as [`TransportErrorKind::Other`], which isn't retried.
pub struct TowerTransport<S> {
    /// Each call uses a clone of the service. The lock allows a service that isn't `Sync`.
    service: Mutex<S>,
    clock: Arc<dyn Clock>,
    /// The transport below the middleware, if it is known.
    inner: Option<Arc<dyn Transport>>,
}

/// An extension of a request whose response body is read as it arrives. The service may then return the body
/// in chunks.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Streaming;

impl<S> TowerTransport<S> {
    /// Creates a transport from a service. Its clock is the [`SystemClock`].
    pub fn new(service: S) -> Self {
        Self {
            service: Mutex::new(service),
            clock: Arc::new(SystemClock),
            inner: None,
        }
    }

    /// Creates a transport with middleware around another one, which `wrap` gets as a service. The
    /// clock stays that of the inner transport.
    pub fn around<T: Transport>(transport: T, wrap: impl FnOnce(TransportService<T>) -> S) -> Self {
        let clock = transport.clock();
        let service = TransportService::new(transport);
        let inner = Arc::clone(&service.0) as Arc<dyn Transport>;
        Self {
            inner: Some(inner),
            ..Self::new(wrap(service)).with_clock(clock)
        }
    }

    /// Sets the clock for time limits and for the delays between attempts.
    #[must_use]
    pub fn with_clock(mut self, clock: Arc<dyn Clock>) -> Self {
        self.clock = clock;
        self
    }
}

impl<S, B> TowerTransport<S>
where
    S: Service<Request<Body>, Response = Response<B>> + Clone + Send + 'static,
    S::Future: Send,
    S::Error: Into<Box<dyn Error + Send + Sync>>,
    B: Into<ResponseBody> + 'static,
{
    /// Returns the response of the service.
    fn call(
        &self,
        mut request: Request<Body>,
        limits: Limits,
    ) -> impl Future<Output = Result<Response<BodyStream>, TransportError>> + Send + use<S, B> {
        let service = self.service.lock().unwrap_or_else(PoisonError::into_inner);
        let mut service = service.clone();
        request.extensions_mut().insert(limits);
        async move {
            let ready = poll_fn(|context| service.poll_ready(context)).await;
            ready.map_err(|error| classify(error.into()))?;
            let response = service.call(request).await;
            let response = response.map_err(|error| classify(error.into()))?;
            Ok(response.map(|body| body.into().into_stream()))
        }
    }
}

impl<S, B> Transport for TowerTransport<S>
where
    S: Service<Request<Body>, Response = Response<B>> + Clone + Send + 'static,
    S::Future: Send,
    S::Error: Into<Box<dyn Error + Send + Sync>>,
    B: Into<ResponseBody> + 'static,
{
    fn send(&self, request: Request<Body>, limits: Limits) -> TransportFuture<'_> {
        let response = self.call(request, limits);
        Box::pin(async move {
            let started = self.clock.now();
            let response = within(limits.timeout, &*self.clock, response).await?;
            let passed = self.clock.now().saturating_duration_since(started);
            let timer = || self.clock.sleep(limits.timeout.saturating_sub(passed));
            collect(response, limits.max_response_bytes, timer).await
        })
    }

    fn stream(&self, mut request: Request<Body>, limits: Limits) -> StreamFuture<'_> {
        request.extensions_mut().insert(Streaming);
        let response = self.call(request, limits);
        Box::pin(async move {
            let response = within(limits.timeout, &*self.clock, response).await?;
            Ok(response.map(|chunks| {
                Box::pin(Chunks {
                    chunks: Some(chunks),
                    limit: limits.timeout,
                    clock: Arc::clone(&self.clock),
                    end: None,
                }) as BodyStream
            }))
        })
    }

    /// With middleware around a transport, what that says; a service by itself is taken at its word.
    fn may_use_proxy(&self, uri: &Uri) -> bool {
        let inner = self.inner.as_ref();
        inner.is_some_and(|inner| inner.may_use_proxy(uri))
    }

    fn clock(&self) -> Arc<dyn Clock> {
        Arc::clone(&self.clock)
    }
}

impl<S> fmt::Debug for TowerTransport<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TowerTransport").finish_non_exhaustive()
    }
}

/// Limits the time of a future. The clock runs only if the future isn't ready at once.
async fn within<T>(
    time: Duration,
    clock: &dyn Clock,
    future: impl Future<Output = Result<T, TransportError>>,
) -> Result<T, TransportError> {
    let mut future = pin!(future);
    let mut end = None;
    poll_fn(|context| {
        if let Poll::Ready(output) = future.as_mut().poll(context) {
            return Poll::Ready(output);
        }
        let end = end.get_or_insert_with(|| clock.sleep(time));
        let passed = end.as_mut().poll(context);
        passed.map(|()| Err(TransportErrorKind::Timeout.into()))
    })
    .await
}

/// A body chunk by chunk, each within the time limit.
struct Chunks {
    chunks: Option<BodyStream>,
    limit: Duration,
    clock: Arc<dyn Clock>,
    /// The end of the wait at hand.
    end: Option<SleepFuture<'static>>,
}

impl Stream for Chunks {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let Some(chunks) = &mut self.chunks else {
            return Poll::Ready(None);
        };
        let chunk = match chunks.as_mut().poll_next(context) {
            Poll::Ready(chunk) => chunk,
            Poll::Pending => {
                let (clock, limit) = (Arc::clone(&self.clock), self.limit);
                let end = self
                    .end
                    .get_or_insert_with(|| Box::pin(async move { clock.sleep(limit).await }));
                ready!(end.as_mut().poll(context));
                Some(Err(TransportErrorKind::Timeout.into()))
            }
        };
        self.end = None;
        if !matches!(chunk, Some(Ok(_))) {
            self.chunks = None;
        }
        Poll::Ready(chunk)
    }
}

/// Returns the transport error of a service's error.
fn classify(error: Box<dyn Error + Send + Sync>) -> TransportError {
    match error.downcast() {
        Ok(error) => *error,
        Err(error) => TransportError::new(TransportErrorKind::Other, error),
    }
}

/// A [`Transport`] as a `tower` service, for middleware; [`TowerTransport::around`] creates one.
///
/// It takes the [`Limits`] from the extensions of a request, or else the default ones, and returns the body
/// in chunks if [`Streaming`] is among them.
pub struct TransportService<T>(Arc<T>);

impl<T> TransportService<T> {
    /// Creates a service from a transport.
    pub fn new(transport: T) -> Self {
        Self(Arc::new(transport))
    }
}

impl<T: Transport> Service<Request<Body>> for TransportService<T> {
    type Response = Response<ResponseBody>;
    type Error = TransportError;
    type Future = ServiceFuture;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), TransportError>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request<Body>) -> Self::Future {
        let transport = Arc::clone(&self.0);
        let limits = request.extensions().get().copied().unwrap_or_default();
        Box::pin(async move {
            if request.extensions().get::<Streaming>().is_some() {
                let response = transport.stream(request, limits).await?;
                return Ok(response.map(ResponseBody::from));
            }
            let response = transport.send(request, limits).await?;
            Ok(response.map(ResponseBody::from))
        })
    }
}

/// The response to come of a [`TransportService`].
type ServiceFuture =
    Pin<Box<dyn Future<Output = Result<Response<ResponseBody>, TransportError>> + Send>>;

impl<T> Clone for TransportService<T> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<T> fmt::Debug for TransportService<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TransportService").finish_non_exhaustive()
    }
}
