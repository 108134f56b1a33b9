//! The items of a stream: chunks in, values out.

use std::borrow::Cow;

use serde::de::IgnoredAny;
use serde_json::Value;

use super::super::response::decode_error::DecodeError;
use super::format::{DataForm, ItemForm, StreamFormat};
use super::frame::{Frame, TooLarge};
use super::parser::Parser;

/// The name of an event without one.
const DEFAULT_NAME: &str = "message";

/// The frames of a stream, up to its sentinel.
#[derive(Debug)]
pub(super) struct Items {
    sentinel: Option<&'static str>,
    parser: Parser,
    is_over: bool,
}

impl Items {
    /// Creates a reader of events with at most so many bytes.
    pub(super) fn new(format: StreamFormat, limit: usize) -> Self {
        Self {
            sentinel: format.sentinel,
            parser: Parser::new(format.framing, limit),
            is_over: false,
        }
    }

    pub(super) fn set_limit(&mut self, limit: usize) {
        self.parser.set_limit(limit);
    }

    pub(super) fn push(&mut self, chunk: &[u8]) {
        self.parser.push(chunk);
    }

    /// Declares that the stream has ended.
    pub(super) fn finish(&mut self) {
        self.parser.finish();
    }

    /// Begins with a new connection.
    pub(super) fn restart(&mut self) {
        self.parser.restart();
    }

    /// Whether the sentinel was read, or an event was too large.
    pub(super) const fn is_over(&self) -> bool {
        self.is_over
    }

    /// Returns the id of the last event, if there is one.
    pub(super) fn last_id(&self) -> Option<&str> {
        Some(self.parser.last_id()).filter(|id| !id.is_empty())
    }

    /// Returns the delay before a new connection that the server sets, in milliseconds.
    pub(super) fn retry(&self) -> Option<u64> {
        self.parser.retry()
    }

    /// Returns the next frame, if one is complete and the sentinel wasn't read.
    pub(super) fn next(&mut self) -> Result<Option<Frame>, TooLarge> {
        if self.is_over {
            return Ok(None);
        }
        let frame = self.parser.next().inspect_err(|_| self.is_over = true)?;
        let is_sentinel = |frame: &Frame| {
            let sentinel = self.sentinel.map(str::as_bytes);
            sentinel == Some(frame.data.trim_ascii())
        };
        self.is_over = frame.as_ref().is_some_and(is_sentinel);
        Ok(frame.filter(|_| !self.is_over))
    }
}

/// Reads the item of an event. `read` reads a JSON text.
pub(super) fn read<T>(
    format: &StreamFormat,
    frame: &Frame,
    mut read: impl FnMut(&[u8]) -> Result<T, DecodeError>,
) -> Result<T, DecodeError> {
    let name = frame.name.as_deref().unwrap_or(DEFAULT_NAME);
    let is_text = format.data_of(name) == DataForm::Text;
    // Data that should be JSON and isn't is a text: what keeps unknown events can keep it.
    let is_json = !is_text && is_json(&frame.data);
    match (format.item, is_json) {
        (ItemForm::Fields, _) => read(fields(name, frame, is_json).as_bytes()),
        (ItemForm::Data, true) => read(&frame.data),
        (ItemForm::Data, false) if is_text => read(quoted(frame).as_bytes()),
        (ItemForm::Data, false) => read(quoted(frame).as_bytes()).or_else(|_| read(&frame.data)),
    }
}

fn is_json(data: &[u8]) -> bool {
    serde_json::from_slice::<IgnoredAny>(data).is_ok()
}

/// Returns the data as a JSON string.
fn quoted(frame: &Frame) -> String {
    Value::String(text(frame).into_owned()).to_string()
}

fn text(frame: &Frame) -> Cow<'_, str> {
    String::from_utf8_lossy(&frame.data)
}

/// Returns the JSON object of an event's fields.
fn fields(name: &str, frame: &Frame, is_json: bool) -> String {
    let data = match is_json {
        true => text(frame),
        false => quoted(frame).into(),
    };
    let mut object = format!(r#"{{"event":{},"data":{data}"#, Value::from(name));
    if let Some(id) = &frame.id {
        object.push_str(&format!(r#","id":{}"#, Value::from(id.as_str())));
    }
    if let Some(retry) = frame.retry {
        object.push_str(&format!(r#","retry":{retry}"#));
    }
    object.push('}');
    object
}
