//! Streams of events: what documents of each version say of them.

#![allow(
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test that meets something unexpected shall fail"
)]

mod support;

use insta::assert_snapshot;
use sdksmith::ir::{EventStream, Operation, ResponseBody};
use support::outline::outline;
use support::{api, diagnostics, document, input};

/// Returns a document with one operation whose response has this content.
fn with_content(version: &str, content: &str) -> String {
    format!(
        "openapi: {version}
info: {{ title: A, version: '1' }}
servers: [ {{ url: 'https://api.acme.test' }} ]
paths:
  /a:
    get:
      operationId: watch
      responses: {{ '200': {{ description: OK, content: {content} }} }}
components:
  schemas:
    Note: {{ type: object, required: [text], properties: {{ text: {{ type: string }} }} }}
    Added:
      type: object
      properties:
        event: {{ type: string, enum: [added] }}
        data: {{ type: string, contentMediaType: application/json, contentSchema: {{ $ref: '#/components/schemas/Note' }} }}
    Ping:
      type: object
      properties: {{ event: {{ type: string, enum: [ping, pong] }}, data: {{ type: string }} }}
"
    )
}

fn operation(text: &str) -> Operation {
    let api = api(&input(text));
    api.modules[0].resources[0].operations[0].clone()
}

/// Returns the stream that the response of the operation is.
fn stream(version: &str, content: &str) -> EventStream {
    let operation = operation(&with_content(version, content));
    operation.response.stream().unwrap().clone()
}

const NOTE: &str = "{ $ref: '#/components/schemas/Note' }";

#[test]
fn referenced_media_types_have_the_format_of_their_use() {
    let content = "{ application/jsonl: { $ref: '#/components/mediaTypes/Notes' } }";
    let text = with_content("3.2.0", content).replace(
        "components:\n",
        "components:\n  mediaTypes: { Notes: { $ref: '#/components/mediaTypes/All' }, All: { itemSchema: { $ref: '#/components/schemas/Note' } } }\n",
    );
    let found = diagnostics(&input(&text));
    assert!(!found.contains("itemSchema"), "{found}");
    let stream = operation(&text).response.stream().unwrap().clone();
    assert_eq!(stream.to_string(), "lines of JSON");
}

#[test]
fn each_media_type_has_a_format() {
    for (media_type, expected) in [
        ("text/event-stream", "server-sent events"),
        ("Text/Event-Stream; charset=utf-8", "server-sent events"),
        ("application/jsonl", "lines of JSON"),
        ("application/x-ndjson", "lines of JSON"),
        ("application/ndjson", "lines of JSON"),
        ("application/json-lines", "lines of JSON"),
        ("application/x-jsonlines", "lines of JSON"),
        ("application/json-seq", "a JSON text sequence"),
        ("application/geo+json-seq", "a JSON text sequence"),
    ] {
        for (version, keyword) in [
            ("3.0.3", "schema"),
            ("3.1.0", "schema"),
            ("3.2.0", "itemSchema"),
        ] {
            let content = format!("{{ '{media_type}': {{ {keyword}: {NOTE} }} }}");
            let found = stream(version, &content);
            assert_eq!(found.to_string(), expected, "{version} {media_type}");
        }
    }
}

#[test]
fn the_shape_of_an_event_determines_what_is_read() {
    let fields =
        |data: &str| format!("{{ type: object, properties: {{ event: {{}}, data: {data} }} }}");
    let any = |parts: &str| format!("{{ oneOf: [ {parts} ] }}");
    let added = "{ $ref: '#/components/schemas/Added' }";
    let ping = "{ $ref: '#/components/schemas/Ping' }";
    for (schema, expected) in [
        (NOTE.to_owned(), "server-sent events"),
        (
            "{ type: string }".to_owned(),
            "server-sent events with text",
        ),
        ("{}".to_owned(), "server-sent events"),
        (
            fields("{ type: string }"),
            "server-sent events as objects of their fields",
        ),
        (
            fields("{ type: integer }"),
            "server-sent events as objects of their fields",
        ),
        (
            any(&format!("{added}, {ping}")),
            "server-sent events as objects of their fields, text in ping, pong",
        ),
        (
            format!("{{ allOf: [ {added} ] }}"),
            "server-sent events as objects of their fields",
        ),
        (any(&format!("{added}, {NOTE}")), "server-sent events"),
    ] {
        let content = format!("{{ text/event-stream: {{ itemSchema: {schema} }} }}");
        assert_eq!(stream("3.2.0", &content).to_string(), expected, "{schema}");
    }
}

#[test]
fn described_data_has_the_type_of_its_content() {
    let content = "{ text/event-stream: { itemSchema: { oneOf: [ { $ref: '#/components/schemas/Added' }, { $ref: '#/components/schemas/Ping' } ] } } }";
    let input = input(&with_content("3.2.0", content));
    assert_snapshot!(outline(&api(&input)));
    assert_eq!(diagnostics(&input), "");
}

#[test]
fn lists_describe_whole_streams_and_items_may_be_lists() {
    let list = format!("{{ type: array, items: {NOTE} }}");
    let whole = stream(
        "3.1.0",
        &format!("{{ application/jsonl: {{ schema: {list} }} }}"),
    );
    let item = stream(
        "3.2.0",
        &format!("{{ application/jsonl: {{ itemSchema: {NOTE} }} }}"),
    );
    let lists = stream(
        "3.2.0",
        &format!("{{ application/jsonl: {{ itemSchema: {list} }} }}"),
    );
    assert_eq!(whole.item, item.item);
    assert_ne!(lists.item, item.item);
}

#[test]
fn strings_describe_whole_files_of_lines() {
    let content = "{ application/jsonl: { schema: { type: string, format: binary } } }";
    let found = operation(&with_content("3.1.0", content)).response;
    assert_eq!(found, ResponseBody::Binary);
}

#[test]
fn items_of_other_media_types_are_reported() {
    let content = "{ application/vnd.acme: { itemSchema: { type: object } } }";
    let input = input(&with_content("3.2.0", content));
    assert_snapshot!(diagnostics(&input));
}

#[test]
fn the_extension_precedes_what_the_shape_shows() {
    let schema = "{ type: object, properties: { data: { type: string } } }";
    for (extension, expected) in [
        ("{ item: data }", "server-sent events"),
        (
            "{ item: event, sentinel: '[END]' }",
            "server-sent events as objects of their fields, up to [END]",
        ),
    ] {
        let content =
            format!("{{ text/event-stream: {{ schema: {schema}, x-event-stream: {extension} }} }}");
        assert_eq!(stream("3.1.0", &content).to_string(), expected);
    }
}

#[test]
fn an_extension_that_is_invalid_or_does_not_fit_is_reported() {
    let text = document(
        "
paths:
  /a:
    get:
      operationId: a
      x-event-stream: { end: now }
      responses: { '200': { description: OK, content: { text/event-stream: {} } } }
  /b:
    get:
      operationId: b
      x-event-stream: { flag: live }
      parameters: [ { name: live, in: query, schema: { type: string } } ]
      responses: { '200': { description: OK, content: { text/event-stream: {} } } }
  /c:
    get:
      operationId: c
      responses:
        '200': { description: OK, content: { text/event-stream: {} } }
        '202': { description: Later, content: { application/json: { schema: { type: string } } } }
",
    );
    let input = input(&text);
    assert_snapshot!(outline(&api(&input)));
    assert_snapshot!(diagnostics(&input));
}

#[test]
fn a_flag_that_the_call_cannot_set_is_reported() {
    let report = |schema: &str| {
        diagnostics(&input(&document(&format!(
            "
paths:
  /a:
    post:
      operationId: a
      requestBody: {{ content: {{ application/json: {{ schema: {schema} }} }} }}
      responses: {{ '200': {{ description: OK, content: {{ text/event-stream: {{}} }} }} }}
"
        ))))
    };
    let object = "{ type: object, properties: { stream: { type: boolean } } }";
    assert_eq!(report(object), "");
    assert_eq!(
        report("{ type: object, properties: { stream: { type: string } } }"),
        ""
    );
    let other = "{ type: object, required: [a], properties: { a: { type: string } } }";
    assert_eq!(
        report(&format!("{{ oneOf: [ {other}, {{ type: string }} ] }}")),
        ""
    );
    let union = report(&format!("{{ oneOf: [ {object}, {other} ] }}"));
    let place = "--> api.yaml:9:7 at /paths/~1a/post/requestBody\n";
    assert!(
        union.starts_with("note[unset-stream-flag]") && union.contains(place),
        "{union}"
    );
}

#[test]
fn streams_have_methods_beside_that_for_json() {
    let content = format!(
        "{{ application/json: {{ schema: {NOTE} }}, text/event-stream: {{ schema: {NOTE} }}, \
         application/x-ndjson: {{ schema: {NOTE} }}, application/jsonl: {{ schema: {NOTE} }} }}"
    );
    let api = api(&input(&with_content("3.1.0", &content)));
    let operations = &api.modules[0].resources[0].operations;
    let names: Vec<_> = operations
        .iter()
        .map(|found| found.method_name.plain())
        .collect();
    assert_eq!(names, ["watch", "watch_stream", "watch_as_ndjson"]);
}
