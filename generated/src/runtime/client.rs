// @generated: a copy of `generator/runtime/src/client.rs`; edit that file instead.

//! The client: what all calls share.

use std::fmt;
use std::sync::Arc;

use bytes::Bytes;
use http::Request;
use http::header::{HeaderValue, USER_AGENT};

use super::call::Call;
use super::configuration::ConfigurationError;
use super::credentials::{Credentials, may_travel};
use super::error::Error;
use super::operation::{Operation, OperationInfo};
use super::profile::Profile;
use super::request;
use super::response::RawResponse;
use super::server::Server;
use super::transport::{Limits, Transport};

/// A client of the API.
///
/// Cloning it is cheap, and all clones share one pool of connections: make one client and keep it.
/// `Debug` shows no secret.
#[derive(Clone)]
pub struct Client(pub(super) Arc<Shared>);

impl Client {
    /// A call of an operation with this client.
    pub fn call<O: Operation>(&self, operation: O) -> Call<O> {
        Call {
            client: self.clone(),
            operation,
        }
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("package", &self.0.profile.package)
            .field("credentials", &self.0.credentials)
            .field("base", &self.0.base)
            .field("limits", &self.0.limits)
            .finish_non_exhaustive()
    }
}

/// What the clones of a client share.
///
/// The steps of a call are methods here and not of [`Client`], where their names would be taken
/// from what the generated code adds to it.
pub(super) struct Shared {
    pub(super) profile: &'static Profile,
    pub(super) credentials: Option<Credentials>,
    pub(super) base: Option<Server>,
    pub(super) plain_http_hosts: Vec<String>,
    pub(super) user_agent: HeaderValue,
    pub(super) limits: Limits,
    pub(super) transport: Arc<dyn Transport>,
}

impl Shared {
    /// The request to send for an operation, credentials included.
    pub(super) fn request<O: Operation>(&self, operation: &O) -> Result<Request<Bytes>, Error> {
        let mut request = request::build(operation, self.base.as_ref())?;
        request
            .headers_mut()
            .entry(USER_AGENT)
            .or_insert_with(|| self.user_agent.clone());
        self.authorize(&O::INFO, &mut request)
            .map_err(|error| Error::configuration(error).of(&O::INFO))?;
        Ok(request)
    }

    /// Adds the credentials, if the operation needs them and they may travel where it goes. A
    /// header that the operation has written itself stays.
    fn authorize(
        &self,
        operation: &OperationInfo,
        request: &mut Request<Bytes>,
    ) -> Result<(), ConfigurationError> {
        if operation.is_public() {
            return Ok(());
        }
        let credentials = self.credentials.as_ref();
        let credentials = credentials.ok_or(ConfigurationError::NoCredentials)?;
        if !may_travel(request.uri(), &self.plain_http_hosts) {
            let host = request.uri().host().unwrap_or_default().to_owned();
            return Err(ConfigurationError::PlainHttp { host });
        }
        let (name, value) = credentials.to_header()?;
        request.headers_mut().entry(name).or_insert(value);
        Ok(())
    }

    /// Carries a request to its server, and brings back the response, whatever its status.
    pub(super) async fn exchange(&self, request: Request<Bytes>) -> Result<RawResponse, Error> {
        let response = self.transport.send(request, self.limits).await;
        let response = response.map_err(Error::transport)?;
        Ok(RawResponse::new(response, self.profile))
    }
}
