//! Request bodies as readers, for transports that block the thread.

use std::future::poll_fn;
use std::io::{self, Read};

use bytes::{Buf, Bytes};

use super::body::Body;
use super::error::TransportError;
use super::park;
use super::stream::{BodyReader, BodyStream};

impl Body {
    /// Returns the body as a reader, as [`into_stream`](Self::into_stream) does as a stream. Reading
    /// fails with an [`io::Error`](std::io::Error) that wraps a [`TransportError`].
    ///
    /// # Errors
    ///
    /// As for [`into_stream`](Self::into_stream).
    pub fn into_reader(self) -> Result<(Option<u64>, BodyReader), TransportError> {
        let (length, chunks) = park::block_on(self.into_stream())?;
        Ok((length, reader(chunks)))
    }
}

/// Returns a stream as a reader.
pub(crate) fn reader(chunks: BodyStream) -> BodyReader {
    Box::new(ChunkReader {
        chunks,
        chunk: Bytes::new(),
    })
}

/// A reader of a stream, with the rest of the current chunk.
struct ChunkReader {
    chunks: BodyStream,
    chunk: Bytes,
}

impl Read for ChunkReader {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.chunk.is_empty() {
            let next = poll_fn(|context| self.chunks.as_mut().poll_next(context));
            match park::block_on(next) {
                Some(chunk) => self.chunk = chunk.map_err(io::Error::other)?,
                None => return Ok(0),
            }
        }
        (&mut self.chunk).reader().read(buffer)
    }
}
