//! A server that records what it is sent.

use std::collections::VecDeque;
use std::io;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::net::{TcpListener, TcpStream};
use tokio::task::{JoinHandle, JoinSet};

use crate::{MockResponse, Received};

/// An HTTP/1.1 server on a free port of this machine. It records every request to the byte, and
/// answers the first request with the first of its replies, the second with the second, and so on.
///
/// It ends when it is dropped, and with it every connection that is still open.
pub struct Recorder {
    address: SocketAddr,
    script: Arc<Mutex<Script>>,
    server: JoinHandle<()>,
}

/// What is still to be said, and what has been heard.
#[derive(Default)]
struct Script {
    replies: VecDeque<MockResponse>,
    requests: Vec<Received>,
    connections: usize,
}

impl Recorder {
    /// Starts a server with these replies.
    ///
    /// # Errors
    ///
    /// If the machine has no free port.
    pub async fn start(replies: impl IntoIterator<Item = MockResponse>) -> io::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let address = listener.local_addr()?;
        let script = Arc::new(Mutex::new(Script {
            replies: replies.into_iter().collect(),
            ..Script::default()
        }));
        let server = tokio::spawn(serve(listener, Arc::clone(&script)));
        Ok(Self {
            address,
            script,
            server,
        })
    }

    /// Where the server listens.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The same as a URL without a path.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// How many connections were made so far.
    #[must_use]
    pub fn connections(&self) -> usize {
        lock(&self.script).connections
    }

    /// Ends the server, and gives the requests in the order in which they came.
    ///
    /// # Panics
    ///
    /// If a reply is left over, since then a request is missing.
    #[must_use]
    #[track_caller]
    pub fn finish(self) -> Vec<Received> {
        let mut script = lock(&self.script);
        let left_over = script.replies.len();
        assert_eq!(
            left_over, 0,
            "requests are missing; these came: {:?}",
            script.requests
        );
        std::mem::take(&mut script.requests)
    }
}

impl Drop for Recorder {
    fn drop(&mut self) {
        self.server.abort();
    }
}

/// Takes connections until it is aborted, which ends them all.
async fn serve(listener: TcpListener, script: Arc<Mutex<Script>>) {
    let mut connections = JoinSet::new();
    while let Ok((stream, _)) = listener.accept().await {
        lock(&script).connections += 1;
        connections.spawn(converse(stream, Arc::clone(&script)));
    }
}

/// Answers the requests of one connection, until either side ends it.
async fn converse(mut stream: TcpStream, script: Arc<Mutex<Script>>) -> io::Result<()> {
    while let Some(request) = Received::read(&mut stream).await? {
        let reply = lock(&script).hear(request);
        if !reply.give(&mut stream).await? {
            break;
        }
    }
    Ok(())
}

impl Script {
    fn hear(&mut self, request: Received) -> MockResponse {
        self.requests.push(request);
        let none_left = || MockResponse::text(501, "text/plain", "the recorder has no reply left");
        self.replies.pop_front().unwrap_or_else(none_left)
    }
}

/// The script, even if a test has failed while it held it.
fn lock(script: &Mutex<Script>) -> MutexGuard<'_, Script> {
    script.lock().unwrap_or_else(PoisonError::into_inner)
}
