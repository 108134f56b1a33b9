//! A server that records every request.

use std::collections::VecDeque;
use std::io;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::net::{TcpListener, TcpStream};
use tokio::task::{JoinHandle, JoinSet};

use crate::{Received, ServerResponse};

/// An HTTP/1.1 server on a free loopback port. It records every request byte for byte and sends
/// its scripted responses in order, one per request.
///
/// Dropping it stops the server and closes every open connection.
pub struct Recorder {
    address: SocketAddr,
    script: Arc<Mutex<Script>>,
    server: JoinHandle<()>,
}

/// The responses still to be sent, and the requests received so far.
#[derive(Default)]
struct Script {
    responses: VecDeque<ServerResponse>,
    requests: Vec<Received>,
    connections: usize,
}

impl Recorder {
    /// Starts a server that sends these responses.
    ///
    /// # Errors
    ///
    /// Returns an error if no port is free.
    pub async fn start(responses: impl IntoIterator<Item = ServerResponse>) -> io::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let address = listener.local_addr()?;
        let script = Arc::new(Mutex::new(Script {
            responses: responses.into_iter().collect(),
            ..Script::default()
        }));
        let server = tokio::spawn(serve(listener, Arc::clone(&script)));
        Ok(Self {
            address,
            script,
            server,
        })
    }

    /// Returns the address on which the server listens.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Returns the URL of the server, without a path.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Returns the number of connections accepted so far.
    #[must_use]
    pub fn connections(&self) -> usize {
        lock(&self.script).connections
    }

    /// Stops the server and returns the requests in the order of their arrival.
    ///
    /// # Panics
    ///
    /// Panics if a response is unused, because a request is missing then.
    #[must_use]
    #[track_caller]
    pub fn finish(self) -> Vec<Received> {
        let mut script = lock(&self.script);
        let unused = script.responses.len();
        assert_eq!(
            unused, 0,
            "requests are missing; received: {:?}",
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

/// Accepts connections until it is aborted, which closes them all.
async fn serve(listener: TcpListener, script: Arc<Mutex<Script>>) {
    let mut connections = JoinSet::new();
    while let Ok((stream, _)) = listener.accept().await {
        lock(&script).connections += 1;
        connections.spawn(serve_connection(stream, Arc::clone(&script)));
    }
}

/// Serves the requests of one connection until either side closes it.
async fn serve_connection(mut stream: TcpStream, script: Arc<Mutex<Script>>) -> io::Result<()> {
    while let Some(request) = Received::read(&mut stream).await? {
        let response = lock(&script).record(request);
        if !response.write_to(&mut stream).await? {
            break;
        }
    }
    Ok(())
}

impl Script {
    fn record(&mut self, request: Received) -> ServerResponse {
        self.requests.push(request);
        let none_left =
            || ServerResponse::text(501, "text/plain", "the recorder has no response left");
        self.responses.pop_front().unwrap_or_else(none_left)
    }
}

/// Locks the script, even if a test panicked while it held the lock.
fn lock(script: &Mutex<Script>) -> MutexGuard<'_, Script> {
    script.lock().unwrap_or_else(PoisonError::into_inner)
}
