// @generated: a copy of `generator/runtime/src/http_transport.rs`; edit that file instead.

//! The default transport: HTTP/1.1 through reqwest.

use std::error::Error;
use std::io;
use std::sync::Arc;
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use http::{Request, Response};
use reqwest::redirect::Policy;

use super::clock::{Clock, SleepFuture};
use super::tls;
use super::transport::{Limits, Transport, TransportError, TransportErrorKind, TransportFuture};

/// The default transport: HTTP/1.1 over TLS 1.2 or 1.3, with a pool of connections.
///
/// TLS is that of the feature `rustls`, on by default, or that of `native-tls`; without either, https
/// is an error. Certificates are verified as the operating system does it; on Linux, `SSL_CERT_FILE`
/// and `SSL_CERT_DIR` may name others. Redirects aren't followed and no proxy is used; for anything
/// else, bring a configured client with [`from_reqwest`](Self::from_reqwest). It must be used within
/// a Tokio runtime.
#[derive(Clone, Debug)]
pub struct HttpTransport {
    client: reqwest::Client,
    /// Whether the caller configured the client, and with it how it encrypts.
    is_foreign: bool,
}

impl HttpTransport {
    /// The transport as described above.
    ///
    /// # Errors
    ///
    /// If the operating system has no certificates to verify servers with.
    pub fn new() -> Result<Self, TransportError> {
        let client = encrypted()?
            .redirect(Policy::none())
            .no_proxy()
            .build()
            .map_err(classify)?;
        Ok(Self {
            client,
            is_foreign: false,
        })
    }

    /// A transport on a client that the caller configured: a proxy, another TLS library, HTTP/2.
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
        request: Request<Bytes>,
        limits: Limits,
    ) -> Result<Response<Bytes>, TransportError> {
        if !self.is_foreign {
            tls::check(request.uri())?;
        }
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

/// A client that encrypts with rustls.
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

/// A client that encrypts with native-tls, which reqwest prefers if it has it, or not at all.
#[cfg(any(feature = "native-tls", not(feature = "rustls")))]
fn encrypted() -> Result<reqwest::ClientBuilder, TransportError> {
    Ok(reqwest::Client::builder())
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

/// Whether an error of connecting comes from agreeing on the encryption.
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

/// An error of native-tls may also be that of the connection below it, though it doesn't name every one
/// as its cause: not a server that hangs up.
#[cfg(feature = "native-tls")]
fn is_of_native_tls(error: &(dyn Error + 'static)) -> bool {
    error.is::<native_tls::Error>() && !causes(error).any(|cause| cause.is::<io::Error>())
}

#[cfg(not(feature = "native-tls"))]
fn is_of_native_tls(_: &(dyn Error + 'static)) -> bool {
    false
}

/// An error and what caused it, one after the other. What an [`io::Error`] was made of isn't its source.
fn causes<'a>(error: &'a (dyn Error + 'static)) -> impl Iterator<Item = &'a (dyn Error + 'static)> {
    let cause = |error: &'a (dyn Error + 'static)| match error.downcast_ref::<io::Error>() {
        Some(error) => error
            .get_ref()
            .map(|inside| inside as &(dyn Error + 'static)),
        None => error.source(),
    };
    std::iter::successors(Some(error), move |error| cause(*error))
}
