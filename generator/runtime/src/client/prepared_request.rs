//! The request of a call, with its credentials.

use http::header::USER_AGENT;
use http::{Request, Uri};

use super::super::credentials::authorization::Authorization;
use super::super::credentials::choice::Choice;
use super::super::credentials::plain_http::may_send_to;
use super::super::error::Error;
use super::super::error::configuration::ConfigurationError;
use super::super::request::info::OperationInfo;
use super::super::transport::body::Body;
use super::shared::Shared;

/// A request, ready for any number of attempts.
pub(crate) struct PreparedRequest {
    pub(super) operation: OperationInfo,
    /// The request without credentials.
    pub(crate) request: Request<Body>,
    pub(super) authorization: Option<Authorization>,
}

impl PreparedRequest {
    /// Returns the request as it is sent.
    pub(super) fn into_request(self) -> Request<Body> {
        let mut request = self.request.clone();
        self.authorize(&mut request);
        request
    }

    /// Returns the error of a call that can't be sent because the client lacks something.
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
    /// Prepares the request of an operation.
    pub(super) fn prepare(
        &self,
        operation: OperationInfo,
        mut request: Request<Body>,
    ) -> Result<PreparedRequest, Error> {
        request
            .headers_mut()
            .entry(USER_AGENT)
            .or_insert_with(|| self.user_agent.clone());
        request.extensions_mut().insert(operation.clone());
        match self.authorization(&operation, request.uri()) {
            Ok(authorization) => Ok(PreparedRequest {
                operation,
                request,
                authorization,
            }),
            Err(error) => Err(Error::configuration(error).of(operation.name())),
        }
    }

    /// Returns the credentials that an operation takes, if they may be sent to this URI.
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
        if authorization.is_some() && !may_send_to(uri, &self.plain_http_hosts, by_proxy) {
            let host = uri.host().unwrap_or_default().to_owned();
            return Err(ConfigurationError::PlainHttp { host, by_proxy });
        }
        Ok(authorization)
    }
}
