//! Stubs: the responses to an operation.

use std::marker::PhantomData;

use http::Method;
use serde::Serialize;

use super::super::client::raw_request::RawRequest;
use super::super::pagination::Paginated;
use super::super::request::operation::{Operation, Output};
use super::example::HasExamples;
use super::mock_response::{MockResponse, Mockable};
use super::mock_transport::MockTransport;
use super::pages;
use super::queue::Target;
use super::sent::SentRequest;

/// The responses to one operation, in the order in which they are added; each is used once.
///
/// [`MockTransport::on`] creates one.
#[derive(Clone, Debug)]
pub struct Stub<O> {
    transport: MockTransport,
    target: Target,
    operation: PhantomData<fn(O)>,
}

impl MockTransport {
    /// Returns the stub of an operation.
    #[must_use = "a stub without a response does nothing"]
    pub fn on<O: Operation>(&self) -> Stub<O> {
        Stub::new(self.clone(), Target::Operation(O::INFO))
    }

    /// Returns the stub of requests with this method and encoded path, for any operation.
    #[must_use = "a stub without a response does nothing"]
    pub fn on_request(&self, method: Method, path: impl Into<String>) -> Stub<RawRequest> {
        Stub::new(self.clone(), Target::Path(method, path.into()))
    }
}

impl<O: Operation> Stub<O> {
    const fn new(transport: MockTransport, target: Target) -> Self {
        Self {
            transport,
            target,
            operation: PhantomData,
        }
    }

    /// Responds with this value.
    pub fn respond_with(self, value: &Output<O>) -> Self
    where
        O::ResponseBody: Mockable,
    {
        self.respond(O::ResponseBody::mock(value))
    }

    /// Responds with the first successful response example of the operation.
    ///
    /// # Panics
    ///
    /// If the API's description has none.
    #[track_caller]
    pub fn respond_example(self) -> Self
    where
        O: HasExamples,
    {
        self.respond(MockResponse::example::<O>())
    }

    /// Responds with the response example with this name.
    ///
    /// # Panics
    ///
    /// If the API's description has none of this name; the message lists the names.
    #[track_caller]
    pub fn respond_example_named(self, name: &str) -> Self
    where
        O: HasExamples,
    {
        self.respond(MockResponse::example_named::<O>(name))
    }

    /// Responds with these pages, each leading to the next as in the API, and the last one to none.
    ///
    /// Any location of a next page that a page already contains is overwritten.
    pub fn respond_pages<'a>(self, pages: impl IntoIterator<Item = &'a Output<O>>) -> Self
    where
        O: Paginated,
        O::ResponseBody: Mockable,
        Output<O>: 'a,
    {
        let mut stub = self;
        let mut pages = pages
            .into_iter()
            .map(O::ResponseBody::mock)
            .enumerate()
            .peekable();
        while let Some((_, page)) = pages.next() {
            let next = pages.peek().map(|(next, _)| next + 1);
            let closing = match next {
                Some(_) => None,
                None => pages::closing(page.clone(), O::PAGING),
            };
            stub = stub.respond_to(move |sent| {
                pages::leading(page.clone(), O::PAGING, sent.http().uri(), next)
            });
            if let Some(closing) = closing {
                stub = stub.respond_to(move |_| closing.clone());
            }
        }
        stub
    }

    /// Responds with this status and JSON body.
    ///
    /// # Panics
    ///
    /// If the status is invalid, or the body can't be written as JSON.
    pub fn respond_json(self, status: u16, body: &impl Serialize) -> Self {
        self.respond(MockResponse::json(status, body))
    }

    /// Responds with the result of a function of the request.
    pub fn respond_to(
        self,
        mock: impl Fn(&SentRequest) -> MockResponse + Send + Sync + 'static,
    ) -> Self {
        self.respond(MockResponse::computed(mock))
    }

    /// Responds with this mock response.
    pub fn respond(self, mock: MockResponse) -> Self {
        self.transport.change(&self.target, |queue| queue.add(mock));
        self
    }

    /// Repeats the last response as often as necessary.
    pub fn always(self) -> Self {
        self.transport
            .change(&self.target, |queue| queue.repeats = true);
        self
    }
}
