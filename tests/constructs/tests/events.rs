//! Webhooks and callbacks: which event a request is, and the response that its sender expects.

#![cfg(all(feature = "events", feature = "callbacks", feature = "webhooks"))]
#![allow(
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test that meets something unexpected shall fail"
)]

use bytes::Bytes;
use constructs::callbacks::webhook_events::{
    CreateCallCallbackEvent, CreateCallCallbackStatusChangedPayloadStatus, CreateJobCallbackEvent,
};
use constructs::events::webhooks::{CreateOrderCallbackEvent, WebhookEvent};
use constructs::webhooks::{Event, Received, WebhookError, WebhookVerifier, read_unverified};
use http::{Request, StatusCode};
use serde::de::DeserializeOwned;
use serde_json::json;

fn request(media_type: &str, body: &str) -> Request<Bytes> {
    let request = Request::post("https://example.com/hooks").header("content-type", media_type);
    request.body(Bytes::from(body.to_owned())).unwrap()
}

fn json<E: DeserializeOwned>(value: &serde_json::Value) -> Received<E> {
    read_unverified(&request("application/json", &value.to_string())).unwrap()
}

fn form<E: DeserializeOwned>(body: &str) -> Received<E> {
    read_unverified(&request("application/x-www-form-urlencoded", body)).unwrap()
}

fn status<E: Event>(received: &Received<E>) -> StatusCode {
    received.response().status()
}

#[test]
fn a_property_of_the_payload_selects_the_webhook() {
    let value = json!({ "type": "order.created", "order": { "id": "o1", "pieces": "2" } });
    let received = json::<WebhookEvent>(&value);
    let WebhookEvent::OrderCreated(created) = received.event() else {
        panic!("found another event");
    };
    assert_eq!(created.order.pieces, Some(2));
    assert_eq!(status(&received), StatusCode::NO_CONTENT);

    let received = json::<WebhookEvent>(&json!({ "type": "order.canceled" }));
    assert!(matches!(received.event(), WebhookEvent::OrderCanceled(_)));
    assert_eq!(status(&received), StatusCode::OK);

    for name in ["stock.low", "stock.empty"] {
        let received = json::<WebhookEvent>(&json!({ "type": name, "left": 0 }));
        assert!(matches!(received.event(), WebhookEvent::StockLow(_)));
    }
}

#[test]
fn an_unknown_webhook_is_kept_whole() {
    for value in [
        json!({ "type": "order.refunded", "of": [1] }),
        json!({}),
        json!(null),
    ] {
        let received = json::<WebhookEvent>(&value);
        assert_eq!(received.event(), &WebhookEvent::Unrecognized(value));
    }
}

#[test]
fn unreadable_properties_are_absent_and_reported() {
    let value = json!({ "type": "stock.low", "left": "few" });
    let received = json::<WebhookEvent>(&value);
    let WebhookEvent::StockLow(stock) = received.event() else {
        panic!("found another event");
    };
    assert_eq!(stock.left, None);
    assert_eq!(received.drift()[0].path(), "left");
}

#[test]
fn the_content_selects_the_callback() {
    let received = json::<CreateOrderCallbackEvent>(&json!({ "tracking": "T1" }));
    assert!(matches!(
        received.event(),
        CreateOrderCallbackEvent::Shipped(_)
    ));
    assert_eq!(status(&received), StatusCode::NO_CONTENT);
    let received = json::<CreateOrderCallbackEvent>(&json!({ "reason": "fire" }));
    assert!(matches!(
        received.event(),
        CreateOrderCallbackEvent::Lost(_)
    ));
    assert_eq!(status(&received), StatusCode::ACCEPTED);
    let received = json::<CreateOrderCallbackEvent>(&json!([1]));
    assert!(matches!(
        received.event(),
        CreateOrderCallbackEvent::Other(_)
    ));
}

#[test]
fn the_name_of_a_callback_selects_it_if_the_payload_contains_it() {
    let received = json::<CreateJobCallbackEvent>(&json!({ "event": "job.failed", "id": "j1" }));
    assert!(matches!(
        received.event(),
        CreateJobCallbackEvent::JobFailed(_)
    ));
    let started = json!({ "event": "job.started" });
    let received = json::<CreateJobCallbackEvent>(&started);
    assert_eq!(
        received.event(),
        &CreateJobCallbackEvent::Unrecognized(started)
    );
}

#[test]
fn a_form_is_read_as_its_types() {
    let body = "CallSid=c1&Status=completed&Duration=42&Recorded=true&Tags=a%20b&New=1";
    let received = form::<CreateCallCallbackEvent>(body);
    let CreateCallCallbackEvent::StatusChanged(call) = received.event() else {
        panic!("found another event");
    };
    assert_eq!(call.call_sid, "c1");
    assert_eq!(
        call.status,
        CreateCallCallbackStatusChangedPayloadStatus::Completed
    );
    assert_eq!(call.duration, Some(42));
    assert_eq!(call.recorded, Some(true));
    assert_eq!(call.tags.as_deref(), Some(&["a b".to_owned()][..]));
    assert_eq!(received.drift().len(), 0);
    assert_eq!(status(&received), StatusCode::NO_CONTENT);

    let received = form::<CreateCallCallbackEvent>("CallSid=c1&Status=new&Tags=a&Tags=b");
    let CreateCallCallbackEvent::StatusChanged(call) = received.into_event() else {
        panic!("found another event");
    };
    assert_eq!(call.tags.unwrap(), ["a", "b"]);
    assert_eq!(call.status.as_str(), "new");

    let unknown = form::<CreateCallCallbackEvent>("Other=1&Other=2");
    let value = json!({ "Other": ["1", "2"] });
    assert_eq!(
        unknown.event(),
        &CreateCallCallbackEvent::Unrecognized(value)
    );
}

#[test]
fn requests_that_are_no_events_are_refused() {
    let read = |media_type: &str, body: &str| {
        read_unverified::<WebhookEvent>(&request(media_type, body)).unwrap_err()
    };
    let other = read("text/xml", "<event/>");
    assert_eq!(other, WebhookError::WrongContentType);
    assert_eq!(
        other.response().status(),
        StatusCode::UNSUPPORTED_MEDIA_TYPE
    );
    for body in ["", "{", r#"{"type":"order.created""#] {
        let cut = read("application/json; charset=utf-8", body);
        assert!(matches!(cut, WebhookError::Unreadable { .. }), "{cut}");
        assert_eq!(cut.response().status(), StatusCode::BAD_REQUEST);
    }
}

#[test]
fn only_verified_requests_become_events() {
    let verifier = WebhookVerifier::standard("whsec_c2VjcmV0").unwrap();
    let genuine = request("application/json", r#"{"type":"stock.low"}"#);
    let genuine = verifier.sign(genuine).unwrap();
    let received: Received<WebhookEvent> = verifier.receive(&genuine).unwrap();
    assert!(matches!(received.event(), WebhookEvent::StockLow(_)));
    let forged = genuine.map(|_| Bytes::from(r#"{"type":"stock.empty"}"#));
    let refused = verifier.receive::<WebhookEvent>(&forged).unwrap_err();
    assert_eq!(refused, WebhookError::WrongSignature);
}
