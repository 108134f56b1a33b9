//! The examples of the guide, each in its own function, for a call of any operation.

#![expect(dead_code, reason = "the examples shall compile, not run")]

use std::io::{self, Write};
use std::time::Duration;

use http::Request;
use sdksmith_runtime::testing::{Example, HasExamples, MockResponse, MockTransport};
use sdksmith_runtime::webhooks::{Event, WebhookVerifier};
use sdksmith_runtime::{
    Binary, Body, Call, ClientBuilder, Credentials, ExponentialBackoff, FromResponse,
    HttpTransport, Json, OAuth2, Operation, OperationInfo, Paginated, Part, ProvidedCredentials,
    RequestWriter, Resumable, RetryAfter, RetryPolicy, StreamBody, StreamFormat, Streamed,
    TowerTransport,
};
use serde::{Deserialize, Deserializer};
use serde_json::{Value, json};
use tower::ServiceBuilder;

use crate::support::{PROFILE, SERVER, builder};

type Outcome<T = ()> = Result<T, Box<dyn std::error::Error>>;

fn webhooks(
    verifier: &WebhookVerifier,
    request: http::Request<bytes::Bytes>,
) -> http::Response<bytes::Bytes> {
    match verifier.verify(&request) {
        Ok(()) => handle(request.body()),
        Err(error) => {
            log(&error);
            error.response()
        }
    }
}

/// The events of a document.
enum WebhookEvent {
    OrderCreated(Value),
    Unrecognized(Value),
}

impl<'de> Deserialize<'de> for WebhookEvent {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let event = Value::deserialize(deserializer)?;
        Ok(match event["type"] == "order.created" {
            true => Self::OrderCreated(event),
            false => Self::Unrecognized(event),
        })
    }
}

impl Event for WebhookEvent {
    fn success_status(&self) -> http::StatusCode {
        http::StatusCode::OK
    }
}

fn events(
    verifier: &WebhookVerifier,
    request: http::Request<bytes::Bytes>,
) -> http::Response<bytes::Bytes> {
    match verifier.receive::<WebhookEvent>(&request) {
        Ok(received) => {
            match received.event() {
                WebhookEvent::OrderCreated(order) => handle_order(order),
                other => log(other),
            }
            received.response()
        }
        Err(error) => error.response(),
    }
}

fn public_webhooks(verifier: WebhookVerifier) {
    let verifier = verifier.public_url("https://example.com/hooks");
    drop(verifier);
}

fn tested_webhooks(verifier: &WebhookVerifier, request: http::Request<bytes::Bytes>) -> Outcome {
    let genuine = verifier.sign(request)?;
    drop(genuine);
    Ok(())
}

async fn calls<O: Operation + Clone>(
    call: Call<O>,
    token_of_tenant: &str,
    order: Purchase,
) -> Outcome {
    let call = call
        .with_header("X-Feature", "beta")
        .with_query("expand", "owner")
        .timeout(Duration::from_secs(5));
    let tenant = call.clone();
    tenant
        .with_credentials(Credentials::bearer(token_of_tenant))
        .send()
        .await?;
    let sandbox = call.clone();
    sandbox
        .with_server("sandbox")
        .with_server_variable("region", "eu")
        .send()
        .await?;
    call.with_idempotency_key(order.id()).send().await?;
    Ok(())
}

/// A store of secrets.
#[derive(Clone)]
struct Vault;

struct Lease {
    value: String,
    lease: Duration,
}

impl Vault {
    async fn read(&self, _: &str) -> io::Result<Lease> {
        Err(io::ErrorKind::NotFound.into())
    }
}

fn a_provider(vault: Vault) -> Outcome {
    let vault = Credentials::provided_by(move || {
        let vault = vault.clone();
        async move {
            let secret = vault.read("acme/token").await?;
            let credentials = Credentials::bearer(secret.value);
            Ok(ProvidedCredentials::new(credentials).expires_in(secret.lease))
        }
    });
    let client = Client::builder().credentials(vault).build()?;
    drop(client);
    Ok(())
}

fn of_a_tenant<O: Operation>(call: Call<O>, tenant: &Tenant) {
    let call = call.with_credentials(tenant.credentials.clone());
    drop(call);
}

struct Tenant {
    credentials: Credentials,
}

fn access_tokens(id: &str, secret: &str) -> Outcome {
    let tokens = OAuth2::client_credentials("https://auth.example.com/token", id, secret);
    let client = Client::builder()
        .credentials(Credentials::oauth2(tokens))
        .build()?;
    drop(client);
    Ok(())
}

struct Purchase;

impl Purchase {
    fn id(&self) -> String {
        String::new()
    }
}

async fn streams(client: sdksmith_runtime::Client) -> Outcome {
    let mut events = client.call(WatchOrders::new()).stream().await?;
    while let Some(event) = events.try_next().await? {
        show(event);
    }
    Ok(())
}

async fn patient_streams(call: Call<WatchOrders>) -> Outcome {
    let call = call.attempt_timeout(Duration::from_secs(90));
    let events = call.stream().await?.max_event_bytes(64 << 10);
    drop(events);
    Ok(())
}

async fn resumed_streams(client: sdksmith_runtime::Client) -> Outcome {
    let events = client.call(WatchOrders::new()).stream().await?.resume();
    drop(events);
    Ok(())
}

fn tested_streams(api: &MockTransport, first: Value, second: Value) {
    api.on::<WatchOrders>().respond_with(&vec![first, second]);
}

/// A stream of orders.
struct WatchOrders;

impl WatchOrders {
    fn new() -> Self {
        Self
    }
}

impl Operation for WatchOrders {
    type ResponseBody = StreamBody<Self>;

    const INFO: OperationInfo = OperationInfo::get("WatchOrders", SERVER, "/orders");

    fn write(&self, _: &mut RequestWriter) {}
}

impl Streamed for WatchOrders {
    type Item = Value;

    const STREAM: StreamFormat = StreamFormat::server_sent_events();
}

impl Resumable for WatchOrders {}

async fn retries<O: Operation>(call: Call<O>) -> Outcome {
    call.idempotent().send().await?;
    Ok(())
}

fn a_policy(credentials: Credentials) -> Outcome {
    let patient = ExponentialBackoff::new(Duration::from_secs(1), Duration::from_secs(60))
        .max_attempts(10)
        .max_elapsed(Duration::from_secs(300));
    let client = Client::builder()
        .credentials(credentials)
        .retry(patient)
        .build()?;
    drop(client);
    Ok(())
}

async fn timeouts<O: Operation>(call: Call<O>) -> Outcome<Output<O>> {
    let value = call.timeout(Duration::from_secs(5)).send().await?;
    Ok(value)
}

async fn paging<O: Paginated>(list: Call<O>) -> Outcome {
    let mut items = list.items().limit(500);
    while let Some(item) = items.try_next().await? {
        show(item);
    }
    Ok(())
}

async fn downloads<O>(binary: Call<O>, mut file: std::fs::File) -> Outcome
where
    O: Operation<ResponseBody = Binary>,
{
    let mut document = binary.download().await?;
    while let Some(chunk) = document.try_next().await? {
        file.write_all(&chunk)?;
    }
    Ok(())
}

fn upload_bodies(table: Table) -> (Part, Body) {
    let scan = Part::new("scan.pdf", Body::path("scan.pdf")).media_type("application/pdf");
    let export = Body::reader(None, move || table.export());
    (scan, export)
}

async fn uploads<O: Operation>(call: Call<O>) -> Outcome {
    call.attempt_timeout(Duration::from_secs(600))
        .timeout(Duration::from_secs(1800))
        .send()
        .await?;
    Ok(())
}

async fn waiting<O: Operation>(call: Call<O>) -> Outcome<Output<O>> {
    let value = call
        .wait_until(|value| !is_pending(value))
        .interval(Duration::from_secs(5))
        .deadline(Duration::from_secs(3600))
        .send()
        .await?;
    Ok(value)
}

async fn waiting_for_either<O: Operation>(call: Call<O>) -> Outcome<Output<O>> {
    let value = call
        .wait_until(|value| !is_pending(value))
        .or_until(has_failed)
        .send()
        .await?;
    Ok(value)
}

async fn errors<O: Operation>(call: Call<O>) -> Outcome {
    match call.send().await {
        Ok(value) => show(value),
        Err(error) if error.is_not_found() => show_nothing(),
        Err(error) if error.code() == Some(20429) => slow_down(error.retry_after()),
        Err(error) => return Err(error.into()),
    }
    Ok(())
}

async fn drift<O: Operation>(call: Call<O>) -> Outcome {
    let response = call.send_with_response().await?;
    for drift in response.drift() {
        report(drift.path(), drift.expected());
    }
    Ok(())
}

async fn testing(credentials: Credentials, sid: String) -> Outcome {
    let api = MockTransport::new();
    api.on::<FetchOrder>()
        .respond(MockResponse::status(429).header("retry-after", "2"))
        .respond_example_named("completed");
    let client = Client::builder()
        .credentials(credentials)
        .transport(api.clone())
        .build()?;

    run_the_code_under_test(&client).await;

    api.assert_sent(&FetchOrder::new(sid));
    api.assert_all_used();
    Ok(())
}

async fn testing_of_retries(credentials: Credentials, sid: String) -> Outcome<Order> {
    let api = MockTransport::new();
    api.on::<FetchOrder>()
        .respond(MockResponse::status(429).header("retry-after", "2"))
        .respond_example();
    let client = Client::builder()
        .credentials(credentials)
        .transport(api.clone())
        .build()?;

    let order = client.call(FetchOrder::new(sid)).send().await?;

    assert_eq!(api.sent_to::<FetchOrder>().len(), 2);
    assert!(api.delays()[0] >= Duration::from_secs(2));
    api.assert_all_used();
    Ok(order)
}

fn testing_of_a_value() {
    let order = FetchOrder::example_named("completed");
    assert!(is_finished(&order));
}

fn testing_of_values() {
    let mut order = FetchOrder::example();
    order.status = Some(OrderStatus::Completed);
    assert!(is_finished(&order));
}

fn middleware(credentials: Credentials) -> Outcome {
    let transport = TowerTransport::around(HttpTransport::new()?, |service| {
        ServiceBuilder::new().map_request(sign).service(service)
    });
    let client = Client::builder()
        .credentials(credentials)
        .transport(transport)
        .build()?;
    drop(client);
    Ok(())
}

#[tokio::test]
async fn guide_shows_the_actual_error_message() {
    let api = MockTransport::new();
    let refusal = json!({ "message": "The order was not found", "code": 20404 });
    let response = MockResponse::json(404, &refusal).header("twilio-request-id", "RQ1");
    let _ = api.on::<FetchOrder>().respond(response);
    let client = builder().transport(api).build().unwrap();
    let error = client.call(FetchOrder).send().await.unwrap_err();
    let line =
        "FetchOrder failed: 404 Not Found: The order was not found (code 20404, request RQ1)";
    assert_eq!(error.to_string(), line);
}

#[test]
fn every_guide_example_is_compiled() {
    let solid = |text: &str| {
        text.split_whitespace()
            .collect::<String>()
            .replace(",)", ")")
    };
    let here = solid(include_str!("guide.rs"));
    let pages = [
        include_str!("../../src/guide/retries.rs"),
        include_str!("../../src/guide/timeouts.rs"),
        include_str!("../../src/guide/paging.rs"),
        include_str!("../../src/guide/downloads.rs"),
        include_str!("../../src/guide/uploads.rs"),
        include_str!("../../src/guide/waiting.rs"),
        include_str!("../../src/guide/errors.rs"),
        include_str!("../../src/guide/drift.rs"),
        include_str!("../../src/guide/security.rs"),
        include_str!("../../src/guide/testing.rs"),
        include_str!("../../src/guide/transports.rs"),
        include_str!("../../src/guide/webhooks.rs"),
        include_str!("../../src/testing/mod.rs"),
        include_str!("../../src/testing/example.rs"),
    ];
    let mut examples = 0;
    for page in pages {
        let lines: Vec<_> = page
            .lines()
            .filter_map(|line| line.trim().strip_prefix("//")?.strip_prefix(['/', '!']))
            .collect();
        for example in lines.join("\n").split("```").skip(1).step_by(2) {
            let example = example.strip_prefix("text").unwrap();
            assert!(here.contains(&solid(example)), "{example}");
            examples += 1;
        }
    }
    assert!(examples >= 10, "{examples}");
}

/// The items that a generated crate adds.
struct Client;

impl Client {
    fn builder() -> ClientBuilder {
        ClientBuilder::new(&PROFILE)
    }
}

#[derive(Clone, Debug)]
struct FetchOrder;

impl FetchOrder {
    fn new(_: String) -> Self {
        Self
    }
}

impl Operation for FetchOrder {
    type ResponseBody = Json<Order>;
    const INFO: OperationInfo = OperationInfo::get("FetchOrder", SERVER, "/");
    fn write(&self, _: &mut RequestWriter) {}
}

impl HasExamples for FetchOrder {
    const EXAMPLES: &'static [Example] = &[];
}

#[derive(Debug, Deserialize)]
struct Order {
    status: Option<OrderStatus>,
}

#[derive(Debug, Deserialize)]
enum OrderStatus {
    Completed,
}

struct Table;

impl Table {
    fn export(&self) -> io::Result<io::Empty> {
        Ok(io::empty())
    }
}

type Output<O> = <<O as Operation>::ResponseBody as FromResponse>::Output;

fn show<T>(_: T) {}
fn show_nothing() {}
fn log<T>(_: &T) {}
fn handle_order(_: &Value) {}
fn handle(_: &[u8]) -> http::Response<bytes::Bytes> {
    http::Response::default()
}
fn slow_down(_: Option<RetryAfter>) {}
fn report(_: &str, _: &str) {}
fn is_pending<T>(_: &T) -> bool {
    false
}

fn has_failed<T>(_: &T) -> bool {
    false
}
fn is_finished(order: &Order) -> bool {
    order.status.is_some()
}
async fn run_the_code_under_test(_: &sdksmith_runtime::Client) {}
fn sign(request: Request<Body>) -> Request<Body> {
    request
}
