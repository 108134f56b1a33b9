//! The limits of retries and of their attempts: delays, budgets and times at their extremes.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use bytes::Bytes;
use http::{Request, Response};
use sdksmith_runtime::testing::{MockResponse, MockTransport};
use sdksmith_runtime::{
    Body, Call, Client, ClientBuilder, ExponentialBackoff, FailedAttempt, Limits, RetryBudget,
    RetryPolicy, Transport, TransportError, TransportErrorKind, TransportFuture,
};

use crate::support::{FetchThing, PROFILE, Ping, credentials};

const SECOND: Duration = Duration::from_secs(1);

const CENTURY: Duration = Duration::from_secs(100 * 365 * 24 * 60 * 60);

fn builder(transport: impl Transport) -> ClientBuilder {
    let builder = ClientBuilder::new(&PROFILE).credentials(credentials());
    builder.transport(transport)
}

/// A server that responds to everything in the same way.
fn responding(response: MockResponse) -> MockTransport {
    let transport = MockTransport::new();
    let _ = transport.on::<FetchThing>().respond(response).always();
    transport
}

fn fetch(client: &Client) -> Call<FetchThing> {
    client.call(FetchThing { id: "1".into() })
}

#[tokio::test]
async fn delays_of_many_attempts_stay_at_the_longest() {
    let transport = responding(MockResponse::status(500));
    let policy = ExponentialBackoff::new(SECOND, 10 * SECOND).seeded(7);
    let builder = builder(transport.clone()).retry_budget(RetryBudget::unlimited());
    let builder = builder.retry(policy.max_attempts(100));
    let client = builder.timeout(Duration::MAX).build().unwrap();
    let error = fetch(&client).send().await.unwrap_err();
    assert_eq!(error.attempts(), 100);
    let delays = transport.delays();
    assert!(
        delays.iter().all(|delay| *delay <= 10 * SECOND),
        "{delays:?}"
    );
    // They are spread over all of it.
    let late = delays.iter().skip(10);
    assert!(late.clone().any(|delay| *delay < 2 * SECOND), "{delays:?}");
    assert!(late.clone().any(|delay| *delay > 8 * SECOND), "{delays:?}");
}

/// Allows one retry at once.
#[derive(Debug)]
struct Once;

impl RetryPolicy for Once {
    fn delay_after(&self, failed: &FailedAttempt<'_>) -> Option<Duration> {
        (failed.number() == 1).then_some(Duration::ZERO)
    }
}

#[tokio::test]
async fn savings_of_a_budget_have_a_limit() {
    let transport = responding(MockResponse::status(500));
    let _ = transport
        .on::<Ping>()
        .respond(MockResponse::status(204))
        .always();
    let builder = builder(transport.clone()).retry(Once);
    let client = builder
        .retry_budget(RetryBudget::new(2, 100))
        .build()
        .unwrap();
    for _ in 0..10 {
        client.call(Ping).send().await.unwrap();
    }
    for _ in 0..10 {
        fetch(&client).send().await.unwrap_err();
    }
    assert_eq!(transport.sent_to::<FetchThing>().len(), 10 + 2);
}

#[tokio::test]
async fn clones_of_a_client_share_its_budget() {
    let transport = responding(MockResponse::status(500));
    let builder = builder(transport.clone()).retry(Once);
    let client = builder
        .retry_budget(RetryBudget::new(3, 0))
        .build()
        .unwrap();
    for client in vec![client; 10] {
        fetch(&client).send().await.unwrap_err();
    }
    assert_eq!(transport.sent().len(), 10 + 3);
}

#[tokio::test]
async fn time_of_a_policy_includes_the_delay() {
    for (requested, attempts) in [("1", 3), ("2", 2), ("3", 1)] {
        let busy = MockResponse::status(503).header("retry-after", requested);
        let transport = responding(busy);
        let policy = ExponentialBackoff::new(Duration::ZERO, Duration::ZERO);
        let builder = builder(transport).retry(policy.max_elapsed(2 * SECOND));
        let error = fetch(&builder.build().unwrap()).send().await.unwrap_err();
        assert_eq!(error.attempts(), attempts, "{requested}");
    }
}

#[tokio::test]
async fn a_shared_policy_decides_as_its_own() {
    for attempts in [1, 3] {
        let transport = responding(MockResponse::status(500));
        let policy = ExponentialBackoff::new(SECOND, SECOND).max_attempts(attempts);
        let client = builder(transport.clone()).retry(Arc::new(policy)).build();
        let error = fetch(&client.unwrap()).send().await.unwrap_err();
        assert_eq!(error.attempts(), attempts);
        let delays = transport.delays();
        assert!(delays.iter().any(|delay| !delay.is_zero()) || attempts == 1);
    }
}

#[tokio::test]
async fn uncertain_attempt_makes_the_call_uncertain() {
    for (first, is_uncertain) in [(500, true), (429, false)] {
        let transport = MockTransport::new();
        let responses = transport.on::<Ping>();
        let responses = responses.respond(MockResponse::status(first));
        let _ = responses.respond(MockResponse::status(404));
        let client = builder(transport).build().unwrap();
        let error = client.call(Ping).idempotent().send().await.unwrap_err();
        assert_eq!((error.attempts(), error.is_not_found()), (2, true));
        assert_eq!(error.may_have_taken_effect(), is_uncertain, "{first}");
    }
}

/// Records the limits of each attempt, all of which time out.
#[derive(Clone, Default)]
struct Recording(Arc<Mutex<Vec<Limits>>>);

impl Transport for Recording {
    fn send(&self, _: Request<Body>, limits: Limits) -> TransportFuture<'_> {
        self.0.lock().unwrap().push(limits);
        Box::pin(async {
            let error = TransportError::new(TransportErrorKind::Timeout, "too slow");
            Err::<Response<Bytes>, _>(error)
        })
    }
}

#[tokio::test]
async fn limits_of_an_attempt_are_within_those_of_the_call() {
    let all = [Duration::ZERO, SECOND, 50 * SECOND, Duration::MAX];
    for call in all {
        for attempt in all {
            for connect in all {
                let transport = Recording::default();
                let builder = builder(transport.clone()).timeout(call);
                let builder = builder.attempt_timeout(attempt).connect_timeout(connect);
                let client = builder.build().unwrap();
                let error = client.call(Ping).send().await.unwrap_err();
                assert!(error.is_timeout() && error.attempts() == 1, "{error}");
                let limits = transport.0.lock().unwrap()[0];
                assert_eq!(limits.call_timeout, call.min(CENTURY));
                assert_eq!(limits.timeout, attempt.min(call).min(CENTURY));
                assert_eq!(limits.connect_timeout, connect.min(limits.timeout));
            }
        }
    }
}

/// A limit of zero is exceeded at once, whichever it is.
#[tokio::test]
async fn limits_of_zero_end_a_call_at_once() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let limited: [fn(ClientBuilder) -> ClientBuilder; 3] = [
        |builder| builder.timeout(Duration::ZERO),
        |builder| builder.attempt_timeout(Duration::ZERO),
        // A connection on this machine may come about in no time at all.
        |builder| {
            let builder = builder.connect_timeout(Duration::ZERO);
            builder.attempt_timeout(Duration::from_millis(200))
        },
    ];
    for limit in limited {
        let builder = crate::support::builder().base_url(&url);
        let client = limit(builder).build().unwrap();
        let error = client.call(Ping).send().await.unwrap_err();
        assert!(error.is_timeout() || error.is_connect(), "{error:?}");
        let blocking = tokio::task::spawn_blocking(move || client.call(Ping).send_blocking());
        let error = blocking.await.unwrap().unwrap_err();
        assert!(error.is_timeout() || error.is_connect(), "{error:?}");
    }
}
