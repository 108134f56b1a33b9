// @generated: a copy of `generator/runtime/src/testing/mock_response.rs`; edit that file instead.

//! What a stub replies.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::header::{CONTENT_TYPE, HeaderName, HeaderValue};
use http::{Response, StatusCode};
use serde::Serialize;
use serde_json::Value;

use super::super::response::from_response::{
    Binary, Empty, FromResponse, Json, OptionalJson, Text,
};
use super::super::transport::error::TransportErrorKind;
use super::sent::SentRequest;

/// A reply to a request: a response, a fault, or a function that makes either.
#[derive(Clone)]
pub struct MockResponse {
    pub(super) delay: Duration,
    pub(super) outcome: Outcome,
}

#[derive(Clone)]
pub(super) enum Outcome {
    Response(Response<Bytes>),
    Fault(TransportErrorKind),
    Computed(Arc<dyn Fn(&SentRequest) -> MockResponse + Send + Sync>),
}

/// Responses.
impl MockResponse {
    /// A response without a body.
    ///
    /// # Panics
    ///
    /// If the status isn't one.
    #[must_use]
    pub fn status(status: u16) -> Self {
        let mut response = Response::default();
        *response.status_mut() = StatusCode::from_u16(status).expect("a status has three digits");
        Self::new(Outcome::Response(response))
    }

    /// A response with a JSON body.
    ///
    /// # Panics
    ///
    /// If the status isn't one, or the body can't be JSON.
    #[must_use]
    pub fn json(status: u16, body: &impl Serialize) -> Self {
        let body = serde_json::to_vec(body).expect("a reply's body can be JSON");
        Self::status(status)
            .header("content-type", "application/json")
            .body(body)
    }

    /// A page of HTML, such as a proxy gives whose server is gone.
    ///
    /// # Panics
    ///
    /// If the status isn't one.
    #[must_use]
    pub fn html(status: u16) -> Self {
        let reply = Self::status(status).header("content-type", "text/html");
        reply.body("<html><body><h1>Something is wrong</h1></body></html>")
    }

    /// A reply that depends on the request.
    #[must_use]
    pub fn computed(reply: impl Fn(&SentRequest) -> Self + Send + Sync + 'static) -> Self {
        Self::new(Outcome::Computed(Arc::new(reply)))
    }
}

/// Faults, in which no response comes.
impl MockResponse {
    /// The server takes longer than the client waits.
    #[must_use]
    pub fn timeout() -> Self {
        Self::new(Outcome::Fault(TransportErrorKind::Timeout)).slow(Duration::MAX)
    }

    /// No connection comes about.
    #[must_use]
    pub fn connection_refused() -> Self {
        Self::new(Outcome::Fault(TransportErrorKind::Connect))
    }

    /// The connection breaks after the request was sent.
    #[must_use]
    pub fn connection_reset() -> Self {
        Self::new(Outcome::Fault(TransportErrorKind::Interrupted))
    }

    const fn new(outcome: Outcome) -> Self {
        Self {
            delay: Duration::ZERO,
            outcome,
        }
    }
}

/// Changes to a reply. Those of a response leave a fault as it is.
impl MockResponse {
    /// The same response with this header.
    ///
    /// # Panics
    ///
    /// If name or value can't be those of a header.
    #[must_use]
    pub fn header(mut self, name: &str, value: &str) -> Self {
        if let Some(response) = self.response() {
            let name = HeaderName::try_from(name).expect("a header's name has no other character");
            let value = HeaderValue::try_from(value).expect("a header's value has no line break");
            response.headers_mut().insert(name, value);
        }
        self
    }

    /// The same response with this status.
    ///
    /// # Panics
    ///
    /// If the status isn't one.
    #[must_use]
    pub fn with_status(mut self, status: u16) -> Self {
        if let Some(response) = self.response() {
            *response.status_mut() =
                StatusCode::from_u16(status).expect("a status has three digits");
        }
        self
    }

    /// The same response with this body.
    #[must_use]
    pub fn body(mut self, body: impl Into<Bytes>) -> Self {
        if let Some(response) = self.response() {
            *response.body_mut() = body.into();
        }
        self
    }

    /// The same reply, coming after this time; if the client doesn't wait so long, it times out.
    #[must_use]
    pub const fn slow(mut self, delay: Duration) -> Self {
        self.delay = delay;
        self
    }

    /// The same response with the first half of its body only.
    #[must_use]
    pub fn truncated(mut self) -> Self {
        if let Some(response) = self.response() {
            let body = response.body_mut();
            body.truncate(body.len() / 2);
        }
        self
    }

    /// The same response with every absolute link in its JSON leading to another server, such as
    /// `https://evil.example`: nothing may follow them.
    #[must_use]
    pub fn foreign_links(self, origin: &str) -> Self {
        self.change_json(|body| lead_elsewhere(body, origin))
    }

    /// The same response with a change to its JSON, if that is what its body is.
    pub(super) fn change_json(mut self, change: impl FnOnce(&mut Value)) -> Self {
        if let Some(response) = self.response()
            && let Ok(mut body) = serde_json::from_slice::<Value>(response.body())
        {
            change(&mut body);
            *response.body_mut() = body.to_string().into();
        }
        self
    }

    fn response(&mut self) -> Option<&mut Response<Bytes>> {
        match &mut self.outcome {
            Outcome::Response(response) => Some(response),
            _ => None,
        }
    }
}

fn lead_elsewhere(value: &mut Value, origin: &str) {
    match value {
        Value::String(text) => {
            if let Some((_, rest)) = text.split_once("://") {
                let path = rest.find('/').and_then(|start| rest.get(start..));
                *text = format!("{origin}{}", path.unwrap_or_default());
            }
        }
        Value::Array(items) => items
            .iter_mut()
            .for_each(|item| lead_elsewhere(item, origin)),
        Value::Object(fields) => fields
            .values_mut()
            .for_each(|field| lead_elsewhere(field, origin)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

impl fmt::Debug for MockResponse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.outcome {
            Outcome::Response(response) => write!(f, "MockResponse({})", response.status()),
            Outcome::Fault(kind) => write!(f, "MockResponse({kind:?})"),
            Outcome::Computed(_) => f.write_str("MockResponse(computed)"),
        }
    }
}

/// A response that can be made from its value, for [`Stub::respond_with`](super::Stub::respond_with).
pub trait Mockable: FromResponse {
    /// The reply that is read as this value.
    fn mock(value: &Self::Output) -> MockResponse;
}

impl<T> Mockable for Json<T>
where
    Self: FromResponse<Output = T>,
    T: Serialize,
{
    fn mock(value: &T) -> MockResponse {
        MockResponse::json(200, value)
    }
}

impl<T> Mockable for OptionalJson<T>
where
    Self: FromResponse<Output = Option<T>>,
    T: Serialize,
{
    fn mock(value: &Option<T>) -> MockResponse {
        match value {
            Some(value) => MockResponse::json(200, value),
            None => MockResponse::status(204),
        }
    }
}

impl Mockable for Empty {
    fn mock((): &()) -> MockResponse {
        MockResponse::status(204)
    }
}

impl Mockable for Text {
    fn mock(value: &String) -> MockResponse {
        let reply = MockResponse::status(200).body(value.clone());
        reply.header(CONTENT_TYPE.as_str(), "text/plain; charset=utf-8")
    }
}

impl Mockable for Binary {
    fn mock(value: &Bytes) -> MockResponse {
        MockResponse::status(200).body(value.clone())
    }
}
