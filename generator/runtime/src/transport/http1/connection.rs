//! A connection to a server or a proxy.

use std::pin::{Pin, pin};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use hyper::client::conn::http1::{Builder, SendRequest};
use hyper_util::rt::TokioIo;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::task::AbortHandle;
use tokio::time::{Instant, timeout};

use super::super::error::TransportError;
use super::classify::classify;
use super::interim::{Counted, InterimCount};
use super::upload::Upload;

/// The maximum time that a connection is idle before it is closed.
const IDLE: Duration = Duration::from_secs(90);

/// Bytes to and from a server, encrypted or not.
pub(super) type Stream = Pin<Box<dyn Io>>;

pub(super) trait Io: AsyncRead + AsyncWrite + Send {}

impl<T: AsyncRead + AsyncWrite + Send> Io for T {}

/// A connection. Dropping it closes it.
pub(super) struct Connection {
    pub(super) sender: SendRequest<Upload>,
    /// Whether a request was sent on it before.
    pub(super) is_reused: bool,
    pub(super) interim: InterimCount,
    idle: Arc<IdleSince>,
    /// The task that reads and writes.
    task: AbortHandle,
}

impl Connection {
    /// Begins to speak HTTP.
    pub(super) async fn open(stream: Stream) -> Result<Self, TransportError> {
        let interim = InterimCount::default();
        let count = interim.clone();
        let counted = Counted { stream, count };
        let handshake = Builder::new().handshake(TokioIo::new(counted)).await;
        let (sender, connection) = handshake.map_err(classify)?;
        let idle = Arc::new(IdleSince::default());
        let shared = Arc::clone(&idle);
        let task = tokio::spawn(async move {
            let mut connection = pin!(connection);
            // Failures are reported where the response is waited for.
            while timeout(shared.left(), connection.as_mut()).await.is_err() {
                if shared.left().is_zero() {
                    break;
                }
            }
        });
        Ok(Self {
            sender,
            is_reused: false,
            interim,
            idle,
            task: task.abort_handle(),
        })
    }

    /// Marks the connection as idle from now on.
    pub(super) fn rest(&self) {
        *self.idle.lock() = Some(Instant::now());
    }

    /// Marks the connection as used again.
    pub(super) fn reuse(mut self) -> Self {
        *self.idle.lock() = None;
        self.is_reused = true;
        self
    }
}

impl Drop for Connection {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// Since when a connection is idle, unless it is in use.
#[derive(Default)]
struct IdleSince(Mutex<Option<Instant>>);

impl IdleSince {
    /// Returns the remaining time that it may be idle.
    fn left(&self) -> Duration {
        let since = *self.lock();
        since.map_or(IDLE, |since| IDLE.saturating_sub(since.elapsed()))
    }

    fn lock(&self) -> MutexGuard<'_, Option<Instant>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
