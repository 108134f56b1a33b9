//! The bodies of successful responses.

use super::{Name, Type};

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
    /// A body for each status: a type of the shape [`Shape::Responses`](super::Shape::Responses).
    ByStatus(Type),
}

impl ResponseBody {
    /// The type of the JSON.
    #[must_use]
    pub fn json(&self) -> Option<&Type> {
        match self {
            Self::Json(ty) | Self::OptionalJson(ty) => Some(ty),
            Self::Empty | Self::Text | Self::Binary | Self::ByStatus(_) => None,
        }
    }

    /// The type of the JSON, mutably.
    pub fn json_mut(&mut self) -> Option<&mut Type> {
        match self {
            Self::Json(ty) | Self::OptionalJson(ty) => Some(ty),
            Self::Empty | Self::Text | Self::Binary | Self::ByStatus(_) => None,
        }
    }

    /// The type that the body names.
    #[must_use]
    pub fn ty(&self) -> Option<&Type> {
        match self {
            Self::Json(ty) | Self::OptionalJson(ty) | Self::ByStatus(ty) => Some(ty),
            Self::Empty | Self::Text | Self::Binary => None,
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
    /// The body; never [`ResponseBody::ByStatus`].
    pub body: ResponseBody,
    /// Whether its value is so large that it is boxed.
    pub boxed: bool,
    /// The document's description.
    pub description: Option<String>,
}
