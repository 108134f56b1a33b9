//! The default transport against servers on real sockets, byte by byte.

use std::time::Duration;

use sdksmith_runtime::{
    ClientBuilder, Error, ExponentialBackoff, FromResponse, Operation, Response, RetryPolicy,
};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use crate::support::{CreateThing, FetchThing, NewPart, NewThing, Ping, builder};

/// Reads a complete request: its head, and a body of the announced length.
async fn read_request(stream: &mut TcpStream) -> String {
    let mut request = String::new();
    let mut buffer = [0; 4096];
    while !is_complete(&request) {
        let count = stream.read(&mut buffer).await.unwrap();
        assert_ne!(count, 0, "the client closed the connection: {request}");
        request.push_str(str::from_utf8(&buffer[..count]).unwrap());
    }
    request
}

fn is_complete(request: &str) -> bool {
    let Some((head, body)) = request.split_once("\r\n\r\n") else {
        return false;
    };
    let announced = head
        .lines()
        .find_map(|line| line.strip_prefix("content-length: "));
    body.len() == announced.map_or(0, |length| length.parse().unwrap())
}

/// The request that the server received, and the result of the call.
struct Exchange<T> {
    request: String,
    result: Result<Response<T>, Error>,
    address: String,
}

/// Makes a call to a server that sends `response` and then closes the connection.
async fn exchange<O: Operation>(
    client: ClientBuilder,
    operation: O,
    response: &str,
) -> Exchange<<O::ResponseBody as FromResponse>::Output> {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap().to_string();
    let client = client
        .base_url(format!("http://{address}"))
        .build()
        .unwrap();
    let server = async {
        let (mut stream, _) = listener.accept().await.unwrap();
        let request = read_request(&mut stream).await;
        stream.write_all(response.as_bytes()).await.unwrap();
        stream.shutdown().await.unwrap();
        request
    };
    let (request, result) = tokio::join!(server, client.call(operation).send_with_response());
    Exchange {
        request,
        result,
        address,
    }
}

fn fetch() -> FetchThing {
    FetchThing { id: "a/b".into() }
}

#[tokio::test]
async fn get_request_is_written_exactly() {
    let response = "HTTP/1.1 200 OK\r\ncontent-length: 21\r\n\r\n{\"sid\":\"\",\"parts\":[]}";
    let Exchange {
        request,
        result,
        address,
    } = exchange(builder(), fetch(), response).await;
    assert_eq!(
        request,
        format!(
            "GET /v1/Things/a%2Fb.json HTTP/1.1\r\n\
             accept: application/json\r\n\
             user-agent: things/1.2.3\r\n\
             authorization: Basic QUMwMTIzOnMzY3IzdC10MGszbg==\r\n\
             host: {address}\r\n\r\n"
        ),
    );
    assert!(result.unwrap().value().parts.is_empty());
}

#[tokio::test]
async fn post_request_is_written_exactly() {
    let parts = vec![NewPart { owner: None }];
    let body = NewThing {
        name: "ä".into(),
        parts,
    };
    let response = "HTTP/1.1 201 Created\r\ncontent-length: 0\r\n\r\n";
    let Exchange {
        request,
        result,
        address,
    } = exchange(builder(), CreateThing { body }, response).await;
    assert_eq!(
        request,
        format!(
            "POST /v1/Things HTTP/1.1\r\n\
             content-type: application/json\r\n\
             accept: application/json\r\n\
             user-agent: things/1.2.3\r\n\
             authorization: Basic QUMwMTIzOnMzY3IzdC10MGszbg==\r\n\
             host: {address}\r\n\
             content-length: 38\r\n\r\n\
             {{\"name\":\"ä\",\"parts\":[{{\"owner\":null}}]}}"
        ),
    );
    assert_eq!(result.unwrap().status(), 201);
}

#[tokio::test]
async fn post_without_a_body_has_content_length_zero() {
    let response = "HTTP/1.1 204 No Body\r\n\r\n";
    let exchange = exchange(builder(), Ping, response).await;
    assert!(
        exchange.request.contains("\r\ncontent-length: 0\r\n"),
        "{}",
        exchange.request
    );
    assert_eq!(exchange.result.unwrap().status(), 204);
}

#[tokio::test]
async fn redirects_are_not_followed() {
    let elsewhere = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = elsewhere.local_addr().unwrap();
    let response =
        format!("HTTP/1.1 302 Found\r\nlocation: http://{address}/\r\ncontent-length: 0\r\n\r\n");
    let error = exchange(builder(), fetch(), &response)
        .await
        .result
        .unwrap_err();
    assert_eq!(
        error.to_string(),
        format!("FetchThing failed: 302 Found to http://{address}/, not followed"),
    );
}

#[tokio::test]
async fn response_above_the_size_limit_is_an_error() {
    let announced = "HTTP/1.1 200 OK\r\ncontent-length: 11\r\n\r\n{}         ";
    let chunked = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n\
                   6\r\n{}    \r\n5\r\n     \r\n0\r\n\r\n";
    for response in [announced, chunked] {
        let limited = builder().max_response_bytes(10);
        let error = exchange(limited, fetch(), response)
            .await
            .result
            .unwrap_err();
        assert!(error.is_too_large(), "{error}");
        let enough = builder().max_response_bytes(11);
        assert!(
            exchange(enough, fetch(), response)
                .await
                .result
                .unwrap_err()
                .is_decode()
        );
    }
}

#[tokio::test]
async fn broken_connection_is_a_connection_error() {
    for response in ["", "HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{"] {
        let error = exchange(builder(), fetch(), response)
            .await
            .result
            .unwrap_err();
        assert!(error.is_interrupted(), "{error}");
    }
}

#[tokio::test]
async fn stalled_server_times_out() {
    for start in ["", "HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{"] {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let builder = builder().base_url(url).timeout(Duration::from_millis(100));
        let client = builder.build().unwrap();
        let stall = async {
            let (mut stream, _) = listener.accept().await.unwrap();
            read_request(&mut stream).await;
            stream.write_all(start.as_bytes()).await.unwrap();
            std::future::pending::<()>().await;
        };
        let error = tokio::select! {
            result = client.call(fetch()).send() => result.unwrap_err(),
            () = stall => panic!("a stalled server went on"),
        };
        assert!(error.is_timeout(), "{error}");
        let start = "FetchThing failed: the time limit passed before the response was complete";
        assert!(error.to_string().starts_with(start), "{error}");
    }
}

#[tokio::test]
async fn refused_connection_is_a_connect_error() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/s3cr3t", listener.local_addr().unwrap());
    drop(listener);
    let client = builder().base_url(url).build().unwrap();
    let error = client.call(fetch()).send().await.unwrap_err();
    assert!(error.is_connect(), "{error}");
    assert!(
        error
            .to_string()
            .starts_with("FetchThing failed: no connection to the server: ")
    );
    assert!(error.to_string().contains("refused"), "{error}");
    assert!(!format!("{error} {error:?}").contains("s3cr3t"), "{error}");
}

/// Creates a client with the default number of attempts and no delays.
fn persistent() -> ClientBuilder {
    builder().retry(ExponentialBackoff::new(Duration::ZERO, Duration::ZERO).max_attempts(4))
}

/// Sends one response per connection. Returns the methods of the requests.
async fn serve(listener: TcpListener, responses: &[&str]) -> Vec<String> {
    let mut methods = Vec::new();
    for response in responses {
        let (mut stream, _) = listener.accept().await.unwrap();
        let request = read_request(&mut stream).await;
        methods.push(request.split(' ').next().unwrap().to_owned());
        stream.write_all(response.as_bytes()).await.unwrap();
    }
    methods
}

#[tokio::test]
async fn get_is_retried_until_the_server_recovers() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let client = persistent().base_url(url).build().unwrap();
    let responses = [
        "HTTP/1.1 503 Service Unavailable\r\nretry-after: 0\r\nconnection: close\r\n\
         content-length: 0\r\n\r\n",
        "",
        "HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{",
        "HTTP/1.1 200 OK\r\ncontent-length: 21\r\n\r\n{\"sid\":\"\",\"parts\":[]}",
    ];
    let (methods, thing) = tokio::join!(serve(listener, &responses), client.call(fetch()).send());
    assert_eq!(methods, ["GET"; 4]);
    assert!(thing.unwrap().parts.is_empty());
}

#[tokio::test]
async fn post_is_sent_once_after_ambiguous_failures() {
    for response in [
        "",
        "HTTP/1.1 201 Created\r\ncontent-length: 100\r\n\r\n{",
        "HTTP/1.1 500 Internal Server Error\r\ncontent-length: 4\r\n\r\nOops",
        "HTTP/1.1 504 Gateway Timeout\r\ncontent-length: 0\r\n\r\n",
    ] {
        let exchange = exchange(persistent(), Ping, response).await;
        assert_eq!(exchange.result.unwrap_err().attempts(), 1, "{response}");
    }
}

#[tokio::test]
async fn dropping_a_call_closes_its_connection() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let client = builder().base_url(url).build().unwrap();
    let call = tokio::spawn(client.call(fetch()).send());
    let (mut stream, _) = listener.accept().await.unwrap();
    read_request(&mut stream).await;
    call.abort();
    assert!(call.await.unwrap_err().is_cancelled());
    assert_eq!(stream.read(&mut [0]).await.unwrap(), 0);
}

#[cfg(not(any(feature = "rustls-no-provider", feature = "native-tls")))]
#[tokio::test]
async fn https_without_a_tls_feature_is_rejected() {
    let client = persistent()
        .base_url("https://localhost:1")
        .build()
        .unwrap();
    let error = client.call(fetch()).send().await.unwrap_err();
    let blocking = client.call(fetch()).send_blocking().unwrap_err();
    for error in [error, blocking] {
        assert!(error.is_tls(), "{error}");
        assert_eq!(error.attempts(), 1);
        assert!(error.to_string().ends_with(
            "the crate was built without TLS; enable its feature `rustls-aws-lc-rs`, `rustls-ring` or \
             `native-tls`"
        ));
    }
}

#[tokio::test]
async fn longest_durations_do_not_panic() {
    let response = "HTTP/1.1 201 Created\r\ncontent-length: 0\r\n\r\n";
    let max = Duration::MAX;
    let client = builder()
        .timeout(max)
        .attempt_timeout(max)
        .connect_timeout(max);
    let exchange = exchange(client, Ping, response).await;
    assert_eq!(exchange.result.unwrap().status(), 201);
}

/// The beginning of a refusal that announces a longer body.
fn refusal(status: u16, more: &str) -> String {
    format!("HTTP/1.1 {status} Refused\r\ntwilio-request-id: RQ1\r\n{more}\r\n\r\n{{\"code\": 2")
}

#[tokio::test]
async fn status_survives_a_body_that_breaks_off() {
    for (status, may) in [
        (401, false),
        (404, false),
        (429, false),
        (500, true),
        (503, true),
    ] {
        for more in [
            "content-length: 100",
            "transfer-encoding: chunked\r\n\r\n20",
        ] {
            let error = exchange(builder(), Ping, &refusal(status, more))
                .await
                .result
                .unwrap_err();
            assert_eq!(error.status().map(|status| status.as_u16()), Some(status));
            assert_eq!(error.request_id(), Some("RQ1"));
            assert_eq!(error.may_have_taken_effect(), may, "{status}");
            assert!(error.is_api() && error.is_interrupted(), "{error}");
        }
    }
    let busy = refusal(503, "content-length: 100\r\nretry-after: 3600");
    let error = exchange(builder(), Ping, &busy).await.result.unwrap_err();
    assert!(
        !error.may_have_taken_effect() && error.retry_after().is_some(),
        "{error}"
    );
}

#[tokio::test]
async fn status_survives_a_body_that_is_too_large() {
    let announced = refusal(400, "content-length: 104857600");
    let unannounced = format!("{}{}", refusal(400, "connection: close"), "x".repeat(2000));
    for response in [announced, unannounced] {
        let client = builder().max_response_bytes(1000);
        let error = exchange(client, Ping, &response).await.result.unwrap_err();
        assert_eq!(error.status().map(|status| status.as_u16()), Some(400));
        assert!(
            error.is_too_large() && !error.may_have_taken_effect(),
            "{error}"
        );
    }
}

#[tokio::test]
async fn status_survives_a_body_that_is_too_slow() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let client = builder()
        .attempt_timeout(Duration::from_millis(300))
        .base_url(url);
    let call = client.build().unwrap().call(Ping);
    let serve = async {
        let (mut stream, _) = listener.accept().await.unwrap();
        read_request(&mut stream).await;
        let head = refusal(404, "content-length: 100");
        stream.write_all(head.as_bytes()).await.unwrap();
        stream
    };
    let (_stream, outcome) = tokio::join!(serve, call.send());
    let error = outcome.unwrap_err();
    assert!(error.is_not_found() && error.is_timeout(), "{error}");
    assert!(!error.may_have_taken_effect());
}
