//! The examples of the guide. They call an API that does not exist in this crate, so they are compiled
//! here, each in its own function. (`mock_transport.rs` has those on testing.)

#![expect(dead_code, reason = "the examples shall compile, not run")]

use std::io::{self, Write};
use std::time::Duration;

use http::Request;
use sdksmith_runtime::testing::{MockResponse, MockTransport};
use sdksmith_runtime::{
    Binary, Body, Call, ClientBuilder, Credentials, ExponentialBackoff, HttpTransport, Json,
    Operation, OperationInfo, Paginated, Paging, Part, RequestWriter, RetryAfter, RetryPolicy,
    TowerTransport,
};
use serde::Deserialize;
use serde_json::json;
use tower::ServiceBuilder;

use crate::support::{PROFILE, SERVER, builder};

type Outcome<T = ()> = Result<T, Box<dyn std::error::Error>>;

async fn retries(client: sdksmith_runtime::Client, order: Order) -> Outcome {
    client
        .v1()
        .orders()
        .create(order)
        .idempotent()
        .send()
        .await?;
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

async fn timeouts(client: sdksmith_runtime::Client, sid: String) -> Outcome<Order> {
    let check = client
        .v1()
        .eligibility()
        .fetch(sid)
        .timeout(Duration::from_secs(5))
        .send()
        .await?;
    Ok(check)
}

async fn paging(client: sdksmith_runtime::Client) -> Outcome {
    let mut orders = client.v1().orders().list().items().limit(500);
    while let Some(order) = orders.try_next().await? {
        show(order);
    }
    Ok(())
}

async fn downloads(
    client: sdksmith_runtime::Client,
    sid: String,
    mut file: std::fs::File,
) -> Outcome {
    let mut document = client.v1().documents().fetch(sid).download().await?;
    while let Some(chunk) = document.try_next().await? {
        file.write_all(&chunk)?;
    }
    Ok(())
}

async fn uploads(client: sdksmith_runtime::Client, sid: String, table: Table) -> Outcome {
    let scan = Part::new("scan.pdf", Body::path("scan.pdf")).media_type("application/pdf");
    client.v1().documents().attach(sid, scan).send().await?;

    let export = Body::reader(None, move || table.export());
    client
        .v1()
        .documents()
        .create(export)
        .attempt_timeout(Duration::from_secs(600))
        .timeout(Duration::from_secs(1800))
        .send()
        .await?;
    Ok(())
}

async fn waiting(client: sdksmith_runtime::Client, sid: String) -> Outcome<Order> {
    let order = client
        .v1()
        .orders()
        .fetch(sid)
        .wait_until(|order| order.status.is_final())
        .interval(Duration::from_secs(5))
        .deadline(Duration::from_secs(3600))
        .send()
        .await?;
    Ok(order)
}

async fn waiting_for_either(client: sdksmith_runtime::Client, sid: String) -> Outcome<Order> {
    let order = client
        .v1()
        .orders()
        .fetch(sid)
        .wait_until(|order| order.status.is_final())
        .or_until(|order| order.status.as_str() == "FAILED")
        .send()
        .await?;
    Ok(order)
}

async fn errors(client: sdksmith_runtime::Client, sid: String) -> Outcome {
    match client.v1().orders().fetch(sid).send().await {
        Ok(order) => show(order),
        Err(error) if error.is_not_found() => show_nothing(),
        Err(error) if error.code() == Some(20429) => slow_down(error.retry_after()),
        Err(error) => return Err(error.into()),
    }
    Ok(())
}

async fn drift(client: sdksmith_runtime::Client, sid: String) -> Outcome {
    let response = client.v1().orders().fetch(sid).send_with_response().await?;
    for drift in response.drift() {
        report(drift.path(), drift.expected());
    }
    Ok(())
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
    let error = client
        .v1()
        .orders()
        .fetch("1".into())
        .send()
        .await
        .unwrap_err();
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
    let pages = include_str!("../../src/guide.rs").split("pub mod ");
    let mut examples = 0;
    for page in pages.filter(|page| !page.starts_with("testing")) {
        let lines: Vec<_> = page
            .lines()
            .map(|line| line.trim().trim_start_matches("//!"))
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

trait Api {
    fn v1(&self) -> Resources;
}

impl Api for sdksmith_runtime::Client {
    fn v1(&self) -> Resources {
        Resources(self.clone())
    }
}

struct Resources(sdksmith_runtime::Client);

impl Resources {
    fn orders(&self) -> Orders {
        Orders(self.0.clone())
    }

    fn eligibility(&self) -> Orders {
        self.orders()
    }

    fn documents(&self) -> Documents {
        Documents(self.0.clone())
    }
}

struct Orders(sdksmith_runtime::Client);

impl Orders {
    fn create(&self, _: Order) -> Call<FetchOrder> {
        self.0.call(FetchOrder)
    }

    fn fetch(&self, _: String) -> Call<FetchOrder> {
        self.0.call(FetchOrder)
    }

    fn list(&self) -> Call<ListOrders> {
        self.0.call(ListOrders)
    }
}

struct Documents(sdksmith_runtime::Client);

impl Documents {
    fn attach(&self, _: String, _: Part) -> Call<FetchDocument> {
        self.0.call(FetchDocument)
    }

    fn create(&self, _: impl Into<Body>) -> Call<FetchDocument> {
        self.0.call(FetchDocument)
    }

    fn fetch(&self, _: String) -> Call<FetchDocument> {
        self.0.call(FetchDocument)
    }
}

/// Operations without arguments.
macro_rules! operations {
    ($($name:ident: $response:ty;)+) => {$(
        #[derive(Clone, Debug)]
        struct $name;

        impl Operation for $name {
            type ResponseBody = $response;
            const INFO: OperationInfo = OperationInfo::get(stringify!($name), SERVER, "/");
            fn write(&self, _: &mut RequestWriter) {}
        }
    )+};
}
operations! {
    FetchOrder: Json<Order>;
    ListOrders: Json<Vec<Order>>;
    FetchDocument: Binary;
}

impl Paginated for ListOrders {
    type Item = Order;
    const PAGING: Paging = Paging::LinkHeader;

    fn items(page: Vec<Order>) -> Vec<Order> {
        page
    }
}

#[derive(Debug, Deserialize)]
struct Order {
    status: Status,
}

#[derive(Debug, Deserialize)]
struct Status;

impl Status {
    fn as_str(&self) -> &str {
        "FAILED"
    }

    fn is_final(&self) -> bool {
        true
    }
}

struct Table;

impl Table {
    fn export(&self) -> io::Result<io::Empty> {
        Ok(io::empty())
    }
}

fn show(_: Order) {}
fn show_nothing() {}
fn slow_down(_: Option<RetryAfter>) {}
fn report(_: &str, _: &str) {}
fn sign(request: Request<Body>) -> Request<Body> {
    request
}
