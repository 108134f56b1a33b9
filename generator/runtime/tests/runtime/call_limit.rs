//! The maximum number of calls of a client at the same time.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

use bytes::Bytes;
use http::{Request, Response};
use sdksmith_runtime::testing::{MockResponse, MockTransport};
use sdksmith_runtime::{
    Binary, BlockingTransport, Body, Client, ClientBuilder, Limits, Operation, OperationInfo,
    RequestWriter, Transport, TransportError, TransportFuture,
};
use tokio::sync::Semaphore;

use crate::support::{PROFILE, Ping, SERVER};

/// Counts the requests in progress. A request ends when the gate has a permit for it.
#[derive(Clone)]
struct Gate {
    now: Arc<AtomicUsize>,
    most: Arc<AtomicUsize>,
    open: Arc<Semaphore>,
}

impl Gate {
    fn new(open: usize) -> Self {
        Self {
            now: Arc::default(),
            most: Arc::default(),
            open: Arc::new(Semaphore::new(open)),
        }
    }

    fn begin(&self) -> InProgress {
        let now = self.now.fetch_add(1, Ordering::SeqCst) + 1;
        self.most.fetch_max(now, Ordering::SeqCst);
        InProgress(Arc::clone(&self.now))
    }

    fn most(&self) -> usize {
        self.most.load(Ordering::SeqCst)
    }
}

struct InProgress(Arc<AtomicUsize>);

impl Drop for InProgress {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::SeqCst);
    }
}

impl Transport for Gate {
    fn send(&self, _: Request<Body>, _: Limits) -> TransportFuture<'_> {
        Box::pin(async {
            let _progress = self.begin();
            let permit = self.open.acquire().await.unwrap();
            tokio::task::yield_now().await;
            drop(permit);
            Ok(Response::new(Bytes::new()))
        })
    }
}

impl BlockingTransport for Gate {
    fn send_blocking(
        &self,
        _: Request<Body>,
        _: Limits,
    ) -> Result<Response<Bytes>, TransportError> {
        let _progress = self.begin();
        thread::sleep(Duration::from_millis(2));
        Ok(Response::new(Bytes::new()))
    }
}

fn limited(gate: &Gate, calls: usize) -> Client {
    let builder = ClientBuilder::new(&PROFILE).max_concurrent_calls(calls);
    let builder = builder.transport(gate.clone());
    builder.blocking_transport(gate.clone()).build().unwrap()
}

/// Starts calls that run concurrently, and lets each reach its first wait.
async fn start(client: &Client, calls: usize) -> Vec<tokio::task::JoinHandle<bool>> {
    let mut tasks = Vec::new();
    for _ in 0..calls {
        let call = client.call(Ping);
        tasks.push(tokio::spawn(async move { call.send().await.is_ok() }));
    }
    for _ in 0..calls {
        tokio::task::yield_now().await;
    }
    tasks
}

#[tokio::test]
async fn no_more_calls_run_than_the_client_allows() {
    for (limit, most) in [(3, 3), (1, 1), (0, 1), (100, 20)] {
        let gate = Gate::new(0);
        let client = limited(&gate, limit);
        let tasks = start(&client.clone(), 20).await;
        assert_eq!(gate.now.load(Ordering::SeqCst), most);
        gate.open.add_permits(1);
        for task in tasks {
            assert!(task.await.unwrap());
        }
        assert_eq!(gate.most(), most);
        assert_eq!(gate.now.load(Ordering::SeqCst), 0);
    }
}

#[tokio::test]
async fn a_dropped_call_gives_its_place_to_the_next() {
    let gate = Gate::new(0);
    let client = limited(&gate, 1);
    let tasks = start(&client, 4).await;
    // The first is in progress, the second waits.
    tasks[0].abort();
    tasks[1].abort();
    for _ in 0..10 {
        tokio::task::yield_now().await;
    }
    assert_eq!(gate.now.load(Ordering::SeqCst), 1);
    gate.open.add_permits(1);
    let mut outcomes = Vec::new();
    for task in tasks {
        outcomes.push(task.await.is_ok_and(|is_ok| is_ok));
    }
    assert_eq!(outcomes, [false, false, true, true]);
}

#[tokio::test]
async fn the_wait_counts_as_time_of_the_call() {
    let gate = Gate::new(0);
    let client = limited(&gate, 1);
    let first = start(&client, 1).await;
    let waiting = client.call(Ping).timeout(Duration::from_millis(20));
    let error = waiting.send().await.unwrap_err();
    assert!(error.is_busy() && error.is_transient(), "{error}");
    assert!(!error.may_have_taken_effect());
    assert_eq!(error.attempts(), 0);
    assert!(error.to_string().contains("concurrent calls"), "{error}");
    let blocked = client.call(Ping).timeout(Duration::from_millis(20));
    let blocked = tokio::task::spawn_blocking(|| blocked.send_blocking());
    assert!(blocked.await.unwrap().unwrap_err().is_busy());
    gate.open.add_permits(1);
    for task in first {
        assert!(task.await.unwrap());
    }
    client.call(Ping).send().await.unwrap();
}

#[test]
fn blocking_calls_share_the_limit() {
    let gate = Gate::new(0);
    let client = limited(&gate, 2);
    thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| client.call(Ping).send_blocking().unwrap());
        }
    });
    assert!((1..=2).contains(&gate.most()), "{}", gate.most());
}

#[tokio::test]
async fn a_call_keeps_its_place_between_attempts() {
    let transport = MockTransport::new();
    let stub = transport.on::<Ping>().respond(MockResponse::status(429));
    let _ = stub.respond(MockResponse::status(204));
    let builder = ClientBuilder::new(&PROFILE).max_concurrent_calls(1);
    let client = builder.transport(transport.clone()).build().unwrap();
    client.call(Ping).send().await.unwrap();
    assert_eq!(transport.sent().len(), 2);
}

/// Responses that are streamed count until they are dropped.
#[tokio::test]
async fn a_download_is_in_progress_until_it_is_dropped() {
    let transport = MockTransport::new();
    let response = MockResponse::status(200).body("content");
    let _ = transport.on::<FetchFile>().respond(response).always();
    let builder = ClientBuilder::new(&PROFILE).max_concurrent_calls(1);
    let client = builder.transport(transport).build().unwrap();
    let call = || client.call(FetchFile).timeout(Duration::from_millis(20));
    let download = call().download().await.unwrap();
    assert!(call().download().await.unwrap_err().is_busy());
    assert!(call().send().await.unwrap_err().is_busy());
    drop(download);
    assert_eq!(&call().send().await.unwrap()[..], b"content");
}

/// An operation whose response is bytes.
#[derive(Clone, Debug)]
struct FetchFile;

impl Operation for FetchFile {
    type ResponseBody = Binary;

    const INFO: OperationInfo = OperationInfo::get("FetchFile", SERVER, "/file").public();

    fn write(&self, _: &mut RequestWriter) {}
}
