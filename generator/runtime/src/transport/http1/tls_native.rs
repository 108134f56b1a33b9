//! Encryption by the library of the operating system.

use std::error::Error;
use std::io;

use native_tls::Certificate;

use super::super::error::{TransportError, TransportErrorKind};
use super::classify::causes;
use super::connection::Stream;

pub(super) struct Tls(tokio_native_tls::TlsConnector);

impl Tls {
    /// Verifies certificates as the operating system does it, with further roots.
    pub(super) fn new(root_certificates: &[Vec<u8>]) -> Result<Self, TransportError> {
        let mut builder = native_tls::TlsConnector::builder();
        for pem in root_certificates {
            let certificates = Certificate::stack_from_pem(pem).map_err(broken)?;
            if certificates.is_empty() {
                return Err(broken("the root certificates have no certificate in PEM"));
            }
            for certificate in certificates {
                builder.add_root_certificate(certificate);
            }
        }
        Ok(Self(builder.build().map_err(broken)?.into()))
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
        match self.0.connect(host, stream).await {
            Ok(stream) => Ok(Box::pin(stream)),
            Err(error) => Err(TransportError::new(kind(&error), error)),
        }
    }
}

/// An error may also be that of the connection below, though not every one is named as the cause: not a
/// server that hangs up.
fn kind(error: &(dyn Error + 'static)) -> TransportErrorKind {
    match causes(error).any(|cause| cause.is::<io::Error>()) {
        true => TransportErrorKind::Connect,
        false => TransportErrorKind::Tls,
    }
}

fn broken(error: impl Into<Box<dyn Error + Send + Sync>>) -> TransportError {
    TransportError::new(TransportErrorKind::Tls, error)
}
