//! Access tokens that calls obtain from the token servers of the documents.

#![cfg(all(feature = "oauth", feature = "oauth2"))]
#![allow(
    clippy::unwrap_used,
    reason = "a test that meets something unexpected shall fail"
)]

use constructs::oauth::*;
use constructs::testing::{MockResponse, MockTransport};
use constructs::{Client, Credentials, OAuth2, Operation};
use http::Method;

/// A server of tokens and of the API, and a client of it.
fn client(credentials: Credentials) -> (Client, MockTransport) {
    let transport = MockTransport::new();
    for path in ["/oauth/token", "/refresh"] {
        let stub = transport.on_request(Method::POST, path);
        let _ = stub
            .respond(MockResponse::computed(|request| {
                let scope = request.form("scope").unwrap_or_default();
                let token = format!("for:{}", scope.replace(' ', "+"));
                let token = serde_json::json!({ "access_token": token, "token_type": "Bearer" });
                MockResponse::json(200, &token)
            }))
            .always();
    }
    let builder = Client::builder().credentials(credentials);
    (
        builder.transport(transport.clone()).build().unwrap(),
        transport,
    )
}

fn respond<O: Operation>(transport: &MockTransport, statuses: &[u16]) {
    let mut stub = transport.on::<O>();
    for status in statuses {
        stub = stub.respond(MockResponse::status(*status));
    }
}

/// The token URLs that were called, each with the scopes.
fn token_requests(transport: &MockTransport) -> Vec<(String, String)> {
    let sent = transport.sent();
    let sent = sent
        .iter()
        .filter(|request| request.form("grant_type").is_some());
    let sent = sent.map(|request| {
        let url = format!("{}{}", request.host(), request.path());
        (url, request.form("scope").unwrap_or_default())
    });
    sent.collect()
}

#[tokio::test]
async fn operations_get_tokens_with_their_scopes() {
    let (client, transport) = client(Credentials::acme_client_credentials("id", "secret"));
    respond::<ListOrders>(&transport, &[204, 204]);
    respond::<CreateOrder>(&transport, &[401, 204]);
    respond::<DeleteOrders>(&transport, &[204]);
    respond::<FetchStatus>(&transport, &[204]);
    client.call(FetchStatus::new()).send().await.unwrap();
    assert_eq!(token_requests(&transport), []);
    for _ in 0..2 {
        client.call(ListOrders::new()).send().await.unwrap();
    }
    client.call(DeleteOrders::new()).send().await.unwrap();
    // A rejected token that the server issues again unchanged isn't sent again.
    let error = client.call(CreateOrder::new()).send().await.unwrap_err();
    assert!(error.is_unauthorized());
    let url = "oauth.acme.test/oauth/token";
    let requested = |scopes: &str| (url.to_owned(), scopes.to_owned());
    assert_eq!(
        token_requests(&transport),
        [
            requested("orders:read"),
            requested("admin"),
            requested("orders:read orders:write"),
            requested("orders:read orders:write"),
        ]
    );
    let sent = transport.sent_to::<ListOrders>();
    assert_eq!(
        sent[1].header("authorization"),
        Some("Bearer for:orders:read")
    );
}

#[tokio::test]
async fn refresh_tokens_go_to_the_url_for_them() {
    let (client, transport) = client(Credentials::refresh_token("app", "granted"));
    respond::<DeleteOrders>(&transport, &[204]);
    client.call(DeleteOrders::new()).send().await.unwrap();
    let requested = ("login.acme.test/refresh".to_owned(), String::new());
    assert_eq!(token_requests(&transport), [requested]);
}

#[tokio::test]
async fn the_token_url_is_a_constant_for_further_options() {
    let tokens = OAuth2::client_credentials(OAuth2::ACME_CLIENT_CREDENTIALS_URL, "id", "secret");
    let tokens = tokens.scopes(["all"]).secret_in_body();
    let (client, transport) = client(Credentials::bearer("of the client"));
    respond::<ListOrders>(&transport, &[204]);
    let call = client.call(ListOrders::new());
    let call = call.with_credentials(Credentials::oauth2(tokens));
    call.send().await.unwrap();
    let requested = ("oauth.acme.test/oauth/token".to_owned(), "all".to_owned());
    assert_eq!(token_requests(&transport), [requested]);
}

#[test]
fn the_first_scheme_has_the_usual_name() {
    assert_eq!(
        OAuth2::CLIENT_CREDENTIALS_URL,
        "https://security.acme.test/tokens"
    );
    let credentials = Credentials::client_credentials("id", "secret");
    assert!(!format!("{credentials:?}").contains("secret"));
}
