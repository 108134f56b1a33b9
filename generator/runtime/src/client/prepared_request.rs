//! The request of a call, with its credentials.

use std::sync::Arc;

use http::header::{HeaderName, USER_AGENT};
use http::{HeaderMap, HeaderValue, Request, Uri};

use super::super::credentials::authorization::Authorization;
use super::super::credentials::choice::Choice;
use super::super::credentials::plain_http::may_send_to;
use super::super::error::Error;
use super::super::error::configuration::ConfigurationError;
use super::super::request::info::OperationInfo;
use super::super::transport::body::Body;
use super::live_credentials::LiveCredentials;
use super::overrides::Overrides;
use super::shared::Shared;
use super::trace;

/// A request, ready for any number of attempts.
#[derive(Clone)]
pub(crate) struct PreparedRequest {
    pub(super) operation: OperationInfo,
    /// The request without credentials.
    request: Request<Body>,
    authorization: Arc<Option<Authorization>>,
    /// The URI of the request with credentials.
    authorized_uri: Uri,
    /// The credentials that aren't known before an attempt.
    pub(super) live: Option<LiveCredentials>,
}

impl PreparedRequest {
    fn new(
        operation: OperationInfo,
        request: Request<Body>,
        authorization: Arc<Option<Authorization>>,
        live: Option<LiveCredentials>,
    ) -> Result<Self, ConfigurationError> {
        let authorized_uri = authorized(&authorization, request.uri())?;
        Ok(Self {
            operation,
            request,
            authorization,
            authorized_uri,
            live,
        })
    }

    #[allow(dead_code, reason = "only crates with streams of events use it")]
    pub(crate) const fn operation(&self) -> &OperationInfo {
        &self.operation
    }

    /// Whether the request has the header of an idempotency key that the API's description names.
    pub(super) fn has_idempotency_key(&self) -> bool {
        let header = self.operation.idempotency_header();
        header.is_some_and(|header| self.headers().contains_key(header))
    }

    /// Returns the URI without credentials.
    pub(crate) fn uri(&self) -> &Uri {
        self.request.uri()
    }

    /// Replaces the URI by another one of the same server, to which the credentials are added.
    pub(crate) fn set_uri(&mut self, uri: Uri) -> Result<(), Error> {
        let authorized = authorized(&self.authorization, &uri);
        self.authorized_uri = authorized.map_err(|error| self.not_sent(error))?;
        *self.request.uri_mut() = uri;
        Ok(())
    }

    /// Sets a header that carries no credentials.
    #[allow(dead_code, reason = "only crates with streams of events use it")]
    pub(crate) fn set_header(&mut self, name: HeaderName, value: HeaderValue) {
        self.request.headers_mut().insert(name, value);
    }

    /// Whether the credentials add this to the request.
    pub(super) fn has_authorization(&self, authorization: &Option<Authorization>) -> bool {
        *self.authorization == *authorization
    }

    /// Replaces what the credentials add to the request.
    pub(super) fn set_authorization(
        &mut self,
        authorization: Option<Authorization>,
    ) -> Result<(), Error> {
        self.authorization = Arc::new(authorization);
        self.set_uri(self.uri().clone())
    }

    /// Returns the headers of the request without credentials.
    pub(super) fn headers(&self) -> &HeaderMap {
        self.request.headers()
    }

    /// Returns a copy of the request without credentials, for an attempt.
    pub(super) fn unauthorized(&self) -> Request<Body> {
        self.request.clone()
    }

    /// Returns the request as it is sent.
    pub(super) fn into_request(self) -> Request<Body> {
        let mut request = self.unauthorized();
        self.authorize(&mut request);
        request
    }

    /// Records and returns the error of a call that can't be sent because the client lacks something.
    pub(super) fn not_sent(&self, error: ConfigurationError) -> Error {
        let error = Error::configuration(error).of(self.operation.name());
        trace::failed(&error);
        error
    }

    /// Adds the credentials.
    pub(super) fn authorize(&self, request: &mut Request<Body>) {
        request.uri_mut().clone_from(&self.authorized_uri);
        if let Some(authorization) = &*self.authorization {
            authorization.authorize_headers(request.headers_mut());
        }
    }
}

fn authorized(authorization: &Option<Authorization>, uri: &Uri) -> Result<Uri, ConfigurationError> {
    match authorization {
        Some(authorization) => authorization.authorize_uri(uri),
        None => Ok(uri.clone()),
    }
}

impl Shared {
    /// Prepares the request of an operation.
    pub(super) fn prepare(
        &self,
        operation: OperationInfo,
        mut request: Request<Body>,
        overrides: Option<&Overrides>,
    ) -> Result<PreparedRequest, Error> {
        request
            .headers_mut()
            .entry(USER_AGENT)
            .or_insert_with(|| self.user_agent.clone());
        request.extensions_mut().insert(operation.clone());
        let name = operation.name();
        let live = self.live_credentials(&operation, overrides);
        self.authorization(&operation, request.uri(), overrides)
            .and_then(|authorization| PreparedRequest::new(operation, request, authorization, live))
            .map_err(|error| Error::configuration(error).of(name))
    }

    /// Returns the credentials of which a provider supplies a part, if an operation takes such ones.
    fn live_credentials(
        &self,
        operation: &OperationInfo,
        overrides: Option<&Overrides>,
    ) -> Option<LiveCredentials> {
        let own = overrides.and_then(Overrides::credentials);
        let credentials = own.or(self.credentials.as_ref())?;
        if operation.is_public() {
            return None;
        }
        let sources = Choice::of(credentials, self.profile).sources(operation);
        (!sources.is_empty()).then(|| LiveCredentials::new(credentials.clone(), sources))
    }

    /// Returns the credentials that an operation takes, if they may be sent to this URI.
    fn authorization(
        &self,
        operation: &OperationInfo,
        uri: &Uri,
        overrides: Option<&Overrides>,
    ) -> Result<Arc<Option<Authorization>>, ConfigurationError> {
        if operation.is_public() {
            return Ok(Arc::default());
        }
        let authorization = match overrides.and_then(Overrides::credentials) {
            Some(own) => Arc::new(Choice::of(own, self.profile).authorization(operation)?),
            None => self.own_authorization(operation)?,
        };
        let authorized = authorization.as_ref().as_ref();
        overrides.map_or(Ok(()), |overrides| overrides.check(authorized))?;
        let by_proxy = self.transports.may_use_proxy(uri);
        if authorization.is_some() && !may_send_to(uri, &self.plain_http_hosts, by_proxy) {
            let host = uri.host().unwrap_or_default().to_owned();
            return Err(ConfigurationError::PlainHttp { host, by_proxy });
        }
        Ok(authorization)
    }

    /// Returns the client's own credentials that an operation takes.
    fn own_authorization(
        &self,
        operation: &OperationInfo,
    ) -> Result<Arc<Option<Authorization>>, ConfigurationError> {
        let Some(credentials) = &self.credentials else {
            return match operation.needs_credentials() {
                true => Err(ConfigurationError::NoCredentials),
                false => Ok(Arc::default()),
            };
        };
        let (requirements, is_needed) = (
            operation.security_requirements(),
            operation.needs_credentials(),
        );
        let choose = || Choice::of(credentials, self.profile).authorization(operation);
        self.authorizations.get((requirements, is_needed), choose)
    }
}
