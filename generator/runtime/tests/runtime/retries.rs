//! When a call is retried, and when it is not.

use std::time::Duration;

use sdksmith_runtime::testing::{MockResponse, MockTransport};
use sdksmith_runtime::{
    Call, Client, ClientBuilder, Credentials, Empty, ErrorMeaning, ExponentialBackoff,
    FailedAttempt, NoRetry, Operation, OperationInfo, Profile, RequestWriter, RetryBudget,
    RetryPolicy,
};
use serde_json::json;

use crate::support::{PROFILE, SERVER, credentials};

/// An operation without arguments for each method.
macro_rules! operations {
    ($($name:ident $method:ident),+) => {
        $(
            #[derive(Clone, Debug)]
            struct $name;

            impl Operation for $name {
                type ResponseBody = Empty;
                const INFO: OperationInfo = OperationInfo::$method(stringify!($name), SERVER, "/");
                fn write(&self, _: &mut RequestWriter) {}
            }
        )+
    };
}
operations!(Get get, Put put, Delete delete, Post post, Patch patch);

fn builder(transport: &MockTransport) -> ClientBuilder {
    ClientBuilder::new(&PROFILE)
        .credentials(credentials())
        .transport(transport.clone())
}

fn client(transport: &MockTransport) -> Client {
    builder(transport).build().unwrap()
}

/// Returns whether a call with this failure is retried by default.
async fn is_sent_again<O: Operation>(operation: O, response: &MockResponse) -> bool {
    let transport = MockTransport::new();
    let responses = transport.on::<O>();
    let _ = responses
        .respond(response.clone())
        .respond(MockResponse::status(204));
    let result = client(&transport).call(operation).send().await;
    let sent = transport.sent().len();
    assert_eq!(result.is_ok(), sent == 2);
    sent == 2
}

#[tokio::test]
async fn refused_requests_are_retried_for_every_method() {
    let busy = MockResponse::status(503);
    for response in &[
        MockResponse::status(429),
        busy.clone().header("retry-after", "1"),
        busy.header("retry-after", "Wed, 01 Jan 2025 00:00:09 GMT"),
        MockResponse::connection_refused(),
    ] {
        assert!(is_sent_again(Get, response).await, "{response:?}");
        assert!(is_sent_again(Put, response).await, "{response:?}");
        assert!(is_sent_again(Delete, response).await, "{response:?}");
        assert!(is_sent_again(Post, response).await, "{response:?}");
        assert!(is_sent_again(Patch, response).await, "{response:?}");
    }
}

#[tokio::test]
async fn ambiguous_failures_are_retried_only_for_idempotent_methods() {
    let faults = [MockResponse::timeout(), MockResponse::connection_reset()];
    let responses = [408, 500, 502, 503, 504].map(MockResponse::status);
    let unreadable = MockResponse::status(503).header("retry-after", "soon");
    for response in faults.iter().chain(&responses).chain([
        &MockResponse::html(502),
        &MockResponse::html(503),
        &unreadable,
    ]) {
        assert!(is_sent_again(Get, response).await, "{response:?}");
        assert!(is_sent_again(Put, response).await, "{response:?}");
        assert!(is_sent_again(Delete, response).await, "{response:?}");
        assert!(!is_sent_again(Post, response).await, "{response:?}");
        assert!(!is_sent_again(Patch, response).await, "{response:?}");
    }
}

#[tokio::test]
async fn api_names_statuses_by_which_it_did_nothing() {
    static WORDY: Profile = Profile {
        errors: ErrorMeaning {
            unprocessed: &[503, 529],
            ..PROFILE_ERRORS
        },
        ..Profile::generic("things", "1.2.3")
    };
    const PROFILE_ERRORS: ErrorMeaning = ErrorMeaning::COMMON;
    for (status, is_sent_twice) in [(503, true), (529, false), (500, false)] {
        let transport = MockTransport::new();
        let responses = transport.on::<Post>().respond(MockResponse::status(status));
        let _ = responses.respond(MockResponse::status(204));
        let builder = ClientBuilder::new(&WORDY).transport(transport.clone());
        let client = builder
            .credentials(Credentials::bearer("t"))
            .build()
            .unwrap();
        let outcome = client.call(Post).send().await;
        assert_eq!(outcome.is_ok(), is_sent_twice, "{status}");
        let says_so = |error: sdksmith_runtime::Error| error.may_have_taken_effect();
        // 529 isn't transient, so that the call isn't repeated; still nothing was done.
        assert_eq!(
            outcome.err().is_some_and(says_so),
            status == 500,
            "{status}"
        );
    }
}

#[tokio::test]
async fn permanent_failures_are_not_retried() {
    for status in [301, 304, 400, 401, 403, 404, 409, 422, 501, 505] {
        assert!(
            !is_sent_again(Get, &MockResponse::status(status)).await,
            "{status}"
        );
        assert!(
            !is_sent_again(Post, &MockResponse::status(status)).await,
            "{status}"
        );
    }
}

#[tokio::test]
async fn post_is_retried_if_marked_idempotent() {
    let transport = MockTransport::new();
    let responses = transport.on::<Post>().respond(MockResponse::timeout());
    responses
        .respond(MockResponse::status(500))
        .respond(MockResponse::status(204));
    client(&transport)
        .call(Post)
        .idempotent()
        .send()
        .await
        .unwrap();
    transport.assert_all_used();
}

/// A policy that always retries.
#[derive(Debug)]
struct Stubborn;

impl RetryPolicy for Stubborn {
    fn delay_after(&self, _: &FailedAttempt<'_>) -> Option<Duration> {
        Some(Duration::ZERO)
    }
}

#[tokio::test]
async fn no_policy_retries_a_post_after_an_ambiguous_failure() {
    for response in [
        MockResponse::timeout(),
        MockResponse::status(500),
        MockResponse::status(302),
    ] {
        let transport = MockTransport::new();
        let _ = transport.on::<Post>().respond(response);
        let error = client(&transport).call(Post).retry(Stubborn).send().await;
        assert!(error.unwrap_err().may_have_taken_effect());
        transport.assert_all_used();
    }
}

#[tokio::test]
async fn policy_may_retry_refused_requests() {
    let transport = MockTransport::new();
    let stub = transport.on::<Post>().respond(MockResponse::status(409));
    stub.respond(MockResponse::status(204));
    let call = client(&transport).call(Post);
    call.retry(Stubborn.max_attempts(2)).send().await.unwrap();
}

/// Returns the delays of a call to a server that never recovers.
async fn pauses_of(
    change: impl FnOnce(Call<Get>) -> Call<Get>,
    response: MockResponse,
) -> Vec<Duration> {
    let transport = MockTransport::new();
    let _ = transport.on::<Get>().respond(response).always();
    let call = client(&transport).call(Get);
    change(call).send().await.unwrap_err();
    transport.delays()
}

const SECOND: Duration = Duration::from_secs(1);

#[tokio::test]
async fn delays_grow_exponentially_with_jitter() {
    let backoff = |seed| {
        ExponentialBackoff::new(SECOND, 8 * SECOND)
            .seeded(seed)
            .max_attempts(7)
    };
    let pauses = pauses_of(|call| call.retry(backoff(1)), MockResponse::status(500)).await;
    let ceilings = [1, 2, 4, 8, 8, 8].map(|seconds| seconds * SECOND);
    assert_eq!(pauses.len(), ceilings.len());
    assert!(
        pauses
            .iter()
            .zip(ceilings)
            .all(|(pause, ceiling)| *pause <= ceiling)
    );
    assert!(pauses.iter().any(|pause| *pause > SECOND), "{pauses:?}");
    let again = pauses_of(|call| call.retry(backoff(1)), MockResponse::status(500)).await;
    let other = pauses_of(|call| call.retry(backoff(2)), MockResponse::status(500)).await;
    assert_eq!(pauses, again);
    assert_ne!(pauses, other);
}

#[tokio::test]
async fn extreme_durations_do_not_overflow() {
    let backoff = ExponentialBackoff::new(Duration::MAX, Duration::MAX);
    let change = |call: Call<Get>| call.retry(backoff).timeout(Duration::MAX);
    let busy = MockResponse::status(429).header("retry-after", &u64::MAX.to_string());
    assert!(pauses_of(change, busy).await.is_empty());
}

#[tokio::test]
async fn attempts_and_total_time_are_limited() {
    let server_error = || MockResponse::status(500);
    assert_eq!(pauses_of(|call| call, server_error()).await.len(), 3);
    assert!(pauses_of(Call::no_retry, server_error()).await.is_empty());
    let once = |call: Call<Get>| call.retry(NoRetry);
    assert!(pauses_of(once, server_error()).await.is_empty());

    let policy = ExponentialBackoff::new(Duration::ZERO, SECOND).max_elapsed(2 * SECOND);
    let slow = server_error().slow(SECOND);
    let pauses = pauses_of(|call| call.retry(policy), slow).await;
    assert_eq!(pauses, [Duration::ZERO; 2]);
}

#[tokio::test]
async fn retry_after_header_is_honoured() {
    let pause = async |response: MockResponse| {
        let policy = ExponentialBackoff::new(Duration::ZERO, SECOND).max_attempts(2);
        pauses_of(|call| call.retry(policy), response).await
    };
    let busy = || MockResponse::status(429);
    assert_eq!(pause(busy().header("retry-after", "7")).await, [7 * SECOND]);
    // Relative to the clock of the client, which starts in 2025.
    let date = busy().header("retry-after", "Wed, 01 Jan 2025 00:00:09 GMT");
    assert_eq!(pause(date.clone()).await, [9 * SECOND]);
    // Relative to the clock of the server, if the response has a date.
    let both = date.header("date", "Wed, 01 Jan 2025 00:00:05 GMT");
    assert_eq!(pause(both).await, [4 * SECOND]);
    let past = busy().header("retry-after", "Wed, 01 Jan 2020 00:00:00 GMT");
    assert_eq!(pause(past).await, [Duration::ZERO]);
    let nonsense = busy().header("retry-after", "soon");
    assert_eq!(pause(nonsense).await, [Duration::ZERO]);
}

#[tokio::test]
async fn retry_budget_limits_retries_during_an_outage() {
    let transport = MockTransport::new();
    let budget = RetryBudget::new(5, 50);
    let client = builder(&transport).retry_budget(budget).build().unwrap();
    let _ = transport
        .on::<Get>()
        .respond(MockResponse::status(500))
        .always();
    for _ in 0..10 {
        client.call(Get).send().await.unwrap_err();
    }
    assert_eq!(transport.sent().len(), 10 + 5);

    let _ = transport
        .on::<Put>()
        .respond(MockResponse::status(204))
        .always();
    for _ in 0..4 {
        client.call(Put).send().await.unwrap();
    }
    for _ in 0..10 {
        client.call(Get).send().await.unwrap_err();
    }
    assert_eq!(transport.sent_to::<Get>().len(), 20 + 5 + 2);
}

/// Returns whether each of these calls, which fail at first, is retried.
async fn retries_of(budget: RetryBudget, calls: &str) -> Vec<bool> {
    let transport = MockTransport::new();
    let client = builder(&transport).retry_budget(budget).build().unwrap();
    let mut retried = Vec::new();
    for call in calls.chars() {
        let before = transport.sent().len();
        let stub = transport.on::<Get>();
        if call == 'f' {
            let _ = stub
                .respond(MockResponse::status(500))
                .respond(MockResponse::status(400));
            client.call(Get).send().await.unwrap_err();
            retried.push(transport.sent().len() - before == 2);
            if retried.last() == Some(&false) {
                // The second response is left over.
                client.call(Get).send().await.unwrap_err();
            }
        } else {
            let _ = stub.respond(MockResponse::status(204));
            client.call(Get).send().await.unwrap();
        }
    }
    retried
}

#[tokio::test]
async fn retry_budget_without_a_start_is_filled_by_successes() {
    let every = RetryBudget::new(0, 100);
    assert_eq!(retries_of(every, "fsfsf").await, [false, true, true]);
    let half = RetryBudget::new(0, 50);
    assert_eq!(
        retries_of(half, "fsfsff").await,
        [false, false, true, false]
    );
    let triple = RetryBudget::new(1, 300);
    assert_eq!(
        retries_of(triple, "ffsffff").await,
        [true, false, true, true, true, false]
    );
    let none = RetryBudget::new(0, 0);
    assert_eq!(retries_of(none, "sfsf").await, [false, false]);
    let huge = RetryBudget::new(0, u32::MAX);
    assert_eq!(retries_of(huge, "fsf").await, [false, true]);
}

#[tokio::test]
async fn attempt_that_the_call_cuts_off_does_not_hide_the_cause() {
    let transport = MockTransport::new();
    let busy = json!({"code": 20429, "message": "Slow down"});
    let stub = transport.on::<Post>();
    let stub = stub.respond(MockResponse::json(429, &busy).header("retry-after", "5"));
    let _ = stub.respond(MockResponse::status(204).slow(SECOND * 9));
    let call = client(&transport).call(Post).timeout(SECOND * 10);
    let error = call.send().await.unwrap_err();
    assert!(error.is_rate_limited() && error.is_timeout(), "{error}");
    assert_eq!((error.code(), error.attempts()), (Some(20429), 2));
    // The last attempt may have been carried out, whatever became of the first.
    assert!(error.may_have_taken_effect());
    assert_eq!(
        error.to_string(),
        "Post failed: 429 Too Many Requests: Slow down (code 20429) (after 2 attempts, the last of \
         which timed out)",
    );
    transport.assert_all_used();
}

#[tokio::test]
async fn attempt_with_all_its_time_times_out_as_such() {
    let transport = MockTransport::new();
    let stub = transport.on::<Post>().respond(MockResponse::status(429));
    let _ = stub.respond(MockResponse::timeout());
    let error = client(&transport).call(Post).send().await.unwrap_err();
    assert!(error.is_timeout() && !error.is_rate_limited(), "{error}");
    assert_eq!(error.status(), None);
}

#[tokio::test]
async fn last_error_is_returned_with_the_attempt_count() {
    let transport = MockTransport::new();
    let stub = transport.on::<Get>().respond(MockResponse::timeout());
    stub.respond_json(503, &serde_json::json!({"code": 20503, "message": "Down"}))
        .always();
    let error = client(&transport).call(Get).send().await.unwrap_err();
    assert_eq!(error.attempts(), 4);
    assert_eq!(
        error.to_string(),
        "Get failed: 503 Service Unavailable: Down (code 20503) (after 4 attempts)",
    );
}

#[tokio::test]
async fn undecodable_body_is_not_retried() {
    let transport = MockTransport::new();
    let stub = transport.on::<crate::support::FetchThing>();
    let _ = stub.respond(MockResponse::json(200, &"text").truncated());
    let call = client(&transport).call(crate::support::FetchThing { id: "1".into() });
    assert!(call.send().await.unwrap_err().is_decode());
    assert_eq!(transport.sent().len(), 1);
}
