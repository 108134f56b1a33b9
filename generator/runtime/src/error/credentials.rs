//! Problems of credentials that a provider supplies.

use std::error::Error;
use std::fmt;
use std::sync::Arc;

use super::super::response::redaction;
use super::super::transport::error::{TransportError, TransportErrorKind};

/// Why a [`CredentialsProvider`](super::super::CredentialsProvider) can't supply credentials.
///
/// Every error converts into it, so that `?` works in a provider. It is shown with its causes, so none
/// of them may contain a secret.
#[derive(Clone)]
pub struct CredentialsError {
    source: Arc<dyn Error + Send + Sync>,
    code: Option<String>,
    is_transient: bool,
}

impl CredentialsError {
    /// Creates an error from its cause, or from a text. The call isn't retried, unless the cause is a
    /// [`TransportError`] after which a later attempt may succeed.
    pub fn new(source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        let source: Arc<dyn Error + Send + Sync> = source.into().into();
        let transport = source.downcast_ref::<TransportError>();
        Self {
            is_transient: transport.is_some_and(|error| is_transient(error.kind())),
            code: None,
            source,
        }
    }

    /// Returns the same error, after which a later attempt may succeed. The call's retry policy decides
    /// whether the provider is asked again.
    #[must_use]
    pub fn transient(mut self) -> Self {
        self.is_transient = true;
        self
    }

    /// Returns the same error, with the code of the server that refused to issue credentials, such as
    /// `invalid_client`. [`Error::code_text`](super::super::Error::code_text) returns it.
    #[must_use]
    pub fn with_code(mut self, code: impl Into<String>) -> Self {
        self.code = Some(code.into());
        self
    }

    pub(in super::super) const fn is_transient(&self) -> bool {
        self.is_transient
    }

    pub(super) fn code(&self) -> Option<&str> {
        self.code.as_deref()
    }

    pub(super) fn source(&self) -> &(dyn Error + Send + Sync + 'static) {
        &*self.source
    }

    pub(super) fn transport(&self) -> Option<&TransportError> {
        self.source.downcast_ref()
    }
}

/// Whether a later attempt may succeed after a transport failed in this way. A request for credentials
/// may be repeated regardless of its outcome.
pub(super) const fn is_transient(kind: TransportErrorKind) -> bool {
    use TransportErrorKind as Kind;
    matches!(
        kind,
        Kind::Connect | Kind::Timeout | Kind::Interrupted | Kind::Busy
    )
}

impl<E: Error + Send + Sync + 'static> From<E> for CredentialsError {
    fn from(source: E) -> Self {
        Self::new(source)
    }
}

impl fmt::Display for CredentialsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&redaction::chain(&*self.source))
    }
}

impl fmt::Debug for CredentialsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("CredentialsError")
            .field(&self.to_string())
            .finish()
    }
}
