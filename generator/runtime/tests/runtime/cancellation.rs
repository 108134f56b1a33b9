//! Calls, downloads and lists that are dropped while they wait: nothing of them reaches what comes next.

use std::future::poll_fn;
use std::pin::{Pin, pin};
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use futures_core::Stream;
use http::{Method, Request};
use sdksmith_runtime::testing::{MockResponse, MockTransport};
use sdksmith_runtime::{
    Binary, Body, Client, Clock, ExponentialBackoff, Limits, Operation, OperationInfo,
    RequestWriter, Transport, TransportFuture,
};
use serde_json::json;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::time::timeout;

use crate::paging::{ByToken, call, serving};
use crate::support::{FetchThing, SERVER, builder};

/// Downloads a thing.
struct Download;

impl Operation for Download {
    type ResponseBody = Binary;

    const INFO: OperationInfo = OperationInfo::get("Download", SERVER, "/v1/Things/file.json");

    fn write(&self, _: &mut RequestWriter) {}
}

/// Serves every request with the last segment of its path as the SID, in pieces, and keeps connections.
async fn serve() -> Client {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(respond(stream));
        }
    });
    builder().base_url(url).build().unwrap()
}

/// Responds until the client closes the connection.
async fn respond(mut stream: TcpStream) -> Option<()> {
    loop {
        let mut head = Vec::new();
        while !head.ends_with(b"\r\n\r\n") {
            head.push(stream.read_u8().await.ok()?);
        }
        let head = String::from_utf8(head).ok()?;
        let name = head.split_once(".json")?.0.rsplit_once('/')?.1.to_owned();
        let body = json!({ "sid": name, "parts": [] }).to_string();
        let response = format!(
            "HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n{body}",
            body.len()
        );
        for piece in response.as_bytes().chunks(20) {
            stream.write_all(piece).await.ok()?;
            stream.flush().await.ok()?;
            tokio::time::sleep(Duration::from_micros(300)).await;
        }
    }
}

async fn assert_own_response(client: &Client, name: &str) {
    let call = client.call(FetchThing { id: name.into() });
    assert_eq!(call.send().await.unwrap().sid.as_str(), name);
}

#[tokio::test]
async fn a_dropped_call_leaves_nothing_to_the_next_one() {
    let client = serve().await;
    for number in 0..40 {
        let dropped = client.call(FetchThing {
            id: format!("dropped-{number}"),
        });
        let moment = Duration::from_micros(250 * number);
        if let Ok(thing) = timeout(moment, dropped.send()).await {
            assert_eq!(thing.unwrap().sid.as_str(), format!("dropped-{number}"));
        }
        assert_own_response(&client, &format!("next-{number}")).await;
    }
}

#[tokio::test]
async fn a_dropped_download_leaves_nothing_to_the_next_call() {
    let client = serve().await;
    for chunks in 0..4 {
        let mut download = client.call(Download).download().await.unwrap();
        for _ in 0..chunks {
            download.try_next().await.unwrap();
        }
        drop(download);
        assert_own_response(&client, &format!("next-{chunks}")).await;
    }
}

#[tokio::test]
async fn a_dropped_raw_request_leaves_nothing_to_the_next_call() {
    let client = serve().await;
    for number in 0..20 {
        let dropped = client.request(Method::POST, "/v1/Things/dropped.json");
        let dropped = dropped.json("x".repeat(1 << 20));
        let moment = Duration::from_micros(250 * number);
        let _ = timeout(moment, dropped.send()).await;
        assert_own_response(&client, &format!("next-{number}")).await;
    }
}

#[tokio::test]
async fn a_call_that_is_dropped_between_its_attempts_makes_no_further_one() {
    let transport = MockTransport::new();
    let failure = MockResponse::status(500);
    let _ = transport.on::<FetchThing>().respond(failure).always();
    // The clock of this transport is that of the system, so that the call waits for its second attempt.
    let retry = ExponentialBackoff::new(Duration::from_millis(1), Duration::from_millis(1));
    let client = builder()
        .retry(retry)
        .transport(OnSystemTime(transport.clone()));
    let client = client.build().unwrap();
    let mut call = Box::pin(client.call(FetchThing { id: "1".into() }).send());
    let mut context = Context::from_waker(Waker::noop());
    assert!(call.as_mut().poll(&mut context).is_pending());
    let sent = transport.sent().len();
    drop(call);
    tokio::time::sleep(Duration::from_millis(50)).await;
    assert_eq!(transport.sent().len(), sent);
}

/// A transport whose clock is that of the system.
struct OnSystemTime(MockTransport);

impl Transport for OnSystemTime {
    fn send(&self, request: Request<Body>, limits: Limits) -> TransportFuture<'_> {
        self.0.send(request, limits)
    }
}

/// Waits before each request.
struct Slow(MockTransport);

impl Transport for Slow {
    fn send(&self, request: Request<Body>, limits: Limits) -> TransportFuture<'_> {
        let outcome = self.0.send(request, limits);
        Box::pin(async move {
            wait_once().await;
            outcome.await
        })
    }

    fn clock(&self) -> std::sync::Arc<dyn Clock> {
        self.0.clock()
    }
}

/// Returns to the executor once.
async fn wait_once() {
    let mut is_ready = false;
    poll_fn(|context| {
        if std::mem::replace(&mut is_ready, true) {
            return Poll::Ready(());
        }
        context.waker().wake_by_ref();
        Poll::Pending
    })
    .await;
}

/// A `select!` drops the future of an item when something else is ready first.
#[tokio::test]
async fn a_dropped_future_of_an_item_loses_no_item() {
    let pages = [
        json!({ "items": [1, 2], "meta": { "token": "a" } }),
        json!({ "items": [3], "meta": { "token": "b" } }),
        json!({ "items": [4] }),
    ];
    let transport = serving::<ByToken>(&pages);
    let client = builder().transport(Slow(transport.clone()));
    let mut items = client.build().unwrap().call(ByToken).items();
    let mut found = Vec::new();
    loop {
        let mut context = Context::from_waker(Waker::noop());
        if let Poll::Ready(item) = pin!(items.try_next()).poll(&mut context) {
            match item.unwrap() {
                Some(item) => found.push(item),
                None => break,
            }
        }
    }
    assert_eq!(found, [1, 2, 3, 4]);
    assert_eq!(transport.sent().len(), 3);
    let mut context = Context::from_waker(Waker::noop());
    let end = Pin::new(&mut items).poll_next(&mut context);
    assert!(matches!(end, Poll::Ready(None)));
}

/// A list that was begun and not finished can be continued by its token.
#[tokio::test]
async fn a_dropped_list_can_be_resumed() {
    let pages = [
        json!({ "items": [1], "meta": { "token": "a" } }),
        json!({ "items": [2] }),
    ];
    let transport = serving::<ByToken>(&pages);
    let mut items = call(&transport, ByToken).items();
    assert_eq!(items.try_next().await.unwrap(), Some(1));
    let token = items.next_page_token().unwrap().to_owned();
    drop(items);
    let mut rest = call(&transport, ByToken).items().resume_from(token);
    assert_eq!(rest.try_next().await.unwrap(), Some(2));
    assert_eq!(rest.try_next().await.unwrap(), None);
}

/// The transport of blocking calls has a thread of its own, so that a call also works where it shouldn't
/// be made.
#[tokio::test]
async fn a_blocking_call_in_a_runtime_does_not_deadlock() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        use std::io::{Read, Write};
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            assert_ne!(stream.read(&mut [0; 4096]).unwrap(), 0);
            let response =
                b"HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n{\"sid\":\"1\",\"parts\":[]}";
            stream.write_all(response).unwrap();
        }
    });
    let client = builder().base_url(url).build().unwrap();
    let call = || client.call(FetchThing { id: "1".into() });
    assert_eq!(call().send_blocking().unwrap().sid.as_str(), "1");
    assert_eq!(call().send().await.unwrap().sid.as_str(), "1");
}
