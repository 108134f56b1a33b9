//! The error of a body that can't be read.

use std::error::Error;
use std::fmt;

use http::HeaderMap;

use super::super::values::decode::Failure;
use super::body_form;
use super::redaction;

/// The error of a body that can't be read.
///
/// Neither `Display` nor `Debug` nor a source shows values of JSON or keys of maps, which may be personal
/// data. They do show the declared names of a path.
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

    /// Creates the error of JSON that has another form than expected.
    pub(super) fn json(failure: Failure) -> Self {
        Self {
            path: failure.path,
            problem: redaction::abridge(&failure.problem),
            excerpt: None,
            source: None,
        }
    }

    /// Creates the error of a body that isn't JSON. It shows the beginning of an HTML page, such as that
    /// of a proxy; any other body may contain personal data.
    pub(super) fn not_json(error: &serde_json::Error, body: &[u8], headers: &HeaderMap) -> Self {
        let problem = match body_form::describe(body) {
            Some(form) => format!("expected JSON, but the body is {form}"),
            None => format!("invalid JSON: {error}"),
        };
        let problem = problem + &body_form::declared(headers);
        let is_page = body.trim_ascii_start().starts_with(b"<");
        Self {
            path: None,
            problem: redaction::abridge(&problem),
            excerpt: is_page.then(|| redaction::beginning(body)),
            source: None,
        }
    }

    /// Returns the path in the JSON, such as `phone_numbers[0].portable`, unless the error concerns the
    /// whole body. It shows a key of a map as `[*]`: `people[*].born`.
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
