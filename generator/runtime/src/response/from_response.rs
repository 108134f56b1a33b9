//! The ways in which the response to a call is read.

use std::marker::PhantomData;

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use serde::de::DeserializeOwned;

use super::decode_error::DecodeError;
use super::drift::Drift;
use super::json;
use super::raw::RawResponse;

/// A way to read the response to a call.
pub trait FromResponse {
    /// What the response is read as.
    type Output;

    /// What the request says it accepts, in the form of the `Accept` header.
    const ACCEPT: &'static str;

    /// Reads the response.
    ///
    /// # Errors
    ///
    /// If the body isn't what it must be.
    fn read(reading: &mut ResponseReader<'_>) -> Result<Self::Output, DecodeError>;
}

/// A response that is being read, and what was found on the way.
#[derive(Debug)]
pub struct ResponseReader<'a> {
    response: &'a RawResponse,
    strict: bool,
    drift: Vec<Drift>,
}

impl<'a> ResponseReader<'a> {
    /// Begins to read a response: around optional fields that can't be read, which it keeps account
    /// of; or strictly, so that such a field is an error.
    #[must_use]
    pub const fn new(response: &'a RawResponse, strict: bool) -> Self {
        Self {
            response,
            strict,
            drift: Vec::new(),
        }
    }

    /// The response.
    #[must_use]
    pub const fn response(&self) -> &'a RawResponse {
        self.response
    }

    /// Reads the body as JSON.
    ///
    /// # Errors
    ///
    /// If the body isn't what it must be.
    pub fn json<T: DeserializeOwned>(&mut self) -> Result<T, DecodeError> {
        let (value, drift) = json::read(self.response.body(), self.strict)?;
        self.drift.extend(drift);
        Ok(value)
    }

    /// The fields that couldn't be read.
    #[must_use]
    pub fn into_drift(self) -> Vec<Drift> {
        self.drift
    }
}

/// A JSON body.
#[derive(Debug)]
pub struct Json<T>(PhantomData<fn() -> T>);

impl<T: DeserializeOwned> FromResponse for Json<T> {
    type Output = T;

    const ACCEPT: &'static str = "application/json";

    fn read(reading: &mut ResponseReader<'_>) -> Result<T, DecodeError> {
        reading.json()
    }
}

/// A JSON body that may be missing altogether, as in a response with status 204.
#[derive(Debug)]
pub struct OptionalJson<T>(PhantomData<fn() -> T>);

impl<T: DeserializeOwned> FromResponse for OptionalJson<T> {
    type Output = Option<T>;

    const ACCEPT: &'static str = "application/json";

    fn read(reading: &mut ResponseReader<'_>) -> Result<Option<T>, DecodeError> {
        if reading.response().body().trim_ascii().is_empty() {
            return Ok(None);
        }
        reading.json()
    }
}

/// No body; one that comes all the same isn't read.
#[derive(Debug)]
pub struct Empty;

impl FromResponse for Empty {
    type Output = ();

    // The body of an error is read.
    const ACCEPT: &'static str = "application/json";

    fn read(_: &mut ResponseReader<'_>) -> Result<(), DecodeError> {
        Ok(())
    }
}

/// A body of text, in UTF-8 unless the response says that it is Latin-1.
#[derive(Debug)]
pub struct Text;

impl FromResponse for Text {
    type Output = String;

    const ACCEPT: &'static str = "*/*";

    fn read(reading: &mut ResponseReader<'_>) -> Result<String, DecodeError> {
        let response = reading.response();
        let body = response.body();
        let charset = charset(response).unwrap_or_default().to_ascii_lowercase();
        match charset.as_str() {
            "" | "utf-8" | "utf8" | "us-ascii" => {
                let body = body.strip_prefix(BYTE_ORDER_MARK).unwrap_or(body);
                let text = str::from_utf8(body).map_err(DecodeError::new)?;
                Ok(text.to_owned())
            }
            // Its code points are the first 256 of Unicode.
            "iso-8859-1" | "latin1" => Ok(body.iter().copied().map(char::from).collect()),
            other => Err(DecodeError::new(format!(
                "text in the unknown charset `{other}`"
            ))),
        }
    }
}

const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

/// The charset that the `Content-Type` header names.
fn charset(response: &RawResponse) -> Option<&str> {
    let media_type = response.header(CONTENT_TYPE.as_str())?;
    media_type.split(';').skip(1).find_map(|parameter| {
        let (name, value) = parameter.split_once('=')?;
        let named = name.trim().eq_ignore_ascii_case("charset");
        named.then(|| value.trim().trim_matches('"'))
    })
}

/// Any body, as it comes.
#[derive(Debug)]
pub struct Binary;

impl FromResponse for Binary {
    type Output = Bytes;

    const ACCEPT: &'static str = "*/*";

    fn read(reading: &mut ResponseReader<'_>) -> Result<Bytes, DecodeError> {
        Ok(reading.response().body().clone())
    }
}

/// A response that can be read as it comes, since it isn't JSON.
pub trait Downloadable {}

impl Downloadable for Binary {}
impl Downloadable for Text {}
