//! The configuration of the HTTP transports.

use std::sync::Arc;

#[cfg(feature = "blocking")]
use super::blocking_http_transport::BlockingHttpTransport;
use super::error::TransportError;
use super::http_transport::HttpTransport;
use super::http1::engine::Engine;
use super::proxy::Proxy;

/// Configures an [`HttpTransport`], or a blocking one.
///
/// A [`ClientBuilder`](super::super::ClientBuilder) has the same settings for its default transports.
#[derive(Clone, Debug, Default)]
#[must_use]
pub struct HttpTransportBuilder {
    proxy: Option<Proxy>,
    root_certificates: Vec<Vec<u8>>,
    #[cfg(feature = "gzip")]
    gzip: bool,
}

impl HttpTransportBuilder {
    /// Sends requests through these proxies. By default none is used.
    pub fn proxy(mut self, proxy: Proxy) -> Self {
        self.proxy = Some(proxy);
        self
    }

    /// Also trusts the certificates in this PEM text, and those that they sign.
    pub fn root_certificates(mut self, pem: impl Into<Vec<u8>>) -> Self {
        self.root_certificates.push(pem.into());
        self
    }

    /// Asks servers to compress responses by gzip, and decompresses them. By default nothing is compressed.
    ///
    /// The maximum size of a response applies to the decompressed body. A request that has an
    /// `Accept-Encoding` or a `Range` header is sent as it is, and so is its response. Don't use it for
    /// responses that contain both a secret and text that an attacker chooses: the length of such a
    /// response reveals the secret (BREACH).
    #[cfg(feature = "gzip")]
    pub fn gzip(mut self) -> Self {
        self.gzip = true;
        self
    }

    /// Builds the transport of async calls.
    ///
    /// # Errors
    ///
    /// If the operating system has no certificates to verify servers with, those that were added can't be
    /// read, or there is no cryptography for TLS.
    pub fn build(self) -> Result<HttpTransport, TransportError> {
        self.engine().map(HttpTransport)
    }

    /// Builds the transport of blocking calls.
    ///
    /// # Errors
    ///
    /// As for [`build`](Self::build).
    #[cfg(feature = "blocking")]
    pub fn build_blocking(self) -> Result<BlockingHttpTransport, TransportError> {
        self.engine().map(BlockingHttpTransport::on)
    }

    fn engine(self) -> Result<Arc<Engine>, TransportError> {
        let engine = Engine::new(self.proxy, &self.root_certificates)?;
        #[cfg(feature = "gzip")]
        let engine = engine.with_gzip(self.gzip);
        Ok(Arc::new(engine))
    }

    /// Whether anything is set.
    pub(crate) fn is_default(&self) -> bool {
        #[cfg(feature = "gzip")]
        if self.gzip {
            return false;
        }
        self.proxy.is_none() && self.root_certificates.is_empty()
    }
}

impl HttpTransport {
    /// Creates the transport as described above.
    ///
    /// # Errors
    ///
    /// As for [`HttpTransportBuilder::build`].
    pub fn new() -> Result<Self, TransportError> {
        Self::builder().build()
    }

    /// Configures a transport.
    pub fn builder() -> HttpTransportBuilder {
        HttpTransportBuilder::default()
    }
}

#[cfg(feature = "blocking")]
impl BlockingHttpTransport {
    /// Creates the transport as described above.
    ///
    /// # Errors
    ///
    /// As for [`HttpTransportBuilder::build`].
    pub fn new() -> Result<Self, TransportError> {
        HttpTransportBuilder::default().build_blocking()
    }
}

#[cfg(feature = "blocking")]
impl HttpTransport {
    /// Returns a transport of blocking calls with the same settings.
    pub(crate) fn to_blocking(&self) -> BlockingHttpTransport {
        BlockingHttpTransport::on(Arc::clone(&self.0))
    }
}
