//! Transports as `tower` services, and services as transports, for middleware.

use std::error::Error;
use std::fmt;
use std::future::poll_fn;
use std::pin::pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use http::{Request, Response};
use tower_service::Service;

use super::body::Body;
use super::clock::{Clock, SystemClock};
use super::error::{TransportError, TransportErrorKind};
use super::{Limits, Transport, TransportFuture};

/// A transport that sends requests through a `tower` service.
///
/// The transport observes the [`Limits`], which are also in the extensions of the request. A service
/// may fail with a [`TransportError`]. Any other error counts as [`TransportErrorKind::Other`], which
/// isn't retried.
pub struct TowerTransport<S> {
    /// Each call uses a clone of the service. The lock allows a service that isn't `Sync`.
    service: Mutex<S>,
    clock: Arc<dyn Clock>,
}

impl<S> TowerTransport<S> {
    /// Creates a transport from a service.
    ///
    /// Its clock is the [`SystemClock`], which takes a thread for every call that has to wait;
    /// [`with_clock`](Self::with_clock) sets one of the service's runtime.
    pub fn new(service: S) -> Self {
        Self {
            service: Mutex::new(service),
            clock: Arc::new(SystemClock),
        }
    }

    /// Creates a transport with middleware around another one, which `wrap` gets as a service. The
    /// clock stays that of the inner transport.
    pub fn around<T: Transport>(transport: T, wrap: impl FnOnce(TransportService<T>) -> S) -> Self {
        let clock = transport.clock();
        Self::new(wrap(TransportService::new(transport))).with_clock(clock)
    }

    /// Sets the clock for time limits and for the delays between attempts.
    #[must_use]
    pub fn with_clock(mut self, clock: Arc<dyn Clock>) -> Self {
        self.clock = clock;
        self
    }
}

impl<S> Transport for TowerTransport<S>
where
    S: Service<Request<Body>, Response = Response<Bytes>> + Clone + Send + 'static,
    S::Future: Send,
    S::Error: Into<Box<dyn Error + Send + Sync>>,
{
    fn send(&self, mut request: Request<Body>, limits: Limits) -> TransportFuture<'_> {
        let service = self.service.lock().unwrap_or_else(PoisonError::into_inner);
        let mut service = service.clone();
        request.extensions_mut().insert(limits);
        let response = async move {
            poll_fn(|context| service.poll_ready(context)).await?;
            service.call(request).await
        };
        Box::pin(async move {
            let response = within(limits.timeout, &*self.clock, response).await?;
            let response = response.map_err(|error| classify(error.into()))?;
            if response.body().len() > limits.max_response_bytes {
                return Err(TransportErrorKind::TooLarge.into());
            }
            Ok(response)
        })
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
async fn within<F: Future>(
    time: Duration,
    clock: &dyn Clock,
    future: F,
) -> Result<F::Output, TransportError> {
    let mut future = pin!(future);
    let mut end = None;
    poll_fn(|context| {
        if let Poll::Ready(output) = future.as_mut().poll(context) {
            return Poll::Ready(Ok(output));
        }
        let end = end.get_or_insert_with(|| clock.sleep(time));
        let passed = end.as_mut().poll(context);
        passed.map(|()| Err(TransportErrorKind::Timeout.into()))
    })
    .await
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
/// It takes the [`Limits`] from the extensions of a request, or else the default ones.
pub struct TransportService<T>(Arc<T>);

impl<T> TransportService<T> {
    /// Creates a service from a transport.
    pub fn new(transport: T) -> Self {
        Self(Arc::new(transport))
    }
}

impl<T: Transport> Service<Request<Body>> for TransportService<T> {
    type Response = Response<Bytes>;
    type Error = TransportError;
    type Future = TransportFuture<'static>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), TransportError>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request<Body>) -> Self::Future {
        let transport = Arc::clone(&self.0);
        let limits = request.extensions().get().copied().unwrap_or_default();
        Box::pin(async move { transport.send(request, limits).await })
    }
}

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
