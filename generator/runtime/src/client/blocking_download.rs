//! Responses whose body is streamed, blocking the thread.

use std::fmt;
use std::io::{self, Read};

use http::{HeaderMap, StatusCode};

use super::super::request::info::OperationInfo;
use super::super::response::raw::RawResponse;
use super::super::slots::Slot;
use super::super::transport::stream::{self, BodyReader};
use super::download::broken;

/// A successful response whose body is streamed: a [`Read`]er.
///
/// The body may have any size. All of it has to arrive within the time limit of the call. If the
/// connection breaks, reading fails with an [`io::Error`] that wraps an [`Error`](super::super::Error);
/// the call isn't retried then. Dropping the download closes the connection.
#[must_use = "the body isn't read by itself"]
pub struct BlockingDownload {
    head: RawResponse,
    operation: OperationInfo,
    body: BodyReader,
    /// The body belongs to the call, which is in progress until it is dropped.
    _slot: Option<Slot>,
}

impl BlockingDownload {
    pub(crate) fn new(
        head: RawResponse,
        operation: OperationInfo,
        body: BodyReader,
        slot: Option<Slot>,
    ) -> Self {
        Self {
            head,
            operation,
            body,
            _slot: slot,
        }
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
}

impl Read for BlockingDownload {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.body.read(buffer).map_err(|error| {
            let kind = error.kind();
            io::Error::new(
                kind,
                broken(stream::reason(error), &self.operation, &self.head),
            )
        })
    }
}

impl fmt::Debug for BlockingDownload {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BlockingDownload")
            .field("operation", &self.operation.name())
            .field("status", &self.status())
            .finish_non_exhaustive()
    }
}
