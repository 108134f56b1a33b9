//! What was sent.

use std::borrow::Cow;
use std::fmt;

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{Method, Request};
use serde::de::DeserializeOwned;
use url::form_urlencoded;

use super::super::request::info::OperationInfo;
use super::template;

/// A request as it was sent, for assertions.
#[derive(Clone)]
pub struct SentRequest(Request<Bytes>);

impl SentRequest {
    pub(super) const fn new(request: Request<Bytes>) -> Self {
        Self(request)
    }

    /// The operation, unless a transport around this one made the request.
    #[must_use]
    pub fn operation(&self) -> Option<&OperationInfo> {
        self.0.extensions().get()
    }

    /// The method.
    #[must_use]
    pub fn method(&self) -> &Method {
        self.0.method()
    }

    /// The host and, if it isn't the scheme's own, the port.
    #[must_use]
    pub fn host(&self) -> &str {
        self.0.uri().authority().map_or("", |host| host.as_str())
    }

    /// The path, encoded as it was sent.
    #[must_use]
    pub fn path(&self) -> &str {
        self.0.uri().path()
    }

    /// The value in the place of this name in the operation's path, decoded: of `OrderId` in
    /// `/v1/Orders/{OrderId}`.
    #[must_use]
    pub fn path_value(&self, name: &str) -> Option<String> {
        template::value(self.operation()?.path(), self.path(), name)
    }

    /// The first value of a query parameter, decoded.
    #[must_use]
    pub fn query(&self, name: &str) -> Option<String> {
        self.query_pairs()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.into_owned())
    }

    /// All query parameters, decoded.
    pub fn query_pairs(&self) -> impl Iterator<Item = (Cow<'_, str>, Cow<'_, str>)> {
        let query = self.0.uri().query().unwrap_or_default();
        form_urlencoded::parse(query.as_bytes())
    }

    /// The value of a header, if it is visible ASCII.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.0.headers().get(name)?.to_str().ok()
    }

    /// The body.
    #[must_use]
    pub fn body(&self) -> &Bytes {
        self.0.body()
    }

    /// The body, read as JSON.
    ///
    /// # Errors
    ///
    /// If it isn't JSON, or not of this type.
    pub fn json<T: DeserializeOwned>(&self) -> Result<T, serde_json::Error> {
        serde_json::from_slice(self.body())
    }

    /// The first value of a field of the body, if that is a form, decoded.
    #[must_use]
    pub fn form(&self, name: &str) -> Option<String> {
        self.form_pairs()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.into_owned())
    }

    /// All fields of the body, if that is a form (`application/x-www-form-urlencoded`), decoded.
    pub fn form_pairs(&self) -> impl Iterator<Item = (Cow<'_, str>, Cow<'_, str>)> {
        let media_type = self.header(CONTENT_TYPE.as_str()).unwrap_or_default();
        let body = match media_type.starts_with("application/x-www-form-urlencoded") {
            true => self.body(),
            false => &[][..],
        };
        form_urlencoded::parse(body)
    }

    /// The whole request.
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
