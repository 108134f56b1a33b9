//! Streamed request bodies, sent to servers on real sockets.

use std::collections::VecDeque;
use std::io::{self, Read};
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};
use std::task::{Context, Poll};
use std::thread;
use std::time::Duration;

use bytes::Bytes;
use futures_core::Stream;
use sdksmith_runtime::{
    Body, Call, ClientBuilder, Empty, Error, FailedAttempt, HttpTransport, Operation,
    OperationInfo, RequestWriter, RetryPolicy, TowerTransport,
};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use self::files::TemporaryFile;
use crate::support::{SERVER, builder};

mod files;
mod interruptions;

#[derive(Clone, Debug)]
struct Upload(Body);

impl Operation for Upload {
    type ResponseBody = Empty;

    const INFO: OperationInfo = OperationInfo::put("Upload", SERVER, "/upload");

    fn write(&self, request: &mut RequestWriter) {
        request.bytes("application/octet-stream", &self.0);
    }
}

/// The two kinds of calls, which behave alike.
#[derive(Clone, Copy, Debug)]
enum Way {
    Async,
    Blocking,
}

const WAYS: [Way; 2] = [Way::Async, Way::Blocking];

impl Way {
    async fn send<O: Operation<ResponseBody = Empty> + Send>(
        self,
        call: Call<O>,
    ) -> Result<(), Error> {
        match self {
            Self::Async => call.send().await,
            Self::Blocking => tokio::task::spawn_blocking(|| call.send_blocking())
                .await
                .unwrap(),
        }
    }
}

/// A policy that retries every error.
#[derive(Debug)]
struct Again;

impl RetryPolicy for Again {
    fn delay_after(&self, _: &FailedAttempt<'_>) -> Option<Duration> {
        Some(Duration::ZERO)
    }
}

/// Starts a server. Returns it with a builder of clients that make up to four attempts.
async fn server() -> (TcpListener, ClientBuilder) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let client = builder().retry(Again.max_attempts(4)).base_url(url);
    (listener, client)
}

const OK: &str = "HTTP/1.1 204 No Body\r\nconnection: close\r\n\r\n";

const BUSY: &str =
    "HTTP/1.1 503 Service Unavailable\r\nconnection: close\r\ncontent-length: 0\r\n\r\n";

/// A request as the server received it.
#[derive(Debug)]
struct Received {
    head: String,
    body: Vec<u8>,
}

impl Received {
    fn has(&self, header: &str) -> bool {
        self.head.lines().any(|line| line == header)
    }
}

/// Reads a complete request. Returns `None` if the connection closes early.
async fn receive(stream: &mut TcpStream) -> Option<Received> {
    let mut bytes = Vec::new();
    loop {
        if stream.read_buf(&mut bytes).await.ok()? == 0 {
            return None;
        }
        if let Some(received) = parse(&bytes) {
            return Some(received);
        }
    }
}

fn parse(bytes: &[u8]) -> Option<Received> {
    let end = bytes.windows(4).position(|part| part == b"\r\n\r\n")?;
    let head = str::from_utf8(&bytes[..end]).unwrap().to_owned();
    let rest = &bytes[end + 4..];
    let announced = head
        .lines()
        .find_map(|line| line.strip_prefix("content-length: "));
    let body = match announced {
        Some(length) => rest.get(..length.parse().unwrap())?.to_vec(),
        None => unchunk(rest)?,
    };
    Some(Received { head, body })
}

/// Decodes a chunked body. Returns `None` until the last chunk arrives.
fn unchunk(mut rest: &[u8]) -> Option<Vec<u8>> {
    let mut body = Vec::new();
    loop {
        let end = rest.windows(2).position(|part| part == b"\r\n")?;
        let size = usize::from_str_radix(str::from_utf8(&rest[..end]).unwrap(), 16).unwrap();
        if size == 0 {
            return Some(body);
        }
        body.extend_from_slice(rest.get(end + 2..end + 2 + size)?);
        rest = rest.get(end + size + 4..)?;
    }
}

/// Accepts one request per connection, sends the responses in order, and returns the requests.
async fn serve(listener: &TcpListener, responses: &[&str]) -> Vec<Received> {
    let mut requests = Vec::new();
    for response in responses {
        let (mut stream, _) = listener.accept().await.unwrap();
        requests.push(receive(&mut stream).await.unwrap());
        stream.write_all(response.as_bytes()).await.unwrap();
    }
    requests
}

/// Returns the request for a body.
async fn sent(way: Way, content: Body) -> Received {
    let (listener, client) = server().await;
    let call = client.build().unwrap().call(Upload(content));
    let (mut requests, result) = tokio::join!(serve(&listener, &[OK]), way.send(call));
    result.unwrap();
    requests.remove(0)
}

/// Returns the error of a body that cannot be sent.
async fn refused(way: Way, content: Body) -> Error {
    let (listener, client) = server().await;
    let call = client.build().unwrap().call(Upload(content));
    let serve = async {
        loop {
            let (mut stream, _) = listener.accept().await.unwrap();
            assert!(receive(&mut stream).await.is_none(), "the request is whole");
        }
    };
    let error = tokio::select! {
        result = way.send(call) => result.unwrap_err(),
        () = serve => unreachable!("the server waits on"),
    };
    assert!(error.is_request_body() && !error.is_transient(), "{error}");
    assert_eq!(error.attempts(), 1, "it isn't tried again");
    error
}

/// Yields its chunks one by one, each after waiting for another thread.
struct Chunks {
    left: VecDeque<io::Result<Bytes>>,
    waits: bool,
}

impl Stream for Chunks {
    type Item = io::Result<Bytes>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.waits = !self.waits;
        if self.waits {
            let waker = context.waker().clone();
            thread::spawn(|| waker.wake());
            return Poll::Pending;
        }
        Poll::Ready(self.left.pop_front())
    }
}

fn stream(length: Option<u64>, chunks: &'static [&'static str]) -> Body {
    Body::stream(length, move || Chunks {
        left: chunks.iter().map(|&chunk| Ok(chunk.into())).collect(),
        waits: false,
    })
}

fn reader(length: Option<u64>, text: &'static str) -> Body {
    Body::reader(length, move || Ok(text.as_bytes()))
}

#[tokio::test]
async fn body_of_unknown_length_is_chunked() {
    for way in WAYS {
        for content in [
            reader(None, "first, second"),
            stream(None, &["first", "", ", ", "second"]),
        ] {
            let request = sent(way, content).await;
            assert!(request.has("transfer-encoding: chunked"), "{request:?}");
            assert!(!request.head.contains("content-length"), "{request:?}");
            assert_eq!(request.body, b"first, second");
        }
    }
}

#[tokio::test]
async fn body_of_known_length_has_content_length() {
    let file = TemporaryFile::new("known", b"first, second");
    for way in WAYS {
        for content in [
            Body::path(&file.0),
            reader(Some(13), "first, second"),
            stream(Some(13), &["first", "", ", ", "second"]),
        ] {
            let request = sent(way, content).await;
            assert!(request.has("content-length: 13"), "{request:?}");
            assert!(!request.head.contains("transfer-encoding"), "{request:?}");
            assert_eq!(request.body, b"first, second");
        }
    }
}

#[tokio::test]
async fn middleware_passes_streamed_bodies_through() {
    let (listener, client) = server().await;
    let transport = TowerTransport::around(HttpTransport::new().unwrap(), |service| service);
    let client = client.transport(transport).build().unwrap();
    let call = client.call(Upload(reader(None, "first")));
    let (requests, result) = tokio::join!(serve(&listener, &[OK]), call.send());
    result.unwrap();
    assert!(
        requests[0].has("transfer-encoding: chunked"),
        "{requests:?}"
    );
}

const LARGE: u64 = 200 << 20;

/// Generates a large body, and counts the bytes that were read.
struct Counting(Arc<AtomicU64>);

impl Read for Counting {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let made = self.0.fetch_add(buffer.len() as u64, Ordering::SeqCst);
        buffer.fill(b'x');
        let left = usize::try_from(LARGE.saturating_sub(made)).unwrap();
        Ok(left.min(buffer.len()))
    }
}

#[tokio::test]
async fn large_body_is_not_buffered() {
    for way in WAYS {
        let made = Arc::new(AtomicU64::new(0));
        let counter = Arc::clone(&made);
        let content = Body::reader(Some(LARGE), move || Ok(Counting(Arc::clone(&counter))));
        let (listener, client) = server().await;
        let call = client.build().unwrap().call(Upload(content));
        let serve = async {
            let (mut stream, _) = listener.accept().await.unwrap();
            let (mut received, mut ahead) = (0, 0);
            let mut buffer = vec![0; 1 << 20];
            while received < LARGE {
                let count = stream.read(&mut buffer).await.unwrap();
                assert_ne!(count, 0, "the body ends early");
                received += count as u64;
                let made = made.load(Ordering::SeqCst);
                ahead = ahead.max(made.saturating_sub(received));
            }
            stream.write_all(OK.as_bytes()).await.unwrap();
            ahead
        };
        let (ahead, result) = tokio::join!(serve, way.send(call));
        result.unwrap();
        // The amount that the sockets and the HTTP library buffer.
        assert!(ahead < LARGE / 8, "{way:?}: {ahead} bytes are on the way");
    }
}

#[tokio::test]
async fn retry_sends_the_complete_body_again() {
    for way in WAYS {
        let opened = Arc::new(AtomicU32::new(0));
        let counter = Arc::clone(&opened);
        let content = Body::reader(Some(5), move || {
            counter.fetch_add(1, Ordering::SeqCst);
            Ok(&b"whole"[..])
        });
        let (listener, client) = server().await;
        let call = client.build().unwrap().call(Upload(content));
        let responses = [BUSY, BUSY, OK];
        let (requests, result) = tokio::join!(serve(&listener, &responses), way.send(call));
        result.unwrap();
        assert!(requests.iter().all(|request| request.body == b"whole"));
        assert_eq!(opened.load(Ordering::SeqCst), 3);
    }
}
