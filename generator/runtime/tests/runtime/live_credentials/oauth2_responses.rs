//! Token servers that issue no token.

use std::net::TcpListener;
use std::time::Duration;

use sdksmith_runtime::{Credentials, Error, NoRetry, OAuth2};

use super::token_server::{Reply, Server, json, reply};
use super::{Fetch, builder};

const SECRET: &str = "s3cr+t/0f";

const PREFIX: &str = "Fetch was not sent: the credentials can't be obtained: ";

fn call(server: &Server, tokens: OAuth2) -> sdksmith_runtime::Call<Fetch> {
    let builder = builder(Credentials::oauth2(tokens)).retry(NoRetry);
    let client = builder.base_url(server.url("")).build().unwrap();
    client.call(Fetch)
}

/// Returns the error of a call whose token server responds in this way, and asserts what holds of all.
async fn refused(response: fn() -> Reply) -> Error {
    let server = Server::start(move |_, _| response());
    let tokens = OAuth2::client_credentials(server.url("/token"), "id", SECRET);
    let error = call(&server, tokens).send().await.unwrap_err();
    assert!(error.is_credentials() && !error.may_have_taken_effect());
    assert_eq!(error.attempts(), 0);
    assert_eq!(server.received("/things").len(), 0);
    let shown = format!("{error} {error:?} {:?}", std::error::Error::source(&error));
    assert!(!shown.contains("s3cr"), "{shown}");
    error
}

/// Returns what is shown of such an error.
async fn problem(response: fn() -> Reply) -> String {
    let error = refused(response).await.to_string();
    let problem = error.strip_prefix(PREFIX);
    problem.unwrap_or_else(|| panic!("{error}")).to_owned()
}

#[tokio::test]
async fn the_code_and_the_description_of_a_refusal_are_reported() {
    let error = refused(|| {
        let description = "no client id with secret s3cr+t/0f, sent as s3cr%2Bt%2F0f \
                           or Basic aWQ6czNjciUyQnQlMkYwZg==";
        let body = format!(
            r#"{{"error":"invalid_client","error_description":"{description}","secret":"{SECRET}"}}"#
        );
        json("401 Unauthorized", &body)
    })
    .await;
    assert_eq!(
        error.to_string(),
        format!(
            "{PREFIX}the token server responded with 401 Unauthorized: invalid_client: no client id with secret \
             [redacted], sent as [redacted] or Basic [redacted]"
        )
    );
    assert_eq!(error.code_text(), Some("invalid_client"));
    assert!(!error.is_transient() && !error.is_unauthorized());
    let error = refused(|| json("400 Bad Request", r#"{"error":"invalid_scope"}"#)).await;
    assert_eq!(error.code_text(), Some("invalid_scope"));
}

#[tokio::test]
async fn nothing_else_of_a_body_is_shown() {
    let status = "the token server responded with ";
    assert_eq!(
        problem(|| reply("400 Bad Request", "text/html", "<p>s3cr3t")).await,
        format!("{status}400 Bad Request")
    );
    assert_eq!(
        problem(|| json("403 Forbidden", r#"{"error": 7, "other": "s3cr"}"#)).await,
        format!("{status}403 Forbidden")
    );
    let unreadable = "the token server's response can't be read: ";
    for body in ["<html>s3cr3t", "", "[]", "\"s3cr3t\"", "{\"access_token\":"] {
        let body: &'static str = body;
        let server = Server::start(move |_, _| json("200 OK", body));
        let tokens = OAuth2::client_credentials(server.url("/token"), "id", SECRET);
        let error = call(&server, tokens).send().await.unwrap_err();
        assert_eq!(
            error.to_string(),
            format!("{PREFIX}{unreadable}expected JSON with an access token"),
            "{body}"
        );
    }
    assert_eq!(
        problem(|| json("200 OK", r#"{"token":"s3cr3t"}"#)).await,
        format!("{unreadable}expected the text `access_token`")
    );
    assert_eq!(
        problem(|| json("200 OK", r#"{"access_token":"s3cr3t\r\nX-Evil: 1"}"#)).await,
        format!("{unreadable}the access token isn't visible ASCII")
    );
    assert_eq!(
        problem(|| json("200 OK", r#"{"access_token":"s3cr3t","token_type":"mac"}"#)).await,
        format!("{unreadable}expected a bearer token, found `mac`")
    );
}

#[tokio::test]
async fn a_redirect_is_refused() {
    let response = || {
        Reply::Send(
            "HTTP/1.1 307 Temporary Redirect\r\nlocation: https://evil.example/token?s3cr3t\r\n\
             content-length: 0\r\nconnection: close\r\n\r\n"
                .to_owned(),
        )
    };
    assert_eq!(
        problem(response).await,
        "the token server responded with 307 Temporary Redirect to https://evil.example/token, not followed"
    );
}

#[tokio::test]
async fn a_huge_response_is_refused() {
    let error = refused(|| {
        let body = format!(r#"{{"access_token":"{}"}}"#, "a".repeat(2 << 20));
        json("200 OK", &body)
    })
    .await;
    assert!(error.is_too_large() && !error.is_transient());
}

#[tokio::test]
async fn a_response_that_is_cut_may_be_repeated() {
    let error = refused(|| {
        Reply::Send("HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{\"access".to_owned())
    })
    .await;
    assert!(error.is_interrupted() && error.is_transient());
    let error = refused(|| json("503 Service Unavailable", "{}")).await;
    assert!(error.is_transient());
}

#[tokio::test]
async fn a_token_server_that_is_down_is_reported() {
    let server = Server::start(|_, _| json("200 OK", "{}"));
    // Nobody listens on the port when the listener is dropped.
    let closed = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/token", closed.local_addr().unwrap());
    drop(closed);
    let call = call(&server, OAuth2::client_credentials(url, "id", SECRET));
    let error = call.send().await.unwrap_err();
    assert!(error.is_credentials() && error.is_connect() && error.is_transient());
    assert!(!error.may_have_taken_effect());
    assert!(error.to_string().starts_with(PREFIX), "{error}");
}

#[tokio::test]
async fn a_slow_token_server_takes_no_longer_than_the_call_may() {
    let server = Server::start(|_, _| Reply::Silence);
    let tokens = || OAuth2::client_credentials(server.url("/token"), "id", SECRET);
    let limit = Duration::from_millis(200);
    let error = call(&server, tokens())
        .timeout(limit)
        .send()
        .await
        .unwrap_err();
    assert!(error.is_credentials() && error.is_timeout());
    let call = call(&server, tokens()).timeout(limit);
    let blocking = tokio::task::spawn_blocking(move || call.send_blocking());
    let error = blocking.await.unwrap().unwrap_err();
    assert!(error.is_credentials() && error.is_timeout());
}

#[tokio::test]
async fn a_failure_that_may_pass_is_retried() {
    let server = Server::start(|request, number| match request.path.as_str() {
        "/token" if number < 3 => json("503 Service Unavailable", ""),
        "/token" => super::token_server::issue("t"),
        _ => super::token_server::done(),
    });
    let tokens = OAuth2::client_credentials(server.url("/token"), "id", SECRET);
    let zero = sdksmith_runtime::ExponentialBackoff::new(Duration::ZERO, Duration::ZERO);
    let builder = builder(Credentials::oauth2(tokens)).retry(zero);
    let client = builder.base_url(server.url("")).build().unwrap();
    client.call(Fetch).send().await.unwrap();
    assert_eq!(server.received("/token").len(), 3);
}
