//! Files, as parts of a body.

use super::super::transport::body::Body;
use super::super::values::check::{Check, Checker};
use super::encode;

/// A file to send, as a part of a body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// None if it is a field instead.
    pub(super) name: Option<String>,
    pub(super) media_type: Option<String>,
    pub(super) content: Body,
}

impl Part {
    /// A file with this name and content, of the media type that the API's description has for its
    /// place, or `application/octet-stream`.
    ///
    /// The content is bytes, a text, or what is read while it is sent: `Body::path("scan.pdf")`.
    #[must_use]
    pub fn new(name: impl Into<String>, content: impl Into<Body>) -> Self {
        Self {
            name: Some(name.into()),
            media_type: None,
            content: content.into(),
        }
    }

    /// A text in the place of a file, where the API takes either: an image, say, or its address. It is
    /// sent as a field, which has no file name and no media type.
    #[must_use]
    pub fn text(text: impl Into<String>) -> Self {
        Self {
            name: None,
            media_type: None,
            content: text.into().into(),
        }
    }

    /// The same file, of another media type: `application/pdf`.
    #[must_use]
    pub fn media_type(mut self, media_type: impl Into<String>) -> Self {
        self.media_type = Some(media_type.into());
        self
    }
}

impl Check for Part {
    fn check(&self, checker: &mut Checker) {
        let is_one = |found: &str| found.contains('/') && encode::header_value(found).is_some();
        if !self.media_type.as_deref().is_none_or(is_one) {
            checker.refuse("must have a media type such as `application/pdf`");
        }
    }
}
