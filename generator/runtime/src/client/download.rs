//! Responses whose body is streamed.

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use futures_core::Stream;
use http::{HeaderMap, StatusCode};

use super::super::error::Error;
use super::super::request::info::OperationInfo;
use super::super::response::raw::RawResponse;
use super::super::slots::Slot;
use super::super::transport::error::TransportError;
use super::super::transport::stream::BodyStream;

/// A successful response whose body is streamed: a [`Stream`] of chunks.
///
/// The body may have any size and take any time, as long as each chunk arrives within the time limit of
/// an attempt. If the connection breaks, the last item is an error; the call isn't retried then.
/// Dropping the download closes the connection.
#[must_use = "the body isn't read until its chunks are asked for"]
pub struct Download {
    head: RawResponse,
    operation: OperationInfo,
    body: BodyStream,
    /// The body belongs to the call, which is in progress until it is dropped.
    _slot: Option<Slot>,
}

impl Download {
    pub(crate) fn new(
        head: RawResponse,
        operation: OperationInfo,
        body: BodyStream,
        slot: Option<Slot>,
    ) -> Self {
        Self {
            head,
            operation,
            body,
            _slot: slot,
        }
    }

    /// Returns the response without its body.
    #[allow(dead_code, reason = "only crates with streams of events use it")]
    pub(crate) const fn head(&self) -> &RawResponse {
        &self.head
    }

    /// Returns the status.
    pub fn status(&self) -> StatusCode {
        self.head.status()
    }

    /// Returns the headers.
    pub fn headers(&self) -> &HeaderMap {
        self.head.headers()
    }

    /// Returns the id of the request in the server's records, if the response has one.
    pub fn request_id(&self) -> Option<&str> {
        self.head.request_id()
    }

    /// Returns the next chunk, or `None` at the end of the body.
    ///
    /// # Errors
    ///
    /// If the connection breaks before the end, or no chunk arrives within the time limit.
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

/// Returns the error of a body that ends early.
pub(crate) fn broken(
    error: TransportError,
    operation: &OperationInfo,
    head: &RawResponse,
) -> Error {
    let error = Error::interrupted(error, head.clone()).of(operation.name());
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
