//! Polling until a response meets a condition.

use std::time::Duration;

use sdksmith_runtime::testing::{MockResponse, MockTransport};
use sdksmith_runtime::{
    Call, ClientBuilder, Json, NoRetry, Operation, OperationInfo, Poller, RequestWriter,
};
use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::support::{PROFILE, SERVER, credentials};

#[derive(Debug, Deserialize, Serialize)]
struct Order {
    status: String,
}

fn is_done(order: &Order) -> bool {
    order.status == "done"
}

#[derive(Clone, Debug)]
struct FetchOrder;

impl Operation for FetchOrder {
    type ResponseBody = Json<Order>;
    const INFO: OperationInfo = OperationInfo::get("FetchOrder", SERVER, "/order");
    fn write(&self, _: &mut RequestWriter) {}
}

fn builder() -> ClientBuilder {
    ClientBuilder::new(&PROFILE)
        .credentials(credentials())
        .retry(NoRetry)
}

fn fetch(transport: &MockTransport) -> Call<FetchOrder> {
    let client = builder().transport(transport.clone()).build();
    client.unwrap().call(FetchOrder)
}

fn response(status: &str) -> MockResponse {
    MockResponse::json(200, &json!({ "status": status }))
}

/// Creates a server whose order is done after this number of calls.
fn done_after(calls: usize) -> MockTransport {
    let transport = MockTransport::new();
    let open = (0..calls).fold(transport.on::<FetchOrder>(), |stub, _| {
        stub.respond(response("open"))
    });
    let _ = open.respond(response("done"));
    transport
}

fn pending() -> MockTransport {
    let transport = MockTransport::new();
    let _ = transport
        .on::<FetchOrder>()
        .respond(response("open"))
        .always();
    transport
}

fn seconds(transport: &MockTransport) -> Vec<f64> {
    transport
        .delays()
        .iter()
        .map(Duration::as_secs_f64)
        .collect()
}

const SECOND: Duration = Duration::from_secs(1);

/// The method that a generated crate has for a known condition.
fn until_done(call: Call<FetchOrder>) -> Poller<FetchOrder, fn(&Order) -> bool> {
    call.wait_until(|order| order.status == "done")
}

#[tokio::test]
async fn awaiting_a_call_or_a_poller_sends_it() {
    let order = fetch(&done_after(0)).await.unwrap();
    assert_eq!(order.status, "done");
    let transport = done_after(1);
    let order = until_done(fetch(&transport)).await.unwrap();
    assert_eq!(order.status, "done");
    assert_eq!(seconds(&transport), [2.0]);
}

/// A runtime of several threads takes them as they are.
#[tokio::test]
async fn futures_of_calls_and_pollers_are_send() {
    let call = fetch(&done_after(0)).into_future();
    assert_eq!(tokio::spawn(call).await.unwrap().unwrap().status, "done");
    let poller = until_done(fetch(&done_after(0))).into_future();
    assert_eq!(tokio::spawn(poller).await.unwrap().unwrap().status, "done");
}

#[tokio::test]
async fn first_response_may_satisfy_the_condition() {
    let transport = done_after(0);
    let order = until_done(fetch(&transport)).send().await.unwrap();
    assert!(is_done(&order));
    assert!(transport.delays().is_empty());
}

#[tokio::test]
async fn interval_grows_up_to_the_maximum() {
    let transport = done_after(9);
    let response = fetch(&transport)
        .wait_until(is_done)
        .send_with_response()
        .await
        .unwrap();
    assert!(is_done(response.value()));
    assert_eq!(
        seconds(&transport),
        [2.0, 3.0, 4.5, 6.75, 10.125, 15.1875, 22.78125, 30.0, 30.0],
    );
    for (interval, factor, longest, expected) in [
        (5, 1.0, 60, [5.0, 5.0, 5.0]),
        (5, 0.1, 60, [5.0, 5.0, 5.0]),
        (5, f64::NAN, 60, [5.0, 5.0, 5.0]),
        (5, f64::INFINITY, 60, [5.0, 60.0, 60.0]),
        (50, 2.0, 7, [7.0, 7.0, 7.0]),
    ] {
        let transport = done_after(3);
        let waited = fetch(&transport).wait_until(is_done);
        let waited = waited
            .interval(interval * SECOND)
            .backoff(factor, longest * SECOND);
        waited.send().await.unwrap();
        assert_eq!(seconds(&transport), expected, "{factor}");
    }
    let transport = done_after(2);
    let waited = fetch(&transport).wait_until(is_done).interval(40 * SECOND);
    waited.send().await.unwrap();
    assert_eq!(seconds(&transport), [40.0, 40.0]);
}

#[tokio::test]
async fn retry_after_extends_the_interval() {
    let transport = MockTransport::new();
    let _ = transport
        .on::<FetchOrder>()
        .respond(response("open").header("retry-after", "10"))
        .respond(response("open").header("retry-after", "1"))
        .respond(response("done"));
    fetch(&transport).wait_until(is_done).send().await.unwrap();
    assert_eq!(seconds(&transport), [10.0, 3.0]);
}

#[tokio::test]
async fn deadline_ends_polling() {
    let transport = pending();
    let waited = fetch(&transport).wait_until(is_done);
    let waited = waited.interval(10 * SECOND).backoff(1.0, 10 * SECOND);
    let error = waited.deadline(30 * SECOND).send().await.unwrap_err();
    assert!(error.is_wait_timeout() && !error.is_timeout());
    assert_eq!(
        error.to_string(),
        "FetchOrder failed: condition not met within 30 s",
    );
    assert_eq!(error.body_as::<Order>().unwrap().status, "open");
    assert_eq!(transport.sent().len(), 4);
}

#[tokio::test]
async fn failed_call_ends_polling() {
    let transport = MockTransport::new();
    let _ = transport
        .on::<FetchOrder>()
        .respond(response("open"))
        .respond(MockResponse::status(404));
    let error = fetch(&transport)
        .wait_until(is_done)
        .send()
        .await
        .unwrap_err();
    assert!(error.is_not_found());
}

#[test]
fn blocking_polling_is_supported() {
    let transport = done_after(2);
    let client = builder()
        .blocking_transport(transport.clone())
        .build()
        .unwrap();
    let mut seen = 0;
    let waited = client.call(FetchOrder).wait_until(|order| {
        seen += 1;
        is_done(order)
    });
    waited.send_blocking().unwrap();
    assert_eq!((seen, seconds(&transport)), (3, vec![2.0, 3.0]));
}

#[tokio::test]
async fn retry_after_date_is_of_the_clock_of_the_server() {
    let transport = MockTransport::new();
    // The client's clock begins with the year 2025 here, the server's is two hours ahead.
    let open = response("open")
        .header("date", "Wed, 01 Jan 2025 02:00:00 GMT")
        .header("retry-after", "Wed, 01 Jan 2025 02:00:10 GMT");
    let _ = transport
        .on::<FetchOrder>()
        .respond(open)
        .respond(response("done"));
    let wait = fetch(&transport).wait_until(is_done);
    wait.send().await.unwrap();
    assert_eq!(seconds(&transport), [10.0]);
}

#[tokio::test]
async fn very_long_retry_after_ends_polling() {
    for long in ["99999999999999999999", "Fri, 31 Dec 9999 23:59:59 GMT"] {
        let transport = MockTransport::new();
        let open = response("open").header("retry-after", long);
        let _ = transport.on::<FetchOrder>().respond(open).always();
        let wait = fetch(&transport).wait_until(is_done);
        assert!(wait.send().await.unwrap_err().is_wait_timeout(), "{long}");
        assert_eq!(transport.sent().len(), 1, "{long}");
    }
}

#[tokio::test]
async fn further_condition_ends_polling_with_the_value() {
    let server = || {
        let transport = MockTransport::new();
        let stub = transport.on::<FetchOrder>().respond(response("open"));
        let _ = stub.respond(response("FAILED"));
        transport
    };
    let stuck = |order: &Order| order.status == "FAILED";
    let poller = until_done(fetch(&server())).or_until(stuck);
    assert_eq!(poller.send().await.unwrap().status, "FAILED");
    let poller = until_done(fetch(&done_after(1))).or_until(stuck);
    assert_eq!(poller.send().await.unwrap().status, "done");
    let poller = until_done(fetch(&server()));
    let error = poller.deadline(2 * SECOND).send().await.unwrap_err();
    // Without it, the last response shows the state.
    assert_eq!(error.body_as::<Order>().unwrap().status, "FAILED");
}
