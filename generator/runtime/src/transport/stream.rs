//! Streamed response bodies.

use std::future::poll_fn;
#[cfg(feature = "blocking")]
use std::io::{self, Read};
use std::pin::{Pin, pin};
use std::task::{Context, Poll};

use bytes::{Bytes, BytesMut};
use futures_core::Stream;
use http::Response;

use super::error::{TransportError, TransportErrorKind};

/// A response body as a stream of chunks. An error ends it.
pub type BodyStream = Pin<Box<dyn Stream<Item = Result<Bytes, TransportError>> + Send>>;

/// A response body as a reader.
#[cfg(feature = "blocking")]
pub type BodyReader = Box<dyn Read + Send>;

/// The body of a response as a `tower` service gives it: whole, or in chunks that come one by one.
#[cfg(feature = "tower")]
pub enum ResponseBody {
    /// All of it.
    Whole(Bytes),
    /// The chunks of the body.
    Chunks(BodyStream),
}

#[cfg(feature = "tower")]
impl ResponseBody {
    /// Returns all of it, if it is here already.
    #[must_use]
    pub const fn bytes(&self) -> Option<&Bytes> {
        match self {
            Self::Whole(bytes) => Some(bytes),
            Self::Chunks(_) => None,
        }
    }

    /// Returns the body as a stream; a body that has arrived is one chunk.
    #[must_use]
    pub fn into_stream(self) -> BodyStream {
        match self {
            Self::Whole(bytes) => Box::pin(Whole(Some(bytes))),
            Self::Chunks(chunks) => chunks,
        }
    }
}

#[cfg(feature = "tower")]
impl From<Bytes> for ResponseBody {
    fn from(bytes: Bytes) -> Self {
        Self::Whole(bytes)
    }
}

#[cfg(feature = "tower")]
impl From<BodyStream> for ResponseBody {
    fn from(chunks: BodyStream) -> Self {
        Self::Chunks(chunks)
    }
}

#[cfg(feature = "tower")]
impl std::fmt::Debug for ResponseBody {
    /// Shows the kind alone.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Whole(_) => "Whole",
            Self::Chunks(_) => "Chunks",
        })
    }
}

/// A body in memory, as one chunk.
pub(crate) struct Whole(pub(crate) Option<Bytes>);

impl Stream for Whole {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let body = self.0.take().filter(|body| !body.is_empty());
        Poll::Ready(body.map(Ok))
    }
}

/// Reads a whole body, such as that of an error, until `timer` ends. The error of a body that is cut
/// keeps the response.
///
/// The timer is created only if the body isn't there at once.
pub(crate) async fn collect<F: Future>(
    response: Response<BodyStream>,
    limit: usize,
    timer: impl FnOnce() -> F,
) -> Result<Response<Bytes>, TransportError> {
    let (parts, mut stream) = response.into_parts();
    let mut body = BytesMut::new();
    let outcome = until(fill(&mut body, &mut stream, limit), timer).await;
    whole_or_cut(outcome, Response::from_parts(parts, body.freeze()))
}

/// Waits for the future, but no longer than for the timer.
pub(crate) async fn until<T, F: Future>(
    work: impl Future<Output = Result<T, TransportError>>,
    timer: impl FnOnce() -> F,
) -> Result<T, TransportError> {
    let (mut work, mut end) = (pin!(work), pin!(None));
    let mut timer = Some(timer);
    poll_fn(|context| {
        if let Poll::Ready(outcome) = work.as_mut().poll(context) {
            return Poll::Ready(outcome);
        }
        if let Some(timer) = timer.take() {
            end.set(Some(timer()));
        }
        let end = end.as_mut().as_pin_mut();
        let passed = end.map_or(Poll::Pending, |end| end.poll(context));
        passed.map(|_| Err(TransportErrorKind::Timeout.into()))
    })
    .await
}

async fn fill(
    body: &mut BytesMut,
    stream: &mut BodyStream,
    limit: usize,
) -> Result<(), TransportError> {
    while let Some(chunk) = poll_fn(|context| stream.as_mut().poll_next(context)).await {
        append(body, &chunk?, limit)?;
    }
    Ok(())
}

/// Appends a chunk to a body, or as much of it as the limit allows.
pub(super) fn append(
    body: &mut BytesMut,
    chunk: &[u8],
    limit: usize,
) -> Result<(), TransportError> {
    let room = limit.saturating_sub(body.len());
    match chunk.get(..room) {
        Some(fitting) if fitting.len() < chunk.len() => {
            body.extend_from_slice(fitting);
            Err(TransportErrorKind::TooLarge.into())
        }
        _ => {
            body.extend_from_slice(chunk);
            Ok(())
        }
    }
}

/// Reads a whole body, such as that of an error, blocking the thread until `is_over` returns true
/// between two reads. The error of a body that is cut keeps the response.
#[cfg(feature = "blocking")]
pub(crate) fn collect_blocking(
    response: Response<BodyReader>,
    limit: usize,
    is_over: impl Fn() -> bool,
) -> Result<Response<Bytes>, TransportError> {
    let (parts, mut reader) = response.into_parts();
    let mut body = BytesMut::new();
    let outcome = fill_blocking(&mut body, &mut reader, limit, is_over);
    whole_or_cut(outcome, Response::from_parts(parts, body.freeze()))
}

#[cfg(feature = "blocking")]
fn fill_blocking(
    body: &mut BytesMut,
    reader: &mut BodyReader,
    limit: usize,
    is_over: impl Fn() -> bool,
) -> Result<(), TransportError> {
    let mut buffer = [0; 8192];
    loop {
        let count = match reader.read(&mut buffer) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            count => count.map_err(reason)?,
        };
        if count == 0 {
            return Ok(());
        }
        append(body, buffer.get(..count).unwrap_or_default(), limit)?;
        if is_over() {
            return Err(TransportErrorKind::Timeout.into());
        }
    }
}

/// Returns the response, or the error of its body, which keeps as much of the response as there is.
pub(super) fn whole_or_cut(
    outcome: Result<(), TransportError>,
    response: Response<Bytes>,
) -> Result<Response<Bytes>, TransportError> {
    match outcome {
        Ok(()) => Ok(response),
        Err(error) => Err(error.with_response(response)),
    }
}

/// Returns the transport's error of a failed read. Any other error means that the connection is broken.
#[cfg(feature = "blocking")]
pub(crate) fn reason(error: io::Error) -> TransportError {
    error
        .downcast()
        .unwrap_or_else(|error| TransportError::new(TransportErrorKind::Interrupted, error))
}
