//! The transport that responds from memory.

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use bytes::Bytes;
use http::{Request, Response};

use super::super::request::info::OperationInfo;
use super::super::request::operation::Operation;
#[cfg(feature = "blocking")]
use super::super::transport::blocking::BlockingTransport;
use super::super::transport::body::Body;
use super::super::transport::clock::Clock;
use super::super::transport::error::{TransportError, TransportErrorKind};
#[cfg(feature = "blocking")]
use super::super::transport::park;
use super::super::transport::{Limits, Transport, TransportFuture};
use super::clock::VirtualClock;
use super::expected;
use super::mock_response::{MockResponse, Outcome};
use super::queue::{Queue, Target};
use super::sent::SentRequest;

/// A transport without a network: it responds as its stubs define, and records the requests.
///
/// Clones share all state, so that a test keeps one and passes another to the client. Its clock
/// advances only in delays and slow responses, which take no time.
#[derive(Clone)]
pub struct MockTransport(Arc<State>);

struct State {
    clock: Arc<VirtualClock>,
    records: Mutex<Records>,
}

#[derive(Default)]
struct Records {
    stubs: Vec<(Target, Queue)>,
    sent: Vec<SentRequest>,
}

impl MockTransport {
    /// Creates a transport without stubs.
    #[must_use]
    pub fn new() -> Self {
        Self(Arc::new(State {
            clock: Arc::new(VirtualClock::new()),
            records: Mutex::default(),
        }))
    }

    /// Returns all requests, in the order in which they were sent; every attempt counts.
    #[must_use]
    pub fn sent(&self) -> Vec<SentRequest> {
        self.records().sent.clone()
    }

    /// Returns the requests of one operation.
    #[must_use]
    pub fn sent_to<O: Operation>(&self) -> Vec<SentRequest> {
        let mut sent = self.sent();
        sent.retain(|request| request.operation() == Some(&O::INFO));
        sent
    }

    /// Returns the delays between attempts, in order.
    #[must_use]
    pub fn delays(&self) -> Vec<Duration> {
        self.0.clock.delays()
    }

    /// Asserts that this call was sent: its path, query and body, and the headers that it sets.
    ///
    /// JSON bodies are compared as JSON. Additions to the operation, such as credentials, are ignored,
    /// and so are other calls.
    ///
    /// # Panics
    ///
    /// If it wasn't sent, or is invalid; the message shows the calls of the operation that were sent.
    #[track_caller]
    pub fn assert_sent<O: Operation>(&self, operation: &O) {
        let expected = expected::request(operation).expect("the expected call can be sent");
        let sent = self.sent_to::<O>();
        assert!(
            sent.iter().any(|sent| expected::is_met(&expected, sent)),
            "{} was not sent as expected: {}",
            O::INFO.name(),
            expected::difference(&expected, &sent),
        );
    }

    /// Asserts that every response of every stub was used.
    ///
    /// # Panics
    ///
    /// If one wasn't; the message names the stubs.
    #[track_caller]
    pub fn assert_all_used(&self) {
        let left_over: Vec<_> = self
            .records()
            .stubs
            .iter()
            .filter(|(_, queue)| queue.left_over() > 0)
            .map(|(target, queue)| format!("{target}: {}", queue.left_over()))
            .collect();
        assert!(
            left_over.is_empty(),
            "stubs have unused responses: {}",
            left_over.join("; "),
        );
    }

    /// Changes the queue of a stub, which is created if necessary.
    pub(super) fn change(&self, target: &Target, change: impl FnOnce(&mut Queue)) {
        let stubs = &mut self.records().stubs;
        if let Some((_, queue)) = stubs.iter_mut().find(|(known, _)| known == target) {
            return change(queue);
        }
        let mut queue = Queue::default();
        change(&mut queue);
        stubs.push((target.clone(), queue));
    }

    fn respond(
        &self,
        request: Request<Bytes>,
        limits: Limits,
    ) -> Result<Response<Bytes>, TransportError> {
        let sent = SentRequest::new(request);
        self.records().sent.push(sent.clone());
        let mock = self.records().take_response(sent.http())?;
        self.perform(mock, &sent, limits)
    }

    /// Carries out a mock response, within the limits.
    fn perform(
        &self,
        mock: MockResponse,
        sent: &SentRequest,
        limits: Limits,
    ) -> Result<Response<Bytes>, TransportError> {
        if mock.delay > limits.timeout {
            self.0.clock.advance(limits.timeout);
            return Err(TransportErrorKind::Timeout.into());
        }
        self.0.clock.advance(mock.delay);
        match mock.outcome {
            Outcome::Response(response) if response.body().len() > limits.max_response_bytes => {
                let head = response.map(|_| Bytes::new());
                Err(TransportError::from(TransportErrorKind::TooLarge).with_response(head))
            }
            Outcome::Response(response) if mock.breaks_off => {
                Err(TransportError::from(TransportErrorKind::Interrupted).with_response(response))
            }
            Outcome::Response(response) => Ok(response),
            Outcome::Fault(kind) => Err(kind.into()),
            Outcome::Computed(compute) => self.perform(compute(sent), sent, limits),
        }
    }

    fn records(&self) -> MutexGuard<'_, Records> {
        self.0
            .records
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}

impl Records {
    fn take_response(&mut self, request: &Request<Bytes>) -> Result<MockResponse, TransportError> {
        let matching = |(target, _): &&mut (Target, Queue)| target.matches(request);
        let mut given = 0;
        for (_, queue) in self.stubs.iter_mut().filter(matching) {
            if let Some(mock) = queue.next() {
                return Ok(mock);
            }
            given += queue.given();
        }
        let message = self.missing(request, given);
        Err(TransportError::new(TransportErrorKind::Other, message))
    }

    fn missing(&self, request: &Request<Bytes>, given: usize) -> String {
        let path = Target::Path(request.method().clone(), request.uri().path().to_owned());
        let known = request.extensions().get::<OperationInfo>();
        let known = known.filter(|info| !info.path().is_empty()).cloned();
        let target = known.map_or(path, Target::Operation);
        match given {
            0 => {}
            1 => return format!("the only response of the stub for {target} was already used"),
            _ => {
                return format!("all {given} responses of the stub for {target} were already used");
            }
        }
        let stubs: Vec<_> = self
            .stubs
            .iter()
            .map(|(stub, _)| stub.to_string())
            .collect();
        match stubs.is_empty() {
            true => format!("no stub for {target}, nor for any other request"),
            false => format!("no stub for {target}, only for {}", stubs.join(", ")),
        }
    }
}

impl Default for MockTransport {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for MockTransport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let records = self.records();
        f.debug_struct("MockTransport")
            .field("stubs", &records.stubs)
            .field("sent", &records.sent)
            .finish()
    }
}

impl Transport for MockTransport {
    fn send(&self, request: Request<Body>, limits: Limits) -> TransportFuture<'_> {
        Box::pin(async move {
            let (parts, content) = request.into_parts();
            let body = content.collect().await?;
            self.respond(Request::from_parts(parts, body), limits)
        })
    }

    fn clock(&self) -> Arc<dyn Clock> {
        Arc::<VirtualClock>::clone(&self.0.clock)
    }
}

#[cfg(feature = "blocking")]
impl BlockingTransport for MockTransport {
    fn send_blocking(
        &self,
        request: Request<Body>,
        limits: Limits,
    ) -> Result<Response<Bytes>, TransportError> {
        park::block_on(self.send(request, limits))
    }

    fn clock(&self) -> Arc<dyn Clock> {
        Arc::<VirtualClock>::clone(&self.0.clock)
    }
}
