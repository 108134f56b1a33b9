//! The default transport against servers that break HTTP, or use it against the client.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use sdksmith_runtime::{Client, ClientBuilder, Error};

use crate::support::{FetchThing, Ping, builder};

mod later_responses;

const THING: &str = "{\"sid\":\"\",\"parts\":[]}";

/// Starts a server that handles each connection with `handle`, which also gets the number of the
/// connection. Returns a client of it that makes one attempt of at most two seconds.
fn serve(handle: impl Fn(TcpStream, usize) + Send + Sync + 'static) -> ClientBuilder {
    serve_at("127.0.0.1:0", "127.0.0.1", handle)
}

fn serve_at(
    address: &str,
    host: &str,
    handle: impl Fn(TcpStream, usize) + Send + Sync + 'static,
) -> ClientBuilder {
    let listener = TcpListener::bind(address).unwrap();
    let port = listener.local_addr().unwrap().port();
    let (handle, number) = (std::sync::Arc::new(handle), AtomicUsize::new(0));
    thread::spawn(move || {
        for stream in listener.incoming() {
            let (stream, handle) = (stream.unwrap(), std::sync::Arc::clone(&handle));
            let number = number.fetch_add(1, Ordering::SeqCst);
            thread::spawn(move || handle(stream, number));
        }
    });
    let client = builder().base_url(format!("http://{host}:{port}"));
    client.attempt_timeout(Duration::from_secs(2))
}

/// Reads the head of a request. Returns an empty text if the client closed the connection.
fn read_head(stream: &mut TcpStream) -> String {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        let mut byte = [0];
        if stream.read(&mut byte).unwrap_or(0) == 0 {
            return String::new();
        }
        head.extend_from_slice(&byte);
    }
    String::from_utf8(head).unwrap()
}

/// Starts a server that responds to the first request of each connection and closes it.
fn respond(response: impl Into<Vec<u8>>) -> Client {
    let response = response.into();
    let client = serve(move |mut stream, _| {
        read_head(&mut stream);
        // The client may have closed the connection before the end of the response.
        let _ = stream.write_all(&response);
    });
    client.build().unwrap()
}

/// Names the kind of an outcome.
fn kind<T>(outcome: &Result<T, Error>) -> String {
    let Err(error) = outcome else {
        return "success".to_owned();
    };
    let status = error.status().map(|status| status.as_u16());
    let kinds = [
        (error.is_redirect(), "redirect"),
        (error.is_protocol(), "protocol"),
        (error.is_interrupted(), "interrupted"),
        (error.is_timeout(), "timeout"),
        (error.is_too_large(), "too large"),
        (error.is_connect(), "connect"),
        (error.is_decode(), "decode"),
        (error.is_api(), "status"),
    ];
    let found = kinds.into_iter().find(|(is_kind, _)| *is_kind);
    let (_, name) = found.unwrap_or_else(|| panic!("an error of no kind: {error:?}"));
    match status {
        Some(status) => format!("{name} {status}"),
        None => name.to_owned(),
    }
}

async fn kind_of_fetch(client: &Client) -> String {
    let call = client.call(FetchThing { id: "1".into() });
    kind(&call.send().await)
}

/// Asserts the outcome of fetching a thing, for each response of a server.
async fn assert_outcomes(cases: &[(&str, &str)]) {
    for (response, expected) in cases {
        let found = kind_of_fetch(&respond(*response)).await;
        let start: String = response.chars().take(120).collect();
        assert_eq!(found, *expected, "{start:?}");
    }
}

#[tokio::test]
async fn invalid_heads_are_errors_of_the_protocol() {
    assert_outcomes(&[
        // The number and the form of status lines.
        ("HTTP/1.1 099 Low\r\n\r\n", "protocol"),
        ("HTTP/1.1 20 Short\r\n\r\n", "protocol"),
        ("HTTP/1.1 2OO Letters\r\n\r\n", "protocol"),
        ("HTTP/3.0 200 OK\r\n\r\n", "protocol"),
        ("HTTP/2.0 200 OK\r\n\r\n", "protocol"),
        ("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "protocol"),
        // Characters that split headers or end texts early.
        ("HTTP/1.1 200 OK\r\nx-nul: a\0b\r\n\r\n", "protocol"),
        ("HTTP/1.1 200 OK\r\nx\0y: 1\r\n\r\n", "protocol"),
        ("HTTP/1.1 200 OK\r\nx-cr: a\rb: c\r\n\r\n", "protocol"),
        ("HTTP/1.1 200 OK\r\nspace : 1\r\n\r\n", "protocol"),
        ("HTTP/1.1 200 OK\r\n: no name\r\n\r\n", "protocol"),
        ("HTTP/1.1 200 OK\r\nfolded: a\r\n b\r\n\r\n", "protocol"),
    ])
    .await;
}

#[tokio::test]
async fn ambiguous_lengths_are_errors_of_the_protocol() {
    let thing = |header: &str| format!("HTTP/1.1 200 OK\r\n{header}\r\n\r\n{THING}");
    for header in [
        "content-length: 21\r\ncontent-length: 20",
        "content-length: 21, 20",
        "content-length: -1",
        "content-length: +21",
        "content-length: 0x15",
        "content-length: 21 21",
        "content-length: 99999999999999999999",
    ] {
        assert_outcomes(&[(&thing(header), "protocol")]).await;
    }
    assert_outcomes(&[
        (
            &thing("content-length: 21\r\ncontent-length: 21"),
            "success",
        ),
        // Chunks have precedence over a length (RFC 9112, section 6.3).
        (
            &format!(
                "HTTP/1.1 200 OK\r\ncontent-length: 3\r\ntransfer-encoding: chunked\r\n\r\n\
                 15\r\n{THING}\r\n0\r\n\r\n"
            ),
            "success",
        ),
        // An unknown coding at the end lasts until the connection closes.
        (&thing("transfer-encoding: identity"), "success"),
        (&thing("transfer-encoding: chunked, gzip"), "success"),
    ])
    .await;
}

#[tokio::test]
async fn hostile_chunks_are_errors_of_the_protocol() {
    let chunked =
        |body: &str| format!("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n{body}");
    let extension = "x".repeat(64 << 10);
    let trailers = "x: 1\r\n".repeat(20_000);
    for body in [
        "-5\r\n".to_owned(),
        "0x15\r\n".to_owned(),
        "FFFFFFFFFFFFFFFFF\r\n".to_owned(),
        format!("15;{extension}\r\n{THING}\r\n0\r\n\r\n"),
        format!("15\r\n{THING}garbage\r\n0\r\n\r\n"),
        format!("15\r\n{THING}\r\n0\r\n{trailers}\r\n"),
    ] {
        assert_outcomes(&[(&chunked(&body), "protocol 200")]).await;
    }
    for (body, expected) in [
        (format!("15;name=value\r\n{THING}\r\n0\r\n\r\n"), "success"),
        (format!("15\r\n{THING}\r\n0\r\nx: 1\r\n\r\n"), "success"),
        (format!("15\r\n{THING}\r\n"), "interrupted 200"),
        (format!("15\r\n{THING}\r\n0\r\n"), "interrupted 200"),
        // A chunk that announces more than memory has.
        ("7FFFFFFFFFFFFFFF\r\nx".to_owned(), "interrupted 200"),
    ] {
        assert_outcomes(&[(&chunked(&body), expected)]).await;
    }
}

#[tokio::test]
async fn old_and_sloppy_servers_are_understood() {
    assert_outcomes(&[
        (&format!("HTTP/1.0 200 OK\r\n\r\n{THING}"), "success"),
        (&format!("HTTP/1.1 200\r\n\r\n{THING}"), "success"),
        (&format!("HTTP/1.1 200 OK\n\n{THING}"), "success"),
        (&format!("\r\nHTTP/1.1 200 OK\r\n\r\n{THING}"), "success"),
        (
            "HTTP/1.1 999 Denied\r\ncontent-length: 0\r\n\r\n",
            "status 999",
        ),
        ("HTTP/1.1 304 Not Modified\r\n\r\n", "status 304"),
        (
            "HTTP/1.1 300 Choose\r\ncontent-length: 0\r\n\r\n",
            "status 300",
        ),
        // The body is missing, which the type requires.
        ("HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n", "decode 200"),
        ("HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n", "decode 200"),
    ])
    .await;
}

#[tokio::test]
async fn cut_responses_are_interrupted() {
    assert_outcomes(&[
        ("", "interrupted"),
        ("HTTP/1.1 2", "interrupted"),
        ("HTTP/1.1 200 OK\r\ncontent-length: 21\r\n", "interrupted"),
        (
            "HTTP/1.1 200 OK\r\ncontent-length: 21\r\n\r\n{\"sid\"",
            "interrupted 200",
        ),
        (
            "HTTP/1.1 500 Oops\r\ncontent-length: 21\r\n\r\n{\"sid\"",
            "interrupted 500",
        ),
    ])
    .await;
}

#[tokio::test]
async fn redirects_are_errors_wherever_they_lead() {
    for location in [
        "http://evil.example/",
        "//evil.example/",
        "https://127.0.0.1/",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "\\\\evil.example\\x",
        "http://user:password@evil.example/",
        "",
    ] {
        let head =
            format!("HTTP/1.1 307 Away\r\nlocation: {location}\r\ncontent-length: 0\r\n\r\n");
        let client = respond(head);
        let error = client.call(Ping).send().await.unwrap_err();
        assert_eq!(kind::<()>(&Err(error)), "redirect 307", "{location}");
        let error = client.call(Ping).send().await.unwrap_err();
        assert!(!error.to_string().contains("password"), "{error}");
        assert_eq!(error.attempts(), 1);
    }
}

#[tokio::test]
async fn compression_that_was_not_asked_for_is_named() {
    let mut response =
        b"HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ncontent-length: 10\r\n\r\n".to_vec();
    response.extend_from_slice(&[0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3]);
    let client = respond(response);
    let error = client.call(FetchThing { id: "1".into() }).send().await;
    let error = error.unwrap_err();
    assert!(
        error.is_decode() && error.to_string().contains("gzip"),
        "{error}"
    );
}

/// Writes the text piece by piece, until the client closes the connection.
fn trickle(mut stream: TcpStream, start: &str, piece: &str) {
    read_head(&mut stream);
    let mut outcome = stream.write_all(start.as_bytes());
    while outcome.is_ok() {
        thread::sleep(Duration::from_millis(20));
        outcome = stream.write_all(piece.as_bytes());
    }
}

#[tokio::test]
async fn endless_responses_end_with_the_time_limit() {
    for (start, piece, expected) in [
        ("", "\r\n", "timeout"),
        ("HTTP/1.1 200 OK\r\nx: ", "y", "timeout"),
        (
            "HTTP/1.1 200 OK\r\ncontent-length: 999999\r\n\r\n",
            " ",
            "timeout 200",
        ),
        (
            "HTTP/1.1 404 No\r\ntransfer-encoding: chunked\r\n\r\n",
            "1\r\n \r\n",
            "timeout 404",
        ),
        (
            "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n1;x",
            "y",
            "timeout 200",
        ),
        ("", "HTTP/1.1 100 Continue\r\n\r\n", "timeout"),
        (
            "",
            "HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n",
            "timeout",
        ),
    ] {
        let client = serve(move |stream, _| trickle(stream, start, piece));
        let client = client.attempt_timeout(Duration::from_millis(300));
        let started = Instant::now();
        assert_eq!(
            kind_of_fetch(&client.build().unwrap()).await,
            expected,
            "{start:?} {piece:?}"
        );
        assert!(started.elapsed() < Duration::from_secs(10));
    }
}

#[tokio::test]
async fn a_reset_connection_is_interrupted() {
    let client = serve(|mut stream, _| {
        // Closing a socket with unread bytes resets the connection.
        let _ = stream.read(&mut [0; 1]);
    });
    assert_eq!(kind_of_fetch(&client.build().unwrap()).await, "interrupted");
}

#[tokio::test]
async fn each_family_of_addresses_alone_suffices() {
    let handle = |mut stream: TcpStream, _| {
        read_head(&mut stream);
        let response = format!("HTTP/1.1 200 OK\r\n\r\n{THING}");
        stream.write_all(response.as_bytes()).unwrap();
    };
    let mut addresses = vec![("127.0.0.1:0", "localhost")];
    if TcpListener::bind("[::1]:0").is_ok() {
        addresses.push(("[::1]:0", "[::1]"));
    }
    for (address, host) in addresses {
        let client = serve_at(address, host, handle).build().unwrap();
        assert_eq!(kind_of_fetch(&client).await, "success", "{address}");
    }
}

/// The beginning of an error's body has its code and its message, however long the rest is.
#[tokio::test]
async fn an_error_that_is_too_large_keeps_its_code_and_message() {
    let start = "{\"code\": 20003, \"message\": \"Said \\\"no, {[\\\"\", \"errors\": [{\"x\": 1}, {\"y\": \"";
    let long = "z".repeat(5000);
    for framing in [
        "content-length: 104857600\r\n\r\n".to_owned(),
        "connection: close\r\n\r\n".to_owned(),
        "transfer-encoding: chunked\r\n\r\n3000\r\n".to_owned(),
    ] {
        let response = format!("HTTP/1.1 401 No\r\n{framing}{start}{long}");
        let client = serve(move |mut stream, _| {
            read_head(&mut stream);
            let _ = stream.write_all(response.as_bytes());
            thread::sleep(Duration::from_millis(500));
        });
        let client = client.max_response_bytes(1000).build().unwrap();
        let error = client.call(Ping).send().await.unwrap_err();
        assert!(
            error.is_unauthorized() && error.is_too_large(),
            "{framing:?}: {error}"
        );
        assert_eq!(error.code(), Some(20003), "{framing:?}");
        assert_eq!(error.message(), Some("Said \"no, {[\""), "{framing:?}");
        assert_eq!(error.raw_body().map(|body| body.len()), Some(1000));
        let blocking = tokio::task::spawn_blocking(move || client.call(Ping).send_blocking());
        assert_eq!(blocking.await.unwrap().unwrap_err().code(), Some(20003));
    }
}

/// A success that announces too much isn't read at all.
#[tokio::test]
async fn a_success_that_announces_too_much_is_not_waited_for() {
    let client = serve(|mut stream, _| {
        read_head(&mut stream);
        let head = "HTTP/1.1 200 OK\r\ncontent-length: 104857600\r\n\r\n";
        stream.write_all(head.as_bytes()).unwrap();
        thread::sleep(Duration::from_secs(5));
    });
    let client = client.max_response_bytes(1000).build().unwrap();
    assert_eq!(kind_of_fetch(&client).await, "too large 200");
}
