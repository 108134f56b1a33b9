//! The complete `tracing` output of a call.

use sdksmith_runtime::testing::{MockResponse, MockTransport};
use sdksmith_runtime::{Client, ClientBuilder, Error};

use crate::paging::{ByUrl, serving};
use crate::support::{FetchThing, PROFILE, credentials};
use crate::trace_recorder::traces_of;

#[test]
fn each_call_is_one_span() {
    let transport = MockTransport::new();
    let stub = transport.on::<FetchThing>();
    let stub = stub.respond(MockResponse::status(503).header("retry-after", "1"));
    let found = serde_json::json!({"sid": "", "parts": []});
    let _ = stub.respond(MockResponse::json(200, &found).header("twilio-request-id", "RQ1"));
    let client = ClientBuilder::new(&PROFILE)
        .credentials(credentials())
        .retry(sdksmith_runtime::ExponentialBackoff::new(
            std::time::Duration::ZERO,
            std::time::Duration::ZERO,
        ))
        .blocking_transport(transport)
        .build()
        .unwrap();
    let notes = traces_of(|| {
        let call = client.call(FetchThing {
            id: "secret".into(),
        });
        call.send_blocking().unwrap();
    });
    assert_eq!(
        notes,
        [
            "operation=\"FetchThing\"",
            "method=\"GET\"",
            "path=\"/v1/Things/{Id}.json\"",
            "attempt=1",
            "status=503",
            "message=trying again",
            "delay_ms=1000",
            "attempt=2",
            "status=200",
            "request_id=\"RQ1\"",
        ],
    );
}

/// Returns what is noted of a call that fails.
fn notes_of_failure(responses: &[MockResponse], is_read: bool) -> Vec<String> {
    let transport = MockTransport::new();
    let mut stub = transport.on::<FetchThing>();
    for response in responses {
        stub = stub.respond(response.clone());
    }
    let builder = ClientBuilder::new(&PROFILE).credentials(credentials());
    let client = builder.blocking_transport(transport).build().unwrap();
    let notes = traces_of(|| {
        let call = client.call(FetchThing {
            id: "secret".into(),
        });
        let error = call.send_blocking().unwrap_err();
        assert_eq!(error.is_decode(), is_read);
    });
    let last = notes
        .iter()
        .rposition(|note| note.contains("the call failed"));
    let mut event = notes[last.expect("an event for the failure")..].to_vec();
    let count = notes
        .iter()
        .filter(|note| note.contains("the call failed"))
        .count();
    assert_eq!(count, 1, "{notes:?}");
    event.retain(|note| !note.starts_with("operation"));
    event
}

/// Returns what is noted of a call that is never sent.
fn notes_of(builder: ClientBuilder, call: impl FnOnce(&Client) -> Option<Error>) -> Vec<String> {
    let client = builder.build().unwrap();
    traces_of(|| {
        let error = call(&client);
        assert_eq!(error.map_or(0, |error| error.attempts()), 0);
    })
}

#[test]
fn a_call_that_is_never_sent_has_one_event() {
    let failed = |kind: &str| {
        let kind = format!("kind={kind:?}");
        [
            "message=the call failed",
            "operation=\"FetchThing\"",
            &kind,
            "attempts=0",
        ]
        .map(str::to_owned)
        .into_iter()
        .chain(["may_have_taken_effect=false".to_owned()])
        .collect::<Vec<_>>()
    };
    let without = || ClientBuilder::new(&PROFILE).blocking_transport(MockTransport::new());
    let fetch = |id: &str| FetchThing { id: id.to_owned() };
    let notes = notes_of(without(), |client| {
        client.call(fetch("1")).send_blocking().err()
    });
    assert_eq!(notes, failed("configuration"));
    let with = || without().credentials(credentials());
    let notes = notes_of(with(), |client| {
        client.call(fetch("")).send_blocking().err()
    });
    assert_eq!(notes, failed("invalid request"));
    // To look at the request is no call.
    let notes = notes_of(with(), |client| client.call(fetch("")).request().err());
    assert_eq!(notes, Vec::<String>::new());
}

#[test]
fn final_failure_is_an_event_without_personal_data() {
    let body = serde_json::json!({"code": 20404, "message": "No secret here", "params": "secret"});
    let event = notes_of_failure(&[MockResponse::json(404, &body)], false);
    assert_eq!(
        event,
        [
            "message=the call failed",
            "kind=\"status\"",
            "status=404",
            "code=20404",
            "attempts=1",
            "may_have_taken_effect=false",
        ],
    );
    let fault = MockResponse::connection_reset();
    let event = notes_of_failure(&[fault, MockResponse::status(400)], false);
    assert!(event.contains(&"attempts=2".to_owned()), "{event:?}");
    let event = notes_of_failure(&[MockResponse::json(200, &"secret")], true);
    assert_eq!(event[1], "kind=\"decode\"");
}

#[test]
fn a_list_that_leads_to_another_server_is_an_event() {
    let page = serde_json::json!({ "items": [], "meta": { "next/url": "https://evil.example/" } });
    let transport = serving::<ByUrl>(&[page]);
    let builder = ClientBuilder::new(&PROFILE).credentials(credentials());
    let client = builder.blocking_transport(transport).build().unwrap();
    let notes = traces_of(|| {
        let mut items = client.call(ByUrl).items().blocking();
        assert!(items.next().unwrap().unwrap_err().is_paging());
    });
    let failures = notes
        .iter()
        .filter(|note| *note == "message=the call failed");
    assert_eq!(failures.count(), 1, "{notes:?}");
    assert!(!notes.concat().contains("evil"), "{notes:?}");
}

#[test]
fn polling_that_ends_without_its_condition_is_an_event() {
    let transport = MockTransport::new();
    let pending = MockResponse::json(200, &serde_json::json!({ "sid": "", "parts": [] }));
    let _ = transport.on::<FetchThing>().respond(pending).always();
    let builder = ClientBuilder::new(&PROFILE).credentials(credentials());
    let client = builder.blocking_transport(transport).build().unwrap();
    let notes = traces_of(|| {
        let call = client.call(FetchThing { id: "1".into() });
        let waited = call.wait_until(|thing| !thing.parts.is_empty());
        let error = waited.send_blocking().unwrap_err();
        assert!(error.is_wait_timeout(), "{error}");
    });
    let failures = notes
        .iter()
        .filter(|note| *note == "message=the call failed");
    assert_eq!(failures.count(), 1, "{notes:?}");
}
