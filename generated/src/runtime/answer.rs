// @generated: a copy of `generator/runtime/src/answer.rs`; edit that file instead.

//! The ways in which the answer to a call is read.

use std::marker::PhantomData;

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use serde::de::DeserializeOwned;

use super::decode::{self, DecodeError};
use super::response::RawResponse;

/// A way to read the answer to a call.
pub trait Answer {
    /// What the answer is read as.
    type Value;

    /// What the request says it accepts, in the form of the `Accept` header.
    const ACCEPT: &'static str;

    /// Reads the answer.
    ///
    /// # Errors
    ///
    /// If the body isn't what it must be.
    fn read(response: &RawResponse) -> Result<Self::Value, DecodeError>;
}

/// A JSON body.
#[derive(Debug)]
pub struct Json<T>(PhantomData<fn() -> T>);

impl<T: DeserializeOwned> Answer for Json<T> {
    type Value = T;

    const ACCEPT: &'static str = "application/json";

    fn read(response: &RawResponse) -> Result<T, DecodeError> {
        decode::json(response.body())
    }
}

/// A JSON body that may be missing altogether, as in an answer with status 204.
#[derive(Debug)]
pub struct OptionalJson<T>(PhantomData<fn() -> T>);

impl<T: DeserializeOwned> Answer for OptionalJson<T> {
    type Value = Option<T>;

    const ACCEPT: &'static str = "application/json";

    fn read(response: &RawResponse) -> Result<Option<T>, DecodeError> {
        if response.body().trim_ascii().is_empty() {
            return Ok(None);
        }
        decode::json(response.body())
    }
}

/// No body; one that comes all the same isn't read.
#[derive(Debug)]
pub struct Empty;

impl Answer for Empty {
    type Value = ();

    // The body of an error is read.
    const ACCEPT: &'static str = "application/json";

    fn read(_: &RawResponse) -> Result<(), DecodeError> {
        Ok(())
    }
}

/// A body of text, in UTF-8 unless the response says that it is Latin-1.
#[derive(Debug)]
pub struct Text;

impl Answer for Text {
    type Value = String;

    const ACCEPT: &'static str = "*/*";

    fn read(response: &RawResponse) -> Result<String, DecodeError> {
        let body = response.body();
        let charset = charset(response).unwrap_or_default().to_ascii_lowercase();
        match charset.as_str() {
            "" | "utf-8" | "utf8" | "us-ascii" => {
                let body = body.strip_prefix(BYTE_ORDER_MARK).unwrap_or(body);
                let text = str::from_utf8(body).map_err(|error| DecodeError::new(body, error))?;
                Ok(text.to_owned())
            }
            // Its code points are the first 256 of Unicode.
            "iso-8859-1" | "latin1" => Ok(body.iter().copied().map(char::from).collect()),
            other => Err(DecodeError::new(
                body,
                format!("text in the unknown charset `{other}`"),
            )),
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

impl Answer for Binary {
    type Value = Bytes;

    const ACCEPT: &'static str = "*/*";

    fn read(response: &RawResponse) -> Result<Bytes, DecodeError> {
        Ok(response.body().clone())
    }
}
