//! Providers of credentials, which obtain them when a call needs them.

use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use super::super::error::credentials::CredentialsError;
#[cfg(feature = "blocking")]
use super::super::transport::park;
use super::credentials_request::CredentialsRequest;
use super::source::{Ask, Asking, Issued, Source};
use super::{Credentials, Kind};

/// Obtains credentials when a call needs them, such as a token that expires or a key from a vault.
///
/// [`Credentials::provided_by`] makes credentials of it. The client keeps what it returns until it expires
/// or the API rejects it with status 401. One call at a time asks the provider, and the others wait for
/// the outcome. If that call is dropped, the next one asks.
///
/// A function that returns a future is a provider, too.
pub trait CredentialsProvider: Send + Sync + 'static {
    /// Obtains credentials for an async call. The time limit is that of the call, after which the future
    /// is dropped.
    fn provide<'a>(&'a self, request: CredentialsRequest<'a>) -> CredentialsFuture<'a>;

    /// Obtains credentials for a blocking call. By default the thread waits for
    /// [`provide`](Self::provide), outside of any async runtime.
    ///
    /// # Errors
    ///
    /// If there are none.
    #[cfg(feature = "blocking")]
    fn provide_blocking(
        &self,
        request: CredentialsRequest<'_>,
    ) -> Result<ProvidedCredentials, CredentialsError> {
        park::block_on(self.provide(request))
    }

    /// Whether the credentials depend on the [scopes](CredentialsRequest::scopes) of the operation. They
    /// are then kept for each set of scopes. By default they don't.
    fn depends_on_scopes(&self) -> bool {
        false
    }
}

/// The future of credentials.
pub type CredentialsFuture<'a> =
    Pin<Box<dyn Future<Output = Result<ProvidedCredentials, CredentialsError>> + Send + 'a>>;

impl<F, R> CredentialsProvider for F
where
    F: Fn() -> R + Send + Sync + 'static,
    R: Future<Output = Result<ProvidedCredentials, CredentialsError>> + Send + 'static,
{
    fn provide<'a>(&'a self, _: CredentialsRequest<'a>) -> CredentialsFuture<'a> {
        Box::pin(self())
    }
}

/// Credentials from a provider, and how long they are valid.
#[derive(Clone, Debug)]
pub struct ProvidedCredentials {
    credentials: Credentials,
    lifetime: Option<Duration>,
}

impl ProvidedCredentials {
    /// Creates the result of a provider: credentials that are valid until the API rejects them.
    #[must_use]
    pub const fn new(credentials: Credentials) -> Self {
        Self {
            credentials,
            lifetime: None,
        }
    }

    /// Returns the same credentials, which expire after this time from the request on. They are renewed 30
    /// seconds earlier, or a tenth of their lifetime if that is less. With zero, the provider is asked for
    /// every call.
    #[must_use]
    pub const fn expires_in(mut self, lifetime: Duration) -> Self {
        self.lifetime = Some(lifetime);
        self
    }
}

impl Credentials {
    /// Creates credentials that a provider obtains when a call needs them.
    ///
    /// Clones share what the provider has supplied, so keep the credentials of an account that calls name
    /// with [`with_credentials`](super::super::Call::with_credentials), and clone them. See the page on
    /// [credentials](super::super::guide::credentials).
    pub fn provided_by(provider: impl CredentialsProvider) -> Self {
        let source = Source::new(Box::new(Provider(provider)));
        Self::new(Kind::Provided(Arc::new(source)))
    }
}

/// A provider, as a [`Source`] asks it.
pub(super) struct Provider<P>(pub(super) P);

impl<P: CredentialsProvider> Ask<Credentials> for Provider<P> {
    fn ask<'a>(&'a self, request: CredentialsRequest<'a>) -> Asking<'a, Credentials> {
        Box::pin(async move {
            #[cfg(feature = "blocking")]
            let provided = match request.link.is_blocking() {
                true => self.0.provide_blocking(request)?,
                false => self.0.provide(request).await?,
            };
            #[cfg(not(feature = "blocking"))]
            let provided = self.0.provide(request).await?;
            provided.issued()
        })
    }

    fn depends_on_scopes(&self) -> bool {
        self.0.depends_on_scopes()
    }
}

impl ProvidedCredentials {
    fn issued(self) -> Result<Issued<Credentials>, CredentialsError> {
        let mut kinds = self.credentials.kinds.iter();
        if kinds.any(Kind::is_provided) {
            let problem = "expected credentials, found another provider";
            return Err(CredentialsError::new(problem));
        }
        Ok(Issued {
            credentials: self.credentials,
            lifetime: self.lifetime,
        })
    }
}
