//! Providers of credentials: what obtains them when a call needs them.

use std::fmt;
use std::pin::Pin;
use std::time::Duration;

use bytes::Bytes;
use http::{Request, Response};

use super::super::error::credentials::CredentialsError;
use super::super::request::info::OperationInfo;
use super::super::transport::TransportFuture;
use super::super::transport::body::Body;
#[cfg(feature = "blocking")]
use super::super::transport::park;
use super::Credentials;

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
    pub(super) credentials: Credentials,
    pub(super) lifetime: Option<Duration>,
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

/// A request for credentials, as a [`CredentialsProvider`] sees it.
#[derive(Clone, Copy)]
pub struct CredentialsRequest<'a> {
    pub(crate) operation: &'a OperationInfo,
    pub(crate) link: &'a dyn Link,
}

impl<'a> CredentialsRequest<'a> {
    /// Returns the operation that is called.
    #[must_use]
    pub const fn operation(&self) -> &'a OperationInfo {
        self.operation
    }

    /// Returns the OAuth 2.0 scopes that the API's description declares for the operation.
    #[must_use]
    pub const fn scopes(&self) -> &'static [&'static str] {
        self.operation.scopes()
    }

    /// Sends a request to a server that issues credentials, over the transport of the client, and returns
    /// the response, whatever its status is. Redirects aren't followed.
    ///
    /// The time limits are those of the call. A response of more than 1 MiB is an error. Interceptors
    /// don't see the request.
    ///
    /// # Errors
    ///
    /// If no complete response arrives, or the URL is plain http to a host that may not receive
    /// [credentials](super::super::ClientBuilder::allow_plain_http).
    pub async fn send(&self, request: Request<Body>) -> Result<Response<Bytes>, CredentialsError> {
        self.link.check(&request)?;
        Ok(self.link.send(request).await?)
    }
}

impl fmt::Debug for CredentialsRequest<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CredentialsRequest")
            .field("operation", &self.operation.name())
            .field("scopes", &self.scopes())
            .finish()
    }
}

/// The way of a provider to the network: the transport of the client, within the limits of a call.
pub(crate) trait Link: Send + Sync {
    /// Checks that a request with secrets may be sent to its URL.
    fn check(&self, request: &Request<Body>) -> Result<(), CredentialsError>;

    /// Sends a request. On a blocking transport, it blocks the thread.
    fn send(&self, request: Request<Body>) -> TransportFuture<'_>;

    /// Whether the call blocks the thread.
    #[cfg(feature = "blocking")]
    fn is_blocking(&self) -> bool;

    /// Whether the time limit of the call has passed.
    fn is_over(&self) -> bool;
}
