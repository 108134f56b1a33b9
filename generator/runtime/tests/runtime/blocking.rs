//! Blocking calls: the default transport against servers on real sockets, and retries.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::thread;
use std::time::Duration;

use http::Method;
use sdksmith_runtime::testing::{MockResponse, MockTransport};
use sdksmith_runtime::{
    BlockingHttpTransport, ClientBuilder, Error, ExponentialBackoff, FromResponse, Operation,
    Response, RetryPolicy,
};
use serde_json::json;

use crate::support::{CreateThing, FetchThing, NewThing, PROFILE, Ping, builder, credentials};

/// Reads a complete request: its head, and a body of the announced length.
fn read_request(stream: &mut TcpStream) -> String {
    let mut request = String::new();
    let mut buffer = [0; 4096];
    loop {
        let count = stream.read(&mut buffer).unwrap();
        request.push_str(str::from_utf8(&buffer[..count]).unwrap());
        let Some((head, body)) = request.split_once("\r\n\r\n") else {
            continue;
        };
        let mut lines = head.lines();
        let announced = lines.find_map(|line| line.strip_prefix("content-length: "));
        if body.len() == announced.map_or(0, |length| length.parse().unwrap()) {
            return request;
        }
    }
}

type Outcome<O> = Result<Response<<<O as Operation>::ResponseBody as FromResponse>::Output>, Error>;

/// Makes a call to a server that sends these responses, each on its own connection. Returns the
/// received requests.
fn exchange<O: Operation>(
    client: ClientBuilder,
    operation: O,
    responses: &[&str],
) -> (Vec<String>, Outcome<O>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let client = client.base_url(url).build().unwrap();
    thread::scope(|scope| {
        let server = scope.spawn(|| {
            let response = |response: &&str| {
                let (mut stream, _) = listener.accept().unwrap();
                let request = read_request(&mut stream);
                stream.write_all(response.as_bytes()).unwrap();
                request
            };
            responses.iter().map(response).collect()
        });
        let outcome = client.call(operation).send_with_response_blocking();
        (server.join().unwrap(), outcome)
    })
}

fn fetch() -> FetchThing {
    FetchThing { id: "a/b".into() }
}

#[test]
fn get_request_is_written_exactly() {
    let response = "HTTP/1.1 200 OK\r\ncontent-length: 21\r\nconnection: close\r\n\r\n\
                  {\"sid\":\"\",\"parts\":[]}";
    let (requests, outcome) = exchange(builder(), fetch(), &[response]);
    let (head, body) = requests[0].split_once("\r\n\r\n").unwrap();
    let mut lines: Vec<_> = head.lines().collect();
    assert_eq!(lines.remove(0), "GET /v1/Things/a%2Fb.json HTTP/1.1");
    lines.retain(|line| !line.starts_with("host: 127.0.0.1:"));
    lines.sort_unstable();
    assert_eq!(
        lines,
        [
            "accept: application/json",
            "authorization: Basic QUMwMTIzOnMzY3IzdC10MGszbg==",
            "user-agent: things/1.2.3",
        ],
    );
    assert_eq!(body, "");
    assert!(outcome.unwrap().value().parts.is_empty());
}

#[test]
fn post_request_has_its_json_body() {
    let body = NewThing {
        name: "ä".into(),
        parts: vec![crate::support::NewPart { owner: None }],
    };
    let response = "HTTP/1.1 201 Created\r\ncontent-length: 0\r\n\r\n";
    let (requests, outcome) = exchange(builder(), CreateThing { body }, &[response]);
    assert!(requests[0].ends_with("\r\n\r\n{\"name\":\"ä\",\"parts\":[{\"owner\":null}]}"));
    assert!(requests[0].contains("\r\ncontent-type: application/json\r\n"));
    assert_eq!(outcome.unwrap().status(), 201);

    let (requests, outcome) = exchange(builder(), Ping, &[response]);
    assert!(requests[0].contains("\r\ncontent-length: 0\r\n"));
    assert!(!requests[0].contains("authorization"));
    assert_eq!(outcome.unwrap().status(), 201);
}

#[test]
fn every_method_is_supported() {
    let response = "HTTP/1.1 204 No Body\r\n\r\n";
    for method in ["GET", "PUT", "POST", "PATCH", "DELETE", "OPTIONS"] {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let client = builder().base_url(url).build().unwrap();
        let method: Method = method.parse().unwrap();
        let call = client.request(method.clone(), "/v1/Things");
        // A body with a DELETE is unusual, but some APIs have it.
        let call = match method {
            Method::GET | Method::OPTIONS => call,
            _ => call.json(json!({"a": 1})),
        };
        let with_body = call.operation.clone();
        let request = thread::scope(|scope| {
            let server = scope.spawn(|| {
                let (mut stream, _) = listener.accept().unwrap();
                let request = read_request(&mut stream);
                stream.write_all(response.as_bytes()).unwrap();
                request
            });
            let sent = client.call(with_body).send_blocking();
            assert_eq!(sent.unwrap(), None, "{method}");
            server.join().unwrap()
        });
        assert!(request.starts_with(method.as_str()), "{request}");
        let bodiless = matches!(method, Method::GET | Method::OPTIONS);
        assert_eq!(request.ends_with("{\"a\":1}"), !bodiless, "{request}");
    }
}

#[test]
fn redirects_are_not_followed() {
    let response =
        "HTTP/1.1 302 Found\r\nlocation: http://127.0.0.1:1/\r\ncontent-length: 0\r\n\r\n";
    let error = exchange(builder(), fetch(), &[response]).1.unwrap_err();
    assert_eq!(
        error.to_string(),
        "FetchThing failed: 302 Found to http://127.0.0.1:1/, not followed",
    );
}

#[test]
fn response_above_the_size_limit_is_an_error() {
    let announced = "HTTP/1.1 200 OK\r\ncontent-length: 11\r\n\r\n{}         ";
    let chunked = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n\
                   6\r\n{}    \r\n5\r\n     \r\n0\r\n\r\n";
    for response in [announced, chunked] {
        let limited = builder().max_response_bytes(10);
        let error = exchange(limited, fetch(), &[response]).1.unwrap_err();
        assert!(error.is_too_large(), "{error}");
        let enough = builder().max_response_bytes(11);
        let error = exchange(enough, fetch(), &[response]).1.unwrap_err();
        assert!(error.is_decode(), "{error}");
    }
}

#[test]
fn broken_connection_is_a_connection_error() {
    for response in ["", "HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{"] {
        let error = exchange(builder(), fetch(), &[response]).1.unwrap_err();
        assert!(error.is_interrupted(), "{error}");
        assert!(error.may_have_taken_effect());
    }
}

#[test]
fn stalled_server_times_out() {
    for start in ["", "HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{"] {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let builder = builder().base_url(url);
        let client = builder.timeout(Duration::from_millis(100)).build().unwrap();
        thread::scope(|scope| {
            let stalled = scope.spawn(|| {
                let (mut stream, _) = listener.accept().unwrap();
                read_request(&mut stream);
                stream.write_all(start.as_bytes()).unwrap();
                stream
            });
            let error = client.call(fetch()).send_blocking().unwrap_err();
            assert!(error.is_timeout(), "{error}");
            drop(stalled.join().unwrap());
        });
    }
}

#[test]
fn refused_connection_is_a_connect_error() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/s3cr3t", listener.local_addr().unwrap());
    drop(listener);
    let client = builder().base_url(url).build().unwrap();
    let error = client.call(fetch()).send_blocking().unwrap_err();
    assert!(
        error.is_connect() && !error.may_have_taken_effect(),
        "{error}"
    );
    assert!(!format!("{error} {error:?}").contains("s3cr3t"), "{error}");
}

#[test]
fn blocking_calls_are_retried() {
    let transport = MockTransport::new();
    let stub = transport.on::<FetchThing>();
    let stub = stub.respond(MockResponse::status(429).header("retry-after", "2"));
    let stub = stub.respond(MockResponse::connection_reset());
    let _ = stub.respond_json(200, &json!({"sid": "", "parts": []}));
    let client = ClientBuilder::new(&PROFILE)
        .credentials(credentials())
        .blocking_transport(transport.clone())
        .build()
        .unwrap();
    client.call(fetch()).send_blocking().unwrap();
    assert!(transport.delays()[0] >= Duration::from_secs(2));
    transport.assert_all_used();
}

#[test]
fn post_is_not_retried_after_the_connection_breaks() {
    let client = ClientBuilder::new(&PROFILE).credentials(credentials());
    let client = client.blocking_transport(BlockingHttpTransport::new().unwrap());
    let (requests, outcome) = exchange(client, Ping, &[""]);
    assert_eq!(requests.len(), 1);
    assert_eq!(outcome.unwrap_err().attempts(), 1);
}

#[tokio::test]
async fn async_and_blocking_transports_are_set_separately() {
    let other = MockTransport::new();
    let client = builder().transport(other.clone()).build().unwrap();
    let error = client.call(Ping).send_blocking().unwrap_err();
    assert_eq!(
        error.to_string(),
        "Ping was not sent: there is no transport; set one with \
         `ClientBuilder::blocking_transport`, or enable the feature `blocking`",
    );
    let client = builder().blocking_transport(other).build().unwrap();
    let error = client.call(Ping).send().await.unwrap_err();
    assert!(
        error.to_string().contains("`ClientBuilder::transport`"),
        "{error}"
    );
}

#[test]
fn longest_durations_do_not_panic() {
    let response = "HTTP/1.1 201 Created\r\ncontent-length: 0\r\nconnection: close\r\n\r\n";
    let max = Duration::MAX;
    let client = builder()
        .timeout(max)
        .attempt_timeout(max)
        .connect_timeout(max);
    let (_, outcome) = exchange(client, Ping, &[response]);
    assert_eq!(outcome.unwrap().status(), 201);
}

#[test]
fn status_survives_a_body_that_breaks_off_or_is_too_large() {
    for length in [100, 104_857_600] {
        let response = format!(
            "HTTP/1.1 404 Not Found\r\ntwilio-request-id: RQ1\r\ncontent-length: {length}\r\n\r\n{{"
        );
        let client = builder().max_response_bytes(1000);
        let error = exchange(client, Ping, &[&*response]).1.unwrap_err();
        assert!(
            error.is_not_found() && !error.may_have_taken_effect(),
            "{error}"
        );
        assert_eq!(error.is_too_large(), length > 1000);
        assert_eq!(error.request_id(), Some("RQ1"));
    }
}

/// A server that takes no connections: its queue is full, and it drops all further requests for one.
fn full_server() -> (tokio::net::TcpListener, Vec<TcpStream>) {
    let socket = tokio::net::TcpSocket::new_v4().unwrap();
    socket.bind("127.0.0.1:0".parse().unwrap()).unwrap();
    let listener = socket.listen(1).unwrap();
    let address = listener.local_addr().unwrap();
    let connect = |_| TcpStream::connect_timeout(&address, Duration::from_millis(50)).ok();
    let queue = (0..8).filter_map(connect).collect();
    (listener, queue)
}

#[tokio::test]
async fn post_to_a_server_that_takes_no_connections_is_retried_and_had_no_effect() {
    let (listener, _queue) = full_server();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let limit = Duration::from_millis(100);
    let policy = ExponentialBackoff::new(Duration::ZERO, Duration::ZERO).max_attempts(3);
    let builder = builder().base_url(url).connect_timeout(limit).retry(policy);
    let call = builder.build().unwrap().call(Ping);
    let began = std::time::Instant::now();
    let asynchronous = call.clone().send().await;
    let sending = tokio::task::spawn_blocking(|| call.send_blocking());
    for outcome in [asynchronous, sending.await.unwrap()] {
        let error = outcome.unwrap_err();
        assert!(
            error.is_connect() && !error.may_have_taken_effect(),
            "{error}"
        );
        assert_eq!(error.attempts(), 3);
    }
    assert!(
        began.elapsed() < Duration::from_secs(5),
        "{:?}",
        began.elapsed()
    );
}
