//! The default transport: HTTP/1.1 through reqwest.

use std::error::Error;
use std::io;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use futures_core::Stream;
use http::{Request, Response};
use http_body::{Body as HttpBody, Frame, SizeHint};
use reqwest::redirect::Policy;

use super::body::Body;
use super::clock::{Clock, SleepFuture};
use super::error::{TransportError, TransportErrorKind};
use super::stream::{BodyStream, whole_or_cut};
use super::{Limits, StreamFuture, Transport, TransportFuture, tls};

/// The default transport: HTTP/1.1 over TLS 1.2 or 1.3, with a pool of connections.
///
/// TLS comes from the feature `rustls`, on by default, or from `native-tls`; without either, https is
/// an error. Certificates are verified as by the operating system; on Linux, `SSL_CERT_FILE` and
/// `SSL_CERT_DIR` override its certificates. Redirects aren't followed and no proxy is used; for
/// anything else, pass a configured client to [`from_reqwest`](Self::from_reqwest). The transport
/// requires a Tokio runtime.
#[derive(Clone, Debug)]
pub struct HttpTransport {
    client: reqwest::Client,
    /// Whether the caller configured the client, and with it the encryption.
    is_foreign: bool,
}

impl HttpTransport {
    /// Creates the transport.
    ///
    /// # Errors
    ///
    /// If the operating system has no certificates to verify servers with.
    pub fn new() -> Result<Self, TransportError> {
        let client = encrypted()?
            .redirect(Policy::none())
            .no_proxy()
            .connect_timeout(Limits::default().connect_timeout)
            .build()
            .map_err(classify)?;
        Ok(Self {
            client,
            is_foreign: false,
        })
    }

    /// Creates a transport from a client that the caller configured, such as for a proxy, another TLS
    /// library or HTTP/2.
    ///
    /// The client should be built with [`Policy::none()`], or it follows redirects.
    #[must_use]
    pub fn from_reqwest(client: reqwest::Client) -> Self {
        Self {
            client,
            is_foreign: true,
        }
    }

    async fn exchange(
        &self,
        request: Request<Body>,
        limits: Limits,
    ) -> Result<Response<Bytes>, TransportError> {
        let mut request = self.translate(request)?;
        *request.timeout_mut() = Some(limits.timeout);
        let mut response = self.client.execute(request).await.map_err(classify)?;
        let head = with_body(&mut response, ());
        let mut body = BytesMut::new();
        let outcome = read_body(&mut body, &mut response, limits.max_response_bytes).await;
        whole_or_cut(outcome, head.map(|()| body.freeze()))
    }

    /// Sends a request and waits for the headers only.
    async fn begin(
        &self,
        request: Request<Body>,
        limits: Limits,
    ) -> Result<Response<BodyStream>, TransportError> {
        let request = self.translate(request)?;
        let response = self.client.execute(request);
        let mut response = within(limits.timeout, response).await?;
        let head = with_body(&mut response, ());
        let next = Some(next_chunk(response, limits.timeout));
        let timeout = limits.timeout;
        Ok(head.map(|()| Box::pin(Chunks { next, timeout }) as BodyStream))
    }

    fn translate(&self, request: Request<Body>) -> Result<reqwest::Request, TransportError> {
        if !self.is_foreign {
            tls::check(request.uri())?;
        }
        let (parts, content) = request.into_parts();
        let body = match content.bytes() {
            Some(bytes) => bytes.clone().into(),
            None => reqwest::Body::wrap(Upload::of(content)?),
        };
        let request = Request::from_parts(parts, body);
        reqwest::Request::try_from(request).map_err(classify)
    }
}

/// A body that is read while it is sent. The lock is never contended: it makes the stream `Sync`, which
/// reqwest requires.
struct Upload {
    chunks: Mutex<BodyStream>,
    length: Option<u64>,
}

impl Upload {
    fn of(content: Body) -> Result<Self, TransportError> {
        let (length, chunks) = content.into_stream()?;
        Ok(Self {
            chunks: Mutex::new(chunks),
            length,
        })
    }
}

impl HttpBody for Upload {
    type Data = Bytes;
    type Error = TransportError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, TransportError>>> {
        let chunks = self.chunks.get_mut();
        let chunks = chunks.unwrap_or_else(PoisonError::into_inner);
        chunks.as_mut().poll_next(context).map_ok(Frame::data)
    }

    fn size_hint(&self) -> SizeHint {
        self.length.map_or_else(SizeHint::new, SizeHint::with_exact)
    }
}

impl Transport for HttpTransport {
    fn send(&self, request: Request<Body>, limits: Limits) -> TransportFuture<'_> {
        Box::pin(self.exchange(request, limits))
    }

    fn stream(&self, request: Request<Body>, limits: Limits) -> StreamFuture<'_> {
        Box::pin(self.begin(request, limits))
    }

    fn clock(&self) -> Arc<dyn Clock> {
        Arc::new(TokioClock)
    }
}

/// A clock that sleeps with the timers of the Tokio runtime, which the transport requires anyway.
struct TokioClock;

impl Clock for TokioClock {
    fn sleep(&self, delay: Duration) -> SleepFuture<'_> {
        Box::pin(tokio::time::sleep(delay))
    }
}

/// Creates a client that encrypts with rustls.
#[cfg(all(feature = "rustls", not(feature = "native-tls")))]
fn encrypted() -> Result<reqwest::ClientBuilder, TransportError> {
    use rustls_platform_verifier::BuilderVerifierExt;

    let config = rustls::ClientConfig::builder_with_provider(tls::provider())
        .with_safe_default_protocol_versions()
        .and_then(BuilderVerifierExt::with_platform_verifier)
        .map_err(|error| TransportError::new(TransportErrorKind::Tls, error))?
        .with_no_client_auth();
    Ok(reqwest::Client::builder().tls_backend_preconfigured(config))
}

/// Creates a client that encrypts with native-tls, which reqwest prefers if it is enabled, or not at
/// all.
#[cfg(any(feature = "native-tls", not(feature = "rustls")))]
fn encrypted() -> Result<reqwest::ClientBuilder, TransportError> {
    Ok(reqwest::Client::builder())
}

/// Reads a body up to the maximum size.
async fn read_body(
    body: &mut BytesMut,
    response: &mut reqwest::Response,
    limit: usize,
) -> Result<(), TransportError> {
    let announced = response.content_length().unwrap_or_default();
    if announced > u64::try_from(limit).unwrap_or(u64::MAX) {
        return Err(TransportErrorKind::TooLarge.into());
    }
    while let Some(chunk) = response.chunk().await.map_err(classify)? {
        if chunk.len() > limit.saturating_sub(body.len()) {
            return Err(TransportErrorKind::TooLarge.into());
        }
        body.extend_from_slice(&chunk);
    }
    Ok(())
}

/// Moves the head of a response to another body.
fn with_body<B>(head: &mut reqwest::Response, body: B) -> Response<B> {
    let mut response = Response::new(body);
    *response.status_mut() = head.status();
    *response.version_mut() = head.version();
    *response.headers_mut() = std::mem::take(head.headers_mut());
    response
}

/// The chunks of a body, each within the time limit.
struct Chunks {
    next: Option<ChunkFuture>,
    timeout: Duration,
}

/// The future of a chunk, with the source of the next one.
type ChunkFuture = Pin<
    Box<dyn Future<Output = (reqwest::Response, Result<Option<Bytes>, TransportError>)> + Send>,
>;

fn next_chunk(mut response: reqwest::Response, timeout: Duration) -> ChunkFuture {
    Box::pin(async move {
        let chunk = within(timeout, response.chunk()).await;
        (response, chunk)
    })
}

impl Stream for Chunks {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let Some(next) = &mut self.next else {
            return Poll::Ready(None);
        };
        let (response, chunk) = ready!(next.as_mut().poll(context));
        let goes_on = matches!(chunk, Ok(Some(_)));
        self.next = goes_on.then(|| next_chunk(response, self.timeout));
        Poll::Ready(chunk.transpose())
    }
}

/// Limits the time of a step.
async fn within<T>(
    time: Duration,
    step: impl Future<Output = Result<T, reqwest::Error>>,
) -> Result<T, TransportError> {
    match tokio::time::timeout(time, step).await {
        Ok(outcome) => outcome.map_err(classify),
        Err(_) => Err(TransportErrorKind::Timeout.into()),
    }
}

/// Returns the error without the URL, which contains the query. An error of a request body stays
/// unchanged.
fn classify(error: reqwest::Error) -> TransportError {
    if let Some(own) = causes(&error).find_map(|cause| cause.downcast_ref::<TransportError>()) {
        return own.clone();
    }
    let kind = if error.is_connect() && is_of_tls(&error) {
        TransportErrorKind::Tls
    } else if error.is_connect() {
        TransportErrorKind::Connect
    } else if error.is_timeout() {
        TransportErrorKind::Timeout
    } else if error.is_request() || error.is_body() || error.is_decode() {
        TransportErrorKind::Interrupted
    } else {
        TransportErrorKind::Other
    };
    TransportError::new(kind, error.without_url())
}

/// Whether an error of connecting comes from the TLS handshake.
fn is_of_tls(error: &(dyn Error + 'static)) -> bool {
    causes(error).any(|cause| is_of_rustls(cause) || is_of_native_tls(cause))
}

#[cfg(feature = "rustls")]
fn is_of_rustls(error: &(dyn Error + 'static)) -> bool {
    error.is::<rustls::Error>()
}

#[cfg(not(feature = "rustls"))]
fn is_of_rustls(_: &(dyn Error + 'static)) -> bool {
    false
}

/// An error of native-tls may also come from the connection below it, which isn't always among its
/// causes: not if the server closes the connection.
#[cfg(feature = "native-tls")]
fn is_of_native_tls(error: &(dyn Error + 'static)) -> bool {
    error.is::<native_tls::Error>() && !causes(error).any(|cause| cause.is::<io::Error>())
}

#[cfg(not(feature = "native-tls"))]
fn is_of_native_tls(_: &(dyn Error + 'static)) -> bool {
    false
}

/// Returns an error and its causes in order. The inner error of an [`io::Error`] isn't its source.
fn causes<'a>(error: &'a (dyn Error + 'static)) -> impl Iterator<Item = &'a (dyn Error + 'static)> {
    let cause = |error: &'a (dyn Error + 'static)| match error.downcast_ref::<io::Error>() {
        Some(error) => error
            .get_ref()
            .map(|inside| inside as &(dyn Error + 'static)),
        None => error.source(),
    };
    std::iter::successors(Some(error), move |error| cause(*error))
}
