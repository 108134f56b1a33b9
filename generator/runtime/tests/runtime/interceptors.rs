//! Interceptors: what they observe and what they can change.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use http::{HeaderMap, HeaderValue};
use sdksmith_runtime::testing::{MockResponse, MockTransport};
use sdksmith_runtime::{
    Attempt, ClientBuilder, Error, ExponentialBackoff, Interceptor, RawResponse,
};

use crate::support::{FetchThing, PROFILE, credentials};

/// Records the events, and numbers the attempts.
#[derive(Clone, Default)]
struct Journal(Arc<Mutex<Vec<String>>>);

impl Journal {
    fn note(&self, line: String) {
        self.0.lock().unwrap().push(line);
    }
}

impl Interceptor for Journal {
    fn before_attempt(&self, attempt: Attempt<'_>, headers: &mut HeaderMap) {
        let Attempt {
            operation, number, ..
        } = attempt;
        let secrets = headers.contains_key("authorization");
        self.note(format!("{} {number}, secrets: {secrets}", operation.name()));
        headers.insert("x-attempt", HeaderValue::from(number));
    }

    fn after_attempt(&self, attempt: Attempt<'_>, outcome: Result<&RawResponse, &Error>) {
        let outcome = match outcome {
            Ok(response) => response.status().to_string(),
            Err(error) => error.to_string(),
        };
        self.note(format!("{}: {outcome}", attempt.number));
    }
}

#[tokio::test]
async fn interceptor_sees_every_attempt_but_no_credentials() {
    let transport = MockTransport::new();
    let stub = transport
        .on::<FetchThing>()
        .respond(MockResponse::timeout());
    let _ = stub.respond_json(200, &serde_json::json!({"sid": "", "parts": []}));
    let journal = Journal::default();
    let builder = ClientBuilder::new(&PROFILE).credentials(credentials());
    let builder = builder
        .transport(transport.clone())
        .interceptor(journal.clone());
    let client = builder.build().unwrap();
    client
        .call(FetchThing { id: "1".into() })
        .send()
        .await
        .unwrap();

    assert_eq!(
        *journal.0.lock().unwrap(),
        [
            "FetchThing 1, secrets: false",
            "1: FetchThing failed: the time limit passed before the response was complete",
            "FetchThing 2, secrets: false",
            "2: 200 OK",
        ],
    );
    let sent = transport.sent();
    let numbers: Vec<_> = sent
        .iter()
        .map(|request| request.header("x-attempt"))
        .collect();
    assert_eq!(numbers, [Some("1"), Some("2")]);
    assert!(
        sent.iter()
            .all(|request| request.header("authorization").is_some())
    );
}

/// Notes the ids and times of all attempts.
#[derive(Clone, Default)]
struct Times(Arc<Mutex<Vec<Time>>>);

/// The id of a call, the number of an attempt, and the time since each of them began.
type Time = (u64, u32, Duration, Duration);

impl Interceptor for Times {
    fn before_attempt(&self, attempt: Attempt<'_>, _: &mut HeaderMap) {
        self.note(attempt);
    }

    fn after_attempt(&self, attempt: Attempt<'_>, _: Result<&RawResponse, &Error>) {
        self.note(attempt);
    }
}

impl Times {
    fn note(&self, attempt: Attempt<'_>) {
        let Attempt {
            call_id,
            number,
            elapsed,
            call_elapsed,
            ..
        } = attempt;
        self.0
            .lock()
            .unwrap()
            .push((call_id, number, elapsed, call_elapsed));
    }
}

#[tokio::test]
async fn interceptor_pairs_attempts_and_measures_them() {
    let second = Duration::from_secs(1);
    let transport = MockTransport::new();
    let busy = MockResponse::status(429)
        .header("retry-after", "5")
        .slow(second);
    let found = serde_json::json!({"sid": "", "parts": []});
    let stub = transport.on::<FetchThing>().respond(busy);
    let _ = stub
        .respond(MockResponse::json(200, &found).slow(second * 2))
        .always();
    let times = Times::default();
    let policy = ExponentialBackoff::new(Duration::ZERO, Duration::ZERO);
    let builder = ClientBuilder::new(&PROFILE)
        .credentials(credentials())
        .retry(policy);
    let client = builder
        .transport(transport)
        .interceptor(times.clone())
        .build()
        .unwrap();
    for _ in 0..2 {
        let call = client.call(FetchThing { id: "1".into() });
        call.send().await.unwrap();
    }
    let times = times.0.lock().unwrap();
    let (first, second_call) = (times[0].0, times[4].0);
    assert_ne!(first, second_call);
    let zero = Duration::ZERO;
    assert_eq!(
        *times,
        [
            (first, 1, zero, zero),
            (first, 1, second, second),
            (first, 2, zero, second * 6),
            (first, 2, second * 2, second * 8),
            (second_call, 1, zero, zero),
            (second_call, 1, second * 2, second * 2),
        ],
    );
}
