// @generated: a copy of `generator/runtime/src/testing/stub.rs`; edit that file instead.

//! What is replied to whom.

use std::collections::VecDeque;
use std::fmt;
use std::marker::PhantomData;

use bytes::Bytes;
use http::{Method, Request};
use serde::Serialize;

use super::super::call::Output;
use super::super::operation::{Operation, OperationInfo};
use super::super::paging::Paginated;
use super::example::Exemplified;
use super::mock_response::{MockResponse, Respond};
use super::mock_transport::MockTransport;
use super::pages;
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

impl<O: Operation> Stub<O> {
    pub(super) const fn new(transport: MockTransport, target: Target) -> Self {
        Self {
            transport,
            target,
            operation: PhantomData,
        }
    }

    /// Replies with what is read as this value.
    pub fn respond_with(self, value: &Output<O>) -> Self
    where
        O::ResponseBody: Respond,
    {
        self.respond(O::ResponseBody::reply(value))
    }

    /// Replies with the first successful answer that the API's description shows.
    ///
    /// # Panics
    ///
    /// If it shows no successful one.
    #[track_caller]
    pub fn respond_example(self) -> Self
    where
        O: Exemplified,
    {
        self.respond(MockResponse::example::<O>())
    }

    /// Replies with the answer that the API's description shows under this name.
    ///
    /// # Panics
    ///
    /// If it shows none of this name; the message lists the names.
    #[track_caller]
    pub fn respond_example_named(self, name: &str) -> Self
    where
        O: Exemplified,
    {
        self.respond(MockResponse::example_named::<O>(name))
    }

    /// Replies with these pages, each leading to the next as the API's do, and the last one to none.
    ///
    /// What a page says of a next one already is written over.
    pub fn respond_pages<'a>(self, pages: impl IntoIterator<Item = &'a Output<O>>) -> Self
    where
        O: Paginated,
        O::ResponseBody: Respond,
        Output<O>: 'a,
    {
        let mut stub = self;
        let mut pages = pages
            .into_iter()
            .map(O::ResponseBody::reply)
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

/// The requests that a stub is for.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Target {
    Operation(OperationInfo),
    Path(Method, String),
}

impl Target {
    pub(super) fn matches(&self, request: &Request<Bytes>) -> bool {
        match self {
            Self::Operation(info) => request.extensions().get() == Some(info),
            Self::Path(method, path) => request.method() == method && request.uri().path() == path,
        }
    }
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Operation(info) => {
                write!(f, "{} ({} {})", info.name(), info.method(), info.path())
            }
            Self::Path(method, path) => write!(f, "{method} {path}"),
        }
    }
}

/// The replies that a stub has left.
#[derive(Debug, Default)]
pub(super) struct Queue {
    replies: VecDeque<MockResponse>,
    repeats: bool,
    given: usize,
}

impl Queue {
    fn add(&mut self, reply: MockResponse) {
        self.replies.push_back(reply);
    }

    /// The next reply; the last one stays if it repeats.
    pub(super) fn next(&mut self) -> Option<MockResponse> {
        let reply = if self.repeats && self.replies.len() == 1 {
            self.replies.front().cloned()
        } else {
            self.replies.pop_front()
        };
        self.given += usize::from(reply.is_some());
        reply
    }

    /// How many replies were given.
    pub(super) const fn given(&self) -> usize {
        self.given
    }

    /// How many replies were never given.
    pub(super) fn left_over(&self) -> usize {
        let used = usize::from(self.repeats && self.given > 0);
        self.replies.len().saturating_sub(used)
    }
}
