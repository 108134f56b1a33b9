//! The recorded requests.

use std::borrow::Cow;
use std::fmt;

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{Method, Request};
use serde::de::DeserializeOwned;
use url::form_urlencoded;

use super::super::request::info::OperationInfo;
use super::template;

/// A recorded request, for assertions.
#[derive(Clone)]
pub struct SentRequest(Request<Bytes>);

impl SentRequest {
    pub(super) const fn new(request: Request<Bytes>) -> Self {
        Self(request)
    }

    /// Returns the operation, unless a transport around this one created the request.
    #[must_use]
    pub fn operation(&self) -> Option<&OperationInfo> {
        self.0.extensions().get()
    }

    /// Returns the method.
    #[must_use]
    pub fn method(&self) -> &Method {
        self.0.method()
    }

    /// Returns the host and, unless it is the default, the port.
    #[must_use]
    pub fn host(&self) -> &str {
        self.0.uri().authority().map_or("", |host| host.as_str())
    }

    /// Returns the path, encoded as it was sent.
    #[must_use]
    pub fn path(&self) -> &str {
        self.0.uri().path()
    }

    /// Returns a decoded path parameter: `OrderId` of `/v1/Orders/{OrderId}`.
    #[must_use]
    pub fn path_value(&self, name: &str) -> Option<String> {
        template::value(self.operation()?.path(), self.path(), name)
    }

    /// Returns the first value of a query parameter, decoded.
    #[must_use]
    pub fn query(&self, name: &str) -> Option<String> {
        self.query_pairs()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.into_owned())
    }

    /// Returns all query parameters, decoded.
    pub fn query_pairs(&self) -> impl Iterator<Item = (Cow<'_, str>, Cow<'_, str>)> {
        let query = self.0.uri().query().unwrap_or_default();
        form_urlencoded::parse(query.as_bytes())
    }

    /// Returns the value of a header, if it is visible ASCII.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.0.headers().get(name)?.to_str().ok()
    }

    /// Returns the body.
    #[must_use]
    pub fn body(&self) -> &Bytes {
        self.0.body()
    }

    /// Reads the body as JSON.
    ///
    /// # Errors
    ///
    /// If it isn't JSON, or not of this type.
    pub fn json<T: DeserializeOwned>(&self) -> Result<T, serde_json::Error> {
        serde_json::from_slice(self.body())
    }

    /// Returns the first value of a form field of the body, decoded.
    #[must_use]
    pub fn form(&self, name: &str) -> Option<String> {
        self.form_pairs()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.into_owned())
    }

    /// Returns all fields of the body, if it is a form (`application/x-www-form-urlencoded`), decoded.
    pub fn form_pairs(&self) -> impl Iterator<Item = (Cow<'_, str>, Cow<'_, str>)> {
        let media_type = self.header(CONTENT_TYPE.as_str()).unwrap_or_default();
        let body = match media_type.starts_with("application/x-www-form-urlencoded") {
            true => self.body(),
            false => &[][..],
        };
        form_urlencoded::parse(body)
    }

    /// Returns the whole request.
    #[must_use]
    pub const fn http(&self) -> &Request<Bytes> {
        &self.0
    }
}

/// Shows neither headers nor query nor body.
impl fmt::Debug for SentRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SentRequest")
            .field("operation", &self.operation().map(OperationInfo::name))
            .field("method", self.method())
            .field("path", &self.path())
            .finish_non_exhaustive()
    }
}
