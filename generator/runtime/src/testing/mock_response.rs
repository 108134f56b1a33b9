//! The responses of a stub.

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

/// A mock response: a response, a fault, or a function that returns either.
#[derive(Clone)]
pub struct MockResponse {
    pub(super) delay: Duration,
    /// Whether the connection breaks before the body is complete.
    pub(super) breaks_off: bool,
    /// The chunks of the body: the number of bytes of each, and the time before it. What follows them is
    /// one more.
    pub(super) chunks: Vec<(usize, Duration)>,
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
    /// Creates a response without a body.
    ///
    /// # Panics
    ///
    /// If the status is invalid.
    #[must_use]
    pub fn status(status: u16) -> Self {
        let mut response = Response::default();
        *response.status_mut() = StatusCode::from_u16(status).expect("a status has three digits");
        Self::new(Outcome::Response(response))
    }

    /// Creates a response with a JSON body.
    ///
    /// # Panics
    ///
    /// If the status is invalid, or the body can't be written as JSON.
    #[must_use]
    pub fn json(status: u16, body: &impl Serialize) -> Self {
        let body = serde_json::to_vec(body).expect("the body can be written as JSON");
        Self::status(status)
            .header("content-type", "application/json")
            .body(body)
    }

    /// Creates an HTML page, as from a proxy whose server is down.
    ///
    /// # Panics
    ///
    /// If the status is invalid.
    #[must_use]
    pub fn html(status: u16) -> Self {
        let mock = Self::status(status).header("content-type", "text/html");
        mock.body("<html><body><h1>Something is wrong</h1></body></html>")
    }

    /// Creates a response that depends on the request.
    #[must_use]
    pub fn computed(mock: impl Fn(&SentRequest) -> Self + Send + Sync + 'static) -> Self {
        Self::new(Outcome::Computed(Arc::new(mock)))
    }
}

/// Faults: no response arrives.
impl MockResponse {
    /// Creates a response that takes longer than the client waits.
    #[must_use]
    pub fn timeout() -> Self {
        Self::new(Outcome::Fault(TransportErrorKind::Timeout)).slow(Duration::MAX)
    }

    /// Creates a failure to connect.
    #[must_use]
    pub fn connection_refused() -> Self {
        Self::new(Outcome::Fault(TransportErrorKind::Connect))
    }

    /// Creates a connection that breaks after the request was sent.
    #[must_use]
    pub fn connection_reset() -> Self {
        Self::new(Outcome::Fault(TransportErrorKind::Interrupted))
    }

    const fn new(outcome: Outcome) -> Self {
        Self {
            delay: Duration::ZERO,
            breaks_off: false,
            chunks: Vec::new(),
            outcome,
        }
    }
}

/// Changes to a mock response. A fault stays unchanged by those of a response.
impl MockResponse {
    /// Returns the same response with this header.
    ///
    /// # Panics
    ///
    /// If the name or the value is invalid.
    #[must_use]
    pub fn header(mut self, name: &str, value: &str) -> Self {
        if let Some(response) = self.response() {
            let name = HeaderName::try_from(name).expect("a header's name has no other character");
            let value = HeaderValue::try_from(value).expect("a header's value has no line break");
            response.headers_mut().insert(name, value);
        }
        self
    }

    /// Returns the same response with this status.
    ///
    /// # Panics
    ///
    /// If the status is invalid.
    #[must_use]
    pub fn with_status(mut self, status: u16) -> Self {
        if let Some(response) = self.response() {
            *response.status_mut() =
                StatusCode::from_u16(status).expect("a status has three digits");
        }
        self
    }

    /// Returns the same response with this body.
    #[must_use]
    pub fn body(mut self, body: impl Into<Bytes>) -> Self {
        if let Some(response) = self.response() {
            *response.body_mut() = body.into();
        }
        self
    }

    /// Returns the same response with a further chunk of its body. A streamed response yields each chunk
    /// separately.
    #[must_use]
    pub fn chunk(self, chunk: impl AsRef<[u8]>) -> Self {
        self.delayed_chunk(chunk.as_ref(), Duration::ZERO)
    }

    /// Returns the same response, which pauses for this time before the next chunk or the end of its body.
    /// A streamed response times out if the client doesn't wait that long between two chunks.
    #[must_use]
    pub fn pause(self, time: Duration) -> Self {
        self.delayed_chunk(&[], time)
    }

    fn delayed_chunk(mut self, chunk: &[u8], delay: Duration) -> Self {
        if let Some(response) = self.response() {
            let body = [response.body(), chunk].concat();
            *response.body_mut() = body.into();
            self.chunks.push((chunk.len(), delay));
        }
        self
    }

    /// Returns the same response after this time; if the client doesn't wait that long, it times out.
    #[must_use]
    pub const fn slow(mut self, delay: Duration) -> Self {
        self.delay = delay;
        self
    }

    /// Returns the same response with only the first half of its body.
    #[must_use]
    pub fn truncated(mut self) -> Self {
        if let Some(response) = self.response() {
            let body = response.body_mut();
            body.truncate(body.len() / 2);
        }
        self
    }

    /// Returns the same response, whose connection breaks after the first half of its body. The call
    /// then fails, with the status of the response.
    #[must_use]
    pub fn broken_off(self) -> Self {
        let mut cut = self.truncated();
        cut.breaks_off = true;
        cut
    }

    /// Returns the same response with every absolute link in its JSON leading to another server, such
    /// as `https://evil.example`, to which nothing may be sent.
    #[must_use]
    pub fn foreign_links(self, origin: &str) -> Self {
        self.change_json(|body| lead_elsewhere(body, origin))
    }

    /// Returns the same response with a change to its JSON, if it has any.
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

/// A response type with a mock response for each of its values, for
/// [`Stub::respond_with`](super::Stub::respond_with).
pub trait Mockable: FromResponse {
    /// Returns a response that is read as this value.
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
        let mock = MockResponse::status(200).body(value.clone());
        mock.header(CONTENT_TYPE.as_str(), "text/plain; charset=utf-8")
    }
}

impl Mockable for Binary {
    fn mock(value: &Bytes) -> MockResponse {
        MockResponse::status(200).body(value.clone())
    }
}
