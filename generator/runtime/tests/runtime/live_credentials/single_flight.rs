//! Calls that need the same credentials at the same time.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

use sdksmith_runtime::testing::{MockResponse, MockTransport};
use sdksmith_runtime::{Client, Credentials, CredentialsError, NoRetry, ProvidedCredentials};
use tokio::sync::Semaphore;
use tokio::task::{JoinHandle, yield_now};

use super::token_server::{Reply, Server, done, issue};
use super::{Fetch, Supplied, builder};
use sdksmith_runtime::OAuth2;

/// A provider whose requests end when the gate has a permit for each.
#[derive(Clone)]
struct Gated {
    asked: Arc<AtomicUsize>,
    gate: Arc<Semaphore>,
    supply: fn(usize) -> Supplied,
}

impl Gated {
    fn new(supply: fn(usize) -> Supplied) -> Self {
        Self {
            asked: Arc::default(),
            gate: Arc::new(Semaphore::new(0)),
            supply,
        }
    }

    fn asked(&self) -> usize {
        self.asked.load(Ordering::SeqCst)
    }

    /// A client whose calls need no time beside the provider's.
    fn client(&self) -> Client {
        let own = self.clone();
        let credentials = Credentials::provided_by(move || {
            let own = own.clone();
            async move {
                let number = own.asked.fetch_add(1, Ordering::SeqCst) + 1;
                own.gate.acquire().await.unwrap().forget();
                (own.supply)(number)
            }
        });
        let server = RealTime(MockTransport::new());
        let stub = server.0.on::<Fetch>().respond(MockResponse::status(204));
        let _ = stub.always();
        let builder = builder(credentials).retry(NoRetry);
        builder.transport(server).build().unwrap()
    }
}

/// The mock transport, with a clock that waits: that of the mock passes every limit at once.
struct RealTime(MockTransport);

impl sdksmith_runtime::Transport for RealTime {
    fn send(
        &self,
        request: http::Request<sdksmith_runtime::Body>,
        limits: sdksmith_runtime::Limits,
    ) -> sdksmith_runtime::TransportFuture<'_> {
        self.0.send(request, limits)
    }
}

/// Starts calls, and lets each reach its first wait.
async fn start(client: &Client, calls: usize) -> Vec<JoinHandle<Result<(), String>>> {
    let call = |_| {
        let call = client.call(Fetch);
        tokio::spawn(async move { call.send().await.map_err(|error| error.to_string()) })
    };
    let tasks = (0..calls).map(call).collect();
    for _ in 0..10 {
        yield_now().await;
    }
    tasks
}

fn key(number: usize) -> Supplied {
    let key = Credentials::header("X-Key", format!("key-{number}"));
    Ok(ProvidedCredentials::new(key))
}

#[tokio::test]
async fn one_call_asks_the_provider_and_the_others_wait() {
    let provider = Gated::new(key);
    let client = provider.client();
    let tasks = start(&client, 100).await;
    assert_eq!(provider.asked(), 1);
    provider.gate.add_permits(1);
    for task in tasks {
        task.await.unwrap().unwrap();
    }
    assert_eq!(provider.asked(), 1);
}

#[tokio::test]
async fn credentials_for_one_call_serve_all_that_waited_for_them() {
    let provider = Gated::new(|number| Ok(key(number)?.expires_in(Duration::ZERO)));
    let client = provider.client();
    let tasks = start(&client, 20).await;
    provider.gate.add_permits(1);
    for task in tasks {
        task.await.unwrap().unwrap();
    }
    assert_eq!(provider.asked(), 1);
}

#[tokio::test]
async fn a_failure_is_that_of_all_calls_that_waited() {
    let provider = Gated::new(|_| Err(CredentialsError::new("sealed")));
    let client = provider.client();
    let tasks = start(&client, 20).await;
    provider.gate.add_permits(1);
    for task in tasks {
        let error = task.await.unwrap().unwrap_err();
        assert!(error.ends_with("can't be obtained: sealed"), "{error}");
    }
    assert_eq!(provider.asked(), 1);
    // A later call asks again.
    let tasks = start(&client, 1).await;
    assert_eq!(provider.asked(), 2);
    tasks[0].abort();
}

#[tokio::test]
async fn a_dropped_call_leaves_the_request_to_the_next_one() {
    let provider = Gated::new(key);
    let client = provider.client();
    let mut tasks = start(&client, 10).await;
    for dropped in 1..4 {
        let asking = tasks.remove(0);
        asking.abort();
        assert!(asking.await.unwrap_err().is_cancelled());
        // A call that waits is dropped, too.
        tasks.pop().unwrap().abort();
        for _ in 0..10 {
            yield_now().await;
        }
        assert_eq!(provider.asked(), dropped + 1);
    }
    provider.gate.add_permits(1);
    for task in tasks {
        task.await.unwrap().unwrap();
    }
    assert_eq!(provider.asked(), 4);
}

#[tokio::test]
async fn a_call_without_time_does_not_fail_the_others() {
    let provider = Gated::new(key);
    let client = provider.client();
    let short = client.call(Fetch).timeout(Duration::from_millis(20));
    let short = tokio::spawn(short.send());
    yield_now().await;
    let tasks = start(&client, 5).await;
    assert!(short.await.unwrap().unwrap_err().is_timeout());
    provider.gate.add_permits(1);
    for task in tasks {
        task.await.unwrap().unwrap();
    }
    assert_eq!(provider.asked(), 2);
}

#[test]
fn a_provider_that_panics_leaves_the_request_to_the_next_call() {
    let provider = Gated::new(|number| match number {
        1 => panic!("a fault of the provider"),
        _ => key(number),
    });
    let runtime = tokio::runtime::Builder::new_current_thread();
    let runtime = { runtime }.enable_all().build().unwrap();
    runtime.block_on(async {
        let client = provider.client();
        let mut tasks = start(&client, 3).await;
        provider.gate.add_permits(2);
        assert!(tasks.remove(0).await.unwrap_err().is_panic());
        for task in tasks {
            task.await.unwrap().unwrap();
        }
    });
    assert_eq!(provider.asked(), 2);
}

/// A server whose first token request gets no response, and a client of it.
fn silent_at_first() -> (Server, Client) {
    let server = Server::start(|request, number| match request.path.as_str() {
        "/token" if number == 1 => Reply::Silence,
        "/token" => issue("token"),
        _ => done(),
    });
    let tokens = OAuth2::client_credentials(server.url("/token"), "id", "secret");
    let builder = builder(Credentials::oauth2(tokens)).base_url(server.url(""));
    (server, builder.build().unwrap())
}

#[tokio::test]
async fn a_dropped_call_strands_nobody_on_real_sockets() {
    let (server, client) = silent_at_first();
    let asking = tokio::spawn(client.call(Fetch).send());
    server.wait_for("/token", 1).await;
    let waiting: Vec<_> = (0..5)
        .map(|_| tokio::spawn(client.call(Fetch).send()))
        .collect();
    for _ in 0..10 {
        yield_now().await;
    }
    asking.abort();
    for task in waiting {
        task.await.unwrap().unwrap();
    }
    assert_eq!(server.received("/token").len(), 2);
}

#[tokio::test]
async fn a_hundred_calls_send_one_token_request() {
    let server = Server::start(|request, _| match request.path.as_str() {
        "/token" => issue("token"),
        _ => done(),
    });
    let tokens = OAuth2::client_credentials(server.url("/token"), "id", "secret");
    let client = builder(Credentials::oauth2(tokens)).base_url(server.url(""));
    let client = client.build().unwrap();
    let tasks: Vec<_> = (0..100)
        .map(|_| tokio::spawn(client.call(Fetch).send()))
        .collect();
    for task in tasks {
        task.await.unwrap().unwrap();
    }
    assert_eq!(server.received("/token").len(), 1);
    assert_eq!(server.received("/things").len(), 100);
}

#[test]
fn blocking_calls_send_one_token_request() {
    let server = Server::start(|request, _| match request.path.as_str() {
        "/token" => issue("token"),
        _ => done(),
    });
    let tokens = OAuth2::client_credentials(server.url("/token"), "id", "secret");
    let client = builder(Credentials::oauth2(tokens)).base_url(server.url(""));
    let client = client.build().unwrap();
    thread::scope(|scope| {
        for _ in 0..20 {
            scope.spawn(|| client.call(Fetch).send_blocking().unwrap());
        }
    });
    assert_eq!(server.received("/token").len(), 1);
    assert_eq!(server.received("/things").len(), 20);
}
