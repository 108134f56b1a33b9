//! Responses whose body is streamed, blocking the thread.

use std::fmt;
use std::io::{self, Read};

use http::{HeaderMap, StatusCode};

use super::super::error::Error;
use super::super::request::info::OperationInfo;
use super::super::response::raw::RawResponse;
use super::super::slots::Slot;
use super::super::transport::stream::{self, BodyReader};
use super::download::broken;

/// A successful response whose body is streamed: a [`Read`]er.
///
/// The body may have any size. All of it has to arrive within the time limit of the call. If the
/// connection breaks, reading fails with an [`io::Error`] that wraps an [`Error`];
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

    /// Returns the response without its body.
    #[allow(dead_code, reason = "only crates with streams of events use it")]
    pub(crate) const fn head(&self) -> &RawResponse {
        &self.head
    }

    /// Reads a chunk as [`Read::read`] does. Returns the kind of an error beside the error.
    pub(crate) fn read_chunk(
        &mut self,
        buffer: &mut [u8],
    ) -> Result<usize, (io::ErrorKind, Error)> {
        self.body.read(buffer).map_err(|error| {
            let kind = error.kind();
            let error = broken(stream::reason(error), &self.operation, &self.head);
            (kind, error)
        })
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
        self.read_chunk(buffer)
            .map_err(|(kind, error)| io::Error::new(kind, error))
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
