//! Bytes that follow a response, and responses that nobody asked for.

use std::io::Write;
use std::net::Shutdown;
use std::thread;
use std::time::Duration;

use http::Method;

use crate::support::Ping;

use super::{THING, assert_outcomes, kind_of_fetch, read_head, respond, serve};

/// A flood that never pauses would keep the thread of the timers from its work.
#[tokio::test]
async fn a_flood_of_interim_responses_is_an_error_of_the_protocol() {
    let flood = "HTTP/1.1 103 Early Hints\r\n\r\n".repeat(4096);
    let client = serve(move |mut stream, _| {
        read_head(&mut stream);
        while stream.write_all(flood.as_bytes()).is_ok() {}
    });
    let client = client.build().unwrap();
    let error = client.call(Ping).send().await.unwrap_err();
    assert!(error.is_protocol(), "{error:?}");
    let reason = "expected at most 1000 interim responses, found more";
    assert!(error.to_string().contains(reason), "{error}");
}

#[tokio::test]
async fn interim_responses_come_before_the_final_one() {
    let interim = "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 102 Processing\r\nx: 1\r\n\r\n";
    assert_outcomes(&[(
        &format!("{interim}HTTP/1.1 200 OK\r\n\r\n{THING}"),
        "success",
    )])
    .await;
}

/// A server whose first response has more after its end. Everything after it that the client takes for
/// the response to its next request is a response that the attacker chose.
async fn assert_no_desync(first: impl Into<Vec<u8>>, method: Method) {
    let first = first.into();
    let client = serve(move |mut stream, number| {
        while !read_head(&mut stream).is_empty() {
            let own = format!("HTTP/1.1 200 OK\r\ncontent-length: 3\r\n\r\n\"{number}\"");
            let response = if number == 0 {
                first.clone()
            } else {
                own.into_bytes()
            };
            if stream.write_all(&response).is_err() {
                return;
            }
        }
    });
    let client = client.build().unwrap();
    let call = client.request(method, "/first");
    let response = call.send_with_response().await.unwrap();
    assert!(response.status().is_success());
    for _ in 0..3 {
        let second = client.request(Method::GET, "/second").send().await;
        assert_eq!(second.unwrap(), Some("1".into()));
    }
}

#[tokio::test]
async fn bytes_after_a_response_are_never_the_next_response() {
    let forged = "HTTP/1.1 200 OK\r\ncontent-length: 6\r\n\r\n\"evil\"";
    for first in [
        "HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}",
        "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
        "HTTP/1.1 204 No Content\r\n\r\n",
        "HTTP/1.1 204 No Content\r\ncontent-length: 0\r\n\r\n",
    ] {
        assert_no_desync(format!("{first}{forged}"), Method::GET).await;
    }
    // A 204 and the response to a HEAD have no body, whatever their headers announce.
    let announced = format!(
        "HTTP/1.1 204 No\r\ncontent-length: {}\r\n\r\n{forged}",
        forged.len()
    );
    assert_no_desync(announced, Method::GET).await;
    let head = format!(
        "HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n{forged}",
        forged.len()
    );
    assert_no_desync(head, Method::HEAD).await;
    let garbage = "HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}\r\n\0\0garbage";
    assert_no_desync(garbage, Method::GET).await;
}

#[tokio::test]
async fn a_response_that_comes_while_the_connection_is_idle_is_never_the_next_one() {
    let client = serve(|mut stream, number| {
        while !read_head(&mut stream).is_empty() {
            let own = format!("HTTP/1.1 200 OK\r\ncontent-length: 3\r\n\r\n\"{number}\"");
            stream.write_all(own.as_bytes()).unwrap();
            if number == 0 {
                thread::sleep(Duration::from_millis(50));
                let forged = b"HTTP/1.1 200 OK\r\ncontent-length: 6\r\n\r\n\"evil\"";
                stream.write_all(forged).unwrap();
            }
        }
    });
    let client = client.build().unwrap();
    for expected in ["0", "1", "1"] {
        let found = client.request(Method::GET, "/x").send().await.unwrap();
        assert_eq!(found, Some(expected.into()));
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
}

#[tokio::test]
async fn a_response_before_the_end_of_the_upload_counts() {
    let client = serve(|mut stream, _| {
        read_head(&mut stream);
        let refusal = "HTTP/1.1 413 Too Large\r\ncontent-length: 11\r\n\r\n{\"code\": 1}";
        stream.write_all(refusal.as_bytes()).unwrap();
        stream.shutdown(Shutdown::Write).unwrap();
        // Closing at once would reset the connection, and the response with it.
        thread::sleep(Duration::from_secs(1));
    });
    let client = client.build().unwrap();
    let call = client.request(Method::POST, "/v1/Things");
    let call = call.json("x".repeat(32 << 20));
    let error = call.send().await.unwrap_err();
    assert_eq!(
        error.status().map(|status| status.as_u16()),
        Some(413),
        "{error}"
    );
    assert_eq!(error.code(), Some(1));
    assert!(!error.may_have_taken_effect());
}

#[tokio::test]
async fn a_server_that_changes_the_protocol_is_an_error() {
    let switch = "HTTP/1.1 101 Switching Protocols\r\nupgrade: h2c\r\nconnection: upgrade\r\n\r\n";
    let outcome = kind_of_fetch(&respond(switch)).await;
    assert!(["status 101", "protocol"].contains(&&*outcome), "{outcome}");
}
