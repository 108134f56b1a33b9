//! Timeouts of attempts and calls.

use std::time::{Duration, Instant};

use sdksmith_runtime::testing::{MockResponse, MockTransport};
use sdksmith_runtime::{Clock, SystemClock};

use crate::support::{PROFILE, Ping, credentials};

const SECOND: Duration = Duration::from_secs(1);

fn builder(transport: &MockTransport) -> sdksmith_runtime::ClientBuilder {
    sdksmith_runtime::ClientBuilder::new(&PROFILE)
        .credentials(credentials())
        .transport(transport.clone())
}

/// Creates a server that responds after this number of seconds.
fn slow(seconds: u32) -> MockTransport {
    let transport = MockTransport::new();
    let response = MockResponse::status(204).slow(seconds * SECOND);
    let _ = transport.on::<Ping>().respond(response).always();
    transport
}

#[tokio::test]
async fn attempt_times_out_after_thirty_seconds() {
    let client = builder(&slow(30)).build().unwrap();
    client.call(Ping).send().await.unwrap();
    let client = builder(&slow(31)).build().unwrap();
    assert!(client.call(Ping).send().await.unwrap_err().is_timeout());
}

#[tokio::test]
async fn client_timeouts_apply() {
    for short in [
        builder(&slow(3)).timeout(2 * SECOND),
        builder(&slow(3)).attempt_timeout(2 * SECOND),
    ] {
        let call = short.build().unwrap().call(Ping);
        assert!(call.clone().send().await.unwrap_err().is_timeout());
        let longer = call.timeout(3 * SECOND).attempt_timeout(3 * SECOND);
        longer.send().await.unwrap();
    }
    for call in [
        builder(&slow(3))
            .build()
            .unwrap()
            .call(Ping)
            .timeout(2 * SECOND),
        builder(&slow(3))
            .build()
            .unwrap()
            .call(Ping)
            .attempt_timeout(2 * SECOND),
    ] {
        assert!(call.send().await.unwrap_err().is_timeout());
    }
}

#[tokio::test]
async fn last_attempt_gets_the_remaining_time() {
    let transport = MockTransport::new();
    let stub = transport.on::<Ping>();
    let stub = stub.respond(MockResponse::status(503).header("retry-after", "5"));
    let _ = stub.respond(MockResponse::status(204).slow(5 * SECOND));
    let client = builder(&transport).build().unwrap();
    let policy = || sdksmith_runtime::ExponentialBackoff::new(Duration::ZERO, SECOND);
    let call = client.call(Ping).retry(policy());
    let error = call.timeout(9 * SECOND).send().await.unwrap_err();
    assert!(error.is_timeout() && error.attempts() == 2, "{error}");
}

#[tokio::test]
async fn delay_beyond_the_call_timeout_is_skipped() {
    let transport = MockTransport::new();
    let busy = MockResponse::status(429).header("retry-after", "3600");
    let _ = transport.on::<Ping>().respond(busy);
    let client = builder(&transport).build().unwrap();
    let error = client.call(Ping).send().await.unwrap_err();
    assert!(error.is_rate_limited() && error.attempts() == 1, "{error}");
    assert!(transport.delays().is_empty());
}

#[tokio::test]
async fn system_clock_sleeps_without_a_runtime_and_never_wakes_early() {
    let pause = Duration::from_millis(5);
    let begin = Instant::now();
    SystemClock.sleep(pause).await;
    assert!(begin.elapsed() >= pause);
    SystemClock.block(pause);
    assert!(begin.elapsed() >= 2 * pause);
    SystemClock.sleep(Duration::ZERO).await;
}
