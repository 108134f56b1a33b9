//! The default transport of blocking calls: HTTP/1.1 through ureq.

use std::io::{self, Read};

use bytes::Bytes;
use http::header::CONTENT_LENGTH;
use http::{Request, Response};
use ureq::config::AutoHeaderValue;
use ureq::config::ConfigBuilder;
use ureq::typestate::AgentScope;
use ureq::{Agent, Body as UreqBody, SendBody, Timeout};

use super::blocking::BlockingTransport;
use super::body::Body;
use super::error::{TransportError, TransportErrorKind};
use super::stream::{BodyReader, whole_or_cut};
use super::{Limits, tls};

/// The default transport of blocking calls: HTTP/1.1 over TLS 1.2 or 1.3, with a pool of connections.
///
/// As in the async transport, TLS comes from the feature `rustls` or `native-tls`, certificates are
/// verified as by the operating system, redirects aren't followed, and no proxy is used. It requires no
/// async runtime; within one, it blocks a thread of it.
#[derive(Clone, Debug)]
pub struct BlockingHttpTransport {
    agent: Agent,
}

impl BlockingHttpTransport {
    /// Creates the transport.
    #[must_use]
    pub fn new() -> Self {
        let config = encrypted()
            .proxy(None)
            .max_redirects(0)
            .http_status_as_error(false)
            .user_agent(AutoHeaderValue::None)
            .accept(AutoHeaderValue::None)
            .accept_encoding(AutoHeaderValue::None)
            .build();
        Self {
            agent: Agent::new_with_config(config),
        }
    }

    fn exchange(
        &self,
        request: Request<SendBody<'static>>,
        limits: Limits,
    ) -> Result<Response<Bytes>, TransportError> {
        let request = self.agent.configure_request(request);
        let request = request
            .timeout_connect(Some(limits.connect_timeout))
            .timeout_global(Some(limits.timeout))
            .build();
        let (parts, body) = self.agent.run(request).map_err(classify)?.into_parts();
        let mut bytes = Vec::new();
        let outcome = read_body(&mut bytes, body, limits.max_response_bytes);
        whole_or_cut(outcome, Response::from_parts(parts, bytes.into()))
    }
}

/// Streaming.
impl BlockingHttpTransport {
    /// Sends a request and waits for the headers only.
    fn begin(
        &self,
        request: Request<SendBody<'static>>,
        limits: Limits,
    ) -> Result<Response<BodyReader>, TransportError> {
        let request = self.agent.configure_request(request);
        let request = request
            .timeout_connect(Some(limits.connect_timeout))
            .timeout_send_body(Some(limits.timeout))
            .timeout_recv_response(Some(limits.timeout))
            .timeout_global(Some(limits.call_timeout))
            .build();
        let response = self.agent.run(request).map_err(classify)?;
        Ok(response.map(|body| Box::new(Classified(body.into_reader())) as BodyReader))
    }
}

/// A reader whose errors are those of a transport.
struct Classified<R>(R);

impl<R: Read> Read for Classified<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.0.read(buffer).map_err(|error| {
            let kind = error.kind();
            io::Error::new(kind, classify(ureq::Error::from(error)))
        })
    }
}

impl Default for BlockingHttpTransport {
    fn default() -> Self {
        Self::new()
    }
}

impl BlockingTransport for BlockingHttpTransport {
    fn send_blocking(
        &self,
        request: Request<Body>,
        limits: Limits,
    ) -> Result<Response<Bytes>, TransportError> {
        self.exchange(translate(request)?, limits)
    }

    fn stream_blocking(
        &self,
        request: Request<Body>,
        limits: Limits,
    ) -> Result<Response<BodyReader>, TransportError> {
        self.begin(translate(request)?, limits)
    }
}

/// Returns the request with its body as a reader, and with its length in a header if known.
fn translate(request: Request<Body>) -> Result<Request<SendBody<'static>>, TransportError> {
    tls::check(request.uri())?;
    let (mut parts, content) = request.into_parts();
    // ureq would declare an empty body even for a GET.
    if content.is_empty() && !parts.headers.contains_key(CONTENT_LENGTH) {
        return Ok(Request::from_parts(parts, SendBody::none()));
    }
    let (length, reader) = content.into_reader()?;
    if let Some(length) = length {
        parts.headers.insert(CONTENT_LENGTH, length.into());
    }
    let body = SendBody::from_owned_reader(reader);
    Ok(Request::from_parts(parts, body))
}

/// Creates a configuration that encrypts with the enabled library.
#[cfg(any(feature = "rustls", feature = "native-tls"))]
fn encrypted() -> ConfigBuilder<AgentScope> {
    use ureq::tls::{RootCerts, TlsConfig};

    let tls = TlsConfig::builder().root_certs(RootCerts::PlatformVerifier);
    #[cfg(feature = "native-tls")]
    let tls = tls.provider(ureq::tls::TlsProvider::NativeTls);
    #[cfg(not(feature = "native-tls"))]
    let tls = tls.unversioned_rustls_crypto_provider(tls::provider());
    Agent::config_builder().tls_config(tls.build())
}

/// Creates a configuration without encryption.
#[cfg(not(any(feature = "rustls", feature = "native-tls")))]
fn encrypted() -> ConfigBuilder<AgentScope> {
    Agent::config_builder()
}

/// Reads a body up to the maximum size.
fn read_body(bytes: &mut Vec<u8>, body: UreqBody, limit: usize) -> Result<(), TransportError> {
    let limit = u64::try_from(limit).unwrap_or(u64::MAX);
    if body.content_length().is_some_and(|length| length > limit) {
        return Err(TransportErrorKind::TooLarge.into());
    }
    let mut reader = body.into_reader().take(limit.saturating_add(1));
    reader
        .read_to_end(bytes)
        .map_err(|error| classify(ureq::Error::from(error)))?;
    if reader.limit() == 0 && limit < u64::MAX {
        return Err(TransportErrorKind::TooLarge.into());
    }
    Ok(())
}

/// Classifies an error. One that may come before or after connecting counts as a broken connection,
/// because the server may have seen the request. An error of a request body stays unchanged.
fn classify(error: ureq::Error) -> TransportError {
    use ureq::Error as E;
    if let E::Io(error) = &error
        && let Some(own) = error.get_ref().and_then(|cause| cause.downcast_ref())
    {
        return TransportError::clone(own);
    }
    let kind = match &error {
        E::Timeout(Timeout::Resolve | Timeout::Connect) => TransportErrorKind::Connect,
        E::Timeout(_) => TransportErrorKind::Timeout,
        E::HostNotFound | E::ConnectionFailed => TransportErrorKind::Connect,
        E::Io(error) if is_of_connecting(error) => TransportErrorKind::Connect,
        error if is_of_handshake(error) => TransportErrorKind::Tls,
        E::Io(_) | E::Protocol(_) => TransportErrorKind::Interrupted,
        _ => TransportErrorKind::Other,
    };
    TransportError::new(kind, error)
}

/// Whether an error can come only before the request is sent.
fn is_of_connecting(error: &io::Error) -> bool {
    use io::ErrorKind as K;
    let kinds = [
        K::ConnectionRefused,
        K::HostUnreachable,
        K::NetworkUnreachable,
        K::AddrNotAvailable,
    ];
    kinds.contains(&error.kind())
}

/// Whether an error comes from the TLS handshake, such as for an untrusted certificate. Of the errors
/// of reading, only those count that can't come later, when the server may have seen the request.
fn is_of_handshake(error: &ureq::Error) -> bool {
    match error {
        #[cfg(feature = "native-tls")]
        ureq::Error::NativeTls(_) => true,
        #[cfg(feature = "rustls")]
        ureq::Error::Rustls(_) => true,
        #[cfg(feature = "rustls")]
        ureq::Error::Io(error) => {
            use rustls::Error as E;
            let cause = error.get_ref().and_then(|cause| cause.downcast_ref());
            matches!(
                cause,
                Some(E::InvalidCertificate(_) | E::PeerIncompatible(_))
            )
        }
        _ => false,
    }
}
