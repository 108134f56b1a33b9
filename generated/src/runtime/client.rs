// @generated: a copy of `generator/runtime/src/client.rs`; edit that file instead.

//! The client: what all calls share.

pub(super) mod builder;
pub(super) mod server;
pub(super) mod settings;

use std::fmt;
use std::sync::Arc;

use http::header::{HeaderValue, USER_AGENT};
use http::{Method, Request, Uri};

use self::server::Destination;
use self::settings::Settings;
#[cfg(feature = "blocking")]
use super::blocking;
use super::body::Body;
use super::call::Call;
use super::credentials::authorization::Authorization;
use super::credentials::choice::Choice;
use super::credentials::{Credentials, may_travel};
use super::download::Download;
#[cfg(feature = "blocking")]
use super::download::blocking::BlockingDownload;
use super::error::Error;
use super::error::configuration::ConfigurationError;
use super::exchange::{self, Exchange, Outgoing};
use super::interceptor::Interceptor;
use super::operation::{Operation, OperationInfo};
use super::profile::Profile;
use super::raw_request::RawRequest;
use super::response::RawResponse;
use super::retry::budget::RetryBudget;
use super::transport::transports::Transports;

/// A client of the API.
///
/// Cloning it is cheap, and all clones share one pool of connections: make one client and keep it.
/// `Debug` shows no secret.
///
/// The [guide](super::guide) has pages on [retries](super::guide::retries),
/// [timeouts](super::guide::timeouts), [paging](super::guide::paging),
/// [downloads](super::guide::downloads), [uploads](super::guide::uploads),
/// [waiting](super::guide::waiting), [errors](super::guide::errors), [drift](super::guide::drift),
/// [security](super::guide::security), [testing](super::guide::testing) and
/// [transports](super::guide::transports).
#[derive(Clone)]
pub struct Client(pub(super) Arc<Shared>);

impl Client {
    /// A call of an operation with this client.
    pub fn call<O: Operation>(&self, operation: O) -> Call<O> {
        Call {
            client: self.clone(),
            settings: self.0.settings.clone(),
            operation,
        }
    }

    /// A call of anything, by method and path, for what the crate has no operation for.
    ///
    /// The path begins with a slash and is sent as it is, after the path of the server if that has
    /// one. A link that the API gave may stand in its place, if it leads to the same server.
    /// Credentials, retries, timeouts and errors are those of every other call; the answer is JSON.
    pub fn request(&self, method: Method, path: impl Into<String>) -> Call<RawRequest> {
        self.call(RawRequest::new(method, self.0.profile.server, path.into()))
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("package", &self.0.profile.package)
            .field("credentials", &self.0.credentials)
            .field("destination", &self.0.destination)
            .field("settings", &self.0.settings)
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
    pub(super) destination: Destination,
    pub(super) plain_http_hosts: Vec<String>,
    pub(super) user_agent: HeaderValue,
    pub(super) settings: Settings,
    pub(super) budget: RetryBudget,
    pub(super) interceptors: Vec<Arc<dyn Interceptor>>,
    pub(super) transports: Transports,
}

impl Shared {
    /// What to send for the request of an operation.
    pub(super) fn prepare(
        &self,
        operation: OperationInfo,
        mut request: Request<Body>,
    ) -> Result<Outgoing, Error> {
        request
            .headers_mut()
            .entry(USER_AGENT)
            .or_insert_with(|| self.user_agent.clone());
        request.extensions_mut().insert(operation.clone());
        match self.authorization(&operation, request.uri()) {
            Ok(authorization) => Ok(Outgoing {
                operation,
                request,
                authorization,
            }),
            Err(error) => Err(Error::configuration(error).of(&operation)),
        }
    }

    /// The credentials that an operation takes, if they may travel where it goes.
    fn authorization(
        &self,
        operation: &OperationInfo,
        uri: &Uri,
    ) -> Result<Option<Authorization>, ConfigurationError> {
        if operation.is_public() {
            return Ok(None);
        }
        let Some(credentials) = &self.credentials else {
            return match operation.needs_credentials() {
                true => Err(ConfigurationError::NoCredentials),
                false => Ok(None),
            };
        };
        let authorization = Choice::of(credentials, self.profile).authorization(operation)?;
        if authorization.is_some() && !may_travel(uri, &self.plain_http_hosts) {
            let host = uri.host().unwrap_or_default().to_owned();
            return Err(ConfigurationError::PlainHttp { host });
        }
        Ok(authorization)
    }

    /// Makes a call, and brings back the response if its status is a success.
    pub(super) async fn exchange(
        self: Arc<Self>,
        outgoing: Outgoing,
        settings: Settings,
    ) -> Result<RawResponse, Error> {
        let transport = self.transports.asynchronous();
        let transport = transport.map_err(|error| outgoing.not_sent(error))?;
        exchange::run(Exchange::new(self, settings, outgoing), &*transport).await
    }

    /// Makes a call, and brings back the headers of a success, with the body to come.
    pub(super) async fn exchange_streamed(
        self: Arc<Self>,
        outgoing: Outgoing,
        settings: Settings,
    ) -> Result<Download, Error> {
        let transport = self.transports.asynchronous();
        let transport = transport.map_err(|error| outgoing.not_sent(error))?;
        exchange::run_streamed(Exchange::new(self, settings, outgoing), &*transport).await
    }

    /// Makes a call as [`exchange`](Self::exchange) does, and blocks the thread.
    #[cfg(feature = "blocking")]
    pub(super) fn exchange_blocking(
        self: Arc<Self>,
        outgoing: Outgoing,
        settings: Settings,
    ) -> Result<RawResponse, Error> {
        let transport = self.transports.blocking();
        let transport = transport.map_err(|error| outgoing.not_sent(error))?;
        blocking::run(Exchange::new(self, settings, outgoing), &*transport)
    }
    /// Makes a call as [`exchange_streamed`](Self::exchange_streamed) does, and blocks the thread.
    #[cfg(feature = "blocking")]
    pub(super) fn exchange_streamed_blocking(
        self: Arc<Self>,
        outgoing: Outgoing,
        settings: Settings,
    ) -> Result<BlockingDownload, Error> {
        let transport = self.transports.blocking();
        let transport = transport.map_err(|error| outgoing.not_sent(error))?;
        blocking::run_streamed(Exchange::new(self, settings, outgoing), &*transport)
    }
}
