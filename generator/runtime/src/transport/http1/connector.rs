//! From a target to a connection that HTTP is spoken on.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::Uri;
use tokio::time::timeout;

use super::super::error::{TransportError, TransportErrorKind};
use super::super::proxy::{Proxy, ProxyServer};
use super::connection::{Connection, Stream};
use super::dial::dial;
use super::target::Target;
use super::tls::Tls;
use super::tunnel;

/// The factory of connections.
pub(super) struct Connector {
    tls: Tls,
    proxy: Option<Proxy>,
}

impl Connector {
    pub(super) fn new(
        proxy: Option<Proxy>,
        root_certificates: &[Vec<u8>],
    ) -> Result<Self, TransportError> {
        let tls = Tls::new(root_certificates)?;
        Ok(Self { tls, proxy })
    }

    /// Returns the proxy of requests to this URL.
    pub(super) fn proxy(&self, uri: &Uri) -> Option<&Arc<ProxyServer>> {
        self.proxy.as_ref()?.server(uri)
    }

    /// Connects within the limit: the name is resolved, a tunnel opened and the encryption agreed on by
    /// then.
    pub(super) async fn connect(
        &self,
        target: &Target,
        proxy: Option<&ProxyServer>,
        limit: Duration,
    ) -> Result<Connection, TransportError> {
        let connected = timeout(limit, self.establish(target, proxy, limit)).await;
        connected.unwrap_or_else(|_| {
            Err(TransportError::new(
                TransportErrorKind::Connect,
                TooSlow(limit),
            ))
        })
    }

    async fn establish(
        &self,
        target: &Target,
        proxy: Option<&ProxyServer>,
        limit: Duration,
    ) -> Result<Connection, TransportError> {
        let stream = match proxy {
            None => Box::pin(dial(&target.host, target.port, limit).await?),
            Some(proxy) => self.through(proxy, target, limit).await?,
        };
        let stream = self.secure(target.is_https, &target.host, stream).await?;
        Connection::open(stream).await
    }

    /// Returns a connection to the proxy, which leads on to the target if that is one of https.
    async fn through(
        &self,
        proxy: &ProxyServer,
        target: &Target,
        limit: Duration,
    ) -> Result<Stream, TransportError> {
        let stream = Box::pin(dial(&proxy.host, proxy.port, limit).await?);
        let mut stream = self.secure(proxy.https, &proxy.host, stream).await?;
        if target.is_https {
            tunnel::open(&mut stream, target, proxy).await?;
        }
        Ok(stream)
    }

    async fn secure(
        &self,
        is_https: bool,
        host: &str,
        stream: Stream,
    ) -> Result<Stream, TransportError> {
        match is_https {
            true => self.tls.secure(host, stream).await,
            false => Ok(stream),
        }
    }
}

/// Connecting took too long.
#[derive(Debug)]
struct TooSlow(Duration);

impl fmt::Display for TooSlow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "none was ready within {:?}", self.0)
    }
}

impl std::error::Error for TooSlow {}
