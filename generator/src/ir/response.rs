//! The bodies of successful responses.

use super::{EventStream, Name, Type};

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
    /// The type of the whole body, if it is JSON.
    #[must_use]
    pub fn json(&self) -> Option<&Type> {
        match self {
            Self::Json(ty) | Self::OptionalJson(ty) => Some(ty),
            Self::Empty | Self::Text | Self::Binary | Self::Stream(_) | Self::ByStatus(_) => None,
        }
    }

    /// The type of the JSON in the body, mutably: that of all of it, or of an event.
    pub fn json_mut(&mut self) -> Option<&mut Type> {
        match self {
            Self::Json(ty) | Self::OptionalJson(ty) => Some(ty),
            Self::Stream(stream) => Some(&mut stream.item),
            Self::Empty | Self::Text | Self::Binary | Self::ByStatus(_) => None,
        }
    }

    /// The type that the body names.
    #[must_use]
    pub fn ty(&self) -> Option<&Type> {
        match self {
            Self::Json(ty) | Self::OptionalJson(ty) | Self::ByStatus(ty) => Some(ty),
            Self::Stream(stream) => Some(&stream.item),
            Self::Empty | Self::Text | Self::Binary => None,
        }
    }

    /// The stream of events, if the body is one.
    #[must_use]
    pub fn stream(&self) -> Option<&EventStream> {
        match self {
            Self::Stream(stream) => Some(stream),
            _ => None,
        }
    }

    /// The stream of events, mutably.
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
