//! Requests that the crate has no operation for.

use std::fmt;

use http::Method;
use serde_json::Value;

use super::super::request::RequestWriter;
use super::super::request::info::OperationInfo;
use super::super::request::operation::Operation;
use super::super::response::from_response::OptionalJson;
use super::super::response::redaction::public_url;
use super::Client;
use super::call::Call;

/// A request whose response is JSON or empty. [`Client::request`](super::super::Client::request)
/// creates a call of one.
#[derive(Clone)]
pub struct RawRequest {
    method: Method,
    server: &'static str,
    link: String,
    query: Vec<(String, String)>,
    headers: Vec<(String, String)>,
    json: Option<Value>,
}

impl Client {
    /// Creates a call by method and path, for a request that the crate has no operation for.
    ///
    /// The path begins with a slash and is sent unchanged, after the path of the server if that has
    /// one. It may also be a link from a response, if that leads to the same server. Credentials,
    /// retries, timeouts and errors are those of every other call; the response is JSON.
    pub fn request(&self, method: Method, path: impl Into<String>) -> Call<RawRequest> {
        self.call(RawRequest::new(method, self.0.profile.server, path.into()))
    }
}

impl RawRequest {
    const fn new(method: Method, server: &'static str, link: String) -> Self {
        Self {
            method,
            server,
            link,
            query: Vec::new(),
            headers: Vec::new(),
            json: None,
        }
    }
}

impl Operation for RawRequest {
    type ResponseBody = OptionalJson<Value>;

    const INFO: OperationInfo = OperationInfo::get("Request", "", "");

    fn info(&self) -> OperationInfo {
        OperationInfo::new(self.method.clone(), Self::INFO.name(), self.server, "")
    }

    fn write(&self, request: &mut RequestWriter) {
        request.link(&self.link);
        for (name, value) in &self.query {
            request.query(name, Some(value));
        }
        for (name, value) in &self.headers {
            request.header(name, Some(value));
        }
        request.optional_json(self.json.as_ref());
    }
}

/// Shows neither query nor headers nor body.
impl fmt::Debug for RawRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RawRequest")
            .field("method", &self.method)
            .field("link", &public_url(&self.link))
            .finish_non_exhaustive()
    }
}

impl Call<RawRequest> {
    /// Adds a query parameter. Name and value are encoded.
    pub fn query(mut self, name: impl Into<String>, value: impl ToString) -> Self {
        let parameter = (name.into(), value.to_string());
        self.operation.query.push(parameter);
        self
    }

    /// Adds a header. The value must be visible ASCII. A `Content-Type` is that of the body; headers that state
    /// the destination of the request and its length, such as `Host` and `Transfer-Encoding`, are refused.
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.operation.headers.push((name.into(), value.into()));
        self
    }

    /// Sends this JSON as the body. Its content type is `application/json`, unless
    /// [`header`](Self::header) sets another.
    pub fn json(mut self, body: impl Into<Value>) -> Self {
        self.operation.json = Some(body.into());
        self
    }
}
