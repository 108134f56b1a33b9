// @generated: a copy of `generator/runtime/src/download.rs`; edit that file instead.

//! Answers whose body is read as it comes.

#[cfg(feature = "blocking")]
pub(super) mod blocking;

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::{Bytes, BytesMut};
use futures_core::Stream;
use http::{HeaderMap, Response, StatusCode};

use super::error::Error;
use super::from_response::{Binary, Text};
use super::operation::OperationInfo;
use super::response::RawResponse;
use super::transport::{BodyStream, TransportError, TransportErrorKind};

/// An answer that can be read as it comes, since it isn't JSON.
pub trait Streamed {}

impl Streamed for Binary {}
impl Streamed for Text {}

/// A successful answer of which the headers have come, and the body is coming: a [`Stream`] of chunks.
///
/// The body may be of any size, and may take any time as long as something comes within the time limit
/// of an attempt. When it breaks off, the last chunk is an error; the call isn't made again then.
/// Dropping it closes the connection.
#[must_use = "the body isn't read until its chunks are asked for"]
pub struct Download {
    head: RawResponse,
    operation: OperationInfo,
    body: BodyStream,
}

impl Download {
    pub(super) fn new(head: RawResponse, operation: OperationInfo, body: BodyStream) -> Self {
        Self {
            head,
            operation,
            body,
        }
    }

    /// The status.
    pub fn status(&self) -> StatusCode {
        self.head.status()
    }

    /// The headers.
    pub fn headers(&self) -> &HeaderMap {
        self.head.headers()
    }

    /// What the request is called in the server's records, if the response says so.
    pub fn request_id(&self) -> Option<&str> {
        self.head.request_id()
    }

    /// The next chunk, or `None` at the end of the body.
    ///
    /// # Errors
    ///
    /// If the connection breaks before the end, or nothing comes within the time limit.
    pub async fn try_next(&mut self) -> Result<Option<Bytes>, Error> {
        let next = poll_fn(|context| Pin::new(&mut *self).poll_next(context));
        next.await.transpose()
    }
}

impl Stream for Download {
    type Item = Result<Bytes, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let chunk = ready!(self.body.as_mut().poll_next(context));
        Poll::Ready(
            chunk.map(|chunk| chunk.map_err(|error| broken(error, &self.operation, &self.head))),
        )
    }
}

/// The error of a body that breaks off.
pub(super) fn broken(
    error: TransportError,
    operation: &OperationInfo,
    head: &RawResponse,
) -> Error {
    let error = Error::transport(error).of(operation);
    error.after(head.attempts())
}

impl fmt::Debug for Download {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Download")
            .field("operation", &self.operation.name())
            .field("status", &self.status())
            .finish_non_exhaustive()
    }
}

/// A body that is there already, as one chunk.
pub(super) struct Whole(pub(super) Option<Bytes>);

impl Stream for Whole {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let body = self.0.take().filter(|body| !body.is_empty());
        Poll::Ready(body.map(Ok))
    }
}

/// Waits for the whole body, as for that of an error.
pub(super) async fn collect(
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
