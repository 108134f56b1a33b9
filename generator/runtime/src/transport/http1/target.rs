//! The destination of a request.

use http::HeaderValue;
use http::uri::{Scheme, Uri};

use super::super::error::{TransportError, TransportErrorKind};
use super::super::proxy::bare_host;

/// The server of a request.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Target {
    pub(super) is_https: bool,
    /// In lower case, and without the brackets of an IPv6 address.
    pub(super) host: String,
    pub(super) port: u16,
}

impl Target {
    pub(super) fn of(uri: &Uri) -> Result<Self, TransportError> {
        let is_https = uri.scheme() == Some(&Scheme::HTTPS);
        let host = uri
            .host()
            .filter(|_| is_https || uri.scheme() == Some(&Scheme::HTTP));
        let host = host.ok_or_else(|| refuse("the URL is neither one of http nor of https"))?;
        Ok(Self {
            is_https,
            host: bare_host(host).to_ascii_lowercase(),
            port: uri.port_u16().unwrap_or(if is_https { 443 } else { 80 }),
        })
    }

    /// Returns the host and the port, as in a request to a proxy.
    pub(super) fn authority(&self) -> String {
        match self.host.contains(':') {
            true => format!("[{}]:{}", self.host, self.port),
            false => format!("{}:{}", self.host, self.port),
        }
    }
}

/// Returns the value of the header `Host`: without a user name, and without a port that the scheme
/// implies.
pub(super) fn host_header(uri: &Uri) -> Result<HeaderValue, TransportError> {
    let host = uri.host().unwrap_or_default();
    let implied = if uri.scheme() == Some(&Scheme::HTTPS) {
        443
    } else {
        80
    };
    let value = match uri.port_u16() {
        Some(port) if port != implied => HeaderValue::try_from(format!("{host}:{port}")),
        _ => HeaderValue::try_from(host),
    };
    value.map_err(|_| refuse("the URL's host can't be sent"))
}

fn refuse(problem: &'static str) -> TransportError {
    TransportError::new(TransportErrorKind::Setup, problem)
}
