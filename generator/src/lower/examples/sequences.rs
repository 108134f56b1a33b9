//! Examples of sequences: a list of items is written as it is sent.

use serde_json::{Map, Value};

use crate::document::sequence::Sequence;

/// The fields of a server-sent event, in the order in which they are written.
const FIELDS: [&str; 4] = ["event", "id", "retry", "data"];

/// Returns the text of a body of this media type with these items, if it is a sequence.
pub(super) fn text(content_type: &str, value: &Value) -> Option<String> {
    let sequence = Sequence::of(content_type)?;
    let items = value.as_array()?.iter();
    Some(match sequence {
        Sequence::JsonLines => items.map(|item| format!("{item}\n")).collect(),
        Sequence::JsonTexts => items.map(|item| format!("\u{1e}{item}\n")).collect(),
        Sequence::ServerSentEvents => items.map(event).collect(),
    })
}

/// Returns a server-sent event: the object of its fields, or its data.
fn event(item: &Value) -> String {
    let fields = item.as_object().filter(|fields| is_event(fields));
    let Some(fields) = fields else {
        return format!("{}\n", lines("data", item));
    };
    let written = FIELDS
        .iter()
        .filter_map(|name| Some((name, fields.get(*name)?)));
    let written: String = written.map(|(name, value)| lines(name, value)).collect();
    format!("{written}\n")
}

fn is_event(fields: &Map<String, Value>) -> bool {
    fields.contains_key("data") && fields.keys().all(|key| FIELDS.contains(&key.as_str()))
}

/// Returns the lines of a field.
fn lines(name: &str, value: &Value) -> String {
    let text = match value {
        Value::String(text) => text.clone(),
        value => value.to_string(),
    };
    text.split('\n')
        .map(|line| format!("{name}: {line}\n"))
        .collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn items_are_written_as_they_are_sent() {
        let items = json!([{ "event": "a", "data": { "n": 1 } }, { "n": 2 }, "two\nlines"]);
        let events = "event: a\ndata: {\"n\":1}\n\ndata: {\"n\":2}\n\ndata: two\ndata: lines\n\n";
        assert_eq!(text("text/event-stream", &items).as_deref(), Some(events));
        let items = json!([{ "n": 1 }, 2]);
        assert_eq!(
            text("application/jsonl", &items).as_deref(),
            Some("{\"n\":1}\n2\n")
        );
        let sequence = "\u{1e}{\"n\":1}\n\u{1e}2\n";
        assert_eq!(
            text("application/json-seq", &items).as_deref(),
            Some(sequence)
        );
        assert_eq!(text("text/plain", &items), None);
        assert_eq!(text("application/jsonl", &json!({})), None);
    }
}
