//! A buffer that is filled with chunks and emptied line by line.

use bytes::{Buf, BytesMut};

/// The bytes of a stream that aren't parsed yet.
#[derive(Debug, Default)]
pub(super) struct Lines {
    bytes: BytesMut,
    /// The number of bytes in which no line ends.
    scanned: usize,
}

impl Lines {
    pub(super) fn push(&mut self, chunk: &[u8]) {
        self.bytes.extend_from_slice(chunk);
    }

    /// Takes the first line, if it is complete, and returns it with the byte that ends it.
    pub(super) fn take(&mut self, is_end: impl Fn(u8) -> bool) -> Option<(BytesMut, u8)> {
        let unseen = self.bytes.get(self.scanned..).unwrap_or_default();
        let Some(found) = unseen.iter().position(|byte| is_end(*byte)) else {
            self.scanned = self.bytes.len();
            return None;
        };
        let line = self.bytes.split_to(self.scanned.saturating_add(found));
        self.scanned = 0;
        let end = self.bytes.get_u8();
        Some((line, end))
    }

    /// Takes all bytes.
    pub(super) fn take_rest(&mut self) -> BytesMut {
        self.scanned = 0;
        self.bytes.split()
    }

    /// Removes these bytes from the beginning, if they are there.
    pub(super) fn skip(&mut self, prefix: &[u8]) {
        if self.bytes.starts_with(prefix) {
            self.bytes.advance(prefix.len());
            self.scanned = self.scanned.saturating_sub(prefix.len());
        }
    }

    pub(super) fn bytes(&self) -> &[u8] {
        &self.bytes
    }
}
