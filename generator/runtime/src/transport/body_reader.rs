//! Contents on their way to a server, for transports that block the thread.

use std::future::poll_fn;
use std::io::{self, Read};

use bytes::{Buf, Bytes};

use super::body::Body;
use super::error::TransportError;
use super::park;
use super::stream::{BodyReader, BodyStream};

impl Body {
    /// Does as [`into_stream`](Self::into_stream), with a reader. It fails with an
    /// [`io::Error`](std::io::Error) that is made of a [`TransportError`].
    ///
    /// # Errors
    ///
    /// As for [`into_stream`](Self::into_stream).
    pub fn into_reader(self) -> Result<(Option<u64>, BodyReader), TransportError> {
        let (length, chunks) = park::block_on(self.into_stream())?;
        let reader = ChunkReader {
            chunks,
            chunk: Bytes::new(),
        };
        Ok((length, Box::new(reader)))
    }
}

/// A stream as a reader, with what is left of the chunk at hand.
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
