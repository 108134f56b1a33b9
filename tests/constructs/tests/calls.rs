//! Servers, idempotency keys, retries and time limits that a document declares.

#![cfg(all(feature = "v32", feature = "test-util"))]
#![allow(
    clippy::unwrap_used,
    reason = "a test that meets something unexpected shall fail"
)]

use std::time::Duration;

use constructs::testing::{MockResponse, MockTransport};
use constructs::v32::*;
use constructs::{Call, Client, Error, Operation};

fn client(api: &MockTransport) -> Client {
    let builder = Client::builder().transport(api.clone());
    builder.build().unwrap()
}

fn url<O: Operation>(call: &Call<O>) -> Result<String, Error> {
    call.request().map(|request| request.uri().to_string())
}

#[test]
fn servers_and_their_variables_are_those_of_the_document() {
    let client = client(&MockTransport::new());
    let call = || client.call(PurgePets::new());
    assert_eq!(url(&call()).unwrap(), "https://v32.acme.test/pets");
    let sandbox = call().with_server("sandbox");
    assert_eq!(
        url(&sandbox).unwrap(),
        "https://us.sandbox.acme.test/v1/pets"
    );
    let eu = sandbox.clone().with_server_variable("region", "eu");
    assert_eq!(url(&eu).unwrap(), "https://eu.sandbox.acme.test/v1/pets");
    let mars = url(&sandbox.with_server_variable("region", "mars")).unwrap_err();
    assert!(mars.to_string().contains("expected `us`, `eu`"), "{mars}");
    let unknown = url(&call().with_server("orders")).unwrap_err();
    assert!(
        unknown.to_string().contains("`live`, `sandbox`"),
        "{unknown}"
    );
    // The path has a server of its own.
    let order = || client.call(CreateOrder::new());
    assert_eq!(url(&order()).unwrap(), "https://a.orders.acme.test/orders");
    let zone = order().with_server_variable("zone", "b");
    assert_eq!(url(&zone).unwrap(), "https://b.orders.acme.test/orders");
    assert!(
        url(&order().with_server("sandbox"))
            .unwrap_err()
            .is_configuration()
    );
}

/// Returns how often a call is sent, and the time that it takes, if every attempt fails with an unknown
/// effect.
async fn attempts<O: Operation>(call: impl Fn(&Client) -> Call<O>) -> usize {
    let api = MockTransport::new();
    let _ = api.on::<O>().respond(MockResponse::status(500)).always();
    let error = call(&client(&api)).send().await;
    assert!(error.is_err());
    api.sent().len()
}

#[tokio::test]
async fn retries_are_those_of_the_document() {
    let create = |client: &Client| client.call(CreateOrder::new());
    assert_eq!(attempts(create).await, 1);
    let keyed = |client: &Client| create(client).with_idempotency_key("k");
    assert_eq!(attempts(keyed).await, 2);
    assert_eq!(attempts(|client| client.call(ChangeOrder::new())).await, 4);
    assert_eq!(attempts(|client| keyed(client).no_retry()).await, 1);
}

#[tokio::test]
async fn idempotency_keys_are_sent_in_the_header_of_the_document() {
    let api = MockTransport::new();
    let client = client(&api);
    let create = client.call(CreateOrder::new()).with_idempotency_key("k");
    let request = create.request().unwrap();
    assert_eq!(request.headers()["x-request-token"], "k");
    assert!(!request.headers().contains_key("idempotency-key"));
    let declared = client.call(CancelOrder::new()).idempotency_key("k");
    assert_eq!(
        declared.request().unwrap().headers()["idempotency-key"],
        "k"
    );
    assert_eq!(
        CancelOrder::INFO.idempotency_header(),
        Some("Idempotency-Key")
    );
}

#[tokio::test]
async fn time_limits_are_those_of_the_document() {
    let api = MockTransport::new();
    let slow = |seconds| MockResponse::status(204).slow(Duration::from_secs(seconds));
    let stub = api.on::<CreateOrder>().respond(slow(59));
    let _ = stub.respond(slow(61));
    let client = client(&api);
    client.call(CreateOrder::new()).send().await.unwrap();
    let error = client.call(CreateOrder::new()).send().await.unwrap_err();
    assert!(error.is_timeout(), "{error}");
    assert_eq!(
        CreateOrder::INFO.declared_timeout(),
        Some(Duration::from_secs(300))
    );
}
