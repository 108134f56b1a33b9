//! Responses that are streams of events.

use std::fmt;

use super::Type;

/// A response that is a stream of events.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EventStream {
    /// The type of an item.
    pub item: Type,
    /// How its events are divided.
    pub framing: Framing,
    /// Whether an item is an object of all fields of a server-sent event, instead of its data.
    pub is_fields: bool,
    /// The form of the data of an event.
    pub data: DataForm,
    /// The names of the events whose data has the other form.
    pub exceptions: Vec<String>,
    /// The data of the event that ends the stream.
    pub sentinel: Option<String>,
    /// The property of the request body that asks for the stream, by its name on the wire. It is a boolean.
    pub flag: Option<String>,
}

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

/// The format in words, for the comparison of two versions.
impl fmt::Display for EventStream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.framing {
            Framing::ServerSentEvents => "server-sent events",
            Framing::JsonLines => "lines of JSON",
            Framing::JsonSequence => "a JSON text sequence",
        })?;
        let is_text = self.data == DataForm::Text;
        match (self.is_fields, is_text) {
            (true, _) => f.write_str(" as objects of their fields")?,
            (false, true) => f.write_str(" with text")?,
            (false, false) => {}
        }
        if !self.exceptions.is_empty() {
            let form = if is_text { "JSON" } else { "text" };
            write!(f, ", {form} in {}", self.exceptions.join(", "))?;
        }
        match &self.sentinel {
            Some(sentinel) => write!(f, ", up to {sentinel}"),
            None => Ok(()),
        }
    }
}
