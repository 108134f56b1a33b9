//! The mock transport, and its messages for wrong tests.

use std::time::Duration;

use http::Method;
use sdksmith_runtime::testing::{Example, HasExamples, MockResponse, MockTransport};
use sdksmith_runtime::{Call, Client, ExponentialBackoff, RetryPolicy};
use serde_json::json;

use crate::support::{
    Component, CreateThing, FetchThing, ListThings, NewPart, NewThing, SECRET, Thing, builder,
};

fn client(transport: &MockTransport) -> Client {
    builder().transport(transport.clone()).build().unwrap()
}

fn fetch(transport: &MockTransport, id: &str) -> Call<FetchThing> {
    client(transport).call(FetchThing { id: id.into() })
}

fn thing(size: i64) -> Thing {
    let parts = vec![Component { size }];
    let sid = "TH0123456789abcdef0123456789abcdef".parse().unwrap();
    Thing { sid, parts }
}

#[tokio::test]
async fn responses_are_used_in_order_and_the_last_may_repeat() {
    let transport = MockTransport::new();
    let stub = transport.on::<FetchThing>().respond_with(&thing(1));
    let _ = stub.respond_with(&thing(2)).always();
    for expected in [1, 2, 2, 2] {
        let value = fetch(&transport, "a").send().await.unwrap();
        assert_eq!(value, thing(expected));
    }
    transport.assert_all_used();
}

#[tokio::test]
async fn each_operation_has_its_own_responses() {
    let transport = MockTransport::new();
    let _ = transport.on::<CreateThing>().respond_with(&());
    let _ = transport.on::<ListThings>().respond_with(&vec![thing(7)]);
    let _ = transport
        .on_request(Method::GET, "/v1/Things/b.json")
        .respond_with(&Some(json!(
            {"sid": "", "parts": []}
        )));
    let list = ListThings {
        size: Some(20),
        ..ListThings::default()
    };
    let list = client(&transport).call(list).send().await.unwrap();
    assert_eq!(list, [thing(7)]);
    assert!(
        fetch(&transport, "b")
            .send()
            .await
            .unwrap()
            .parts
            .is_empty()
    );

    let parts = vec![NewPart { owner: None }];
    let body = NewThing {
        name: "x".into(),
        parts,
    };
    client(&transport)
        .call(CreateThing { body })
        .send()
        .await
        .unwrap();
    transport.assert_all_used();

    let sent = transport.sent_to::<ListThings>();
    assert_eq!(sent.len(), 1);
    assert_eq!(sent[0].query("Size").as_deref(), Some("20"));
    assert_eq!(sent[0].query("Token"), None);
    let created = &transport.sent_to::<CreateThing>()[0];
    assert_eq!(
        (created.method(), created.path()),
        (&Method::POST, "/v1/Things")
    );
    assert_eq!(created.host(), "things.example.com");
    assert_eq!(created.json::<serde_json::Value>().unwrap()["name"], "x");
    assert!(!format!("{transport:?}").contains(SECRET));
}

#[tokio::test]
async fn response_may_depend_on_the_request() {
    let transport = MockTransport::new();
    let stub = transport.on::<FetchThing>();
    let _ = stub.respond_to(|sent| match sent.path() {
        "/v1/Things/a.json" => {
            MockResponse::json(200, &json!({"sid": "", "parts": [{"size": "3"}]}))
        }
        _ => MockResponse::status(404),
    });
    let _ = transport.on::<FetchThing>().always();
    assert_eq!(
        fetch(&transport, "a").send().await.unwrap().parts[0].size,
        3
    );
    assert!(
        fetch(&transport, "b")
            .send()
            .await
            .unwrap_err()
            .is_not_found()
    );
}

impl HasExamples for FetchThing {
    const EXAMPLES: &'static [Example] = &[
        Example::json("missing", 404, r#"{"message": "gone", "code": 20404}"#),
        Example::new(
            "whole",
            200,
            "application/hal+json",
            r#"{"sid": "", "parts": [{"size": 1}]}"#,
        ),
        Example::json("bare", 200, r#"{"sid": "", "parts": []}"#),
    ];
}

#[tokio::test]
async fn document_examples_are_responses() {
    let transport = MockTransport::new();
    let _ = transport
        .on::<FetchThing>()
        .respond_example()
        .respond_example_named("bare")
        .respond_example_named("missing");
    let response = fetch(&transport, "a").send_with_response().await.unwrap();
    assert_eq!(
        response.header::<String>("content-type").as_deref(),
        Some("application/hal+json")
    );
    assert_eq!(*response.value(), FetchThing::example());
    assert_eq!(response.value().parts.len(), 1);
    let bare = fetch(&transport, "a").send().await.unwrap();
    assert_eq!(bare, FetchThing::example_named("bare"));
    let error = fetch(&transport, "a").send().await.unwrap_err();
    assert_eq!((error.code(), error.message()), (Some(20404), Some("gone")));
    transport.assert_all_used();
}

#[test]
#[should_panic(
    expected = "of FetchThing there is no `gone` example, only `missing` (404), `whole` (200), `bare` (200)"
)]
fn unknown_example_is_named() {
    let transport = MockTransport::new();
    let _ = transport.on::<FetchThing>().respond_example_named("gone");
}

#[test]
#[should_panic(expected = "a successful example can be read")]
fn error_example_is_not_a_value() {
    let _ = FetchThing::example_named("missing");
}

#[tokio::test]
async fn every_fault_can_be_simulated() {
    let transport = MockTransport::new();
    let body = json!({"sid": "", "parts": []});
    let page = MockResponse::json(200, &body);
    let links = json!({"message": "https://api.example.com/v1?Page=1"});
    let _ = transport
        .on::<FetchThing>()
        .respond(MockResponse::timeout())
        .respond(MockResponse::connection_refused())
        .respond(MockResponse::connection_reset())
        .respond(MockResponse::html(502))
        .respond(page.clone().truncated())
        .respond(page.clone().slow(Duration::from_secs(31)))
        .respond(page.clone().body(vec![b' '; 1000]))
        .respond(MockResponse::json(400, &links).foreign_links("https://evil.example"));
    let client = builder()
        .transport(transport.clone())
        .max_response_bytes(900);
    let client = client.build().unwrap();
    let error = async || {
        let call = client.call(FetchThing { id: "a".into() });
        call.send().await.unwrap_err()
    };
    assert!(error().await.is_timeout());
    assert!(error().await.is_connect());
    assert!(error().await.is_interrupted());
    assert!(error().await.is_server_error());
    assert!(error().await.is_decode());
    assert!(error().await.is_timeout());
    assert!(error().await.is_too_large());
    assert_eq!(
        error().await.message(),
        Some("https://evil.example/v1?Page=1")
    );
    transport.assert_all_used();
}

#[tokio::test]
async fn unmatched_request_is_named() {
    let transport = MockTransport::new();
    let error = fetch(&transport, "a").send().await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "FetchThing failed: the transport failed: no stub for FetchThing (GET \
         /v1/Things/{Id}.json), nor for any other request",
    );
    let _ = transport.on::<ListThings>().respond_with(&vec![]);
    let error = fetch(&transport, "a").send().await.unwrap_err();
    assert!(
        error
            .to_string()
            .ends_with("only for ListThings (GET /v1/Things)"),
        "{error}"
    );
    let _ = transport.on::<FetchThing>().respond_with(&thing(1));
    fetch(&transport, "a").send().await.unwrap();
    let error = fetch(&transport, "a").send().await.unwrap_err();
    let end =
        "the only response of the stub for FetchThing (GET /v1/Things/{Id}.json) was already used";
    assert!(error.to_string().ends_with(end), "{error}");
    let call = client(&transport).request(Method::PUT, "https://things.example.com/v9");
    let error = call.send().await.unwrap_err();
    assert!(error.is_configuration(), "{error}");
}

#[test]
#[should_panic(expected = "stubs have unused responses: ListThings (GET /v1/Things): 1")]
fn unused_response_is_named() {
    let transport = MockTransport::new();
    let _ = transport.on::<ListThings>().respond_with(&vec![]);
    transport.assert_all_used();
}

#[tokio::test]
async fn broken_off_response_keeps_its_status() {
    // The beginning of an error's body has its code.
    for (status, attempts, code) in [(404, 1, Some(20404)), (200, 4, None)] {
        let transport = MockTransport::new();
        let body = json!({"code": 20404, "message": "Gone"});
        let response = MockResponse::json(status, &body).broken_off();
        let _ = transport.on::<FetchThing>().respond(response).always();
        let builder = builder().retry(ExponentialBackoff::default().max_attempts(4));
        let client = builder.transport(transport.clone()).build().unwrap();
        let call = client.call(FetchThing { id: "1".into() });
        let error = call.send().await.unwrap_err();
        assert_eq!(error.status().unwrap(), status);
        assert!(
            error.is_interrupted() && error.message().is_none(),
            "{error}"
        );
        assert_eq!(error.code(), code);
        assert_eq!(transport.sent().len(), attempts);
    }
}
