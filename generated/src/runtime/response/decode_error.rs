// @generated: a copy of `generator/runtime/src/response/decode_error.rs`; edit that file instead.

//! Why a body couldn't be read.

use std::error::Error;
use std::fmt;

use serde_json::error::Category;

use super::redaction;

/// Why a body couldn't be read.
///
/// Neither `Display` nor `Debug` nor a source shows values of JSON, which may be personal data. They do
/// show the names and keys of a path.
pub struct DecodeError {
    path: Option<String>,
    problem: String,
    excerpt: Option<String>,
    source: Option<Box<dyn Error + Send + Sync>>,
}

impl DecodeError {
    /// Creates an error of the body as a whole. The message of `source` must not contain the body.
    pub fn new(source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        let source = source.into();
        Self {
            path: None,
            problem: redaction::abridge(&source.to_string()),
            excerpt: None,
            source: Some(source),
        }
    }

    /// Creates the error of JSON that has another form than expected at this path.
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

    /// Returns the path in the JSON, such as `phone_numbers[0].portable`, unless the error concerns the
    /// whole body.
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

/// Describes the problem without the value. serde provides it as text only.
pub(crate) fn problem(error: &serde_json::Error) -> String {
    let text = error.to_string();
    let starts_with = |starts: &[&str]| starts.iter().any(|start| text.starts_with(start));
    if error.classify() != Category::Data || starts_with(&["missing field `", "duplicate field `"])
    {
        return text;
    }
    // The kind of the value comes first: "invalid type: string "…", expected a boolean".
    if starts_with(&["invalid ", "unknown "])
        && let Some((found, expected)) = text.rsplit_once(", expected ")
    {
        let kind = found.split(['"', '`']).next().unwrap_or_default();
        return format!("{}, expected {expected}", kind.trim_end());
    }
    "invalid value".to_owned()
}
