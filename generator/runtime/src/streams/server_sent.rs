//! Server-sent events, by the rules of the WHATWG.
//!
//! <https://html.spec.whatwg.org/multipage/server-sent-events.html#parsing-an-event-stream>

use std::mem;

use super::frame::{Frame, TooLarge};
use super::lines::Lines;

const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

/// The parser of `text/event-stream`.
#[derive(Debug)]
pub(super) struct ServerSentEvents {
    lines: Lines,
    pub(super) limit: usize,
    /// Whether a byte order mark may follow.
    is_start: bool,
    /// Whether the last line ended with a carriage return, so that a line feed belongs to it.
    after_return: bool,
    event: Event,
    /// The id of the last event, for all connections.
    pub(super) last_id: String,
    /// The delay before a new connection, in milliseconds.
    pub(super) retry: Option<u64>,
}

/// The event whose lines are being read.
#[derive(Debug, Default)]
struct Event {
    name: String,
    /// The lines of the data, if there are any.
    data: Option<String>,
    id: Option<String>,
    retry: Option<u64>,
}

impl ServerSentEvents {
    pub(super) fn new(limit: usize) -> Self {
        Self {
            lines: Lines::default(),
            limit,
            is_start: true,
            after_return: false,
            event: Event::default(),
            last_id: String::new(),
            retry: None,
        }
    }

    pub(super) fn push(&mut self, chunk: &[u8]) {
        self.lines.push(chunk);
    }

    /// Begins a new stream. The last id and the delay stay.
    pub(super) fn restart(&mut self) {
        *self = Self {
            last_id: mem::take(&mut self.last_id),
            retry: self.retry,
            ..Self::new(self.limit)
        };
    }

    pub(super) fn next(&mut self) -> Result<Option<Frame>, TooLarge> {
        if self.is_start && !self.skip_byte_order_mark() {
            return Ok(None);
        }
        loop {
            self.skip_line_feed();
            let Some((line, end)) = self.lines.take(|byte| matches!(byte, b'\r' | b'\n')) else {
                self.check_size(self.lines.bytes().len())?;
                return Ok(None);
            };
            self.after_return = end == b'\r';
            self.check_size(line.len())?;
            // A line break is never a part of a character, so each line can be decoded alone.
            let line = String::from_utf8_lossy(&line);
            if line.is_empty() {
                if let Some(frame) = self.dispatch() {
                    return Ok(Some(frame));
                }
            } else {
                self.read_line(&line);
            }
        }
    }

    /// Whether the beginning of the stream is known, without a byte order mark.
    fn skip_byte_order_mark(&mut self) -> bool {
        let bytes = self.lines.bytes();
        let is_partial = bytes.len() < BYTE_ORDER_MARK.len() && BYTE_ORDER_MARK.starts_with(bytes);
        if !is_partial {
            self.lines.skip(BYTE_ORDER_MARK);
            self.is_start = false;
        }
        !is_partial
    }

    fn skip_line_feed(&mut self) {
        if self.after_return && !self.lines.bytes().is_empty() {
            self.lines.skip(b"\n");
            self.after_return = false;
        }
    }

    /// Checks the size of the event with a line of so many bytes.
    fn check_size(&self, line: usize) -> Result<(), TooLarge> {
        let data = self.event.data.as_ref().map_or(0, String::len);
        match data.saturating_add(line) > self.limit {
            true => Err(TooLarge),
            false => Ok(()),
        }
    }

    /// Reads a line that isn't empty: a field, or a comment, which begins with a colon.
    fn read_line(&mut self, line: &str) {
        let (field, value) = line.split_once(':').unwrap_or((line, ""));
        let value = value.strip_prefix(' ').unwrap_or(value);
        match field {
            "event" => value.clone_into(&mut self.event.name),
            "data" => match &mut self.event.data {
                Some(data) => {
                    data.push('\n');
                    data.push_str(value);
                }
                none => *none = Some(value.to_owned()),
            },
            "id" if !value.contains('\0') => self.event.id = Some(value.to_owned()),
            "retry" if !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit()) => {
                // A delay that no number holds is as good as the longest.
                let delay = value.parse().unwrap_or(u64::MAX);
                self.retry = Some(delay);
                self.event.retry = Some(delay);
            }
            _ => {}
        }
    }

    /// Ends the event. One without data is none, but its id counts.
    fn dispatch(&mut self) -> Option<Frame> {
        let event = mem::take(&mut self.event);
        if let Some(id) = &event.id {
            id.clone_into(&mut self.last_id);
        }
        Some(Frame {
            data: event.data?.into(),
            name: Some(event.name).filter(|name| !name.is_empty()),
            id: event.id,
            retry: event.retry,
        })
    }
}
