//! Bodies that fail, stall, or are cut off by a response.

use std::io::{self, Read};
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use futures_core::Stream;
use sdksmith_runtime::Body;
use tokio::io::{AsyncReadExt, AsyncWriteExt};

use super::{Chunks, Upload, WAYS, reader, refused, server, stream};

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

#[tokio::test]
async fn panic_of_a_reader_does_not_end_the_body_as_if_complete() {
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
