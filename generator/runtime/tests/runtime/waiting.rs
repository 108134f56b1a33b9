//! Calling until the answer is what one waits for.

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

fn reply(status: &str) -> MockResponse {
    MockResponse::json(200, &json!({ "status": status }))
}

/// A server at which the order is done after so many calls.
fn done_after(calls: usize) -> MockTransport {
    let transport = MockTransport::new();
    let open = (0..calls).fold(transport.on::<FetchOrder>(), |stub, _| {
        stub.respond(reply("open"))
    });
    let _ = open.respond(reply("done"));
    transport
}

fn pending() -> MockTransport {
    let transport = MockTransport::new();
    let _ = transport.on::<FetchOrder>().respond(reply("open")).always();
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

/// What a generated crate has where it knows what is waited for.
fn until_done(call: Call<FetchOrder>) -> Poller<FetchOrder, fn(&Order) -> bool> {
    call.wait_until(|order| order.status == "done")
}

#[tokio::test]
async fn the_first_answer_may_be_it() {
    let transport = done_after(0);
    let order = until_done(fetch(&transport)).send().await.unwrap();
    assert!(is_done(&order));
    assert!(transport.delays().is_empty());
}

#[tokio::test]
async fn pauses_grow_up_to_the_longest() {
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
async fn the_server_can_ask_for_a_longer_pause() {
    let transport = MockTransport::new();
    let _ = transport
        .on::<FetchOrder>()
        .respond(reply("open").header("retry-after", "10"))
        .respond(reply("open").header("retry-after", "1"))
        .respond(reply("done"));
    fetch(&transport).wait_until(is_done).send().await.unwrap();
    assert_eq!(seconds(&transport), [10.0, 3.0]);
}

#[tokio::test]
async fn the_deadline_ends_it() {
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
async fn a_call_that_fails_ends_it() {
    let transport = MockTransport::new();
    let _ = transport
        .on::<FetchOrder>()
        .respond(reply("open"))
        .respond(MockResponse::status(404));
    let error = fetch(&transport)
        .wait_until(is_done)
        .send()
        .await
        .unwrap_err();
    assert!(error.is_not_found());
}

#[test]
fn a_thread_can_wait_too() {
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
