//! The default transport of async calls: HTTP/1.1 on Tokio.

use std::fmt;
use std::sync::Arc;

use http::{Request, Uri};

use super::body::Body;
use super::clock::{Clock, TokioClock};
use super::http1::engine::Engine;
use super::{Limits, StreamFuture, Transport, TransportFuture};

/// The default transport of async calls: HTTP/1.1 over TLS 1.2 or 1.3, with a pool of connections.
///
/// TLS comes from a feature: `rustls-aws-lc-rs`, on by default, `rustls-ring`, `rustls-no-provider` or
/// `native-tls`; without any, https is an error. Certificates are verified as by the operating system; on
/// Linux, `SSL_CERT_FILE` and `SSL_CERT_DIR` override its certificates. Redirects aren't followed. Nothing is
/// compressed and no proxy is used, unless the [`builder`](Self::builder) enables it.
///
/// The transport requires a Tokio runtime with timers and I/O; without one, calls fail with an error of the
/// kind [`Setup`](super::super::TransportErrorKind::Setup). Several runtimes may share it: each has
/// separate connections.
#[derive(Clone)]
pub struct HttpTransport(pub(super) Arc<Engine>);

impl Transport for HttpTransport {
    fn send(&self, request: Request<Body>, limits: Limits) -> TransportFuture<'_> {
        Box::pin(self.0.send(request, limits))
    }

    fn stream(&self, request: Request<Body>, limits: Limits) -> StreamFuture<'_> {
        Box::pin(self.0.stream(request, limits))
    }

    fn may_use_proxy(&self, uri: &Uri) -> bool {
        self.0.uses_proxy(uri)
    }

    fn clock(&self) -> Arc<dyn Clock> {
        Arc::new(TokioClock)
    }
}

impl fmt::Debug for HttpTransport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HttpTransport").finish_non_exhaustive()
    }
}
