//! Lines of JSON, and JSON text sequences (RFC 7464).

use super::frame::{Frame, TooLarge};
use super::lines::Lines;

/// The parser of records that are divided by a byte. A record of white space alone is none.
#[derive(Debug)]
pub(super) struct Records {
    lines: Lines,
    /// The byte that ends a record.
    pub(super) end: u8,
    pub(super) limit: usize,
    is_finished: bool,
}

impl Records {
    pub(super) fn new(end: u8, limit: usize) -> Self {
        Self {
            lines: Lines::default(),
            end,
            limit,
            is_finished: false,
        }
    }

    pub(super) fn push(&mut self, chunk: &[u8]) {
        self.lines.push(chunk);
    }

    /// The last record need not end with the byte.
    pub(super) fn finish(&mut self) {
        self.is_finished = true;
    }

    pub(super) fn next(&mut self) -> Result<Option<Frame>, TooLarge> {
        let end = self.end;
        loop {
            let record = match self.lines.take(|byte| byte == end) {
                Some((record, _)) => record,
                None if self.lines.bytes().len() > self.limit => return Err(TooLarge),
                None if self.is_finished && !self.lines.bytes().is_empty() => {
                    self.lines.take_rest()
                }
                None => return Ok(None),
            };
            if record.len() > self.limit {
                return Err(TooLarge);
            }
            if !record.trim_ascii().is_empty() {
                return Ok(Some(Frame {
                    data: record.freeze(),
                    ..Frame::default()
                }));
            }
        }
    }
}
