//! Texts that are URIs, or should be.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use url::{ParseError, Url};

use super::check::{Check, Checker};
use super::lenient::Lenient;
use super::nullable::Nullable;
use super::text::read_text;

/// The text of a URI: absolute, relative (`/v1/Orders?Page=2`), or empty.
///
/// Reading a response keeps any text unchanged. In a request it is checked before it is sent.
#[derive(Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UriRef(Box<str>);

impl UriRef {
    /// Returns the text in its wire form.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Parses the text as an absolute URL.
    ///
    /// # Errors
    ///
    /// If it is relative, empty, or not a URL.
    pub fn to_url(&self) -> Result<Url, ParseError> {
        Url::parse(&self.0)
    }

    /// Parses the text as a URL, relative to `base` unless it is absolute.
    ///
    /// # Errors
    ///
    /// If it is no URL even so.
    pub fn resolve(&self, base: &Url) -> Result<Url, ParseError> {
        base.join(&self.0)
    }

    /// Returns the reason why the text isn't valid in a request, if it isn't.
    fn problem(&self) -> Option<&'static str> {
        if self
            .0
            .contains(|c: char| c.is_whitespace() || c.is_control())
        {
            return Some("must be a URI, but has white space in it");
        }
        match self.to_url() {
            Ok(_) | Err(ParseError::RelativeUrlWithoutBase) => None,
            Err(_) => Some("must be an absolute URL or a relative reference"),
        }
    }
}

impl Check for UriRef {
    fn check(&self, checker: &mut Checker) {
        if let Some(problem) = self.problem() {
            checker.refuse_by_description(problem);
        }
    }
}

impl AsRef<str> for UriRef {
    fn as_ref(&self) -> &str {
        self.as_str()
    }
}

impl fmt::Debug for UriRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "UriRef({self})")
    }
}

impl fmt::Display for UriRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl From<&str> for UriRef {
    fn from(text: &str) -> Self {
        Self(text.into())
    }
}

impl From<String> for UriRef {
    fn from(text: String) -> Self {
        Self(text.into())
    }
}

impl From<Url> for UriRef {
    fn from(url: Url) -> Self {
        Self::from(String::from(url))
    }
}

impl From<&str> for Nullable<UriRef> {
    fn from(text: &str) -> Self {
        Self::Value(text.into())
    }
}

impl From<String> for Nullable<UriRef> {
    fn from(text: String) -> Self {
        Self::Value(text.into())
    }
}

impl FromStr for UriRef {
    type Err = std::convert::Infallible;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Ok(Self::from(text))
    }
}

impl Serialize for UriRef {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for UriRef {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        read_text(deserializer, "the text of a URI", |text| Self::from(text))
    }
}

impl Lenient for UriRef {}
