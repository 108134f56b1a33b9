// @generated: a copy of `generator/runtime/src/client/outgoing.rs`; edit that file instead.

//! What a call sends.

use http::header::USER_AGENT;
use http::{Request, Uri};

use super::super::credentials::authorization::Authorization;
use super::super::credentials::choice::Choice;
use super::super::credentials::plain_http::may_travel;
use super::super::error::Error;
use super::super::error::configuration::ConfigurationError;
use super::super::request::info::OperationInfo;
use super::super::transport::body::Body;
use super::shared::Shared;

/// What a call sends in each of its attempts.
pub(crate) struct Outgoing {
    pub(super) operation: OperationInfo,
    /// The request without credentials.
    pub(crate) request: Request<Body>,
    pub(super) authorization: Option<Authorization>,
}

impl Outgoing {
    /// The request as it is sent.
    pub(super) fn into_request(self) -> Request<Body> {
        let mut request = self.request.clone();
        self.authorize(&mut request);
        request
    }

    /// The error of a call that isn't sent since the client hasn't what it needs.
    pub(super) fn not_sent(&self, error: ConfigurationError) -> Error {
        Error::configuration(error).of(self.operation.name())
    }

    /// Adds the credentials.
    pub(super) fn authorize(&self, request: &mut Request<Body>) {
        if let Some(authorization) = &self.authorization {
            authorization.apply(request);
        }
    }
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
            Err(error) => Err(Error::configuration(error).of(operation.name())),
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
        let by_proxy = self.transports.may_use_proxy(uri);
        if authorization.is_some() && !may_travel(uri, &self.plain_http_hosts, by_proxy) {
            let host = uri.host().unwrap_or_default().to_owned();
            return Err(ConfigurationError::PlainHttp { host, by_proxy });
        }
        Ok(authorization)
    }
}
