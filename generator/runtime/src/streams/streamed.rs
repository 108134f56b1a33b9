//! Operations whose response is a stream of events.

use serde::de::DeserializeOwned;

use super::format::StreamFormat;

/// An operation whose response is a stream of events.
pub trait Streamed {
    /// The value of an event.
    type Item: DeserializeOwned;

    /// The format of the stream.
    const STREAM: StreamFormat;
}

/// A streamed operation that may be repeated after the last event that was read, because it changes
/// nothing on the server and its events have ids.
pub trait Resumable: Streamed {}
