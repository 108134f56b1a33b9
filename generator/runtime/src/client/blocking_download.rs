//! Answers whose body is read as it comes, blocking the thread.

use std::fmt;
use std::io::{self, Read};

use http::{HeaderMap, StatusCode};

use super::super::request::info::OperationInfo;
use super::super::response::raw::RawResponse;
use super::super::transport::stream::{self, BodyReader};
use super::download::broken;

/// A successful answer of which the headers have come, and the body is coming: a reader.
///
/// The body may be of any size. All of it has to come within the time limit of the call. When it breaks
/// off, reading fails with an [`io::Error`] that is made of an [`Error`](super::super::Error); the call isn't
/// made again then. Dropping it closes the connection.
#[must_use = "the body isn't read by itself"]
pub struct BlockingDownload {
    head: RawResponse,
    operation: OperationInfo,
    body: BodyReader,
}

impl BlockingDownload {
    pub(crate) fn new(head: RawResponse, operation: OperationInfo, body: BodyReader) -> Self {
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
