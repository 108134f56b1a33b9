//! Mock responses that are streams of events.

use serde::Serialize;
use serde_json::Value;

use super::super::testing::{MockResponse, Mockable};
use super::body::StreamBody;
use super::format::{DataForm, Framing, ItemForm, StreamFormat};
use super::streamed::Streamed;

impl<O> Mockable for StreamBody<O>
where
    O: Streamed,
    O::Item: Serialize,
{
    /// Each item is a chunk of the stream, and so is the sentinel, if the stream has one.
    fn mock(items: &Vec<O::Item>) -> MockResponse {
        let format = O::STREAM;
        let mut mock = MockResponse::status(200).header("content-type", format.media_type());
        for item in items {
            let item = serde_json::to_value(item).expect("an item can be written as JSON");
            mock = mock.chunk(event(&format, item));
        }
        match format.sentinel {
            Some(sentinel) => mock.chunk(framed(&format, sentinel, &[])),
            None => mock,
        }
    }
}

/// Returns an event as it is on the wire.
fn event(format: &StreamFormat, item: Value) -> String {
    let Value::Object(mut fields) = item else {
        return framed(format, &data(item, format.data), &[]);
    };
    if format.item == ItemForm::Data {
        return framed(format, &Value::Object(fields).to_string(), &[]);
    }
    let payload = fields.remove("data").unwrap_or_default();
    let others: Vec<_> = ["event", "id", "retry"]
        .into_iter()
        .filter_map(|name| Some((name, data(fields.remove(name)?, DataForm::Text))))
        .collect();
    let name = others.iter().find(|(name, _)| *name == "event");
    let name = name.map_or("", |(_, value)| value);
    framed(format, &data(payload, format.data_of(name)), &others)
}

/// Returns the text of a value: that of a string alone, if the data is text.
fn data(value: Value, form: DataForm) -> String {
    match (value, form) {
        (Value::String(text), DataForm::Text) => text,
        (value, _) => value.to_string(),
    }
}

fn framed(format: &StreamFormat, data: &str, fields: &[(&str, String)]) -> String {
    match format.framing {
        Framing::JsonLines => format!("{data}\n"),
        Framing::JsonSequence => format!("\u{1e}{data}\n"),
        Framing::ServerSentEvents => {
            let fields = fields
                .iter()
                .map(|(name, value)| format!("{name}: {value}\n"));
            let lines = data.split('\n').map(|line| format!("data: {line}\n"));
            format!("{}\n", fields.chain(lines).collect::<String>())
        }
    }
}
