//! Streamed response bodies.

use std::future::poll_fn;
#[cfg(feature = "blocking")]
use std::io::{self, Read};
use std::pin::Pin;
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
    /// What comes of it.
    Chunks(BodyStream),
}

#[cfg(feature = "tower")]
impl ResponseBody {
    /// All of it, if it is here already.
    #[must_use]
    pub const fn bytes(&self) -> Option<&Bytes> {
        match self {
            Self::Whole(bytes) => Some(bytes),
            Self::Chunks(_) => None,
        }
    }

    /// What comes of it; all at once if it is here already.
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

/// Reads a whole body, such as that of an error.
pub(crate) async fn collect(
    response: Response<BodyStream>,
    limit: usize,
) -> Result<Response<Bytes>, TransportError> {
    let (parts, mut stream) = response.into_parts();
    let mut body = BytesMut::new();
    while let Some(chunk) = poll_fn(|context| stream.as_mut().poll_next(context)).await {
        let chunk = chunk?;
        if chunk.len() > limit.saturating_sub(body.len()) {
            return Err(TransportErrorKind::TooLarge.into());
        }
        body.extend_from_slice(&chunk);
    }
    Ok(Response::from_parts(parts, body.freeze()))
}

/// Reads a whole body, such as that of an error, blocking the thread.
#[cfg(feature = "blocking")]
pub(crate) fn collect_blocking(
    response: Response<BodyReader>,
    limit: usize,
) -> Result<Response<Bytes>, TransportError> {
    let (parts, body) = response.into_parts();
    let most = u64::try_from(limit).unwrap_or(u64::MAX).saturating_add(1);
    let mut bytes = Vec::new();
    body.take(most).read_to_end(&mut bytes).map_err(reason)?;
    if bytes.len() > limit {
        return Err(TransportErrorKind::TooLarge.into());
    }
    Ok(Response::from_parts(parts, bytes.into()))
}

/// Returns the transport's error of a failed read. Any other error means that the connection is broken.
#[cfg(feature = "blocking")]
pub(crate) fn reason(error: io::Error) -> TransportError {
    error
        .downcast()
        .unwrap_or_else(|error| TransportError::new(TransportErrorKind::Interrupted, error))
}
