//! The default transport of blocking calls: that of async calls, driven by a separate thread.

use std::fmt;
use std::future::{pending, poll_fn};
use std::io::{self, Read};
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};
use std::time::{Duration, Instant};

use bytes::{Buf, Bytes};
use http::{Request, Response, Uri};
use tokio::runtime::{Builder, Handle};
use tokio::task::AbortHandle;

use super::blocking::BlockingTransport;
use super::body::Body;
use super::error::{TransportError, TransportErrorKind};
use super::http1::engine::Engine;
use super::stream::{BodyReader, BodyStream};
use super::{Limits, park, threads};

/// The default transport of calls that block: HTTP/1.1 over TLS 1.2 or 1.3, with a pool of
/// connections.
///
/// It is like [`HttpTransport`](super::super::HttpTransport), but requires no async runtime: it has a
/// thread, which the first call starts. Within a runtime, it blocks a thread of it.
#[derive(Clone)]
pub struct BlockingHttpTransport {
    engine: Arc<Engine>,
    worker: Arc<Mutex<Option<Arc<Worker>>>>,
}

impl BlockingHttpTransport {
    pub(super) fn on(engine: Arc<Engine>) -> Self {
        Self {
            engine,
            worker: Arc::default(),
        }
    }

    /// Returns the thread of this transport.
    fn worker(&self) -> Result<Arc<Worker>, TransportError> {
        let mut worker = self.worker.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(worker) = &*worker {
            return Ok(Arc::clone(worker));
        }
        let started = Worker::start();
        let started =
            started.map_err(|error| TransportError::new(TransportErrorKind::Setup, error))?;
        Ok(Arc::clone(worker.insert(Arc::new(started))))
    }
}

impl BlockingTransport for BlockingHttpTransport {
    fn send_blocking(
        &self,
        request: Request<Body>,
        limits: Limits,
    ) -> Result<Response<Bytes>, TransportError> {
        let engine = Arc::clone(&self.engine);
        self.worker()?
            .run(async move { engine.send(request, limits).await })
    }

    fn stream_blocking(
        &self,
        request: Request<Body>,
        limits: Limits,
    ) -> Result<Response<BodyReader>, TransportError> {
        let engine = Arc::clone(&self.engine);
        let worker = self.worker()?;
        let end = Instant::now().checked_add(limits.call_timeout);
        let response = worker.run(async move { engine.stream(request, limits).await })?;
        Ok(response.map(|chunks| {
            Box::new(ChunkReader {
                chunks,
                chunk: Bytes::new(),
                end,
                worker,
            }) as BodyReader
        }))
    }

    fn may_use_proxy(&self, uri: &Uri) -> bool {
        self.engine.uses_proxy(uri)
    }
}

impl fmt::Debug for BlockingHttpTransport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BlockingHttpTransport")
            .finish_non_exhaustive()
    }
}

/// A thread with a runtime. It ends when this is dropped.
struct Worker {
    runtime: Handle,
    life: AbortHandle,
}

impl Worker {
    fn start() -> io::Result<Self> {
        let runtime = Builder::new_current_thread().enable_all().build()?;
        let handle = runtime.handle().clone();
        let life = runtime.spawn(pending::<()>());
        let abort = life.abort_handle();
        let work = move || {
            // Fails when the worker is dropped, which is its purpose.
            let _ended = runtime.block_on(life);
        };
        threads::spawn("http-transport", Box::new(work))?;
        Ok(Self {
            runtime: handle,
            life: abort,
        })
    }

    /// Waits for a future that the thread drives.
    fn run<T: Send + 'static>(
        &self,
        future: impl Future<Output = Result<T, TransportError>> + Send + 'static,
    ) -> Result<T, TransportError> {
        match park::block_on(self.runtime.spawn(future)) {
            Ok(outcome) => outcome,
            Err(error) => match error.try_into_panic() {
                // A body of the caller's that panics does so where it was given.
                Ok(panic) => std::panic::resume_unwind(panic),
                Err(error) => Err(TransportError::new(TransportErrorKind::Other, error)),
            },
        }
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        self.life.abort();
    }
}

/// The chunks of a response as a reader, with what is left of the one at hand.
struct ChunkReader {
    chunks: BodyStream,
    chunk: Bytes,
    /// The deadline of the call.
    end: Option<Instant>,
    worker: Arc<Worker>,
}

impl ChunkReader {
    fn next(&mut self) -> io::Result<Option<Bytes>> {
        let left = |end: Instant| end.saturating_duration_since(Instant::now());
        let left = self.end.map_or(Duration::MAX, left);
        let _entered = self.worker.runtime.enter();
        let mut timer = Box::pin(tokio::time::sleep(left));
        let chunks = &mut self.chunks;
        let next =
            poll_fn(
                |context: &mut Context<'_>| match Pin::as_mut(chunks).poll_next(context) {
                    Poll::Ready(chunk) => Poll::Ready(chunk.transpose()),
                    Poll::Pending => timer
                        .as_mut()
                        .poll(context)
                        .map(|()| Err(TransportErrorKind::Timeout.into())),
                },
            );
        park::block_on(next).map_err(failed)
    }
}

/// Returns an error of a transport as one of reading.
fn failed(error: TransportError) -> io::Error {
    let kind = match error.kind() {
        TransportErrorKind::Timeout => io::ErrorKind::TimedOut,
        TransportErrorKind::Interrupted => io::ErrorKind::ConnectionAborted,
        _ => io::ErrorKind::Other,
    };
    io::Error::new(kind, error)
}

impl Read for ChunkReader {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.chunk.is_empty() && !buffer.is_empty() {
            match self.next()? {
                Some(chunk) => self.chunk = chunk,
                None => return Ok(0),
            }
        }
        (&mut self.chunk).reader().read(buffer)
    }
}
