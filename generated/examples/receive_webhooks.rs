//! Receives webhooks of port-ins: verifies each, prints its event, and refuses forged ones.
//!
//! ```text
//! cargo run --features test-util,webhooks --example receive_webhooks -- https://www.example.com 127.0.0.1:8080
//! ```
//!
//! The first argument is the start of the public URL under which Twilio reaches the server, as in the
//! configuration of the webhook (see the program `webhooks`). A tunnel or a proxy forwards it to the address
//! of the second argument.
//!
//! Twilio signs webhooks with the account's auth token, from `TWILIO_AUTH_TOKEN`. Without it, the program
//! is a simulation: it sends a genuine and a forged webhook to itself.

mod support;

use std::env;
use std::error::Error;
use std::process::ExitCode;
use std::sync::Arc;

use axum::Router;
use axum::extract::{Request, State};
use axum::response::Response;
use axum::routing::post;
use tokio::net::TcpListener;
use twilio_numbers::bytes::Bytes;
use twilio_numbers::http;
use twilio_numbers::v1::PortingNotificationEvent;
use twilio_numbers::webhooks::WebhookVerifier;

/// The longest body that is read, in bytes.
const MAX_BODY: usize = 64 << 10;

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    support::report(run().await)
}

async fn run() -> Result<(), Box<dyn Error>> {
    let Ok(auth_token) = env::var("TWILIO_AUTH_TOKEN") else {
        return simulate();
    };
    let [url, address]: [String; 2] = support::arguments(&[])
        .try_into()
        .map_err(|_| "usage: receive_webhooks URL ADDRESS")?;
    let verifier = Arc::new(WebhookVerifier::auth_token(auth_token).public_url(url));
    let app = Router::new()
        .route("/port-in", post(receive))
        .with_state(verifier);
    let listener = TcpListener::bind(address).await?;
    println!("Listening on {}", listener.local_addr()?);
    axum::serve(listener, app).await?;
    Ok(())
}

/// Handles a webhook. Twilio sends it again if the response isn't a success, so put the work into a queue.
async fn receive(State(verifier): State<Arc<WebhookVerifier>>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let response = match axum::body::to_bytes(body, MAX_BODY).await {
        Ok(body) => handle(&verifier, &http::Request::from_parts(parts, body)),
        Err(_) => response(http::StatusCode::PAYLOAD_TOO_LARGE),
    };
    response.map(Into::into)
}

fn handle(verifier: &WebhookVerifier, request: &http::Request<Bytes>) -> http::Response<Bytes> {
    match verifier.receive::<serde_json::Value>(request) {
        Ok(received) => {
            print(received.event());
            response(http::StatusCode::OK)
        }
        Err(error) => {
            // For the log alone: a forger learns nothing from the response.
            println!("{error}");
            error.response()
        }
    }
}

/// Prints an event. Twilio documents the names of the events, but not the payload: the program
/// looks for a text in it that is one of them.
fn print(payload: &serde_json::Value) {
    let texts = payload.as_object().into_iter().flatten();
    let mut names = texts.filter_map(|(_, value)| value.as_str()?.parse().ok());
    let known = names.find(|name| !matches!(name, PortingNotificationEvent::Unrecognized(_)));
    match known {
        Some(PortingNotificationEvent::PortInCompleted) => println!("Completed: {payload}"),
        Some(PortingNotificationEvent::PortInActionRequired) => println!("Act on: {payload}"),
        Some(name) => println!("{name}: {payload}"),
        None => println!("Unknown event: {payload}"),
    }
}

fn response(status: http::StatusCode) -> http::Response<Bytes> {
    let mut response = http::Response::new(Bytes::new());
    *response.status_mut() = status;
    response
}

/// Signs a webhook as Twilio does, and handles it, then the same with another body.
fn simulate() -> Result<(), Box<dyn Error>> {
    eprintln!("No credentials: this is a simulation, which opens no port.");
    let verifier = WebhookVerifier::auth_token("simulated").public_url("https://www.example.com");
    let webhook = http::Request::post("/port-in").header("content-type", "application/json");
    let webhook = webhook.body(Bytes::from(r#"{"event":"PortInCompleted"}"#))?;
    let genuine = verifier.sign(webhook)?;
    println!("-> {}", handle(&verifier, &genuine).status());
    let forged = genuine.map(|_| Bytes::from(r#"{"event":"PortInCanceled"}"#));
    println!("-> {}", handle(&verifier, &forged).status());
    Ok(())
}
