//! Reading a body, and saying where that failed.

use std::borrow::Cow;
use std::error::Error;
use std::fmt;

use serde::de::DeserializeOwned;
use serde_json::Deserializer;

use super::display;
use super::drift::{self, Drift};

/// Why a body couldn't be read.
///
/// Neither `Display` nor `Debug` shows what stands in JSON, which may be personal data.
pub struct DecodeError {
    path: Option<String>,
    excerpt: Option<String>,
    source: Box<dyn Error + Send + Sync>,
}

impl DecodeError {
    /// The body as a whole isn't what it must be.
    pub fn new(body: &[u8], source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self {
            path: None,
            excerpt: excerpt(body),
            source: source.into(),
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
        let problem = self.source.to_string();
        f.write_str(&display::abridge(&without_value(&problem)))?;
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
        Some(&*self.source)
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
        excerpt: excerpt(body),
        source: error.into(),
    })
}

fn path_of_failure<T: DeserializeOwned>(body: &[u8]) -> Option<String> {
    let mut deserializer = Deserializer::from_slice(body);
    let error = serde_path_to_error::deserialize::<_, T>(&mut deserializer).err()?;
    let path = error.path();
    (path.iter().len() > 0).then(|| path.to_string())
}

/// How a body begins that isn't even the beginning of JSON, such as a page of HTML. What stands in
/// JSON may be personal data, which an error must not show.
fn excerpt(body: &[u8]) -> Option<String> {
    let first = body.iter().find(|byte| !byte.is_ascii_whitespace())?;
    (!matches!(first, b'{' | b'[' | b'"')).then(|| display::beginning(body))
}

/// What serde says of a value that isn't what it must be, without the value.
fn without_value(problem: &str) -> Cow<'_, str> {
    let Some((kind, rest)) = problem.split_once("string \"") else {
        return Cow::Borrowed(problem);
    };
    match rest.rsplit_once("\", expected ") {
        Some((_, expected)) => Cow::Owned(format!("{kind}string, expected {expected}")),
        None => Cow::Borrowed(problem),
    }
}
