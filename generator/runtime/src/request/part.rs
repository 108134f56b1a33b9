//! Files as parts of a body.

use super::super::transport::body::Body;
use super::super::values::check::{Check, Checker};
use super::encode;

/// A file, as a part of a body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// `None` if the part is a field instead.
    pub(super) name: Option<String>,
    pub(super) media_type: Option<String>,
    pub(super) content: Body,
}

impl Part {
    /// Creates a file with this name and content. Its media type is that of the API's description for
    /// the field, or `application/octet-stream`.
    ///
    /// The content is bytes, a text, or a source that is read while it is sent:
    /// `Body::path("scan.pdf")`.
    #[must_use]
    pub fn new(name: impl Into<String>, content: impl Into<Body>) -> Self {
        Self {
            name: Some(name.into()),
            media_type: None,
            content: content.into(),
        }
    }

    /// Creates a text in place of a file, where the API accepts either, such as an image or its URL. It
    /// is sent as a field, which has no file name and no media type.
    #[must_use]
    pub fn text(text: impl Into<String>) -> Self {
        Self {
            name: None,
            media_type: None,
            content: text.into().into(),
        }
    }

    /// Returns the same file, with another media type: `application/pdf`.
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
