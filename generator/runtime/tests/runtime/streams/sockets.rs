//! Streams from servers on real sockets.

use futures_core::Stream;
use sdksmith_runtime::{Call, EventStream};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use super::{Deltas, delta};
use crate::support::builder;

const HEAD: &str = "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n\
                    transfer-encoding: chunked\r\n\r\n";

async fn server() -> (TcpListener, Call<Deltas>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let client = builder().base_url(url).build().unwrap();
    (listener, client.call(Deltas))
}

/// Accepts a request and begins the response.
async fn accept(listener: &TcpListener) -> TcpStream {
    let (mut stream, _) = listener.accept().await.unwrap();
    assert_ne!(stream.read(&mut [0; 4096]).await.unwrap(), 0);
    stream.write_all(HEAD.as_bytes()).await.unwrap();
    stream
}

async fn send(stream: &mut TcpStream, chunk: &str) -> std::io::Result<()> {
    let chunk = format!("{:x}\r\n{chunk}\r\n", chunk.len());
    stream.write_all(chunk.as_bytes()).await
}

#[tokio::test]
async fn items_arrive_before_the_stream_ends() {
    fn is_stream<S: Stream + Unpin + Send + 'static>(_: &S) {}
    let (listener, call) = server().await;
    let (mut server, stream) = tokio::join!(accept(&listener), call.stream());
    let mut stream: EventStream<Deltas> = stream.unwrap();
    is_stream(&stream);
    for text in ["a", "b"] {
        let event = format!("data: {{\"text\":\"{text}\"}}\n\n");
        send(&mut server, &event).await.unwrap();
        assert_eq!(stream.try_next().await.unwrap(), Some(delta(text)));
    }
    server.write_all(b"0\r\n\r\n").await.unwrap();
    assert_eq!(stream.try_next().await.unwrap(), None);
}

#[tokio::test]
async fn dropping_a_stream_without_an_end_closes_its_connection() {
    let (listener, call) = server().await;
    let serve = async {
        let mut server = accept(&listener).await;
        while send(&mut server, "data: {\"text\":\"again\"}\n\n")
            .await
            .is_ok()
        {
            tokio::task::yield_now().await;
        }
    };
    let read = async {
        let mut stream = call.stream().await.unwrap();
        for _ in 0..100 {
            assert_eq!(stream.try_next().await.unwrap(), Some(delta("again")));
        }
    };
    // The server ends only when the connection is closed.
    tokio::join!(serve, read);
}

#[tokio::test]
async fn a_connection_that_breaks_is_an_error() {
    let (listener, call) = server().await;
    let (mut server, stream) = tokio::join!(accept(&listener), call.stream());
    send(&mut server, "data: {\"text\":\"a\"}\n\ndata: {")
        .await
        .unwrap();
    drop(server);
    let mut stream = stream.unwrap();
    assert_eq!(stream.try_next().await.unwrap(), Some(delta("a")));
    let error = stream.try_next().await.unwrap_err();
    assert!(error.is_interrupted(), "{error}");
}
