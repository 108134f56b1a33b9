// @generated: a copy of `generator/runtime/src/decode.rs`; edit that file instead.

//! Reading a body, and saying where that failed.

use std::error::Error;
use std::fmt;

use serde::de::DeserializeOwned;
use serde_json::Deserializer;
use serde_json::error::Category;

use super::drift::{self, Drift};
use super::error::display;

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
            problem: display::abridge(&source.to_string()),
            excerpt: None,
            source: Some(source),
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

/// Reads JSON, around optional fields that can't be read unless that is to be `strict`; tells of these.
pub(super) fn json<T: DeserializeOwned>(
    body: &[u8],
    strict: bool,
) -> Result<(T, Vec<Drift>), DecodeError> {
    let failed = match strictly(body) {
        Ok(value) => return Ok((value, Vec::new())),
        Err(failed) => failed,
    };
    let around = (!strict).then(|| drift::read_around(body)).flatten();
    around.ok_or(failed)
}

/// Reads JSON. The place of a failure is found by reading once more, so that success is not slowed.
fn strictly<T: DeserializeOwned>(body: &[u8]) -> Result<T, DecodeError> {
    serde_json::from_slice(body).map_err(|error| DecodeError {
        path: path_of_failure::<T>(body),
        problem: display::abridge(&problem(&error)),
        excerpt: excerpt(body),
        // serde's error would show the value.
        source: None,
    })
}

fn path_of_failure<T: DeserializeOwned>(body: &[u8]) -> Option<String> {
    let mut deserializer = Deserializer::from_slice(body);
    let error = serde_path_to_error::deserialize::<_, T>(&mut deserializer).err()?;
    let path = error.path();
    (path.iter().len() > 0).then(|| path.to_string())
}

/// How a body begins that is a page of HTML, say of a proxy. Any other may have personal data in it,
/// which an error must not show.
fn excerpt(body: &[u8]) -> Option<String> {
    let is_page = body.trim_ascii_start().starts_with(b"<");
    is_page.then(|| display::beginning(body))
}

/// What serde says is wrong, without the value. Its texts are all that it tells.
pub(super) fn problem(error: &serde_json::Error) -> String {
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
