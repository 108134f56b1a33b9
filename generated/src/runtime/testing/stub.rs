// @generated: a copy of `generator/runtime/src/testing/stub.rs`; edit that file instead.

//! What is replied to whom.

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

/// The replies to one operation, in the order in which they are added; each is given once.
///
/// [`MockTransport::on`] makes one.
#[derive(Clone, Debug)]
pub struct Stub<O> {
    transport: MockTransport,
    target: Target,
    operation: PhantomData<fn(O)>,
}

impl MockTransport {
    /// The stub of an operation.
    #[must_use = "a stub without a reply is none"]
    pub fn on<O: Operation>(&self) -> Stub<O> {
        Stub::new(self.clone(), Target::Operation(O::INFO))
    }

    /// The stub of requests with this method and path, encoded as it is sent, whatever the operation.
    #[must_use = "a stub without a reply is none"]
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

    /// Replies with what is read as this value.
    pub fn respond_with(self, value: &Output<O>) -> Self
    where
        O::ResponseBody: Mockable,
    {
        self.respond(O::ResponseBody::mock(value))
    }

    /// Replies with the first successful response that the API's description shows.
    ///
    /// # Panics
    ///
    /// If it shows no successful one.
    #[track_caller]
    pub fn respond_example(self) -> Self
    where
        O: HasExamples,
    {
        self.respond(MockResponse::example::<O>())
    }

    /// Replies with the response that the API description has under this name.
    ///
    /// # Panics
    ///
    /// If it shows none of this name; the message lists the names.
    #[track_caller]
    pub fn respond_example_named(self, name: &str) -> Self
    where
        O: HasExamples,
    {
        self.respond(MockResponse::example_named::<O>(name))
    }

    /// Replies with these pages, each leading to the next as the API's do, and the last one to none.
    ///
    /// What a page says of a next one already is written over.
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

    /// Replies with this status and JSON body.
    ///
    /// # Panics
    ///
    /// If the status isn't one, or the body can't be JSON.
    pub fn respond_json(self, status: u16, body: &impl Serialize) -> Self {
        self.respond(MockResponse::json(status, body))
    }

    /// Replies with what a function makes of the request.
    pub fn respond_to(
        self,
        reply: impl Fn(&SentRequest) -> MockResponse + Send + Sync + 'static,
    ) -> Self {
        self.respond(MockResponse::computed(reply))
    }

    /// Replies with this.
    pub fn respond(self, reply: MockResponse) -> Self {
        self.transport
            .change(&self.target, |queue| queue.add(reply));
        self
    }

    /// Gives the last reply again and again, however often it is asked for.
    pub fn always(self) -> Self {
        self.transport
            .change(&self.target, |queue| queue.repeats = true);
        self
    }
}
