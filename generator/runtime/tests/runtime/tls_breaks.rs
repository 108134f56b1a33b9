//! Encrypted connections that break in the middle of a response.

use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver};
use std::thread;

use rcgen::{CertifiedKey, generate_simple_self_signed};
use rustls::crypto::ring;
use rustls::pki_types::PrivatePkcs8KeyDer;
use rustls::{ServerConfig, ServerConnection, StreamOwned};
use sdksmith_runtime::{Binary, Client, Error, Operation, OperationInfo, RequestWriter};

use crate::support::{FetchThing, Ping, SERVER, builder};
use crate::tls::pem;

const BODY: &str = "{\"sid\":\"\",\"parts\":[]}";

type Connection = StreamOwned<ServerConnection, TcpStream>;

/// The way in which a server ends a connection.
type End = fn(Connection);

/// Starts a server that reads a request, writes a response, and ends the connection with `end`.
fn serve(response: String, end: End) -> Client {
    let (all, begins) = mpsc::channel();
    // A server that nobody holds back doesn't wait.
    drop(all);
    serve_after(begins, response, end)
}

/// Starts such a server, which ends the connection when it is told to.
fn serve_after(begins: Receiver<()>, response: String, end: End) -> Client {
    let CertifiedKey { cert, signing_key } =
        generate_simple_self_signed(["localhost".to_owned()]).unwrap();
    let key = PrivatePkcs8KeyDer::from(signing_key.serialize_der());
    let config = ServerConfig::builder_with_provider(ring::default_provider().into())
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![cert.der().clone()], key.into())
        .unwrap();
    let config = Arc::new(config);
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    thread::spawn(move || {
        for stream in listener.incoming() {
            let connection = ServerConnection::new(Arc::clone(&config)).unwrap();
            let mut stream = StreamOwned::new(connection, stream.unwrap());
            assert_ne!(stream.read(&mut [0; 4096]).unwrap(), 0);
            stream.write_all(response.as_bytes()).unwrap();
            stream.flush().unwrap();
            let _ = begins.recv();
            end(stream);
        }
    });
    let builder = builder().base_url(format!("https://localhost:{port}"));
    builder.root_certificates(pem(cert.der())).build().unwrap()
}

/// Ends the connection as the protocol has it.
fn close(mut stream: Connection) {
    stream.conn.send_close_notify();
    stream.flush().unwrap();
}

/// Ends the connection without the notice, as an attacker on the way can.
fn cut(stream: Connection) {
    stream.sock.shutdown(Shutdown::Both).unwrap();
}

/// Sends an alert, as a server does that can't read a record.
fn alert(mut stream: Connection) {
    let record = [&[23, 3, 3, 0, 20][..], &[0; 20]].concat();
    stream.conn.read_tls(&mut record.as_slice()).unwrap();
    assert!(stream.conn.process_new_packets().is_err());
    while stream.conn.wants_write() {
        stream.conn.write_tls(&mut stream.sock).unwrap();
    }
}

/// Sends a record that can't be read.
fn garble(mut stream: Connection) {
    let record = [&[23, 3, 3, 0, 20][..], &[0; 20]].concat();
    stream.sock.write_all(&record).unwrap();
    // The client has it before the connection ends.
    let _ = stream.sock.read(&mut [0; 1024]);
}

const BREAKS: [(&str, End); 4] = [
    ("close", close),
    ("cut", cut),
    ("alert", alert),
    ("garble", garble),
];

fn of_length(length: usize) -> String {
    format!("HTTP/1.1 200 OK\r\ncontent-length: {length}\r\n\r\n{BODY}")
}

#[cfg(not(feature = "native-tls"))]
fn until_the_end() -> String {
    format!("HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n{BODY}")
}

/// Bytes that arrive in the same read as the break may be lost, and the status with them.
fn assert_interrupted(error: &Error, name: &str) {
    assert!(error.is_interrupted(), "{name}: {error:?}");
    assert!(error.status().is_none_or(|status| status == 200), "{name}");
    assert!(!error.is_tls() && !error.is_protocol(), "{name}: {error}");
    assert!(error.is_transient(), "{name}: {error}");
    assert!(error.may_have_taken_effect(), "{name}: {error}");
}

#[tokio::test]
async fn a_break_in_the_middle_of_a_body_interrupts_the_response() {
    for (name, end) in BREAKS {
        let client = serve(of_length(BODY.len() + 1), end);
        let call = client.call(FetchThing { id: "1".into() });
        assert_interrupted(&call.clone().send().await.unwrap_err(), name);
        let blocking = tokio::task::spawn_blocking(|| call.send_blocking());
        assert_interrupted(&blocking.await.unwrap().unwrap_err(), name);
        let post = client.call(Ping).send().await;
        assert_interrupted(&post.unwrap_err(), name);
    }
}

/// Bytes of any kind.
struct Fetch;

impl Operation for Fetch {
    type ResponseBody = Binary;

    const INFO: OperationInfo = OperationInfo::get("Fetch", SERVER, "/file");

    fn write(&self, _: &mut RequestWriter) {}
}

/// The end of a download whose headers have arrived before the break.
#[tokio::test]
async fn a_break_in_the_middle_of_a_download_keeps_the_status() {
    for (name, end) in BREAKS {
        let (begun, begins) = mpsc::channel();
        let client = serve_after(begins, of_length(BODY.len() + 1), end);
        let mut download = client.call(Fetch).download().await.unwrap();
        begun.send(()).unwrap();
        let error = loop {
            match download.try_next().await {
                Ok(chunk) => assert!(chunk.is_some(), "{name}: the body is whole"),
                Err(error) => break error,
            }
        };
        assert_interrupted(&error, name);
        assert_eq!(
            error.status().map(|status| status.as_u16()),
            Some(200),
            "{name}"
        );
    }
}

/// The end of the connection is the end of such a body. Without the notice it may have been cut, which
/// native-tls doesn't distinguish.
#[cfg(not(feature = "native-tls"))]
#[tokio::test]
async fn a_body_that_ends_with_the_connection_is_whole_only_if_the_server_says_so() {
    let client = serve(until_the_end(), close);
    let thing = client.call(FetchThing { id: "1".into() }).send().await;
    assert!(thing.unwrap().parts.is_empty());
    for (name, end) in BREAKS.into_iter().filter(|(name, _)| *name != "close") {
        let client = serve(until_the_end(), end);
        let call = client.call(FetchThing { id: "1".into() });
        let outcome = call.send().await;
        let error = outcome.expect_err(name);
        assert_interrupted(&error, name);
    }
}

/// The end of the connection doesn't matter if the length of the response is known.
#[tokio::test]
async fn a_whole_body_is_a_response_however_the_connection_ends() {
    let ends: [End; 2] = [close, cut];
    for end in ends {
        // Each call has its own client: a second one could take a connection whose end has not arrived yet.
        for _ in 0..3 {
            let client = serve(of_length(BODY.len()), end);
            let thing = client.call(FetchThing { id: "1".into() }).send().await;
            assert!(thing.unwrap().parts.is_empty());
        }
    }
}
