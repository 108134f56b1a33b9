//! The parser of a stream: chunks in, frames out.

use super::format::Framing;
use super::frame::{Frame, TooLarge};
use super::records::Records;
use super::server_sent::ServerSentEvents;

/// A parser of one of the formats. The frames depend on the bytes alone, and not on their division into
/// chunks.
#[derive(Debug)]
pub(super) enum Parser {
    ServerSentEvents(ServerSentEvents),
    Records(Records),
}

impl Parser {
    /// Creates a parser of events with at most so many bytes.
    pub(super) fn new(framing: Framing, limit: usize) -> Self {
        match framing {
            Framing::ServerSentEvents => Self::ServerSentEvents(ServerSentEvents::new(limit)),
            Framing::JsonLines => Self::Records(Records::new(b'\n', limit)),
            Framing::JsonSequence => Self::Records(Records::new(b'\x1e', limit)),
        }
    }

    /// Sets the maximum size of an event.
    pub(super) fn set_limit(&mut self, limit: usize) {
        match self {
            Self::ServerSentEvents(parser) => parser.limit = limit,
            Self::Records(parser) => parser.limit = limit,
        }
    }

    /// Adds a chunk of the stream.
    pub(super) fn push(&mut self, chunk: &[u8]) {
        match self {
            Self::ServerSentEvents(parser) => parser.push(chunk),
            Self::Records(parser) => parser.push(chunk),
        }
    }

    /// Declares that the stream has ended.
    pub(super) fn finish(&mut self) {
        match self {
            // An event that isn't complete is discarded.
            Self::ServerSentEvents(_) => {}
            Self::Records(parser) => parser.finish(),
        }
    }

    /// Forgets what isn't complete, because a new connection begins.
    pub(super) fn restart(&mut self) {
        match self {
            Self::ServerSentEvents(parser) => parser.restart(),
            Self::Records(parser) => *parser = Records::new(parser.end, parser.limit),
        }
    }

    /// Returns the next frame, if one is complete.
    pub(super) fn next(&mut self) -> Result<Option<Frame>, TooLarge> {
        match self {
            Self::ServerSentEvents(parser) => parser.next(),
            Self::Records(parser) => parser.next(),
        }
    }

    /// Returns the id of the last event; empty if there is none.
    pub(super) fn last_id(&self) -> &str {
        match self {
            Self::ServerSentEvents(parser) => &parser.last_id,
            Self::Records(_) => "",
        }
    }

    /// Returns the delay before a new connection that the server sets, in milliseconds.
    pub(super) fn retry(&self) -> Option<u64> {
        match self {
            Self::ServerSentEvents(parser) => parser.retry,
            Self::Records(_) => None,
        }
    }
}
