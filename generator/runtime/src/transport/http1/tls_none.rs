//! No encryption: https is an error.

use super::super::error::{TransportError, TransportErrorKind};
use super::connection::Stream;

pub(super) struct Tls;

impl Tls {
    pub(super) fn new(root_certificates: &[Vec<u8>]) -> Result<Self, TransportError> {
        match root_certificates.is_empty() {
            true => Ok(Self),
            false => Err(missing()),
        }
    }

    /// Refuses https.
    pub(super) fn check() -> Result<(), TransportError> {
        Err(missing())
    }

    pub(super) async fn secure(&self, _: &str, _: Stream) -> Result<Stream, TransportError> {
        Err(missing())
    }
}

fn missing() -> TransportError {
    let problem = "the crate was built without TLS; enable its feature `rustls-aws-lc-rs`, \
                   `rustls-ring` or `native-tls`";
    TransportError::new(TransportErrorKind::Tls, problem)
}
