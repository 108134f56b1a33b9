// @generated: a copy of `generator/runtime/src/response/decode_error.rs`; edit that file instead.

//! Why a body couldn't be read.

use std::error::Error;
use std::fmt;

use serde_json::error::Category;

use super::redaction;

/// Why a body couldn't be read.
///
/// Neither `Display` nor `Debug` nor a source shows what stands in JSON, which may be personal data;
/// the names and keys on the way to a place do show.
pub struct DecodeError {
    path: Option<String>,
    problem: String,
    excerpt: Option<String>,
    source: Option<Box<dyn Error + Send + Sync>>,
}

impl DecodeError {
    /// The body as a whole isn't what it must be. The message of `source` must not show the body.
    pub fn new(source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        let source = source.into();
        Self {
            path: None,
            problem: redaction::abridge(&source.to_string()),
            excerpt: None,
            source: Some(source),
        }
    }

    /// The body is JSON of another form than was expected, at this path.
    pub(super) fn json(
        error: &serde_json::Error,
        path: Option<String>,
        excerpt: Option<String>,
    ) -> Self {
        Self {
            path,
            problem: redaction::abridge(&problem(error)),
            excerpt,
            // serde's error would show the value.
            source: None,
        }
    }

    /// The place inside the JSON, such as `phone_numbers[0].portable`, unless it is the whole.
    #[must_use]
    pub fn path(&self) -> Option<&str> {
        self.path.as_deref()
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(path) = &self.path {
            write!(f, "`{path}`: ")?;
        }
        f.write_str(&self.problem)?;
        match &self.excerpt {
            Some(excerpt) => write!(f, ", near `{excerpt}`"),
            None => Ok(()),
        }
    }
}

impl fmt::Debug for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "DecodeError({self})")
    }
}

impl Error for DecodeError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        let source = self.source.as_deref()?;
        Some(source)
    }
}

/// What serde says is wrong, without the value. Its texts are all that it tells.
pub(crate) fn problem(error: &serde_json::Error) -> String {
    let text = error.to_string();
    let starts_with = |starts: &[&str]| starts.iter().any(|start| text.starts_with(start));
    if error.classify() != Category::Data || starts_with(&["missing field `", "duplicate field `"])
    {
        return text;
    }
    // What kind of value came stands first: "invalid type: string "…", expected a boolean".
    if starts_with(&["invalid ", "unknown "])
        && let Some((found, expected)) = text.rsplit_once(", expected ")
    {
        let kind = found.split(['"', '`']).next().unwrap_or_default();
        return format!("{}, expected {expected}", kind.trim_end());
    }
    "the value isn't what it must be".to_owned()
}
