//! Changes of the events of a stream.

use crate::{changes, line};

fn document(item: &str, extension: &str) -> String {
    format!(
        "openapi: 3.1.0
info: {{ title: A, version: '1' }}
servers: [ {{ url: 'https://api.acme.test' }} ]
paths:
  /a:
    get:
      operationId: watch
      responses: {{ '200': {{ description: OK, content: {{ text/event-stream: {{ schema: {item}{extension} }} }} }} }}
components:
  schemas:
    One: {{ type: object, required: [a], properties: {{ a: {{ type: string }} }} }}
    Other: {{ type: object, required: [b], properties: {{ b: {{ type: string }} }} }}
"
    )
}

fn lines(old: &str, new: &str) -> Vec<String> {
    changes(old, new).iter().map(line).collect()
}

#[test]
fn another_type_of_event_is_reported() {
    let one = document("{ $ref: '#/components/schemas/One' }", "");
    let other = document("{ $ref: '#/components/schemas/Other' }", "");
    let found = lines(&one, &other);
    let is_of_item = |line: &String| line.contains("Watch::Item");
    assert!(found.iter().any(is_of_item), "{found:#?}");
    assert_eq!(lines(&one, &one), Vec::<String>::new());
}

#[test]
fn another_format_of_a_stream_is_reported() {
    let one = document("{ $ref: '#/components/schemas/One' }", "");
    let ended = document(
        "{ $ref: '#/components/schemas/One' }",
        ", x-event-stream: { sentinel: '[DONE]' }",
    );
    let found = lines(&one, &ended);
    assert_eq!(found.len(), 1, "{found:#?}");
    assert!(found[0].contains("up to [DONE]"), "{found:#?}");
}
