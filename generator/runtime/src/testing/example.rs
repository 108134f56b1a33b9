//! The response examples of the API's description.

use bytes::Bytes;
use http::header::{CONTENT_TYPE, HeaderValue};
use http::{Response, StatusCode};
use serde::de::DeserializeOwned;

use super::super::request::operation::{Operation, Output};
use super::super::response::from_response::{FromResponse as _, ResponseReader};
use super::super::response::raw::RawResponse;
use super::mock_response::MockResponse;

/// An operation with response examples in the API's description.
///
/// [`Stub::respond_example`](super::Stub::respond_example) responds with them. They are also values for
/// tests of code that uses a response:
///
/// ```text
/// let order = FetchOrder::example_named("completed");
/// assert!(is_finished(&order));
/// ```
#[diagnostic::on_unimplemented(
    message = "the API's description has no response example of `{Self}`",
    note = "use `respond_with`, `respond_json` or `respond` instead"
)]
pub trait HasExamples: Operation {
    /// The response examples: successes first, otherwise in the order of the description.
    const EXAMPLES: &'static [Example];

    /// Returns the value of the first successful example.
    ///
    /// # Panics
    ///
    /// If there is no successful one, or it can't be read.
    #[must_use]
    #[track_caller]
    fn example() -> Output<Self>
    where
        Self: Sized,
    {
        value::<Self>(first::<Self>())
    }

    /// Returns the value of the example with this name, which must be a successful one.
    ///
    /// # Panics
    ///
    /// If there is none of this name, or it can't be read.
    #[must_use]
    #[track_caller]
    fn example_named(name: &str) -> Output<Self>
    where
        Self: Sized,
    {
        value::<Self>(named::<Self>(name))
    }
}

/// A response example of the API's description.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Example {
    name: &'static str,
    status: u16,
    content_type: &'static str,
    body: &'static str,
}

impl Example {
    /// Creates an example with a body of this media type.
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

    /// Creates an example with a JSON body.
    #[must_use]
    pub const fn json(name: &'static str, status: u16, body: &'static str) -> Self {
        Self::new(name, status, "application/json", body)
    }

    /// Returns its name; if the description has no name, the status, or `default`.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// Returns its status.
    #[must_use]
    pub const fn status(&self) -> u16 {
        self.status
    }

    /// Returns the media type of its body.
    #[must_use]
    pub const fn content_type(&self) -> &'static str {
        self.content_type
    }

    /// Returns its body.
    #[must_use]
    pub const fn body(&self) -> &'static str {
        self.body
    }

    /// Reads its body as JSON.
    ///
    /// # Errors
    ///
    /// If it isn't JSON, or not of this type.
    pub fn as_json<T: DeserializeOwned>(&self) -> Result<T, serde_json::Error> {
        serde_json::from_str(self.body)
    }
}

/// Response examples as mock responses.
impl MockResponse {
    /// Creates the first successful response example of an operation.
    ///
    /// # Panics
    ///
    /// If the API's description has none.
    #[must_use]
    #[track_caller]
    pub fn example<O: HasExamples>() -> Self {
        first::<O>().into()
    }

    /// Creates the response example of an operation with this name.
    ///
    /// # Panics
    ///
    /// If the API's description has none of this name; the message lists the names.
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

/// Returns the first successful example.
#[track_caller]
fn first<O: HasExamples>() -> Example {
    find::<O>("successful", |example| {
        StatusCode::from_u16(example.status).is_ok_and(|status| O::INFO.is_success(status))
    })
}

/// Returns the example with this name.
#[track_caller]
fn named<O: HasExamples>(name: &str) -> Example {
    find::<O>(&format!("`{name}`"), |example| example.name == name)
}

#[track_caller]
#[expect(clippy::panic, reason = "the test names an example that doesn't exist")]
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

/// Reads the value as a client would.
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
