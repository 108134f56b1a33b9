//! Media types whose bodies are sequences of items.

/// How the items of a sequence are divided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sequence {
    ServerSentEvents,
    JsonLines,
    /// A JSON text sequence (RFC 7464).
    JsonTexts,
}

impl Sequence {
    /// Returns the sequence that bodies of a media type are, if they are one.
    pub(crate) fn of(content_type: &str) -> Option<Self> {
        let essence = content_type.split(';').next().unwrap_or(content_type);
        Some(match essence.trim().to_ascii_lowercase().as_str() {
            "text/event-stream" => Self::ServerSentEvents,
            "application/jsonl"
            | "application/json-lines"
            | "application/jsonlines"
            | "application/x-jsonl"
            | "application/x-json-lines"
            | "application/x-jsonlines"
            | "application/ndjson"
            | "application/x-ndjson" => Self::JsonLines,
            "application/json-seq" => Self::JsonTexts,
            essence if essence.ends_with("+json-seq") => Self::JsonTexts,
            _ => return None,
        })
    }
}

/// Whether bodies of a media type are server-sent events.
pub(crate) fn is_event_stream(content_type: &str) -> bool {
    Sequence::of(content_type) == Some(Sequence::ServerSentEvents)
}
