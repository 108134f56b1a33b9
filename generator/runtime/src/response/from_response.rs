//! Reading the response to a call.

use std::marker::PhantomData;

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use serde::de::DeserializeOwned;

use super::decode_error::DecodeError;
use super::drift::SkippedField;
use super::json::{self, without_byte_order_mark};
use super::raw::RawResponse;

/// Reads the response to a call.
pub trait FromResponse {
    /// The value of the response.
    type Output;

    /// The media types that the request accepts, in the form of the `Accept` header.
    const ACCEPT: &'static str;

    /// Reads the response.
    ///
    /// # Errors
    ///
    /// If the body doesn't have the expected form.
    fn read(reader: &mut ResponseReader<'_>) -> Result<Self::Output, DecodeError>;
}

/// A response that is being read, and the drift found so far.
#[derive(Debug)]
pub struct ResponseReader<'a> {
    response: &'a RawResponse,
    strict: bool,
    drift: Vec<SkippedField>,
}

impl<'a> ResponseReader<'a> {
    /// Creates a reader. Unless it is strict, it treats optional fields that can't be read as absent
    /// and records them; a strict one returns an error for such a field.
    #[must_use]
    pub const fn new(response: &'a RawResponse, strict: bool) -> Self {
        Self {
            response,
            strict,
            drift: Vec::new(),
        }
    }

    /// Returns the response.
    #[must_use]
    pub const fn response(&self) -> &'a RawResponse {
        self.response
    }

    /// Reads the body as JSON.
    ///
    /// # Errors
    ///
    /// If the body doesn't have the expected form.
    pub fn json<T: DeserializeOwned>(&mut self) -> Result<T, DecodeError> {
        self.json_text(self.response.body())
    }

    /// Reads a JSON text, which is the body or a part of it.
    pub(crate) fn json_text<T: DeserializeOwned>(&mut self, text: &[u8]) -> Result<T, DecodeError> {
        let (value, drift) = json::read(text, self.response.headers(), self.strict)?;
        self.drift.extend(drift);
        Ok(value)
    }

    /// Returns the fields that couldn't be read.
    #[must_use]
    pub fn into_drift(self) -> Vec<SkippedField> {
        self.drift
    }
}

/// A JSON body.
#[derive(Debug)]
pub struct Json<T>(PhantomData<fn() -> T>);

impl<T: DeserializeOwned> FromResponse for Json<T> {
    type Output = T;

    const ACCEPT: &'static str = "application/json";

    fn read(reader: &mut ResponseReader<'_>) -> Result<T, DecodeError> {
        reader.json()
    }
}

/// A JSON body that may be empty, as in a response with status 204, or null.
#[derive(Debug)]
pub struct OptionalJson<T>(PhantomData<fn() -> T>);

impl<T: DeserializeOwned> FromResponse for OptionalJson<T> {
    type Output = Option<T>;

    const ACCEPT: &'static str = "application/json";

    fn read(reader: &mut ResponseReader<'_>) -> Result<Option<T>, DecodeError> {
        let body = reader.response().body().trim_ascii();
        if body.is_empty() || body == b"null" {
            return Ok(None);
        }
        reader.json()
    }
}

/// No body. A body that arrives nevertheless is ignored.
#[derive(Debug)]
pub struct Empty;

impl FromResponse for Empty {
    type Output = ();

    // The body of an error is JSON.
    const ACCEPT: &'static str = "application/json";

    fn read(_: &mut ResponseReader<'_>) -> Result<(), DecodeError> {
        Ok(())
    }
}

/// A text body, in UTF-8 unless the response declares Latin-1.
#[derive(Debug)]
pub struct Text;

impl FromResponse for Text {
    type Output = String;

    const ACCEPT: &'static str = "*/*";

    fn read(reader: &mut ResponseReader<'_>) -> Result<String, DecodeError> {
        let response = reader.response();
        let body = response.body();
        let charset = charset(response).unwrap_or_default().to_ascii_lowercase();
        match charset.as_str() {
            "" | "utf-8" | "utf8" | "us-ascii" => {
                let text =
                    str::from_utf8(without_byte_order_mark(body)).map_err(DecodeError::new)?;
                Ok(text.to_owned())
            }
            // The code points of Latin-1 are the first 256 of Unicode.
            "iso-8859-1" | "latin1" => Ok(body.iter().copied().map(char::from).collect()),
            other => Err(DecodeError::new(format!(
                "expected text in UTF-8 or Latin-1, found the charset `{other}`"
            ))),
        }
    }
}

/// Returns the charset of the `Content-Type` header.
fn charset(response: &RawResponse) -> Option<&str> {
    let media_type = response.header(CONTENT_TYPE.as_str())?;
    media_type.split(';').skip(1).find_map(|parameter| {
        let (name, value) = parameter.split_once('=')?;
        let named = name.trim().eq_ignore_ascii_case("charset");
        named.then(|| value.trim().trim_matches('"'))
    })
}

/// The unchanged body.
#[derive(Debug)]
pub struct Binary;

impl FromResponse for Binary {
    type Output = Bytes;

    const ACCEPT: &'static str = "*/*";

    fn read(reader: &mut ResponseReader<'_>) -> Result<Bytes, DecodeError> {
        Ok(reader.response().body().clone())
    }
}

/// A response body that [`Call::download`](super::super::Call::download) can stream, because it isn't
/// JSON.
pub trait Downloadable {}

impl Downloadable for Binary {}
impl Downloadable for Text {}
