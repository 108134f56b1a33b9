//! The default transports against servers that aren't what they should be, and runtimes that aren't either.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::pin::pin;
use std::task::{Context, Poll, Waker};
use std::thread;
use std::time::{Duration, Instant};

use http::Request;
use sdksmith_runtime::{
    Body, ClientBuilder, Error, ExponentialBackoff, HttpTransport, Limits, RetryPolicy, Transport,
    TransportErrorKind,
};
use tokio::runtime::Builder;

use crate::support::{FetchThing, Ping, builder};

const ANSWER: &str = "HTTP/1.1 200 OK\r\ncontent-length: 21\r\n\r\n{\"sid\":\"\",\"parts\":[]}";

fn fetch() -> FetchThing {
    FetchThing { id: "1".into() }
}

/// A server that handles each connection so, and a client of it that makes up to four attempts.
fn serve(handle: impl Fn(TcpStream) + Send + 'static) -> ClientBuilder {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    thread::spawn(move || {
        for stream in listener.incoming() {
            handle(stream.unwrap());
        }
    });
    let retry = ExponentialBackoff::new(Duration::ZERO, Duration::ZERO).max_attempts(4);
    builder().retry(retry).base_url(url)
}

/// Reads a head that no body follows.
fn read_head(stream: &mut TcpStream) -> String {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        let mut byte = [0];
        if stream.read(&mut byte).unwrap() == 0 {
            break;
        }
        head.extend_from_slice(&byte);
    }
    String::from_utf8(head).unwrap()
}

fn assert_protocol(error: &Error, answer: &str) {
    let start = &answer[..answer.len().min(40)];
    assert!(error.is_protocol(), "{start:?}: {error}");
    assert!(!error.is_transient() && error.may_have_taken_effect());
    assert_eq!(error.attempts(), 1, "{start:?}: {error}");
}

#[tokio::test]
async fn response_that_is_not_http_is_an_error_of_its_own_and_not_retried() {
    let many = (0..2000).map(|number| format!("x-{number}: 1\r\n"));
    let many = format!("HTTP/1.1 200 OK\r\n{}\r\n", many.collect::<String>());
    let large = format!("HTTP/1.1 200 OK\r\nx: {}\r\n\r\n", "1".repeat(1 << 20));
    let answers = [
        "SMTP ready\r\n\r\n".to_owned(),
        "HTTP/1.1 9999 What\r\n\r\n".to_owned(),
        "HTTP/1.1 200 OK\r\nno colon\r\n\r\n".to_owned(),
        "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nno number\r\n".to_owned(),
        many,
        large,
    ];
    for answer in answers {
        let text = answer.clone();
        let client = serve(move |mut stream| {
            read_head(&mut stream);
            // The client may have had enough before the end.
            let _ = stream.write_all(text.as_bytes());
        });
        let client = client.build().unwrap();
        assert_protocol(&client.call(fetch()).send().await.unwrap_err(), &answer);
        let blocking = tokio::task::spawn_blocking(move || client.call(fetch()).send_blocking());
        assert_protocol(&blocking.await.unwrap().unwrap_err(), &answer);
    }
}

#[tokio::test]
async fn data_before_the_request_is_not_http() {
    let client = serve(|mut stream| {
        let _ = stream.write_all(b"SSH-2.0-OpenSSH_9.9\r\n");
        let _ = stream.read(&mut [0; 1024]);
    });
    let error = client.build().unwrap().call(fetch()).send().await;
    let error = error.unwrap_err();
    assert!(error.is_protocol(), "{error:?}");
    assert_eq!(error.attempts(), 1);
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn connecting_has_a_time_limit_of_its_own() {
    // The system drops requests for a connection when the queue of the listener is full.
    let socket = tokio::net::TcpSocket::new_v4().unwrap();
    socket.bind("127.0.0.1:0".parse().unwrap()).unwrap();
    let listener = socket.listen(1).unwrap();
    let address = listener.local_addr().unwrap();
    let moment = Duration::from_millis(200);
    let mut waiting = Vec::new();
    for _ in 0..8 {
        let connecting = tokio::time::timeout(moment, tokio::net::TcpStream::connect(address));
        waiting.push(connecting.await);
    }
    assert!(waiting.iter().any(Result::is_err), "the queue isn't full");
    let mut limits = Limits::default();
    limits.connect_timeout = moment;
    let request = Request::post(format!("http://{address}/ping"));
    let request = request.body(Body::default()).unwrap();
    let begin = Instant::now();
    let error = HttpTransport::new().unwrap().send(request, limits).await;
    let error = error.unwrap_err();
    assert_eq!(error.kind(), TransportErrorKind::Connect, "{error:?}");
    assert!(begin.elapsed() < Duration::from_secs(5));
}

/// A server that says for each request which connection it came on.
fn count_connections() -> ClientBuilder {
    let counter = std::sync::atomic::AtomicU32::new(0);
    serve(move |mut stream| {
        let number = counter.fetch_add(1, std::sync::atomic::Ordering::SeqCst);
        thread::spawn(move || {
            while !read_head(&mut stream).is_empty() {
                let answer = ANSWER.replacen("\r\n", &format!("\r\nx-number: {number}\r\n"), 1);
                stream.write_all(answer.as_bytes()).unwrap();
            }
        });
    })
}

#[test]
fn two_runtimes_share_a_client_but_no_connection() {
    let client = count_connections().build().unwrap();
    let one = Builder::new_current_thread().enable_all().build().unwrap();
    let other = Builder::new_current_thread().enable_all().build().unwrap();
    let call = |runtime: &tokio::runtime::Runtime| {
        let call = client.call(fetch()).no_retry();
        let call = call.attempt_timeout(Duration::from_secs(10));
        let response = runtime.block_on(call.send_with_response()).unwrap();
        response.headers()["x-number"].to_str().unwrap().to_owned()
    };
    // Meanwhile the first runtime stands still, and with it the connections that it drives.
    assert_eq!(call(&one), "0");
    assert_eq!(call(&other), "1");
    assert_eq!(call(&one), "0");
    assert_eq!(call(&other), "1");
    drop(other);
    assert_eq!(call(&one), "0");
    let third = Builder::new_current_thread().enable_all().build().unwrap();
    assert_eq!(call(&third), "2");
}

#[test]
fn blocking_calls_use_a_connection_again() {
    let client = count_connections().build().unwrap();
    for _ in 0..3 {
        let response = client.call(fetch()).send_with_response_blocking().unwrap();
        assert_eq!(response.headers()["x-number"], "0");
    }
}

fn assert_setup(error: &Error, reason: &str) {
    assert!(error.is_configuration(), "{error}");
    assert!(!error.is_transient() && !error.may_have_taken_effect());
    assert_eq!(error.attempts(), 1);
    assert!(error.to_string().contains(reason), "{error}");
}

#[test]
fn without_a_runtime_a_call_fails_with_an_error() {
    let client = count_connections().build().unwrap();
    let mut call = pin!(client.call(Ping).send());
    let mut context = Context::from_waker(Waker::noop());
    let Poll::Ready(Err(error)) = call.as_mut().poll(&mut context) else {
        panic!("the call waits for what never comes");
    };
    assert_setup(&error, "it needs a Tokio runtime");
}

#[test]
fn runtime_without_io_or_time_is_an_error() {
    let client = count_connections().build().unwrap();
    let timers = Builder::new_current_thread().enable_time().build().unwrap();
    let error = timers.block_on(client.call(Ping).send()).unwrap_err();
    assert_setup(&error, "it needs the I/O of the Tokio runtime");
    let io = Builder::new_current_thread().enable_io().build().unwrap();
    let error = io.block_on(client.call(Ping).send()).unwrap_err();
    assert_setup(&error, "it needs the timers of the Tokio runtime");
    let download = io.block_on(client.request(http::Method::GET, "/").send());
    assert_setup(&download.unwrap_err(), "it needs the timers");
}

#[tokio::test]
async fn a_connection_that_was_closed_while_it_was_idle_is_not_used_again() {
    let client = serve(|mut stream| {
        read_head(&mut stream);
        stream.write_all(ANSWER.as_bytes()).unwrap();
    });
    let client = client.build().unwrap();
    for _ in 0..5 {
        // Without another attempt: nothing of a POST is lost on the old connection.
        client.call(Ping).no_retry().send().await.unwrap();
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}
