//! Streamed request bodies, sent to servers on real sockets.

use std::collections::VecDeque;
use std::io::{self, Read};
use std::path::PathBuf;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};
use std::task::{Context, Poll};
use std::time::Duration;
use std::{env, fs, process, thread};

use bytes::Bytes;
use futures_core::Stream;
use sdksmith_runtime::{
    Body, Call, Check, ClientBuilder, Empty, Error, FailedAttempt, HttpTransport, Multipart,
    MultipartWriter, Operation, OperationInfo, Part, RequestWriter, RetryPolicy, TowerTransport,
};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use crate::support::{SERVER, SendFile, builder};

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

/// A temporary file, deleted after the test.
struct TemporaryFile(PathBuf);

impl TemporaryFile {
    fn new(name: &str, content: &[u8]) -> Self {
        let path = env::temp_dir().join(format!("sdksmith-runtime-{}-{name}", process::id()));
        fs::write(&path, content).unwrap();
        Self(path)
    }
}

impl Drop for TemporaryFile {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.0);
    }
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
async fn empty_file_is_an_empty_body() {
    let file = TemporaryFile::new("empty", b"");
    for way in WAYS {
        let request = sent(way, Body::path(&file.0)).await;
        assert!(request.has("content-length: 0"), "{request:?}");
        assert_eq!(request.body, b"");
    }
}

#[tokio::test]
async fn file_on_disk_may_be_a_multipart_part() {
    let file = TemporaryFile::new("part", b"%PDF");
    for way in WAYS {
        let (listener, client) = server().await;
        let call = client.build().unwrap().call(SendFile {
            title: "Bill".into(),
            file: Part::new("bill.pdf", Body::path(&file.0)),
        });
        let (requests, result) = tokio::join!(serve(&listener, &[OK]), way.send(call));
        result.unwrap();
        let request = &requests[0];
        let media_type = "content-type: multipart/form-data; boundary=";
        let mut boundary = request.head.lines();
        let boundary = boundary.find_map(|line| line.strip_prefix(media_type));
        let body = str::from_utf8(&request.body).unwrap();
        assert_eq!(
            body.replace(boundary.unwrap(), "x"),
            "--x\r\nContent-Disposition: form-data; name=\"title\"\r\n\r\nBill\r\n\
             --x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"bill.pdf\"\r\n\
             Content-Type: application/octet-stream\r\n\r\n%PDF\r\n--x--\r\n"
        );
        assert!(request.head.contains("content-length: "), "{request:?}");
    }
}

/// Sends a file of at most ten bytes.
#[derive(Clone, Debug)]
struct SendSmallFile(Part);

impl Check for SendSmallFile {}

impl Multipart for SendSmallFile {
    fn write(&self, body: &mut MultipartWriter<'_>) {
        body.file_up_to(10, "file", Some(&self.0));
    }
}

impl Operation for SendSmallFile {
    type ResponseBody = Empty;

    const INFO: OperationInfo = OperationInfo::post("SendSmallFile", SERVER, "/files");

    fn write(&self, request: &mut RequestWriter) {
        request.multipart(self);
    }
}

#[tokio::test]
async fn file_over_the_limit_is_an_error() {
    let file = TemporaryFile::new("large", b"eleven byte");
    for way in WAYS {
        for content in [
            Body::path(&file.0),
            reader(None, "eleven byte"),
            stream(None, &["eleven", " byte"]),
        ] {
            let (listener, client) = server().await;
            let call = client
                .build()
                .unwrap()
                .call(SendSmallFile(Part::new("f", content)));
            let received = async {
                let (mut stream, _) = listener.accept().await.unwrap();
                assert!(
                    receive(&mut stream).await.is_none(),
                    "the request is complete"
                );
                std::future::pending::<()>().await;
            };
            let error = tokio::select! {
                result = way.send(call) => result.unwrap_err(),
                () = received => unreachable!("the server waits"),
            };
            assert!(error.is_request_body(), "{error}");
            assert!(error.to_string().contains("more than 10 bytes"), "{error}");
            assert_eq!(error.attempts(), 1);
        }
    }
}

#[tokio::test]
async fn file_within_the_limit_is_sent() {
    let file = TemporaryFile::new("small", b"ten  bytes");
    for way in WAYS {
        for content in [
            Body::path(&file.0),
            reader(None, "ten  bytes"),
            stream(Some(10), &["ten  bytes"]),
            Body::from("ten  bytes"),
        ] {
            let (listener, client) = server().await;
            let call = client
                .build()
                .unwrap()
                .call(SendSmallFile(Part::new("f", content)));
            let (requests, result) = tokio::join!(serve(&listener, &[OK]), way.send(call));
            result.unwrap();
            let body = String::from_utf8_lossy(&requests[0].body);
            assert!(body.contains("\r\n\r\nten  bytes\r\n--"), "{body}");
        }
    }
}

#[tokio::test]
async fn limit_of_a_file_may_be_left_to_the_server() {
    let (listener, client) = server().await;
    let client = client.build().unwrap();
    let file = SendSmallFile(Part::new("f", "eleven byte"));
    let error = client.call(file.clone()).request();
    let error = error.unwrap_err();
    assert_eq!(
        error.violations()[0].problem(),
        "must have at most 10 bytes, but has 11"
    );
    let call = client.call(file).unchecked();
    let (_, result) = tokio::join!(serve(&listener, &[OK]), call.send());
    result.unwrap();
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

#[tokio::test]
async fn unreadable_body_is_an_error() {
    let broken = || io::Error::other("the tape tore");
    for way in WAYS {
        for length in [None, Some(10)] {
            let error = refused(
                way,
                Body::stream(length, move || Chunks {
                    left: [Ok("s3cr3t".into()), Err(broken())].into(),
                    waits: false,
                }),
            )
            .await;
            assert_eq!(
                error.to_string(),
                "Upload failed: the body of the request can't be read: the tape tore"
            );
        }
        let unopened = Body::reader(None, move || Err::<io::Empty, _>(broken()));
        let error = refused(way, unopened).await;
        assert!(error.to_string().ends_with("the tape tore"), "{error}");
    }
}

#[tokio::test]
async fn wrong_content_length_is_an_error() {
    let fewer = "Upload failed: the body of the request can't be read: \
                 it has fewer than the declared 14 bytes";
    let more = "Upload failed: the body of the request can't be read: \
                it has more than the declared 5 bytes";
    for way in WAYS {
        for content in [
            reader(Some(14), "first, second"),
            stream(Some(14), &["first, ", "second"]),
        ] {
            assert_eq!(refused(way, content).await.to_string(), fewer);
        }
        for content in [
            reader(Some(5), "first, second"),
            // The server would mistake the first chunk for the complete body.
            stream(Some(5), &["first", ", second"]),
        ] {
            assert_eq!(refused(way, content).await.to_string(), more);
        }
    }
}

#[tokio::test]
async fn missing_file_is_named() {
    let path = env::temp_dir().join("sdksmith-runtime-missing");
    for way in WAYS {
        let error = refused(way, Body::path(&path)).await;
        let text = error.to_string();
        assert!(text.contains(&*path.to_string_lossy()), "{text}");
        let transport = std::error::Error::source(&error).unwrap();
        let cause: &io::Error = transport.source().unwrap().downcast_ref().unwrap();
        assert_eq!(cause.kind(), io::ErrorKind::NotFound);
    }
    let folder = refused(Way::Async, Body::path(env::temp_dir())).await;
    let folder = folder.to_string();
    assert!(
        folder.contains(&*env::temp_dir().to_string_lossy()),
        "{folder}"
    );
}

#[tokio::test]
async fn attempt_timeout_applies_to_sending() {
    for way in WAYS {
        let (listener, client) = server().await;
        let endless = Body::reader(None, || Ok(io::repeat(0)));
        let client = client.attempt_timeout(Duration::from_millis(100)).build();
        let call = client.unwrap().call(Upload(endless)).no_retry();
        // The server accepts and reads nothing.
        let (accepted, result) = tokio::join!(listener.accept(), way.send(call));
        drop(accepted);
        let error = result.unwrap_err();
        assert!(error.is_timeout(), "{way:?}: {error}");
    }
}

#[test]
fn body_debug_shows_kind_and_length_and_clones_are_equal() {
    for (content, shown) in [
        (
            Body::from("s3cr3t"),
            "Body { kind: bytes, length: Some(6) }",
        ),
        (Body::path("/s3cr3t"), "Body { kind: path, length: None }"),
        (
            reader(Some(6), "s3cr3t"),
            "Body { kind: reader, length: Some(6) }",
        ),
        (
            stream(None, &["s3cr3t"]),
            "Body { kind: stream, length: None }",
        ),
    ] {
        assert_eq!(format!("{content:?}"), shown);
        assert_eq!(content, content.clone());
        assert_ne!(content, Body::default());
    }
    assert_eq!(Body::from("a"), Body::from(vec![b'a']));
    assert_eq!(Body::path("a"), Body::path("a"));
    assert_ne!(reader(None, "a"), reader(None, "a"));
    assert_ne!(stream(None, &["a"]), stream(None, &["a"]));
}

/// A stream that gives one chunk and then nothing, ever.
fn stalled() -> Body {
    struct Stalled(Option<Bytes>);
    impl Stream for Stalled {
        type Item = io::Result<Bytes>;

        fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
            self.0
                .take()
                .map_or(Poll::Pending, |first| Poll::Ready(Some(Ok(first))))
        }
    }
    Body::stream(None, || Stalled(Some("first".into())))
}

#[tokio::test]
async fn a_stream_that_stalls_ends_with_the_attempt() {
    for way in WAYS {
        let (listener, client) = server().await;
        let client = client.attempt_timeout(Duration::from_millis(100)).build();
        let call = client.unwrap().call(Upload(stalled())).no_retry();
        let (_accepted, result) = tokio::join!(listener.accept(), way.send(call));
        assert!(result.unwrap_err().is_timeout(), "{way:?}");
    }
}

#[tokio::test]
async fn a_response_that_comes_before_the_body_is_sent_is_the_response() {
    let refusal = "HTTP/1.1 413 Content Too Large\r\ncontent-length: 0\r\n\r\n";
    for way in WAYS {
        let (listener, client) = server().await;
        let call = client.build().unwrap().call(Upload(stalled())).no_retry();
        let serve = async {
            let (mut stream, _) = listener.accept().await.unwrap();
            assert_ne!(stream.read(&mut [0; 4096]).await.unwrap(), 0);
            stream.write_all(refusal.as_bytes()).await.unwrap();
            stream
        };
        let (mut stream, result) = tokio::join!(serve, way.send(call));
        assert_eq!(result.unwrap_err().status().unwrap(), 413, "{way:?}");
        // The rest of the body would never come, so the connection can't be used again.
        let mut rest = Vec::new();
        let end = tokio::time::timeout(Duration::from_secs(10), stream.read_to_end(&mut rest));
        let _closed = end.await.unwrap();
    }
}

#[cfg(unix)]
#[tokio::test]
async fn a_file_that_blocks_holds_up_nobody_else() {
    let path = env::temp_dir().join(format!("sdksmith-runtime-{}-fifo", process::id()));
    let made = process::Command::new("mkfifo").arg(&path).status().unwrap();
    assert!(made.success());
    for way in WAYS {
        let (listener, client) = server().await;
        let client = client.attempt_timeout(Duration::from_millis(200)).build();
        let call = client.unwrap().call(Upload(Body::path(&path))).no_retry();
        let mut ticks = 0;
        let others = async {
            loop {
                tokio::time::sleep(Duration::from_millis(10)).await;
                ticks += 1;
            }
        };
        let error = tokio::select! {
            result = way.send(call) => result.unwrap_err(),
            () = others => unreachable!("it ticks on"),
        };
        drop(listener);
        assert!(error.is_timeout(), "{way:?}: {error}");
        assert!(ticks > 5, "{way:?}: {ticks}");
    }
    fs::remove_file(&path).unwrap();
}

#[tokio::test]
async fn a_reader_that_panics_is_no_end_of_the_body() {
    struct Panicking;
    impl Read for Panicking {
        fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
            panic!("the reader has a bug")
        }
    }
    for way in WAYS {
        let error = refused(way, Body::reader(None, || Ok(Panicking))).await;
        assert!(error.to_string().contains("panicked"), "{error}");
    }
}
