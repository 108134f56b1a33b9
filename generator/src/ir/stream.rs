//! The formats of streams of events.

/// How the events of a stream are divided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Framing {
    /// As server-sent events.
    ServerSentEvents,
    /// As lines of JSON.
    JsonLines,
    /// As a JSON text sequence (RFC 7464).
    JsonSequence,
}

/// The form of the data of an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DataForm {
    /// JSON.
    Json,
    /// Text.
    Text,
}
