//! Files on disk, as bodies and as parts of a form.

use std::io;
use std::path::PathBuf;
use std::time::Duration;
use std::{env, fs, process};

use sdksmith_runtime::{
    Body, Check, Empty, Multipart, MultipartWriter, Operation, OperationInfo, Part, RequestWriter,
};

use crate::support::{SERVER, SendFile};

use super::{OK, Upload, WAYS, Way, reader, receive, refused, sent, serve, server, stream};

/// A temporary file, deleted after the test.
pub(super) struct TemporaryFile(pub(super) PathBuf);

impl TemporaryFile {
    pub(super) fn new(name: &str, content: &[u8]) -> Self {
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

#[cfg(unix)]
#[tokio::test]
async fn blocking_file_delays_no_other_call() {
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
