//! One flow over real sockets: an access token, a file, a stream of events and a webhook.

#![cfg(all(
    feature = "hyper",
    feature = "events",
    feature = "feeds",
    feature = "forms",
    feature = "oauth"
))]
#![allow(
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test that meets something unexpected shall fail"
)]

use std::collections::VecDeque;
use std::convert::Infallible;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll};

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use bytes::Bytes;
use constructs::events::webhooks::WebhookEvent;
use constructs::webhooks::WebhookVerifier;
use constructs::{Client, Credentials, OAuth2, Part, feeds, forms};
use http::{Method, StatusCode};
use serde_json::json;
use tokio::net::TcpListener;

const EVENTS: &str = "event: added\ndata: {\"text\":\"a\"}\n\nevent: ping\ndata: 1\n\n";

#[derive(Clone, Default)]
struct Shared(Arc<Mutex<Log>>);

/// The record of the server.
#[derive(Default)]
struct Log {
    /// The number of tokens that it has issued.
    tokens: usize,
    /// The length of the last form.
    uploaded: usize,
    /// The orders in webhooks.
    orders: Vec<String>,
}

async fn start() -> (SocketAddr, Shared) {
    let shared = Shared::default();
    let app = Router::new()
        .route("/token", post(issue_token))
        .route("/api/v1/orders", get(list_orders))
        .route("/changes", get(|| async { stream(EVENTS) }))
        .route("/files", post(upload))
        .fallback(receive)
        .with_state(shared.clone());
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move { axum::serve(listener, app).await });
    (address, shared)
}

/// Returns a response that arrives in small pieces.
fn stream(text: &'static str) -> Response {
    let pieces = text.as_bytes().chunks(5).map(Bytes::from_static);
    let body = Body::from_stream(Pieces(pieces.collect()));
    ([("content-type", "text/event-stream")], body).into_response()
}

/// A stream of pieces.
struct Pieces(VecDeque<Bytes>);

impl futures_core::Stream for Pieces {
    type Item = Result<Bytes, Infallible>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Poll::Ready(self.0.pop_front().map(Ok))
    }
}

async fn issue_token(State(Shared(log)): State<Shared>) -> Response {
    let mut log = log.lock().unwrap();
    log.tokens += 1;
    let token = format!(
        r#"{{"access_token":"t{}","token_type":"Bearer","expires_in":3600}}"#,
        log.tokens
    );
    ([("content-type", "application/json")], token).into_response()
}

/// Accepts the second token only.
async fn list_orders(request: Request) -> StatusCode {
    match request.headers()["authorization"].to_str() {
        Ok("Bearer t2") => StatusCode::NO_CONTENT,
        _ => StatusCode::UNAUTHORIZED,
    }
}

async fn upload(State(Shared(log)): State<Shared>, request: Request) -> StatusCode {
    let body = to_bytes(request.into_body(), usize::MAX).await.unwrap();
    log.lock().unwrap().uploaded = body.len();
    StatusCode::NO_CONTENT
}

async fn receive(State(Shared(log)): State<Shared>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let body = to_bytes(body, 1 << 16).await.unwrap();
    let request = http::Request::from_parts(parts, body);
    let response = match verifier().receive::<WebhookEvent>(&request) {
        Ok(received) => {
            if let WebhookEvent::OrderCreated(created) = received.event() {
                let id = created.order.id.clone();
                log.lock().unwrap().orders.push(id);
            }
            received.response()
        }
        Err(error) => error.response(),
    };
    response.map(Body::from)
}

fn verifier() -> WebhookVerifier {
    WebhookVerifier::standard("whsec_c2VjcmV0").unwrap()
}

/// Sends a webhook as its sender does, signed by this verifier, and returns the status of the response.
async fn send_webhook(client: &Client, sender: &WebhookVerifier) -> u16 {
    let event = json!({ "type": "order.created", "order": { "id": "o1", "pieces": 2 } });
    let body = Bytes::from(event.to_string());
    let request = http::Request::post("https://example.com/hooks");
    let signed = sender.sign(request.body(body).unwrap()).unwrap();
    let mut call = client.request(Method::POST, "/hooks").json(event);
    for (name, value) in signed.headers() {
        call = call.header(name.as_str(), value.to_str().unwrap());
    }
    match call.send_with_response().await {
        Ok(response) => response.status().as_u16(),
        Err(error) => error.status().unwrap().as_u16(),
    }
}

#[tokio::test]
async fn tokens_files_streams_and_webhooks_work_over_real_sockets() {
    let (address, Shared(log)) = start().await;
    let base = format!("http://{address}");
    let tokens = OAuth2::client_credentials(format!("{base}/token"), "id", "secret");
    let builder = Client::builder().credentials(Credentials::oauth2(tokens));
    let client = builder.base_url(base).build().unwrap();

    // The server rejects the first token, and the client obtains another one.
    client.oauth().orders().list().send().await.unwrap();
    assert_eq!(log.lock().unwrap().tokens, 2);

    let content = vec![b'x'; 1 << 20];
    let files = forms::Files::new(Part::new("a.bin", content), [Part::new("b.bin", "b")]);
    let call = client.forms().forms_api().send_files(files);
    call.send().await.unwrap();
    assert!(log.lock().unwrap().uploaded > 1 << 20);

    let call = client.feeds().feed().watch_changes();
    let mut events = call.stream().await.unwrap();
    let added = events.try_next().await.unwrap().unwrap();
    assert!(matches!(added, feeds::Change::Added(added) if added.data.text == "a"));
    let ping = events.try_next().await.unwrap().unwrap();
    assert!(matches!(ping, feeds::Change::Ping(_)));
    assert_eq!(events.try_next().await.unwrap(), None);

    let forger = WebhookVerifier::standard("whsec_Zm9yZ2Vy").unwrap();
    assert_eq!(send_webhook(&client, &forger).await, 403);
    assert_eq!(send_webhook(&client, &verifier()).await, 204);
    assert_eq!(log.lock().unwrap().orders, ["o1"]);
}
