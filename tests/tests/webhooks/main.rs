//! Webhooks over real sockets: a small server verifies each request, reads its event and responds.

#![allow(
    clippy::unwrap_used,
    reason = "a test that meets something unexpected shall fail"
)]

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;
use std::time::Duration;

use serde_json::{Value, json};
use twilio_numbers::bytes::Bytes;
use twilio_numbers::http::{Request, Response, StatusCode};
use twilio_numbers::jiff::Timestamp;
use twilio_numbers::webhooks::WebhookVerifier;

mod program;

const AUTH_TOKEN: &str = "12345";
const PUBLIC_URL: &str = "https://www.example.com";
const MAX_BODY: usize = 64 << 10;

/// A server that passes on the events that it accepts.
struct Server {
    address: SocketAddr,
    events: Receiver<Value>,
}

impl Server {
    fn start(verifier: WebhookVerifier) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let (sender, events) = channel();
        thread::spawn(move || {
            for stream in listener.incoming() {
                serve(stream.unwrap(), &verifier, &sender);
            }
        });
        Self { address, events }
    }

    fn send(&self, request: &Request<Bytes>, piece: usize) -> (u16, String) {
        send(self.address, request, piece)
    }

    #[track_caller]
    fn assert_accepts(&self, request: &Request<Bytes>, event: &Value) {
        assert_eq!(self.send(request, usize::MAX), (200, String::new()));
        assert_eq!(self.events.try_recv().as_ref(), Ok(event));
    }

    /// The sender learns the status and nothing else, and no event arrives.
    #[track_caller]
    fn assert_refuses(&self, request: &Request<Bytes>, status: StatusCode) {
        assert_eq!(
            self.send(request, usize::MAX),
            (status.as_u16(), String::new())
        );
        assert!(self.events.try_recv().is_err());
    }
}

/// Sends a request in pieces of this size, and returns the status and the body of the response.
fn send(address: SocketAddr, request: &Request<Bytes>, piece: usize) -> (u16, String) {
    let mut stream = TcpStream::connect(address).unwrap();
    for piece in written(request).chunks(piece) {
        // The server may have refused the request already.
        if stream.write_all(piece).is_err() {
            break;
        }
    }
    let mut response = String::new();
    let _ = stream.read_to_string(&mut response);
    let status = response.get(9..12).unwrap().parse().unwrap();
    let body = response.split_once("\r\n\r\n").unwrap().1;
    (status, body.to_owned())
}

fn serve(mut stream: TcpStream, verifier: &WebhookVerifier, events: &Sender<Value>) {
    // Generous, for a machine under load; only a sender that stops reaches it.
    let limit = Some(Duration::from_secs(60));
    stream.set_read_timeout(limit).unwrap();
    let Some(request) = read(&mut stream) else {
        return;
    };
    let response = receive(verifier, &request, events);
    let head = format!(
        "HTTP/1.1 {}\r\nconnection: close\r\n\r\n",
        response.status()
    );
    let _ = stream.write_all(head.as_bytes());
    let _ = stream.write_all(response.body());
}

/// The handler, as an application writes it.
fn receive(
    verifier: &WebhookVerifier,
    request: &Request<Bytes>,
    events: &Sender<Value>,
) -> Response<Bytes> {
    match verifier.receive(request) {
        Ok(received) => {
            events.send(received.into_event()).unwrap();
            Response::new(Bytes::new())
        }
        Err(error) => error.response(),
    }
}

/// Reads a request, or nothing of one that is cut. Of a long body, it reads one byte too many and no more.
fn read(stream: &mut TcpStream) -> Option<Request<Bytes>> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        let mut byte = [0];
        stream.read_exact(&mut byte).ok()?;
        head.push(byte[0]);
    }
    let head = String::from_utf8(head).ok()?;
    let mut lines = head.lines();
    let path = lines.next()?.split(' ').nth(1)?.to_owned();
    let mut request = Request::post(path);
    let mut length = 0;
    for (name, value) in lines.filter_map(|line| line.split_once(": ")) {
        if name == "content-length" {
            length = value.parse().ok()?;
        }
        request = request.header(name, value);
    }
    let mut body = vec![0; length.min(MAX_BODY + 1)];
    stream.read_exact(&mut body).ok()?;
    request.body(body.into()).ok()
}

/// Writes a request as HTTP/1.1.
fn written(request: &Request<Bytes>) -> Vec<u8> {
    let path = request.uri().path_and_query().unwrap();
    let length = request.body().len();
    let mut text = format!(
        "POST {path} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\ncontent-length: {length}\r\n"
    );
    for (name, value) in request.headers() {
        text.push_str(&format!("{name}: {}\r\n", value.to_str().unwrap()));
    }
    text.push_str("\r\n");
    [text.as_bytes(), request.body()].concat()
}

fn twilio() -> WebhookVerifier {
    let verifier = WebhookVerifier::auth_token(AUTH_TOKEN).public_url(PUBLIC_URL);
    verifier.max_body(MAX_BODY)
}

fn request(path: &str, media_type: &str, body: impl Into<Bytes>) -> Request<Bytes> {
    let request = Request::post(path).header("content-type", media_type);
    request.body(body.into()).unwrap()
}

fn event() -> Value {
    json!({ "any_key": "PortInCompleted", "port_in_request_sid": "KW1", "numbers": [1, null] })
}

fn signed() -> Request<Bytes> {
    let request = request("/port-in", "application/json", event().to_string());
    twilio().sign(request).unwrap()
}

#[test]
fn genuine_webhooks_are_received() {
    let server = Server::start(twilio());
    server.assert_accepts(&signed(), &event());
    let form = request(
        "/port-in?a=b",
        "application/x-www-form-urlencoded; charset=utf-8",
        "Event=PortInCompleted&Number=%2B1&Number=%2B2",
    );
    let value = json!({ "Event": "PortInCompleted", "Number": ["+1", "+2"] });
    server.assert_accepts(&twilio().sign(form).unwrap(), &value);
    // Twilio's signatures have no time: an application finds a repeated event by its content.
    server.assert_accepts(&signed(), &event());
    assert_eq!(server.send(&signed(), 1).0, 200, "a slow sender");
}

#[test]
fn forged_webhooks_are_refused() {
    let server = Server::start(twilio());
    let mut unsigned = signed();
    unsigned.headers_mut().remove("x-twilio-signature");
    let mut elsewhere = signed();
    let query = elsewhere.uri().query().unwrap();
    *elsewhere.uri_mut() = format!("/port-out?{query}").parse().unwrap();
    let body = event().to_string().replace("Completed", "Canceled");
    let changed = signed().map(|_| Bytes::from(body));
    let other = request("/port-in", "application/json", event().to_string());
    let other_key = WebhookVerifier::auth_token("54321").public_url(PUBLIC_URL);
    let other_key = other_key.sign(other).unwrap();
    for forged in [unsigned, elsewhere, changed, other_key] {
        server.assert_refuses(&forged, StatusCode::FORBIDDEN);
    }
    server.assert_accepts(&signed(), &event());
}

#[test]
fn requests_that_are_no_events_are_refused() {
    let server = Server::start(twilio());
    let sign = |request| twilio().sign(request).unwrap();
    let text = sign(request("/port-in", "text/plain", "PortInCompleted"));
    server.assert_refuses(&text, StatusCode::UNSUPPORTED_MEDIA_TYPE);
    let broken = sign(request("/port-in", "application/json", "{"));
    server.assert_refuses(&broken, StatusCode::BAD_REQUEST);
    let long = sign_long();
    server.assert_refuses(&long, StatusCode::PAYLOAD_TOO_LARGE);
}

/// A genuine request that is one byte too long.
fn sign_long() -> Request<Bytes> {
    let body = vec![b' '; MAX_BODY + 1];
    let verifier = twilio().max_body(usize::MAX);
    let request = request("/port-in", "application/json", body);
    verifier.sign(request).unwrap()
}

#[test]
fn a_webhook_that_is_cut_does_not_stop_the_server() {
    let server = Server::start(twilio());
    let whole = written(&signed());
    for length in [0, 10, whole.len() / 2, whole.len() - 1] {
        let mut stream = TcpStream::connect(server.address).unwrap();
        stream.write_all(&whole[..length]).unwrap();
        drop(stream);
    }
    server.assert_accepts(&signed(), &event());
    assert!(server.events.try_recv().is_err());
}

#[test]
fn late_and_replayed_standard_webhooks_are_refused() {
    let standard = || WebhookVerifier::standard("whsec_c2VjcmV0").unwrap();
    let server = Server::start(standard());
    let sign = |verifier: WebhookVerifier| {
        let request = request("/hook", "application/json", event().to_string());
        verifier.sign(request).unwrap()
    };
    server.assert_accepts(&sign(standard()), &event());
    let late = standard().now(|| Timestamp::from_second(1_700_000_000).unwrap());
    server.assert_refuses(&sign(late), StatusCode::FORBIDDEN);
}
