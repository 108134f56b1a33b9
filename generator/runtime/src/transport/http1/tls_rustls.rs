//! Encryption by rustls.

use std::io;
use std::sync::Arc;

use rustls::ClientConfig;
use rustls::crypto::CryptoProvider;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, ServerName};
use rustls_platform_verifier::Verifier;
use tokio_rustls::TlsConnector;

use super::super::error::{TransportError, TransportErrorKind};
use super::connection::Stream;

pub(super) struct Tls(TlsConnector);

impl Tls {
    /// Verifies certificates as the operating system does it, with further roots.
    pub(super) fn new(root_certificates: &[Vec<u8>]) -> Result<Self, TransportError> {
        let provider = provider()?;
        let verifier = verifier(read(root_certificates)?, Arc::clone(&provider)).map_err(broken)?;
        let mut config = ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .map_err(broken)?
            .dangerous()
            .with_custom_certificate_verifier(Arc::new(verifier))
            .with_no_client_auth();
        config.alpn_protocols = vec![b"http/1.1".to_vec()];
        Ok(Self(Arc::new(config).into()))
    }

    /// Allows https.
    pub(super) fn check() -> Result<(), TransportError> {
        Ok(())
    }

    /// Agrees with the host on the encryption.
    pub(super) async fn secure(
        &self,
        host: &str,
        stream: Stream,
    ) -> Result<Stream, TransportError> {
        let name = ServerName::try_from(host.to_owned()).map_err(broken)?;
        match self.0.connect(name, stream).await {
            Ok(stream) => Ok(Box::pin(stream)),
            Err(error) => Err(TransportError::new(kind(&error), error)),
        }
    }
}

/// A server that hangs up is no matter of trust.
fn kind(error: &io::Error) -> TransportErrorKind {
    match error.get_ref() {
        Some(cause) if cause.is::<rustls::Error>() => TransportErrorKind::Tls,
        _ => TransportErrorKind::Connect,
    }
}

/// Returns the cryptography that the program has installed for all its uses of rustls, or else that of a
/// feature of this crate. None is installed here: that is the program's to do.
fn provider() -> Result<Arc<CryptoProvider>, TransportError> {
    if let Some(installed) = CryptoProvider::get_default() {
        return Ok(Arc::clone(installed));
    }
    own_provider().ok_or_else(|| {
        let problem = "no cryptography is there for rustls: install one with \
                       `CryptoProvider::install_default`, or enable the feature `rustls-aws-lc-rs` or \
                       `rustls-ring`";
        TransportError::new(TransportErrorKind::Setup, problem)
    })
}

#[cfg(feature = "rustls-aws-lc-rs")]
fn own_provider() -> Option<Arc<CryptoProvider>> {
    Some(rustls::crypto::aws_lc_rs::default_provider().into())
}

#[cfg(all(feature = "rustls-ring", not(feature = "rustls-aws-lc-rs")))]
fn own_provider() -> Option<Arc<CryptoProvider>> {
    Some(rustls::crypto::ring::default_provider().into())
}

#[cfg(not(any(feature = "rustls-ring", feature = "rustls-aws-lc-rs")))]
fn own_provider() -> Option<Arc<CryptoProvider>> {
    None
}

#[cfg(not(target_os = "android"))]
fn verifier(
    roots: Vec<CertificateDer<'static>>,
    provider: Arc<CryptoProvider>,
) -> Result<Verifier, rustls::Error> {
    Verifier::new_with_extra_roots(roots, provider)
}

/// Android's verifier takes no further roots; they belong into the app's network security configuration.
#[cfg(target_os = "android")]
fn verifier(
    roots: Vec<CertificateDer<'static>>,
    provider: Arc<CryptoProvider>,
) -> Result<Verifier, rustls::Error> {
    match roots.is_empty() {
        true => Verifier::new(provider),
        false => Err(rustls::Error::General(
            "Android takes root certificates from the app's network security configuration".into(),
        )),
    }
}

/// Returns the certificates in texts of PEM.
fn read(root_certificates: &[Vec<u8>]) -> Result<Vec<CertificateDer<'static>>, TransportError> {
    let mut certificates = Vec::new();
    for pem in root_certificates {
        let before = certificates.len();
        for certificate in CertificateDer::pem_slice_iter(pem) {
            certificates.push(certificate.map_err(broken)?);
        }
        if certificates.len() == before {
            return Err(broken("the root certificates have no certificate in PEM"));
        }
    }
    Ok(certificates)
}

fn broken(error: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> TransportError {
    TransportError::new(TransportErrorKind::Tls, error)
}
