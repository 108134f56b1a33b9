//! Hooks: what they see, and what they can change.

use std::sync::{Arc, Mutex};

use http::{HeaderMap, HeaderValue};
use sdksmith_runtime::testing::{MockResponse, MockTransport};
use sdksmith_runtime::{Attempt, ClientBuilder, Error, Interceptor, RawResponse};

use crate::support::{FetchThing, PROFILE, credentials};

/// Notes what happens, and gives every attempt a number of its own.
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
async fn a_hook_sees_every_attempt_but_no_credentials() {
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
