//! Mock responses: examples of the document, and values of response-only types.

#![cfg(all(feature = "mocks", feature = "test-util"))]
#![allow(
    clippy::unwrap_used,
    reason = "a test that meets something unexpected shall fail"
)]

use std::collections::BTreeMap;

use constructs::mocks::*;
use constructs::testing::{HasExamples, MockTransport};
use constructs::{Call, Client, NoRetry, Operation};

fn call<O: Operation>(api: &MockTransport, operation: O) -> Call<O> {
    let builder = Client::builder().transport(api.clone()).retry(NoRetry);
    builder.build().unwrap().call(operation)
}

fn order() -> Order {
    Order::new(OrderArgs {
        id: "1".to_owned(),
        state: OrderState::Open,
        total: 2,
        parts: vec![Part::new("a")],
        payment: OrderPaymentObject::new("DE1").into(),
        by: BTreeMap::from([("a".to_owned(), 1)]),
        note: None,
    })
}

#[test]
fn response_only_types_can_be_constructed() {
    assert_eq!(order(), FetchOrder::example());
    let mut paid = order();
    paid.state = OrderState::Paid;
    paid.parts.clear();
    paid.payment = OrderPayment::Text("cash".to_owned());
    paid.by.clear();
    paid.note = Some("x".to_owned());
    assert_eq!(paid, FetchOrder::example_named("paid"));
}

#[tokio::test]
async fn constructed_value_is_a_mock_response() {
    let api = MockTransport::new();
    let mut inner = Part::new("inner");
    inner.of = Some(Box::new(Part::new("outer")));
    let mut value = order();
    value.parts = vec![inner];
    value.state = "newer".into();
    let _ = api.on::<FetchOrder>().respond_with(&value);
    let order = call(&api, FetchOrder::new("1")).send().await.unwrap();
    assert_eq!(order, value);
}

#[tokio::test]
async fn example_status_is_used() {
    let api = MockTransport::new();
    let queue = api.on::<QueueOrder>().respond_example();
    let _ = queue.respond_example_named("202");
    for expected in [
        QueueOrderResponse::Ok(Receipt::new(7)),
        QueueOrderResponse::Accepted(Part::new("later")),
    ] {
        let response = call(&api, QueueOrder::new()).send().await.unwrap();
        assert_eq!(response, expected);
    }
    let later = QueueOrder::example_named("202");
    assert_eq!(later, QueueOrderResponse::Accepted(Part::new("later")));
}

#[tokio::test]
async fn response_by_status_may_be_null() {
    let api = MockTransport::new();
    let queue = api.on::<LastOrder>().respond_example();
    let queue = queue.respond_with(&LastOrderResponse::Ok(None));
    let queue = queue.respond_with(&LastOrderResponse::Accepted(Some(Box::new(order()))));
    let _ = queue.respond_with(&LastOrderResponse::Accepted(None));
    for expected in [
        LastOrderResponse::Ok(Some(Receipt::new(7))),
        LastOrderResponse::Ok(None),
        LastOrderResponse::Accepted(Some(Box::new(order()))),
        LastOrderResponse::Accepted(None),
    ] {
        let response = call(&api, LastOrder::new()).send().await.unwrap();
        assert_eq!(response, expected);
    }
}

#[tokio::test]
async fn every_response_kind_has_examples() {
    let api = MockTransport::new();
    let _ = api.on::<CreateOrder>().respond_example();
    let _ = api.on::<PrintReceipt>().respond_example();
    let _ = api.on::<DownloadReceipt>().respond_example();
    let create = CreateOrder::new(CreateOrderRequest::new("x"));
    let created = call(&api, create).send().await.unwrap();
    assert_eq!(created, Some(Receipt::new(7)));
    let text = call(&api, PrintReceipt::new()).send().await.unwrap();
    assert_eq!(text, "Two parts");
    let file = call(&api, DownloadReceipt::new())
        .send_with_response()
        .await
        .unwrap();
    assert_eq!(file.value(), "%PDF");
    let media_type = file.header::<String>("content-type");
    assert_eq!(media_type.as_deref(), Some("application/pdf"));
    api.assert_all_used();
}

#[tokio::test]
async fn error_examples_are_mock_responses() {
    let api = MockTransport::new();
    let fetch = api.on::<FetchOrder>().respond_example_named("404 usual");
    let fetch = fetch.respond_example_named("429 usual");
    let _ = fetch.respond_example_named("default");
    let error = async || {
        let call = call(&api, FetchOrder::new("1"));
        call.send().await.unwrap_err()
    };
    let missing = error().await;
    assert!(missing.is_not_found());
    assert_eq!(missing.message(), Some("A problem"));
    assert!(error().await.is_rate_limited());
    let broken = error().await;
    assert!(broken.is_server_error());
    assert_eq!(
        broken.raw_body().map(|body| body.as_ref()),
        Some("<h1>Broken</h1>".as_bytes())
    );
}
