//! The state that the async stream and the blocking one share.

use std::time::Duration;

use bytes::Bytes;
use http::StatusCode;
use serde::de::DeserializeOwned;

use super::super::client::trace;
use super::super::error::Error;
use super::super::request::info::OperationInfo;
use super::super::response::decode_error::DecodeError;
use super::super::response::json;
use super::super::response::raw::RawResponse;
use super::super::transport::error::TransportErrorKind;
use super::event::StreamEvent;
use super::format::StreamFormat;
use super::frame::{Frame, TooLarge};
use super::items::{self, Items};
use super::opening::{self, Opening};

/// A stream of events: what was read of it, and how it goes on.
pub(super) struct Session {
    opening: Opening,
    format: StreamFormat,
    /// The response without its body.
    pub(super) head: RawResponse,
    items: Items,
    is_resumed: bool,
}

/// The action after the end of a connection.
pub(super) enum Next {
    /// Another connection, after this delay.
    Connection(Box<Opening>, Duration),
    /// The end of the stream, or its error.
    End(Option<Error>),
}

impl Session {
    pub(super) fn new(opening: Opening, format: StreamFormat, head: RawResponse) -> Self {
        let limit = opening.settings.max_response_bytes;
        Self {
            opening,
            format,
            head,
            items: Items::new(format, limit),
            is_resumed: false,
        }
    }

    pub(super) const fn operation(&self) -> &OperationInfo {
        self.opening.prepared.operation()
    }

    pub(super) fn resume(&mut self) {
        self.is_resumed = true;
    }

    pub(super) fn set_limit(&mut self, limit: usize) {
        self.items.set_limit(limit);
    }

    pub(super) fn push(&mut self, chunk: &[u8]) {
        self.items.push(chunk);
    }

    /// Whether the sentinel was read.
    pub(super) const fn is_over(&self) -> bool {
        self.items.is_over()
    }

    /// Returns the next frame that has arrived. An error ends the stream.
    pub(super) fn next(&mut self) -> Result<Option<Frame>, Error> {
        self.items.next().map_err(|TooLarge| {
            let error = TransportErrorKind::TooLarge.into();
            self.named(Error::interrupted(error, self.head.clone()))
        })
    }

    /// Reads the event in a frame.
    pub(super) fn read<T: DeserializeOwned>(&self, frame: Frame) -> Result<StreamEvent<T>, Error> {
        let strict = self.opening.settings.strict;
        let read = |text: &[u8]| json::read(text, self.head.headers(), strict);
        let (value, drift) =
            items::read(&self.format, &frame, read).map_err(|error| self.unread(error, &frame))?;
        trace::drift(self.operation(), &drift);
        Ok(StreamEvent {
            value,
            name: frame.name,
            id: self.items.last_id().map(str::to_owned),
            drift,
        })
    }

    fn unread(&self, error: DecodeError, frame: &Frame) -> Error {
        unreadable(error, &self.head, frame.data.clone(), self.operation())
    }

    fn named(&self, error: Error) -> Error {
        error
            .of(self.operation().name())
            .after(self.head.attempts())
    }

    /// Decides how the stream goes on after the end of a connection, which `error` cut off.
    pub(super) fn after_connection(&mut self, error: Option<Error>) -> Next {
        // The server says with this status that nothing follows.
        let is_last = self.head.status() == StatusCode::NO_CONTENT;
        if self.is_resumed && !is_last {
            let opening = self.opening.after(self.items.last_id());
            return Next::Connection(Box::new(opening), opening::delay(self.items.retry()));
        }
        if error.is_none() {
            self.items.finish();
        }
        Next::End(error)
    }

    /// Goes on with a new connection.
    pub(super) fn connected(&mut self, head: RawResponse) {
        self.head = head;
        self.items.restart();
    }
}

/// Returns the error of a response, or an event, that can't be read.
pub(super) fn unreadable(
    error: DecodeError,
    head: &RawResponse,
    body: Bytes,
    operation: &OperationInfo,
) -> Error {
    let error = Error::decode(error, head.with_body(body)).of(operation.name());
    let error = error.after(head.attempts());
    trace::failed(&error);
    error
}
