//! One exchange: a request, and the response to it.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::header::{CONTENT_LENGTH, HOST, PROXY_AUTHORIZATION, TRANSFER_ENCODING};
use http::uri::PathAndQuery;
use http::{HeaderValue, Request, Response, Uri};
use tokio::time::{Instant, timeout};

use super::super::Limits;
use super::super::body::Body;
use super::super::error::{TransportError, TransportErrorKind};
use super::super::proxy::{Proxy, ProxyServer};
use super::super::stream::{BodyStream, whole_or_cut};
use super::classify::classify;
use super::connector::Connector;
#[cfg(feature = "gzip")]
use super::gzip;
use super::pool::Pool;
use super::receiving::{Arrived, Chunks, Lease, Receiving};
use super::target::{Target, host_header};
use super::tls::Tls;
use super::tokio_runtime;
use super::upload::Upload;

/// The parts that the async and the blocking transport share.
pub(in super::super) struct Engine {
    connector: Connector,
    pool: Arc<Pool>,
    /// Whether responses may be compressed.
    #[cfg(feature = "gzip")]
    gzip: bool,
}

impl Engine {
    pub(in super::super) fn new(
        proxy: Option<Proxy>,
        root_certificates: &[Vec<u8>],
    ) -> Result<Self, TransportError> {
        Ok(Self {
            connector: Connector::new(proxy, root_certificates)?,
            pool: Arc::default(),
            #[cfg(feature = "gzip")]
            gzip: false,
        })
    }

    /// Returns the same engine, which requests compressed responses if `gzip` is set.
    #[cfg(feature = "gzip")]
    pub(in super::super) fn with_gzip(mut self, gzip: bool) -> Self {
        self.gzip = gzip;
        self
    }

    pub(in super::super) fn uses_proxy(&self, uri: &Uri) -> bool {
        self.connector.proxy(uri).is_some()
    }

    /// Sends a request and reads the whole response.
    pub(in super::super) async fn send(
        &self,
        request: Request<Body>,
        limits: Limits,
    ) -> Result<Response<Bytes>, TransportError> {
        tokio_runtime::current()?;
        let started = Instant::now();
        let response = within(limits.timeout, self.begin(request, limits)).await?;
        let (parts, body) = response.into_parts();
        // The body of an error is read up to the limit, because it may begin with a code and a message.
        if parts.status.is_success() && body.announced() > limits.max_response_bytes {
            let error = TransportError::from(TransportErrorKind::TooLarge);
            return Err(error.with_response(Response::from_parts(parts, Bytes::new())));
        }
        let left = limits.timeout.saturating_sub(started.elapsed());
        let mut arrived = Arrived::default();
        let whole = body.collect(limits.max_response_bytes, &mut arrived);
        let outcome = within(left, whole).await;
        whole_or_cut(outcome, Response::from_parts(parts, arrived.into_bytes()))
    }

    /// Sends a request and reads the headers of the response.
    pub(in super::super) async fn stream(
        &self,
        request: Request<Body>,
        limits: Limits,
    ) -> Result<Response<BodyStream>, TransportError> {
        tokio_runtime::current()?;
        let response = within(limits.timeout, self.begin(request, limits)).await?;
        Ok(response.map(|body| Box::pin(Chunks::new(body, limits.timeout)) as BodyStream))
    }

    async fn begin(
        &self,
        request: Request<Body>,
        limits: Limits,
    ) -> Result<Response<Receiving>, TransportError> {
        let target = Target::of(request.uri())?;
        if target.is_https {
            Tls::check()?;
        }
        let proxy = self.connector.proxy(request.uri()).cloned();
        let mut request = translate(request, proxy.as_deref()).await?;
        #[cfg(feature = "gzip")]
        let may_be_compressed = self.gzip && gzip::ask(request.headers_mut());
        let key = (tokio_runtime::current()?, target);
        loop {
            let mut connection = match self.pool.take(&key) {
                Some(connection) => connection,
                None => {
                    let limit = limits.connect_timeout.min(limits.timeout);
                    let connecting = self.connector.connect(&key.1, proxy.as_deref(), limit);
                    connecting.await?
                }
            };
            connection.interim.start(&mut request);
            let mut error = match connection.sender.try_send_request(request).await {
                Ok(response) => {
                    let pool = Arc::clone(&self.pool);
                    let lease = Some(Lease {
                        connection,
                        pool,
                        key,
                    });
                    let (parts, body) = response.into_parts();
                    #[cfg(feature = "gzip")]
                    let (parts, gunzip) = gzip::decompression(parts, may_be_compressed);
                    let receiving = Receiving {
                        body,
                        lease,
                        #[cfg(feature = "gzip")]
                        gunzip,
                    };
                    return Ok(Response::from_parts(parts, receiving));
                }
                Err(error) => error,
            };
            match error.take_message() {
                // The server closed the connection while it was idle.
                Some(unsent) if connection.is_reused => request = unsent,
                unsent => return Err(failed(classify(error.into_error()), unsent.is_some())),
            }
        }
    }
}

/// Returns the error of an exchange. A connection that broke before anything was sent is as good as
/// none.
fn failed(error: TransportError, is_unsent: bool) -> TransportError {
    match error.kind() {
        TransportErrorKind::Interrupted if is_unsent => error.of_kind(TransportErrorKind::Connect),
        _ => error,
    }
}

/// Returns the request as it is written. Its destination and length follow from its URL and its
/// body alone, regardless of its headers.
async fn translate(
    request: Request<Body>,
    proxy: Option<&ProxyServer>,
) -> Result<Request<Upload>, TransportError> {
    let (mut parts, body) = request.into_parts();
    let upload = Upload::of(body).await?;
    parts.headers.insert(HOST, host_header(&parts.uri)?);
    parts.headers.remove(TRANSFER_ENCODING);
    match upload.length() {
        // Only some methods announce that there is no body.
        Some(0) if !parts.headers.contains_key(CONTENT_LENGTH) => {}
        Some(length) => {
            parts
                .headers
                .insert(CONTENT_LENGTH, HeaderValue::from(length));
        }
        None => {
            parts.headers.remove(CONTENT_LENGTH);
        }
    }
    match proxy {
        Some(proxy) if parts.uri.scheme_str() == Some("http") => {
            if let Some(authorization) = &proxy.authorization {
                parts
                    .headers
                    .insert(PROXY_AUTHORIZATION, authorization.clone());
            }
        }
        _ => parts.uri = origin_form(&parts.uri),
    }
    Ok(Request::from_parts(parts, upload))
}

/// Returns the path and the query alone.
fn origin_form(uri: &Uri) -> Uri {
    let root = || PathAndQuery::from_static("/");
    Uri::from(uri.path_and_query().cloned().unwrap_or_else(root))
}

/// Gives a step of the exchange so much time.
async fn within<T>(
    limit: Duration,
    step: impl Future<Output = Result<T, TransportError>>,
) -> Result<T, TransportError> {
    let outcome = timeout(limit, step).await;
    outcome.unwrap_or_else(|_| Err(TransportErrorKind::Timeout.into()))
}
