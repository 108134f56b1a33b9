//! Responses that are compressed by gzip, on real sockets.

use std::io::Write;
use std::time::Duration;

use flate2::Compression;
use flate2::write::GzEncoder;
use sdksmith_runtime::{
    Binary, Client, ClientBuilder, Error, ExponentialBackoff, HttpTransport, NoRetry, Operation,
    OperationInfo, RequestWriter,
};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

use crate::support::{FixedTransport, SERVER, builder};

struct Export;

impl Operation for Export {
    type ResponseBody = Binary;

    const INFO: OperationInfo = OperationInfo::get("Export", SERVER, "/export");

    fn write(&self, _: &mut RequestWriter) {}
}

fn compressed(content: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(content).unwrap();
    encoder.finish().unwrap()
}

/// A text that gzip can't make a header of.
fn content() -> Vec<u8> {
    (0..200_000_u32).flat_map(u32::to_le_bytes).collect()
}

fn response(headers: &str, body: &[u8]) -> Vec<u8> {
    let length = body.len();
    let head = format!("HTTP/1.1 200 OK\r\n{headers}content-length: {length}\r\n\r\n");
    [head.as_bytes(), body].concat()
}

const GZIP: &str = "content-encoding: gzip\r\n";

/// Sends the pieces to each client, a moment apart, and returns the head of the first request.
async fn serve(pieces: Vec<Vec<u8>>) -> (String, JoinHandle<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let server = tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        let mut request = Vec::new();
        while !request.ends_with(b"\r\n\r\n") {
            request.push(stream.read_u8().await.unwrap());
        }
        for piece in pieces {
            // The client may have had enough.
            if stream.write_all(&piece).await.is_err() {
                break;
            }
            let _ = stream.flush().await;
            tokio::task::yield_now().await;
        }
        let _ = stream.shutdown().await;
        String::from_utf8(request).unwrap()
    });
    (url, server)
}

fn client(url: String, change: impl FnOnce(ClientBuilder) -> ClientBuilder) -> Client {
    change(builder().retry(NoRetry).gzip().base_url(url))
        .build()
        .unwrap()
}

/// Makes a call to a server with this response, and returns the head of the request and the outcome.
async fn call(response: Vec<u8>) -> (String, Result<Vec<u8>, Error>) {
    let (url, server) = serve(vec![response]).await;
    let outcome = client(url, |builder| builder).call(Export).send().await;
    (server.await.unwrap(), outcome.map(|bytes| bytes.to_vec()))
}

#[tokio::test]
async fn a_compressed_response_is_asked_for_and_decompressed() {
    let (request, outcome) = call(response(GZIP, &compressed(&content()))).await;
    assert!(
        request.contains("\r\naccept-encoding: gzip\r\n"),
        "{request}"
    );
    assert_eq!(outcome.unwrap(), content());
    let (_, outcome) = call(response(
        "content-encoding: X-GZip\r\n",
        &compressed(b"short"),
    ))
    .await;
    assert_eq!(outcome.unwrap(), b"short");
}

#[tokio::test]
async fn headers_are_those_of_the_content() {
    let (url, _server) = serve(vec![response(GZIP, &compressed(b"short"))]).await;
    let call = client(url, |builder| builder).call(Export);
    let response = call.send_with_response().await.unwrap();
    assert!(response.headers().get("content-encoding").is_none());
    assert!(response.headers().get("content-length").is_none());
}

#[tokio::test]
async fn a_response_that_is_not_compressed_is_returned_as_it_is() {
    let (_, outcome) = call(response("", b"plain")).await;
    assert_eq!(outcome.unwrap(), b"plain");
    let (_, outcome) = call(response("content-encoding: br\r\n", b"other")).await;
    assert_eq!(outcome.unwrap(), b"other");
    let twice = compressed(&compressed(b"twice"));
    let (_, outcome) = call(response("content-encoding: gzip, gzip\r\n", &twice)).await;
    assert_eq!(outcome.unwrap(), twice);
    let (_, outcome) = call(response(&GZIP.repeat(2), &twice)).await;
    assert_eq!(outcome.unwrap(), twice);
}

#[tokio::test]
async fn nothing_is_compressed_unless_the_client_asks_for_it() {
    let body = compressed(b"content");
    let (url, server) = serve(vec![response(GZIP, &body)]).await;
    let client = builder().base_url(url).build().unwrap();
    assert_eq!(client.call(Export).send().await.unwrap(), body);
    assert!(!server.await.unwrap().contains("accept-encoding"));
    for header in ["Accept-Encoding", "Range"] {
        let (url, server) = serve(vec![response(GZIP, &body)]).await;
        let call = self::client(url, |builder| builder).call(Export);
        let call = call.with_header(header, "bytes=0-9");
        assert_eq!(call.send().await.unwrap(), body, "{header}");
        assert!(!server.await.unwrap().contains("gzip"), "{header}");
    }
}

#[tokio::test]
async fn the_encoding_of_an_empty_body_is_no_error() {
    let (_, outcome) = call(response(GZIP, b"")).await;
    assert_eq!(outcome.unwrap(), b"");
    let (_, outcome) = call(response(GZIP, &compressed(b""))).await;
    assert_eq!(outcome.unwrap(), b"");
}

#[tokio::test]
async fn several_members_are_one_content() {
    let body = [compressed(b"first "), compressed(b"second")].concat();
    let (_, outcome) = call(response(GZIP, &body)).await;
    assert_eq!(outcome.unwrap(), b"first second");
}

#[tokio::test]
async fn the_maximum_size_is_that_of_the_content() {
    let bomb = compressed(&vec![0; 16 << 20]);
    assert!(bomb.len() < 100_000);
    let (url, _server) = serve(vec![response(GZIP, &bomb)]).await;
    let client = client(url, |builder| builder.max_response_bytes(1 << 20));
    let error = client.call(Export).send().await.unwrap_err();
    assert!(error.is_too_large(), "{error}");
    assert_eq!(error.raw_body().unwrap().len(), 1 << 20);
    // The compressed body may have any size that leads to such a content.
    let body = compressed(&content());
    let (url, _server) = serve(vec![response(GZIP, &body)]).await;
    let exact = self::client(url, |builder| builder.max_response_bytes(content().len()));
    assert_eq!(exact.call(Export).send().await.unwrap(), content());
}

#[tokio::test]
async fn a_body_that_is_cut_anywhere_is_an_error() {
    let body = compressed(b"content that is cut");
    for length in 1..body.len() {
        // The HTTP message is whole: only gzip tells that something is missing.
        let (_, outcome) = call(response(GZIP, &body[..length])).await;
        let error = outcome.unwrap_err();
        assert!(
            error.is_interrupted() && error.is_transient(),
            "{length}: {error}"
        );
        assert_eq!(error.status().unwrap(), 200);
    }
}

#[tokio::test]
async fn a_body_that_is_corrupt_is_an_error() {
    let body = compressed(b"content that is damaged");
    for index in [0, 2, 12, body.len() - 6, body.len() - 2] {
        let mut damaged = body.clone();
        damaged[index] ^= 0x55;
        let (_, outcome) = call(response(GZIP, &damaged)).await;
        let error = outcome.unwrap_err();
        assert!(
            error.is_protocol() || error.is_interrupted(),
            "{index}: {error}"
        );
    }
    let trailing = [body, b"trailing garbage".to_vec()].concat();
    for body in [b"no gzip at all, but plain text".to_vec(), trailing] {
        let error = call(response(GZIP, &body)).await.1.unwrap_err();
        assert!(error.is_protocol() && !error.is_transient(), "{error}");
    }
}

#[tokio::test]
async fn a_body_may_arrive_in_pieces_of_any_size() {
    let whole = response(GZIP, &compressed(b"content in pieces"));
    let (url, _server) = serve(whole.chunks(1).map(<[u8]>::to_vec).collect()).await;
    let outcome = client(url, |builder| builder).call(Export).send().await;
    assert_eq!(outcome.unwrap(), b"content in pieces"[..]);
}

#[tokio::test]
async fn downloads_are_decompressed_in_pieces() {
    let bomb = compressed(&vec![7; 8 << 20]);
    let (url, _server) = serve(vec![response(GZIP, &bomb)]).await;
    let call = client(url, |builder| builder.max_response_bytes(10)).call(Export);
    let mut download = call.download().await.unwrap();
    let mut length = 0;
    while let Some(chunk) = download.try_next().await.unwrap() {
        assert!(chunk.len() <= 32 << 10);
        length += chunk.len();
    }
    assert_eq!(length, 8 << 20);

    let body = compressed(&content());
    let (url, _server) = serve(vec![response(GZIP, &body[..body.len() - 1])]).await;
    let call = client(url, |builder| builder).call(Export);
    let mut download = call.download().await.unwrap();
    let error = loop {
        match download.try_next().await {
            Ok(chunk) => assert!(chunk.is_some(), "expected an error at the end"),
            Err(error) => break error,
        }
    };
    assert!(error.is_interrupted(), "{error}");
}

#[tokio::test]
async fn blocking_calls_and_downloads_are_decompressed() {
    for is_download in [false, true] {
        let (url, _server) = serve(vec![response(GZIP, &compressed(&content()))]).await;
        let call = client(url, |builder| builder).call(Export);
        let received = tokio::task::spawn_blocking(move || match is_download {
            false => call.send_blocking().unwrap().to_vec(),
            true => {
                let mut all = Vec::new();
                let mut download = call.download_blocking().unwrap();
                std::io::Read::read_to_end(&mut download, &mut all).unwrap();
                all
            }
        });
        assert!(received.await.unwrap() == content());
    }
}

#[tokio::test]
async fn a_cut_body_is_retried_as_a_broken_connection() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let body = compressed(b"content");
    let server = tokio::spawn(async move {
        for length in [body.len() - 3, body.len()] {
            let (mut stream, _) = listener.accept().await.unwrap();
            let mut request = Vec::new();
            while !request.ends_with(b"\r\n\r\n") {
                request.push(stream.read_u8().await.unwrap());
            }
            let headers = format!("{GZIP}connection: close\r\n");
            stream
                .write_all(&response(&headers, &body[..length]))
                .await
                .unwrap();
            stream.shutdown().await.unwrap();
        }
    });
    let retry = ExponentialBackoff::new(Duration::ZERO, Duration::ZERO);
    let client = client(url, |builder| builder.retry(retry));
    assert_eq!(client.call(Export).send().await.unwrap(), b"content"[..]);
    server.await.unwrap();
}

#[test]
fn the_setting_is_for_the_default_transports() {
    let client = builder().gzip().transport(FixedTransport::default());
    assert!(client.build().unwrap_err().is_configuration());
    HttpTransport::builder().gzip().build().unwrap();
}
