//! Verified webhooks, and how their events are read.

use std::fmt;

use bytes::Bytes;
use http::{Request, Response, StatusCode};
use serde::de::DeserializeOwned;

use super::super::response::decode_error::DecodeError;
use super::super::response::drift::SkippedField;
use super::super::response::json;
use super::error::WebhookError;
use super::form::{is_form, media_type, to_json};

/// The webhooks of a document or the callbacks of an operation: an enum with a variant for each.
///
/// Generated code implements it.
pub trait Event: DeserializeOwned {
    /// Returns the status of the response that the sender expects.
    fn success_status(&self) -> StatusCode;
}

/// An event that was received.
///
/// `Debug` doesn't show the event, which may contain personal data.
#[derive(Clone)]
pub struct Received<E> {
    event: E,
    drift: Vec<SkippedField>,
}

impl<E> Received<E> {
    /// Returns the event.
    pub const fn event(&self) -> &E {
        &self.event
    }

    /// Returns the event, without the rest.
    pub fn into_event(self) -> E {
        self.event
    }

    /// Returns the optional fields that don't match their description, and are treated as absent.
    pub fn drift(&self) -> &[SkippedField] {
        &self.drift
    }
}

impl<E: Event> Received<E> {
    /// Returns the response that acknowledges the event: the status that the sender expects, and an empty
    /// body.
    pub fn response(&self) -> Response<Bytes> {
        let mut response = Response::new(Bytes::new());
        *response.status_mut() = self.event.success_status();
        response
    }
}

impl<E> fmt::Debug for Received<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Received")
            .field("drift", &self.drift)
            .finish_non_exhaustive()
    }
}

/// Reads an event from JSON or from a URL-encoded form, as its `Content-Type` says, **without
/// verification**. Anyone can send such a request: use it for callbacks that aren't signed and that
/// something else protects, such as a secret in their URL.
///
/// The type is an enum of events, or the payload of one of them. Optional fields that can't be read are
/// treated as absent, as in responses.
///
/// # Errors
///
/// If the body has another media type, or isn't an event.
pub fn read_unverified<E: DeserializeOwned>(
    request: &Request<Bytes>,
) -> Result<Received<E>, WebhookError> {
    let (body, headers) = (request.body(), request.headers());
    let read = match (is_form(request), is_json(request)) {
        (true, _) => json::read_form(&to_json(body)),
        (_, true) => json::read(body, headers, false),
        _ => return Err(WebhookError::WrongContentType),
    };
    let unreadable = |error: DecodeError| WebhookError::Unreadable {
        reason: error.to_string(),
    };
    let (event, drift) = read.map_err(unreadable)?;
    Ok(Received { event, drift })
}

/// Whether the media type is JSON, or absent, as some senders leave it out.
fn is_json(request: &Request<Bytes>) -> bool {
    media_type(request).is_none_or(|found| {
        matches!(found.as_str(), "application/json" | "text/json") || found.ends_with("+json")
    })
}
