//! The TLS library of the default transports: that of the feature `native-tls`, or else that of
//! `rustls`, or none.

use http::uri::{Scheme, Uri};

use super::error::{TransportError, TransportErrorKind};

/// Returns the cryptography of rustls. Each transport has its own, so that none is installed for the
/// process.
#[cfg(all(feature = "rustls", not(feature = "native-tls")))]
pub(super) fn provider() -> std::sync::Arc<rustls::crypto::CryptoProvider> {
    rustls::crypto::ring::default_provider().into()
}

/// Rejects an https URL if no TLS library is enabled.
pub(super) fn check(uri: &Uri) -> Result<(), TransportError> {
    let can_encrypt = cfg!(any(feature = "rustls", feature = "native-tls"));
    if can_encrypt || uri.scheme() != Some(&Scheme::HTTPS) {
        return Ok(());
    }
    let problem = "the crate was built without TLS; enable its feature `rustls` or `native-tls`";
    Err(TransportError::new(TransportErrorKind::Tls, problem))
}
