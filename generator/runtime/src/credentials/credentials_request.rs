//! A request for credentials, and its way to the network.

use std::fmt;

use bytes::Bytes;
use http::{Request, Response};

use super::super::error::credentials::CredentialsError;
use super::super::request::info::OperationInfo;
use super::super::transport::TransportFuture;
use super::super::transport::body::Body;

/// A request for credentials, as a [`CredentialsProvider`](super::super::CredentialsProvider) sees it.
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
    /// the response, regardless of its status. Redirects aren't followed.
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
