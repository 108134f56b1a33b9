//! Streamed responses, from servers on real sockets.

use std::io::{self, Read};
use std::time::Duration;

use bytes::Bytes;
use futures_core::Stream;
use sdksmith_runtime::testing::{MockResponse, MockTransport};
use sdksmith_runtime::{
    Binary, BlockingDownload, Call, ClientBuilder, Error, ExponentialBackoff, Operation,
    OperationInfo, RequestWriter, RetryPolicy,
};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use crate::support::{SERVER, builder};

struct Fetch;

impl Operation for Fetch {
    type ResponseBody = Binary;

    const INFO: OperationInfo = OperationInfo::get("Fetch", SERVER, "/file");

    fn write(&self, _: &mut RequestWriter) {}
}

const HEAD: &str =
    "HTTP/1.1 200 OK\r\ntwilio-request-id: RQ1\r\ntransfer-encoding: chunked\r\n\r\n";

/// Starts a server. Returns it with a call that makes up to four attempts.
async fn server(change: impl FnOnce(ClientBuilder) -> ClientBuilder) -> (TcpListener, Call<Fetch>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let retry = ExponentialBackoff::new(Duration::ZERO, Duration::ZERO).max_attempts(4);
    let client = change(builder().retry(retry).base_url(url))
        .build()
        .unwrap();
    (listener, client.call(Fetch))
}

/// Accepts the next request and starts the response.
async fn response(listener: &TcpListener, start: &str) -> TcpStream {
    let (mut stream, _) = listener.accept().await.unwrap();
    assert_ne!(stream.read(&mut [0; 4096]).await.unwrap(), 0);
    stream.write_all(start.as_bytes()).await.unwrap();
    stream
}

async fn send(stream: &mut TcpStream, chunk: &str) {
    let chunk = format!("{:x}\r\n{chunk}\r\n", chunk.len());
    stream.write_all(chunk.as_bytes()).await.unwrap();
}

#[tokio::test]
async fn chunks_arrive_before_the_body_is_complete() {
    let (listener, call) = server(|builder| builder.max_response_bytes(3)).await;
    let (mut stream, download) = tokio::join!(response(&listener, HEAD), call.download());
    let mut download = download.unwrap();
    assert_eq!(
        (download.status().as_u16(), download.request_id()),
        (200, Some("RQ1"))
    );
    for chunk in ["first", "second"] {
        send(&mut stream, chunk).await;
        let came = download.try_next().await.unwrap();
        assert_eq!(came.as_deref(), Some(chunk.as_bytes()));
    }
    stream.write_all(b"0\r\n\r\n").await.unwrap();
    assert_eq!(download.try_next().await.unwrap(), None);
    assert_eq!(download.try_next().await.unwrap(), None);
}

#[tokio::test]
async fn download_is_retried_until_the_headers_arrive() {
    let (listener, call) = server(|builder| builder).await;
    let refuse =
        "HTTP/1.1 503 Service Unavailable\r\nconnection: close\r\ncontent-length: 0\r\n\r\n";
    let serve = async {
        drop(response(&listener, refuse).await);
        drop(response(&listener, "").await);
        response(&listener, HEAD).await
    };
    let (stream, download) = tokio::join!(serve, call.download());
    drop(stream);
    let mut download = download.unwrap();
    let error = download.try_next().await.unwrap_err();
    assert!(error.is_interrupted(), "{error}");
    assert_eq!((error.operation(), error.attempts()), (Some("Fetch"), 3));
    assert_eq!(
        download.try_next().await.unwrap(),
        None,
        "an error is the end"
    );
}

#[tokio::test]
async fn attempt_timeout_applies_to_each_chunk() {
    let limit = Duration::from_secs(1);
    let (listener, call) = server(|builder| builder.attempt_timeout(limit)).await;
    let (mut stream, download) = tokio::join!(response(&listener, HEAD), call.download());
    let mut download = download.unwrap();
    // Together, they take longer than the limit of one.
    for _ in 0..5 {
        tokio::time::sleep(limit / 4).await;
        send(&mut stream, "chunk").await;
        assert!(download.try_next().await.unwrap().is_some());
    }
    assert!(download.try_next().await.unwrap_err().is_timeout());
}

#[tokio::test]
async fn missing_headers_time_out() {
    let limit = Duration::from_millis(50);
    let (listener, call) = server(|builder| builder.attempt_timeout(limit)).await;
    let stall = async {
        (
            response(&listener, "").await,
            std::future::pending::<()>().await,
        )
    };
    let error = tokio::select! {
        download = call.no_retry().download() => download.unwrap_err(),
        _ = stall => panic!("a stalled server went on"),
    };
    assert!(error.is_timeout(), "{error}");
}

#[tokio::test]
async fn error_status_is_read_completely_and_returned_as_an_error() {
    let api = MockTransport::new();
    let stub = api.on::<Fetch>();
    let _ = stub
        .respond_json(
            404,
            &serde_json::json!({ "code": 20404, "message": "Gone" }),
        )
        .respond(MockResponse::status(200).body("whole"))
        .respond(MockResponse::status(200));
    let client = builder().transport(api).build().unwrap();
    let error = client.call(Fetch).download().await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "Fetch failed: 404 Not Found: Gone (code 20404)"
    );
    let mut download = client.call(Fetch).download().await.unwrap();
    assert_eq!(
        download.try_next().await.unwrap(),
        Some(Bytes::from("whole"))
    );
    assert_eq!(download.try_next().await.unwrap(), None);
    let mut empty = client.call(Fetch).download().await.unwrap();
    assert_eq!(empty.try_next().await.unwrap(), None);
}

#[tokio::test]
async fn dropping_a_download_closes_its_connection() {
    let (listener, call) = server(|builder| builder).await;
    let (mut stream, download) = tokio::join!(response(&listener, HEAD), call.download());
    fn is_stream<S: Stream + Unpin + Send + 'static>(_: &S) {}
    let download = download.unwrap();
    is_stream(&download);
    drop(download);
    assert_eq!(stream.read(&mut [0]).await.unwrap(), 0);
}

/// Completes a blocking call while a server runs.
async fn blocking<T: Send + 'static>(
    call: Call<Fetch>,
    read: impl FnOnce(Result<BlockingDownload, Error>) -> T + Send + 'static,
) -> T {
    let reading = tokio::task::spawn_blocking(|| read(call.download_blocking()));
    reading.await.unwrap()
}

#[tokio::test]
async fn reader_yields_bytes_before_the_body_is_complete() {
    let (listener, call) = server(|builder| builder.max_response_bytes(3)).await;
    let (first_is_read, first_was_read) = tokio::sync::oneshot::channel();
    let serve = async {
        let mut stream = response(&listener, HEAD).await;
        send(&mut stream, "first").await;
        first_was_read.await.unwrap();
        send(&mut stream, "second").await;
        stream.write_all(b"0\r\n\r\n").await.unwrap();
    };
    let read = blocking(call, |download| {
        let mut download = download.unwrap();
        assert_eq!(
            (download.status().as_u16(), download.request_id()),
            (200, Some("RQ1"))
        );
        let mut first = [0; 5];
        download.read_exact(&mut first).unwrap();
        first_is_read.send(()).unwrap();
        let mut rest = String::new();
        download.read_to_string(&mut rest).unwrap();
        (first, rest)
    });
    let ((), (first, rest)) = tokio::join!(serve, read);
    assert_eq!((&first, rest.as_str()), (b"first", "second"));
}

#[tokio::test]
async fn reader_reports_truncated_bodies_and_error_statuses() {
    let (listener, call) = server(|builder| builder).await;
    let refuse =
        "HTTP/1.1 503 Service Unavailable\r\nconnection: close\r\ncontent-length: 0\r\n\r\n";
    let serve = async {
        drop(response(&listener, refuse).await);
        send(&mut response(&listener, HEAD).await, "first").await;
    };
    let read = blocking(call, |download| {
        io::copy(&mut download.unwrap(), &mut io::sink()).unwrap_err()
    });
    let ((), error) = tokio::join!(serve, read);
    let error: Error = error.downcast().unwrap();
    assert!(error.is_interrupted(), "{error}");
    assert_eq!(error.attempts(), 2);

    let api = MockTransport::new();
    let refusal = serde_json::json!({ "code": 20404, "message": "Gone" });
    let _ = api
        .on::<Fetch>()
        .respond_json(404, &refusal)
        .respond(MockResponse::status(200).body("whole"));
    let client = builder().blocking_transport(api).build().unwrap();
    let error = client.call(Fetch).download_blocking().unwrap_err();
    assert_eq!(error.code(), Some(20404));
    let download = client.call(Fetch).download_blocking().unwrap();
    assert_eq!(io::read_to_string(download).unwrap(), "whole");
}

#[tokio::test]
async fn call_timeout_applies_to_the_reader() {
    let limit = Duration::from_millis(500);
    let (listener, call) = server(|builder| builder.timeout(limit)).await;
    let stall = async {
        let mut stream = response(&listener, HEAD).await;
        send(&mut stream, "first").await;
        stream
    };
    let read = blocking(call, |download| {
        io::copy(&mut download.unwrap(), &mut io::sink()).unwrap_err()
    });
    let (_stream, error) = tokio::join!(stall, read);
    let error: Error = error.downcast().unwrap();
    assert!(error.is_timeout(), "{error}");
}

/// Sends a byte of a refusal's body every now and then.
async fn trickle(listener: &TcpListener) {
    let refusal = "HTTP/1.1 500 Internal Server Error\r\ntwilio-request-id: RQ1\r\n\
                   transfer-encoding: chunked\r\n\r\n";
    let mut stream = response(listener, refusal).await;
    loop {
        if stream.write_all(b"1\r\n.\r\n").await.is_err() {
            return std::future::pending().await;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

#[tokio::test]
async fn time_limits_apply_to_the_body_of_a_refusal() {
    let limit = Duration::from_millis(400);
    for is_of_call in [false, true] {
        let (listener, call) = server(|builder| builder).await;
        let call = match is_of_call {
            true => call.timeout(limit),
            false => call.attempt_timeout(limit).no_retry(),
        };
        let began = std::time::Instant::now();
        let error = tokio::select! {
            download = call.download() => download.unwrap_err(),
            () = trickle(&listener) => unreachable!("it goes on forever"),
        };
        assert!(began.elapsed() < limit * 5, "{:?}", began.elapsed());
        assert!(error.is_timeout() && error.is_server_error(), "{error}");
        assert_eq!(error.request_id(), Some("RQ1"));
        assert!(error.raw_body().unwrap().starts_with(b".."), "{error}");
    }
}

#[tokio::test]
async fn time_limits_apply_to_the_body_of_a_refusal_of_a_blocking_call() {
    let limit = Duration::from_millis(400);
    let (listener, call) = server(|builder| builder).await;
    let call = call.attempt_timeout(limit).no_retry();
    let began = std::time::Instant::now();
    let error = tokio::select! {
        error = blocking(call, Result::unwrap_err) => error,
        () = trickle(&listener) => unreachable!("it goes on forever"),
    };
    assert!(began.elapsed() < limit * 5, "{:?}", began.elapsed());
    assert!(error.is_timeout() && error.is_server_error(), "{error}");
}

#[tokio::test]
async fn broken_download_keeps_the_status() {
    let (listener, call) = server(|builder| builder).await;
    let (stream, download) = tokio::join!(response(&listener, HEAD), call.download());
    drop(stream);
    let error = download.unwrap().try_next().await.unwrap_err();
    assert_eq!(error.status().map(|status| status.as_u16()), Some(200));
    assert_eq!(error.request_id(), Some("RQ1"));
    assert!(
        error.is_interrupted() && error.may_have_taken_effect(),
        "{error}"
    );
}

#[tokio::test]
async fn middleware_passes_a_body_on_as_it_arrives() {
    use sdksmith_runtime::{HttpTransport, TowerTransport};

    let transport = TowerTransport::around(HttpTransport::new().unwrap(), |service| service);
    let limit = Duration::from_millis(500);
    let (listener, call) = server(|builder| {
        builder
            .max_response_bytes(3)
            .attempt_timeout(limit)
            .transport(transport)
    })
    .await;
    let (mut stream, download) = tokio::join!(response(&listener, HEAD), call.download());
    let mut download = download.unwrap();
    send(&mut stream, "first").await;
    let first = download.try_next().await.unwrap();
    assert_eq!(first.as_deref(), Some(&b"first"[..]));
    assert!(download.try_next().await.unwrap_err().is_timeout());
    assert_eq!(download.try_next().await.unwrap(), None);
}

#[tokio::test]
async fn buffering_transport_streams_bodies_of_any_size() {
    let api = MockTransport::new();
    let reply = || MockResponse::status(200).body("too large to be sent whole");
    let _ = api
        .on::<Fetch>()
        .respond(reply())
        .respond(reply())
        .respond(reply());
    let limited = || builder().max_response_bytes(3);
    let client = limited().transport(api.clone()).build().unwrap();
    let mut download = client.call(Fetch).download().await.unwrap();
    assert_eq!(download.try_next().await.unwrap().unwrap().len(), 26);
    let client = limited().blocking_transport(api.clone()).build().unwrap();
    let download = client.call(Fetch).download_blocking().unwrap();
    assert_eq!(io::read_to_string(download).unwrap().len(), 26);
    assert!(
        client
            .call(Fetch)
            .send_blocking()
            .unwrap_err()
            .is_too_large()
    );
}

#[tokio::test]
async fn refusal_with_a_cut_body_keeps_its_status() {
    let (listener, call) = server(|builder| builder).await;
    let refusal =
        "HTTP/1.1 401 Unauthorized\r\ntwilio-request-id: RQ1\r\ncontent-length: 100\r\n\r\n{";
    let cut = async { drop(response(&listener, refusal).await) };
    let (outcome, ()) = tokio::join!(call.no_retry().send(), cut);
    let error = outcome.unwrap_err();
    assert_eq!(error.status().map(|status| status.as_u16()), Some(401));
    assert_eq!(error.request_id(), Some("RQ1"));
    assert!(
        error.is_unauthorized() && !error.may_have_taken_effect(),
        "{error}"
    );
}

#[tokio::test]
async fn refusal_whose_body_stalls_times_out_with_its_status() {
    let limit = Duration::from_millis(300);
    let stall =
        "HTTP/1.1 404 Not Found\r\ntwilio-request-id: RQ1\r\ncontent-length: 100\r\n\r\n{\"code\"";
    for is_blocking in [false, true] {
        let (listener, call) = server(|builder| builder).await;
        let call = call.attempt_timeout(limit).no_retry();
        let began = std::time::Instant::now();
        let fail = async {
            match is_blocking {
                false => call.download().await.unwrap_err(),
                true => blocking(call, Result::unwrap_err).await,
            }
        };
        let (_stream, error) = tokio::join!(response(&listener, stall), fail);
        assert!(began.elapsed() < limit * 6, "{:?}", began.elapsed());
        assert!(error.is_timeout() && error.is_not_found(), "{error}");
        assert!(!error.may_have_taken_effect(), "{error}");
        assert_eq!(error.request_id(), Some("RQ1"));
    }
}
