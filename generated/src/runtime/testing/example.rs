// @generated: a copy of `generator/runtime/src/testing/example.rs`; edit that file instead.

//! The responses that the API's description shows.

use bytes::Bytes;
use http::header::{CONTENT_TYPE, HeaderValue};
use http::{Response, StatusCode};
use serde::de::DeserializeOwned;

use super::super::request::operation::{Operation, Output};
use super::super::response::from_response::{FromResponse as _, ResponseReader};
use super::super::response::raw::RawResponse;
use super::mock_response::MockResponse;

/// An operation of which the API's description shows responses.
///
/// [`Stub::respond_example`](super::Stub::respond_example) replies with them. They are values, too,
/// for tests of what is done with a response:
///
/// ```text
/// let order = FetchOrder::example_named("completed");
/// assert!(is_finished(&order));
/// ```
#[diagnostic::on_unimplemented(
    message = "the API's description shows no response of `{Self}`",
    note = "reply with `respond_with`, `respond_json` or `respond` instead"
)]
pub trait HasExamples: Operation {
    /// The responses: successes first, otherwise in the order of the description.
    const EXAMPLES: &'static [Example];

    /// The value of the first successful response.
    ///
    /// # Panics
    ///
    /// If the description shows no successful one, or what it shows can't be read.
    #[must_use]
    #[track_caller]
    fn example() -> Output<Self>
    where
        Self: Sized,
    {
        value::<Self>(first::<Self>())
    }

    /// The value of the response with this name, which must be a successful one.
    ///
    /// # Panics
    ///
    /// If the description shows none of this name, or what it shows can't be read.
    #[must_use]
    #[track_caller]
    fn example_named(name: &str) -> Output<Self>
    where
        Self: Sized,
    {
        value::<Self>(named::<Self>(name))
    }
}

/// A response that the API's description shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Example {
    name: &'static str,
    status: u16,
    content_type: &'static str,
    body: &'static str,
}

impl Example {
    /// A response with a body of this media type.
    #[must_use]
    pub const fn new(
        name: &'static str,
        status: u16,
        content_type: &'static str,
        body: &'static str,
    ) -> Self {
        Self {
            name,
            status,
            content_type,
            body,
        }
    }

    /// A response with a JSON body.
    #[must_use]
    pub const fn json(name: &'static str, status: u16, body: &'static str) -> Self {
        Self::new(name, status, "application/json", body)
    }

    /// What the description calls it; if it gives no name, the status, or `default`.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// Its status.
    #[must_use]
    pub const fn status(&self) -> u16 {
        self.status
    }

    /// The media type of its body.
    #[must_use]
    pub const fn content_type(&self) -> &'static str {
        self.content_type
    }

    /// Its body.
    #[must_use]
    pub const fn body(&self) -> &'static str {
        self.body
    }

    /// Its body, read as JSON.
    ///
    /// # Errors
    ///
    /// If it isn't JSON, or not of this type.
    pub fn as_json<T: DeserializeOwned>(&self) -> Result<T, serde_json::Error> {
        serde_json::from_str(self.body)
    }
}

/// Responses that the API's description shows.
impl MockResponse {
    /// The first successful response of an operation that the API's description shows.
    ///
    /// # Panics
    ///
    /// If it shows no successful one.
    #[must_use]
    #[track_caller]
    pub fn example<O: HasExamples>() -> Self {
        first::<O>().into()
    }

    /// The response of an operation that the API description has under this name.
    ///
    /// # Panics
    ///
    /// If it shows none of this name; the message lists the names.
    #[must_use]
    #[track_caller]
    pub fn example_named<O: HasExamples>(name: &str) -> Self {
        named::<O>(name).into()
    }
}

impl From<Example> for MockResponse {
    fn from(example: Example) -> Self {
        Self::status(example.status)
            .header("content-type", example.content_type)
            .body(example.body)
    }
}

/// The first successful response.
#[track_caller]
fn first<O: HasExamples>() -> Example {
    find::<O>("successful", |example| {
        StatusCode::from_u16(example.status).is_ok_and(|status| O::INFO.is_success(status))
    })
}

/// The response with this name.
#[track_caller]
fn named<O: HasExamples>(name: &str) -> Example {
    find::<O>(&format!("`{name}`"), |example| example.name == name)
}

#[track_caller]
#[expect(clippy::panic, reason = "the test asks for what doesn't exist")]
fn find<O: HasExamples>(wanted: &str, matches: impl Fn(&Example) -> bool) -> Example {
    let mut examples = O::EXAMPLES.iter();
    if let Some(example) = examples.find(|example| matches(example)) {
        return *example;
    }
    let names = O::EXAMPLES.iter();
    let names: Vec<_> = names
        .map(|found| format!("`{}` ({})", found.name, found.status))
        .collect();
    panic!(
        "of {} there is no {wanted} example, only {}",
        O::INFO.name(),
        names.join(", "),
    );
}

/// The value that a client would read.
#[track_caller]
fn value<O: Operation>(example: Example) -> Output<O> {
    let mut response = Response::new(Bytes::from_static(example.body.as_bytes()));
    *response.status_mut() = StatusCode::from_u16(example.status).unwrap_or_default();
    if let Ok(media_type) = HeaderValue::try_from(example.content_type) {
        response.headers_mut().insert(CONTENT_TYPE, media_type);
    }
    let response = RawResponse::new(response, "");
    let value = O::ResponseBody::read(&mut ResponseReader::new(&response, false));
    value.expect("a successful example can be read")
}
