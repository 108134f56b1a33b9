//! Responses that are compressed by gzip (RFC 9110, section 8.4.1.3).

use std::io::{self, BufRead, ErrorKind, Read};

use bytes::{Buf, Bytes, BytesMut};
use flate2::bufread::MultiGzDecoder;
use http::header::{ACCEPT_ENCODING, CONTENT_ENCODING, CONTENT_LENGTH, RANGE};
use http::response::Parts;
use http::{HeaderMap, HeaderValue};

use super::super::error::{TransportError, TransportErrorKind};

/// The maximum number of bytes that are decompressed at a time.
const CHUNK: usize = 32 << 10;

/// Asks for compression in the headers of a request. `false` if the request decides about the encoding of
/// the response itself, or asks for a range of it.
pub(super) fn ask(headers: &mut HeaderMap) -> bool {
    let is_free = !headers.contains_key(ACCEPT_ENCODING) && !headers.contains_key(RANGE);
    if is_free {
        headers.insert(ACCEPT_ENCODING, HeaderValue::from_static("gzip"));
    }
    is_free
}

/// Returns the decompression of a response, if one was asked for and gzip is the only encoding. The headers
/// are then those of the content.
pub(super) fn decompression(mut head: Parts, is_asked: bool) -> (Parts, Option<Gunzip>) {
    if !is_asked || !is_gzip(&head.headers) {
        return (head, None);
    }
    head.headers.remove(CONTENT_ENCODING);
    head.headers.remove(CONTENT_LENGTH);
    (head, Some(Gunzip::new()))
}

fn is_gzip(headers: &HeaderMap) -> bool {
    let mut encodings = headers.get_all(CONTENT_ENCODING).iter();
    let encoding = encodings.next().and_then(|value| value.to_str().ok());
    let is_gzip = |name: &str| ["gzip", "x-gzip"].contains(&name);
    let is_known = encoding.is_some_and(|name| is_gzip(&name.trim().to_ascii_lowercase()));
    is_known && encodings.next().is_none()
}

/// The decompression of a body that arrives in chunks.
pub(super) struct Gunzip(MultiGzDecoder<Input>);

impl Gunzip {
    fn new() -> Self {
        Self(MultiGzDecoder::new(Input {
            chunk: Bytes::new(),
            is_complete: false,
            is_empty: true,
        }))
    }

    /// Takes the next chunk of the body.
    pub(super) fn feed(&mut self, chunk: Bytes) {
        let input = self.0.get_mut();
        input.is_empty &= chunk.is_empty();
        input.chunk = chunk;
    }

    /// Takes note of the end of the body.
    pub(super) fn end(&mut self) {
        self.0.get_mut().is_complete = true;
    }

    /// Returns the next chunk of the content, or `None` if that requires more of the body.
    pub(super) fn next(&mut self) -> Result<Option<Bytes>, TransportError> {
        // The response to a HEAD request has the encoding of a body that it lacks.
        if self.0.get_ref().is_empty {
            return Ok(None);
        }
        let mut chunk = BytesMut::zeroed(CHUNK);
        match self.0.read(&mut chunk) {
            Ok(0) => Ok(None),
            Ok(length) => {
                chunk.truncate(length);
                Ok(Some(chunk.freeze()))
            }
            Err(error) if error.kind() == ErrorKind::WouldBlock => Ok(None),
            Err(error) => Err(failed(error)),
        }
    }
}

/// Returns the error of a body that can't be decompressed. One that is cut may be whole another time.
fn failed(error: io::Error) -> TransportError {
    let kind = match error.kind() {
        ErrorKind::UnexpectedEof => TransportErrorKind::Interrupted,
        _ => TransportErrorKind::Protocol,
    };
    TransportError::new(kind, error)
}

/// The part of a body that has arrived and isn't decompressed.
struct Input {
    chunk: Bytes,
    is_complete: bool,
    /// Whether nothing has arrived.
    is_empty: bool,
}

impl Read for Input {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let available = self.fill_buf()?;
        let length = available.len().min(buffer.len());
        self.chunk
            .copy_to_slice(buffer.get_mut(..length).unwrap_or_default());
        Ok(length)
    }
}

impl BufRead for Input {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        match self.chunk.is_empty() && !self.is_complete {
            true => Err(ErrorKind::WouldBlock.into()),
            false => Ok(&self.chunk),
        }
    }

    fn consume(&mut self, length: usize) {
        self.chunk.advance(length);
    }
}
