// @generated: a copy of `generator/runtime/src/http_transport.rs`; edit that file instead.

//! The default transport: HTTP/1.1 through reqwest, with rustls on ring.

use std::sync::Arc;
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use http::{Request, Response};
use reqwest::redirect::Policy;
use rustls::ClientConfig;
use rustls::crypto::ring;
use rustls_platform_verifier::BuilderVerifierExt;

use super::clock::{Clock, SleepFuture};
use super::transport::{Limits, Transport, TransportError, TransportErrorKind, TransportFuture};

/// The default transport: HTTP/1.1 over TLS 1.2 or 1.3, with a pool of connections.
///
/// Certificates are verified as the operating system does it; on Linux, `SSL_CERT_FILE` and
/// `SSL_CERT_DIR` may name others. Redirects aren't followed and no proxy is used; for anything
/// else, bring a configured client with [`from_reqwest`](Self::from_reqwest). It must be used within
/// a Tokio runtime.
#[derive(Clone, Debug)]
pub struct HttpTransport {
    client: reqwest::Client,
}

impl HttpTransport {
    /// The transport as described above.
    ///
    /// # Errors
    ///
    /// If the operating system has no certificates to verify servers with.
    pub fn new() -> Result<Self, TransportError> {
        let tls = tls().map_err(|error| TransportError::new(TransportErrorKind::Other, error))?;
        let client = reqwest::Client::builder()
            .tls_backend_preconfigured(tls)
            .redirect(Policy::none())
            .no_proxy()
            .build()
            .map_err(classify)?;
        Ok(Self { client })
    }

    /// A transport on a client that the caller configured: a proxy, another TLS library, HTTP/2.
    ///
    /// The client should be built with [`Policy::none()`], or it follows redirects.
    #[must_use]
    pub fn from_reqwest(client: reqwest::Client) -> Self {
        Self { client }
    }

    async fn exchange(
        &self,
        request: Request<Bytes>,
        limits: Limits,
    ) -> Result<Response<Bytes>, TransportError> {
        let mut request = reqwest::Request::try_from(request).map_err(classify)?;
        *request.timeout_mut() = Some(limits.timeout);
        let mut response = self.client.execute(request).await.map_err(classify)?;
        let body = read_body(&mut response, limits.max_response_bytes).await?;
        let mut answer = Response::new(body);
        *answer.status_mut() = response.status();
        *answer.version_mut() = response.version();
        *answer.headers_mut() = std::mem::take(response.headers_mut());
        Ok(answer)
    }
}

impl Transport for HttpTransport {
    fn send(&self, request: Request<Bytes>, limits: Limits) -> TransportFuture<'_> {
        Box::pin(self.exchange(request, limits))
    }

    fn clock(&self) -> Arc<dyn Clock> {
        Arc::new(TokioClock)
    }
}

/// Sleeps with the timers of the Tokio runtime that the transport runs on anyway.
struct TokioClock;

impl Clock for TokioClock {
    fn sleep(&self, pause: Duration) -> SleepFuture<'_> {
        Box::pin(tokio::time::sleep(pause))
    }
}

/// A configuration with a crypto provider of its own, so that none is installed for the process.
fn tls() -> Result<ClientConfig, rustls::Error> {
    let config = ClientConfig::builder_with_provider(ring::default_provider().into())
        .with_safe_default_protocol_versions()?
        .with_platform_verifier()?
        .with_no_client_auth();
    Ok(config)
}

/// Reads a body as it comes, and no further than the limit.
async fn read_body(
    response: &mut reqwest::Response,
    limit: usize,
) -> Result<Bytes, TransportError> {
    let announced = response.content_length().unwrap_or_default();
    if announced > u64::try_from(limit).unwrap_or(u64::MAX) {
        return Err(TransportErrorKind::TooLarge.into());
    }
    let mut body = BytesMut::new();
    while let Some(chunk) = response.chunk().await.map_err(classify)? {
        if chunk.len() > limit.saturating_sub(body.len()) {
            return Err(TransportErrorKind::TooLarge.into());
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body.freeze())
}

/// The error without the URL, which has the query in it.
fn classify(error: reqwest::Error) -> TransportError {
    let kind = if error.is_connect() {
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
