//! A transport on a client of reqwest that the caller configures.

use std::error::Error;
use std::fmt;
use std::io;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use futures_core::Stream;
use http::{Request, Response, Uri};
use http_body::{Body as HttpBody, Frame, SizeHint};
use reqwest::redirect::Policy;

use super::body::Body;
use super::clock::{Clock, TokioClock};
use super::connect_limit::{ConnectLimit, scope};
use super::error::{TransportError, TransportErrorKind};
use super::stream::{BodyStream, append, whole_or_cut};
use super::{Limits, StreamFuture, Transport, TransportFuture};

/// A transport on a client of reqwest, for features that the default one lacks: HTTP/2, SOCKS, client
/// certificates, another resolver.
///
/// The builder and the features of reqwest determine TLS, proxies and compression. Unless
/// [`no_proxy`](reqwest::ClientBuilder::no_proxy) is set, the proxies include those from the environment.
/// Because a proxy may see a request, credentials are sent over plain http only to hosts that
/// [`allow_plain_http`](super::super::ClientBuilder::allow_plain_http) names, even on this machine.
///
/// The shorter of [`Limits::connect_timeout`] and reqwest's
/// [`connect_timeout`](reqwest::ClientBuilder::connect_timeout) limits the time for connecting. The transport
/// requires a Tokio runtime.
#[derive(Clone)]
pub struct ReqwestTransport(reqwest::Client);

impl ReqwestTransport {
    /// Creates a transport on the client that this builds. Redirects are never followed, even if it enables them:
    /// a redirect would carry credentials in headers of the API along.
    ///
    /// # Errors
    ///
    /// If the client can't be built.
    pub fn new(builder: reqwest::ClientBuilder) -> Result<Self, TransportError> {
        let builder = builder.redirect(Policy::none());
        let client = builder.connector_layer(ConnectLimit).build();
        let setup = |error| TransportError::new(TransportErrorKind::Setup, error);
        client.map(Self).map_err(setup)
    }

    async fn exchange(
        &self,
        request: Request<Body>,
        limits: Limits,
    ) -> Result<Response<Bytes>, TransportError> {
        let mut request = Self::translate(request).await?;
        *request.timeout_mut() = Some(limits.timeout);
        let response = scope(limits.connect_timeout, self.0.execute(request));
        let mut response = response.await.map_err(classify)?;
        let head = with_body(&mut response, ());
        let mut body = BytesMut::new();
        let outcome = read_body(&mut body, &mut response, limits.max_response_bytes).await;
        whole_or_cut(outcome, head.map(|()| body.freeze()))
    }

    /// Waits for the headers only.
    async fn begin(
        &self,
        request: Request<Body>,
        limits: Limits,
    ) -> Result<Response<BodyStream>, TransportError> {
        let request = Self::translate(request).await?;
        let response = scope(limits.connect_timeout, self.0.execute(request));
        let mut response = within(limits.timeout, response).await?;
        let head = with_body(&mut response, ());
        let next = Some(next_chunk(response, limits.timeout));
        let timeout = limits.timeout;
        Ok(head.map(|()| Box::pin(Chunks { next, timeout }) as BodyStream))
    }

    async fn translate(request: Request<Body>) -> Result<reqwest::Request, TransportError> {
        let (parts, content) = request.into_parts();
        let body = match content.bytes() {
            Some(bytes) => bytes.clone().into(),
            None => reqwest::Body::wrap(Upload::of(content).await?),
        };
        let request = Request::from_parts(parts, body);
        reqwest::Request::try_from(request).map_err(classify)
    }
}

/// A body that is read while it is sent. The lock is never taken: it makes the stream one that threads can
/// share, which reqwest wants.
struct Upload {
    chunks: Mutex<BodyStream>,
    length: Option<u64>,
}

impl Upload {
    async fn of(content: Body) -> Result<Self, TransportError> {
        let (length, chunks) = content.into_stream().await?;
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

impl Transport for ReqwestTransport {
    fn send(&self, request: Request<Body>, limits: Limits) -> TransportFuture<'_> {
        Box::pin(self.exchange(request, limits))
    }

    fn stream(&self, request: Request<Body>, limits: Limits) -> StreamFuture<'_> {
        Box::pin(self.begin(request, limits))
    }

    /// A builder doesn't say which proxies it has.
    fn may_use_proxy(&self, _: &Uri) -> bool {
        true
    }

    fn clock(&self) -> Arc<dyn Clock> {
        Arc::new(TokioClock)
    }
}

/// Reads a body as it comes, and no further than the limit. The body of a success is read only if its
/// announced length is within the limit; that of an error may begin with a message.
async fn read_body(
    body: &mut BytesMut,
    response: &mut reqwest::Response,
    limit: usize,
) -> Result<(), TransportError> {
    let announced = response.content_length().unwrap_or_default();
    let is_too_large = announced > u64::try_from(limit).unwrap_or(u64::MAX);
    if is_too_large && response.status().is_success() {
        return Err(TransportErrorKind::TooLarge.into());
    }
    let outcome = fill(body, response, limit).await;
    outcome.map_err(|error| match is_too_large {
        true => error.of_kind(TransportErrorKind::TooLarge),
        false => error,
    })
}

async fn fill(
    body: &mut BytesMut,
    response: &mut reqwest::Response,
    limit: usize,
) -> Result<(), TransportError> {
    while let Some(chunk) = response.chunk().await.map_err(classify)? {
        append(body, &chunk, limit)?;
    }
    Ok(())
}

/// Returns the head of a response, which is taken out of it, with another body.
fn with_body<B>(response: &mut reqwest::Response, body: B) -> Response<B> {
    let mut converted = Response::new(body);
    *converted.status_mut() = response.status();
    *converted.version_mut() = response.version();
    *converted.headers_mut() = std::mem::take(response.headers_mut());
    converted
}

/// A body chunk by chunk, each within the time limit.
struct Chunks {
    next: Option<ChunkFuture>,
    timeout: Duration,
}

/// A chunk to come, and what the next one is read from.
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

/// Gives a step of the exchange so much time.
async fn within<T>(
    time: Duration,
    step: impl Future<Output = Result<T, reqwest::Error>>,
) -> Result<T, TransportError> {
    match tokio::time::timeout(time, step).await {
        Ok(outcome) => outcome.map_err(classify),
        Err(_) => Err(TransportErrorKind::Timeout.into()),
    }
}

/// Returns the error without the URL, which has the query in it. The error of a body remains
/// unchanged.
fn classify(error: reqwest::Error) -> TransportError {
    if let Some(own) = causes(&error).find_map(|cause| cause.downcast_ref::<TransportError>()) {
        return own.clone();
    }
    let kind = if error.is_connect() && is_of_tls(&error) {
        TransportErrorKind::Tls
    } else if error.is_connect() && lacks_proxy_credentials(&error) {
        TransportErrorKind::Proxy
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

/// Whether an error of connecting comes from agreeing on the encryption. reqwest chooses the library, so
/// that only its message shows.
fn is_of_tls(error: &(dyn Error + 'static)) -> bool {
    causes(error).any(|cause| {
        let text = cause.to_string();
        text.contains("certificate") || text.contains("HandshakeFailure")
    })
}

/// Whether a proxy requires credentials. Only the text of the connector's error shows it.
fn lacks_proxy_credentials(error: &(dyn Error + 'static)) -> bool {
    causes(error).any(|cause| cause.to_string().contains("proxy authorization required"))
}

/// Returns an error and what caused it, one after the other. What an [`io::Error`] was made of isn't its
/// source.
fn causes<'a>(error: &'a (dyn Error + 'static)) -> impl Iterator<Item = &'a (dyn Error + 'static)> {
    let cause = |error: &'a (dyn Error + 'static)| match error.downcast_ref::<io::Error>() {
        Some(error) => error
            .get_ref()
            .map(|inside| inside as &(dyn Error + 'static)),
        None => error.source(),
    };
    std::iter::successors(Some(error), move |error| cause(*error))
}

impl fmt::Debug for ReqwestTransport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ReqwestTransport").finish_non_exhaustive()
    }
}
