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
use super::super::transport::stream::BodyReader;
use super::super::transport::stream::BodyStream;
use super::super::transport::{Limits, StreamFuture, Transport, TransportFuture};
#[cfg(feature = "blocking")]
use super::super::transport::{body_reader, park};
use super::clock::VirtualClock;
use super::expected;
use super::mock_chunks::MockChunks;
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

    /// Returns the mock response to a request, which is recorded.
    fn respond(
        &self,
        request: Request<Bytes>,
        limits: Limits,
    ) -> Result<MockResponse, TransportError> {
        let sent = SentRequest::new(request);
        self.records().sent.push(sent.clone());
        let mut mock = self.records().take_response(sent.http())?;
        while let Outcome::Computed(compute) = mock.outcome {
            self.0.clock.wait(mock.delay, limits.timeout)?;
            mock = compute(&sent);
        }
        Ok(mock)
    }

    /// Carries out a mock response whose whole body is awaited, within the limits.
    fn perform(
        &self,
        mock: MockResponse,
        limits: Limits,
    ) -> Result<Response<Bytes>, TransportError> {
        let pauses = mock.chunks.iter().map(|(_, pause)| *pause);
        let delay = pauses.fold(mock.delay, Duration::saturating_add);
        let response = self.begin(mock.outcome, delay, limits)?;
        if response.body().len() > limits.max_response_bytes {
            let head = response.map(|_| Bytes::new());
            return Err(TransportError::from(TransportErrorKind::TooLarge).with_response(head));
        }
        match mock.breaks_off {
            true => {
                Err(TransportError::from(TransportErrorKind::Interrupted).with_response(response))
            }
            false => Ok(response),
        }
    }

    /// Carries out a mock response whose chunks are awaited one by one, each within the limit.
    fn perform_streamed(
        &self,
        mock: MockResponse,
        limits: Limits,
    ) -> Result<Response<BodyStream>, TransportError> {
        let response = self.begin(mock.outcome, mock.delay, limits)?;
        let clock = Arc::clone(&self.0.clock);
        Ok(response.map(|body| {
            let (lengths, breaks_off) = (mock.chunks, mock.breaks_off);
            let chunks = MockChunks::new(body, lengths, breaks_off, clock, limits.timeout);
            Box::pin(chunks) as BodyStream
        }))
    }

    /// Returns the response after a delay, if it is shorter than the limit.
    fn begin(
        &self,
        outcome: Outcome,
        delay: Duration,
        limits: Limits,
    ) -> Result<Response<Bytes>, TransportError> {
        self.0.clock.wait(delay, limits.timeout)?;
        match outcome {
            Outcome::Response(response) => Ok(response),
            Outcome::Fault(kind) => Err(kind.into()),
            Outcome::Computed(_) => Err(TransportErrorKind::Other.into()),
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

/// Returns the request with its whole body.
async fn in_memory(request: Request<Body>) -> Result<Request<Bytes>, TransportError> {
    let (parts, content) = request.into_parts();
    Ok(Request::from_parts(parts, content.collect().await?))
}

impl Transport for MockTransport {
    fn send(&self, request: Request<Body>, limits: Limits) -> TransportFuture<'_> {
        Box::pin(async move {
            let mock = self.respond(in_memory(request).await?, limits)?;
            self.perform(mock, limits)
        })
    }

    fn stream(&self, request: Request<Body>, limits: Limits) -> StreamFuture<'_> {
        Box::pin(async move {
            let mock = self.respond(in_memory(request).await?, limits)?;
            self.perform_streamed(mock, limits)
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

    fn stream_blocking(
        &self,
        request: Request<Body>,
        limits: Limits,
    ) -> Result<Response<BodyReader>, TransportError> {
        let response = park::block_on(self.stream(request, limits))?;
        Ok(response.map(body_reader::reader))
    }

    fn clock(&self) -> Arc<dyn Clock> {
        Arc::<VirtualClock>::clone(&self.0.clock)
    }
}
