//! The bodies of successful responses.

use std::fmt;

use super::{DataForm, Framing, Name, Type};

/// The body of a successful response.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ResponseBody {
    /// Nothing.
    Empty,
    /// JSON.
    Json(Type),
    /// JSON or nothing.
    OptionalJson(Type),
    /// Text.
    Text,
    /// Bytes.
    Binary,
    /// A stream of events.
    Stream(Box<EventStream>),
    /// A body for each status: a type of the shape [`Shape::Responses`](super::Shape::Responses).
    ByStatus(Type),
}

impl ResponseBody {
    /// Returns the type of the whole body, if it is JSON.
    #[must_use]
    pub fn json(&self) -> Option<&Type> {
        match self {
            Self::Json(ty) | Self::OptionalJson(ty) => Some(ty),
            Self::Empty | Self::Text | Self::Binary | Self::Stream(_) | Self::ByStatus(_) => None,
        }
    }

    /// Returns the type of the JSON in the body, mutably: that of all of it, or of an event.
    pub fn json_mut(&mut self) -> Option<&mut Type> {
        match self {
            Self::Json(ty) | Self::OptionalJson(ty) => Some(ty),
            Self::Stream(stream) => Some(&mut stream.item),
            Self::Empty | Self::Text | Self::Binary | Self::ByStatus(_) => None,
        }
    }

    /// Returns the type that the body names.
    #[must_use]
    pub fn ty(&self) -> Option<&Type> {
        match self {
            Self::Json(ty) | Self::OptionalJson(ty) | Self::ByStatus(ty) => Some(ty),
            Self::Stream(stream) => Some(&stream.item),
            Self::Empty | Self::Text | Self::Binary => None,
        }
    }

    /// Returns the stream of events, if the body is one.
    #[must_use]
    pub fn stream(&self) -> Option<&EventStream> {
        match self {
            Self::Stream(stream) => Some(stream),
            _ => None,
        }
    }

    /// Returns the stream of events, mutably.
    pub fn stream_mut(&mut self) -> Option<&mut EventStream> {
        match self {
            Self::Stream(stream) => Some(stream),
            _ => None,
        }
    }
}

/// The response of an operation with some statuses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatusResponse {
    /// The variant.
    pub name: Name,
    /// The first and the last status.
    pub statuses: (u16, u16),
    /// The body; never [`ResponseBody::ByStatus`] or [`ResponseBody::Stream`].
    pub body: ResponseBody,
    /// Whether its value is so large that it is boxed.
    pub boxed: bool,
    /// The document's description.
    pub description: Option<String>,
}

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
    /// The property of the request body that requests the stream, by its name on the wire. It is a boolean.
    pub flag: Option<String>,
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
