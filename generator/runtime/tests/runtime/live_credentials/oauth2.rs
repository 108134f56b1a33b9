//! Access tokens of OAuth 2.0.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use http::Method;
use sdksmith_runtime::testing::{MockResponse, MockTransport};
use sdksmith_runtime::{
    BlockingHttpTransport, Client, Credentials, Empty, HttpTransport, NoRetry, OAuth2, Operation,
    OperationInfo, RequestWriter,
};
use secrecy::ExposeSecret;
use serde_json::json;

use super::token_server::{Received, Reply, Server, done, issue, json as respond, unauthorized};
use super::{Create, Fetch, builder, headers_sent};
use crate::trace_recorder::traces_of;

const SECRET: &str = "s3cr+t/of us";

/// A client of a server on the local machine, whose token URL is `/token`.
fn client(server: &Server, change: impl FnOnce(OAuth2) -> OAuth2) -> Client {
    let tokens = OAuth2::client_credentials(server.url("/token"), "my:id", SECRET);
    let builder = builder(Credentials::oauth2(change(tokens))).retry(NoRetry);
    builder.base_url(server.url("")).build().unwrap()
}

/// A server that issues tokens with numbers, and whose API accepts one of them.
fn accepting(number: usize) -> Server {
    Server::start(move |request, count| match request.path.as_str() {
        "/token" => issue(&format!("token-{count}")),
        _ if request.header("authorization") == Some(&format!("Bearer token-{number}")) => done(),
        _ => unauthorized(),
    })
}

#[tokio::test]
async fn a_token_is_requested_as_the_standard_says() {
    let server = accepting(1);
    let client = client(&server, |tokens| tokens);
    client.call(Fetch).send().await.unwrap();
    client.call(Create).send().await.unwrap();
    let [request] = &server.received("/token")[..] else {
        panic!("expected one request");
    };
    assert!(request.head.starts_with("POST /token HTTP/1.1\r\n"));
    // RFC 6749, section 2.3.1: `my%3Aid:s3cr%2Bt%2Fof+us`.
    assert_eq!(
        request.header("authorization"),
        Some("Basic bXklM0FpZDpzM2NyJTJCdCUyRm9mK3Vz")
    );
    assert_eq!(
        request.header("content-type"),
        Some("application/x-www-form-urlencoded")
    );
    assert_eq!(request.header("accept"), Some("application/json"));
    assert_eq!(request.header("user-agent"), Some("acme/1.0.0"));
    assert_eq!(request.body, "grant_type=client_credentials");
    let authorized = server.received("/things");
    assert!(
        authorized
            .iter()
            .all(|call| call.header("authorization") == Some("Bearer token-1"))
    );
}

#[tokio::test]
async fn the_secret_scopes_and_parameters_may_be_in_the_body() {
    let server = accepting(1);
    let client = client(&server, |tokens| {
        let tokens = tokens.secret_in_body().scopes(["a b", "c"]);
        tokens.parameter("audience", "https://api.example.com/")
    });
    client.call(Fetch).send().await.unwrap();
    let request = &server.received("/token")[0];
    assert_eq!(request.header("authorization"), None);
    assert_eq!(
        request.body,
        "grant_type=client_credentials&scope=a+b+c&client_id=my%3Aid&client_secret=s3cr%2Bt%2Fof+us\
         &audience=https%3A%2F%2Fapi.example.com%2F"
    );
}

struct Scoped(&'static [&'static str]);

impl Operation for Scoped {
    type ResponseBody = Empty;

    const INFO: OperationInfo = OperationInfo::get("Scoped", super::SERVER, "/scoped");

    fn info(&self) -> OperationInfo {
        Self::INFO.with_scopes(self.0)
    }

    fn write(&self, _: &mut RequestWriter) {}
}

async fn scopes_requested(change: impl FnOnce(OAuth2) -> OAuth2) -> Vec<String> {
    let server = Server::start(|request, count| match request.path.as_str() {
        "/token" => issue(&format!("token-{count}")),
        _ => done(),
    });
    let client = client(&server, change);
    for scopes in [&["read"][..], &["read", "write"], &["read"], &[]] {
        client.call(Scoped(scopes)).send().await.unwrap();
    }
    let bodies = server.received("/token").into_iter();
    bodies.map(|request| request.body).collect()
}

#[tokio::test]
async fn each_set_of_scopes_has_a_token_of_its_own_unless_the_caller_sets_them() {
    assert_eq!(
        scopes_requested(|tokens| tokens).await,
        [
            "grant_type=client_credentials&scope=read",
            "grant_type=client_credentials&scope=read+write",
            "grant_type=client_credentials"
        ]
    );
    assert_eq!(
        scopes_requested(|tokens| tokens.scopes(["all"])).await,
        ["grant_type=client_credentials&scope=all"]
    );
    assert_eq!(
        scopes_requested(|tokens| tokens.scopes::<&str>([])).await,
        ["grant_type=client_credentials"]
    );
}

#[tokio::test]
async fn a_rejected_token_is_renewed_once() {
    let server = accepting(2);
    let client = client(&server, |tokens| tokens);
    client.call(Create).send().await.unwrap();
    assert_eq!(server.received("/things").len(), 2);
    client.call(Fetch).send().await.unwrap();
    assert_eq!(server.received("/token").len(), 2);

    let server = accepting(99);
    let client = self::client(&server, |tokens| tokens);
    let error = client.call(Fetch).send().await.unwrap_err();
    assert!(error.is_unauthorized());
    assert_eq!(
        error.to_string(),
        "Fetch failed: 401 Unauthorized: expired (after 2 attempts)"
    );
    assert_eq!(server.received("/token").len(), 2);
    assert_eq!(server.received("/things").len(), 2);
}

/// An operation whose response can be streamed.
struct Export;

impl Operation for Export {
    type ResponseBody = sdksmith_runtime::Binary;

    const INFO: OperationInfo = OperationInfo::get("Export", super::SERVER, "/export");

    fn write(&self, _: &mut RequestWriter) {}
}

#[tokio::test]
async fn downloads_and_blocking_calls_renew_rejected_tokens() {
    let server = accepting(2);
    let client = client(&server, |tokens| tokens);
    let mut download = client.call(Export).download().await.unwrap();
    assert_eq!(download.try_next().await.unwrap(), None);

    let server = accepting(2);
    let client = self::client(&server, |tokens| tokens);
    tokio::task::spawn_blocking(move || {
        drop(client.call(Export).download_blocking().unwrap());
        client.call(Create).send_blocking().unwrap();
    })
    .await
    .unwrap();
    assert_eq!(server.received("/token").len(), 2);
    assert_eq!(server.received("/export").len(), 2);
}

/// Returns how many tokens two calls request, a second apart, if the first token has this lifetime.
async fn tokens_for_two_calls(expires_in: &serde_json::Value) -> usize {
    let transport = MockTransport::new();
    let mut token = json!({"access_token": "t", "token_type": "bearer"});
    if !expires_in.is_boolean() {
        token["expires_in"] = expires_in.clone();
    }
    let stub = transport.on_request(Method::POST, "/token");
    let _ = stub.respond_json(200, &token).always();
    let stub = transport.on::<Fetch>();
    let slow = MockResponse::status(204).slow(Duration::from_secs(1));
    let _ = stub.respond(slow).always();
    let tokens = OAuth2::client_credentials("https://auth.example.com/token", "id", SECRET);
    let client = builder(Credentials::oauth2(tokens)).transport(transport.clone());
    let client = client.build().unwrap();
    for _ in 0..2 {
        client.call(Fetch).send().await.unwrap();
    }
    headers_sent(&transport, "content-type").len()
}

#[tokio::test]
async fn any_lifetime_is_read() {
    // `true` stands for none.
    let kept = [
        json!(true),
        json!(null),
        json!(3600),
        json!("3600"),
        json!(" 60 "),
        json!(2.5),
    ];
    let unreadable = [
        json!("soon"),
        json!("nan"),
        json!("inf"),
        json!([]),
        json!(1e300),
    ];
    let huge = [
        json!(u64::MAX),
        json!(1e18),
        json!("99999999999999999999999999"),
    ];
    for lifetime in kept.iter().chain(&unreadable).chain(&huge) {
        assert_eq!(tokens_for_two_calls(lifetime).await, 1, "{lifetime}");
    }
    for lifetime in [
        json!(0),
        json!(-3600),
        json!("-1"),
        json!("0"),
        json!(0.5),
        json!(1),
    ] {
        assert_eq!(tokens_for_two_calls(&lifetime).await, 2, "{lifetime}");
    }
}

#[tokio::test]
async fn a_new_refresh_token_replaces_the_one_before() {
    let server = Server::start(|request, number| match request.path.as_str() {
        "/token" if number == 2 => issue("second"),
        "/token" => respond(
            "200 OK",
            &format!(
                r#"{{"access_token":"{number}","token_type":"bearer","refresh_token":"rt+{number}"}}"#
            ),
        ),
        _ if request.header("authorization") == Some("Bearer 3") => done(),
        _ if request.header("authorization") == Some("Bearer 1") && number == 1 => done(),
        _ => unauthorized(),
    });
    let kept: Arc<Mutex<Vec<String>>> = Arc::default();
    let store = Arc::clone(&kept);
    let tokens = OAuth2::refresh_token(server.url("/token"), "app", "first").on_new_refresh_token(
        move |token| {
            store.lock().unwrap().push(token.expose_secret().to_owned());
        },
    );
    let builder = builder(Credentials::oauth2(tokens)).retry(NoRetry);
    let client = builder.base_url(server.url("")).build().unwrap();
    client.call(Scoped(&["ignored"])).send().await.unwrap();
    // The API rejects the first token and the second, which comes without a new refresh token.
    client.call(Scoped(&[])).send().await.unwrap_err();
    client.call(Scoped(&[])).send().await.unwrap();
    let bodies: Vec<_> = server
        .received("/token")
        .into_iter()
        .map(|request| request.body)
        .collect();
    let body = |token| format!("grant_type=refresh_token&refresh_token={token}&client_id=app");
    assert_eq!(bodies, [body("first"), body("rt%2B1"), body("rt%2B1")]);
    assert_eq!(*kept.lock().unwrap(), ["rt+1", "rt+3"]);
}

#[tokio::test]
async fn a_client_with_a_secret_refreshes_with_it() {
    let server = accepting(1);
    let tokens = OAuth2::refresh_token(server.url("/token"), "app", "r").client_secret("s");
    let builder = builder(Credentials::oauth2(tokens.scopes(["less"])));
    let client = builder.base_url(server.url("")).build().unwrap();
    client.call(Fetch).send().await.unwrap();
    let request = &server.received("/token")[0];
    assert_eq!(request.header("authorization"), Some("Basic YXBwOnM="));
    assert_eq!(
        request.body,
        "grant_type=refresh_token&refresh_token=r&scope=less"
    );
}

#[test]
fn a_token_url_that_cannot_be_used_is_reported_when_the_client_is_built() {
    for (url, problem) in [
        ("/token", "isn't an absolute https URL"),
        ("", "isn't an absolute https URL"),
        ("ftp://a.example/token", "isn't an absolute https URL"),
        (
            "https://user:pw@a.example/token",
            "contains a user name or password",
        ),
        ("https://a.example/token#there", "has a fragment"),
    ] {
        let tokens = OAuth2::client_credentials(url, "id", SECRET);
        let error = builder(Credentials::oauth2(tokens)).build().unwrap_err();
        assert!(error.is_configuration());
        let error = error.to_string();
        assert!(
            error.contains(problem) && !error.contains("pw"),
            "{url}: {error}"
        );
    }
}

#[tokio::test]
async fn the_token_url_is_https_unless_the_caller_allows_the_host() {
    let transport = MockTransport::new();
    let token = json!({"access_token": "t", "token_type": "bearer"});
    let stub = transport.on_request(Method::POST, "/token");
    let _ = stub.respond_json(200, &token).always();
    let _ = transport
        .on::<Fetch>()
        .respond(MockResponse::status(204))
        .always();
    let credentials = || {
        let url = "http://auth.example.com/token";
        Credentials::oauth2(OAuth2::client_credentials(url, "id", SECRET))
    };
    let client = builder(credentials()).transport(transport.clone());
    let error = client
        .build()
        .unwrap()
        .call(Fetch)
        .send()
        .await
        .unwrap_err();
    assert!(
        error.is_credentials() && transport.sent().is_empty(),
        "{error}"
    );
    let client = builder(credentials()).allow_plain_http("auth.example.com");
    let client = client.transport(transport).build().unwrap();
    client.call(Fetch).send().await.unwrap();
}

#[test]
fn neither_debug_nor_traces_show_a_secret() {
    let transport = MockTransport::new();
    let token = json!({"access_token": "t0k3n", "token_type": "bearer"});
    let stub = transport.on_request(Method::POST, "/token");
    let _ = stub.respond_json(200, &token).always();
    let stub = transport.on::<Fetch>().respond(MockResponse::status(401));
    let _ = stub.respond(MockResponse::status(204));
    let tokens = OAuth2::client_credentials("https://a.example/token", "id", SECRET);
    let tokens = tokens.parameter("assertion", SECRET);
    let mut shown = vec![format!("{tokens:?}")];
    let credentials = Credentials::oauth2(tokens);
    shown.push(format!("{credentials:?}"));
    let client = builder(credentials)
        .blocking_transport(transport)
        .build()
        .unwrap();
    let traces = traces_of(|| {
        let error = client.call(Fetch).send_blocking().unwrap_err();
        shown.push(format!("{error:?} {error}"));
    });
    assert!(traces.contains(&"status=401".to_owned()), "{traces:?}");
    shown.extend(traces);
    shown.push(format!("{client:?}"));
    for text in shown {
        assert!(!text.contains("s3cr") && !text.contains("t0k3n"), "{text}");
    }
}

#[test]
fn both_default_transports_are_used() {
    fn is_send<T: Send + Sync>() {}
    is_send::<(HttpTransport, BlockingHttpTransport, Credentials, OAuth2)>();
    let silent: fn(&Received, usize) -> Reply = |request, _| match request.path.as_str() {
        "/token" => issue("t"),
        _ => done(),
    };
    let server = Server::start(silent);
    let client = client(&server, |tokens| tokens);
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    client.call(Fetch).send_blocking().unwrap();
    runtime.block_on(client.call(Fetch).send()).unwrap();
    // The token is that of the blocking call.
    assert_eq!(server.received("/token").len(), 1);
}
