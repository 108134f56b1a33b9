//! The request that opens a stream, kept to open it again.

use std::sync::Arc;
use std::time::Duration;

use http::HeaderValue;
use http::header::HeaderName;

use super::super::client::call::{self, Call};
use super::super::client::prepared_request::PreparedRequest;
use super::super::client::settings::Settings;
use super::super::client::shared::Shared;
use super::super::error::Error;
use super::super::request::operation::Operation;

/// The delay before a new connection unless the server sets one.
const USUAL_DELAY: Duration = Duration::from_secs(3);

/// The shortest delay before a new connection: a server that sets none and ends each response at once would
/// otherwise be called in a loop.
const SHORTEST_DELAY: Duration = Duration::from_millis(100);

/// The longest delay before a new connection, even if the server sets a longer one.
const LONGEST_DELAY: Duration = Duration::from_secs(60 * 60);

const LAST_EVENT_ID: HeaderName = HeaderName::from_static("last-event-id");

/// The request of a stream, and what it is sent with.
#[derive(Clone)]
pub(super) struct Opening {
    pub(super) shared: Arc<Shared>,
    pub(super) settings: Settings,
    pub(super) prepared: PreparedRequest,
}

impl Opening {
    pub(super) fn new<O: Operation>(call: &Call<O>) -> Result<Self, Error> {
        let prepared = call::prepare_to_send(call)?;
        let mut settings = call.settings.clone();
        settings.is_endless = true;
        Ok(Self {
            shared: Arc::clone(&call.client.0),
            settings,
            prepared,
        })
    }

    /// Returns the same request for the events after the one with this id. An id that no header can hold
    /// is left out.
    pub(super) fn after(&self, last_id: Option<&str>) -> Self {
        let mut next = self.clone();
        let value = last_id.map(|id| HeaderValue::from_bytes(id.as_bytes()));
        if let Some(Ok(value)) = value {
            next.prepared.set_header(LAST_EVENT_ID, value);
        }
        next
    }
}

/// Returns the delay before a new connection, of which the server sets the milliseconds.
pub(super) fn delay(retry: Option<u64>) -> Duration {
    retry
        .map_or(USUAL_DELAY, Duration::from_millis)
        .clamp(SHORTEST_DELAY, LONGEST_DELAY)
}
