//! Parameters and media types of small documents: what HTTP and OpenAPI make of them.

mod support;

use insta::assert_snapshot;
use support::outline::outline;
use support::{api, diagnostics, document, input, output};

#[test]
fn reserved_and_impossible_headers_are_no_arguments() {
    let text = document(
        "
paths:
  /a:
    parameters:
      - { name: X-Shared, in: header, schema: { type: string } }
    get:
      operationId: get
      parameters:
        - { name: Accept, in: header, required: true, schema: { type: string } }
        - { name: content-type, in: header, required: true, schema: { type: string } }
        - { name: AUTHORIZATION, in: header, schema: { type: string } }
        - { name: Accept, in: query, schema: { type: string } }
        - { name: X Trace, in: header, required: true, schema: { type: string } }
        - { name: x-shared, in: header, required: true, schema: { type: integer } }
        - { name: X-A, in: header, schema: { type: string } }
        - { name: x-a, in: header, schema: { type: string } }
        - { name: a, in: query, schema: { type: string } }
        - { name: A, in: query, schema: { type: string } }
        - { name: Host, in: header, required: true, schema: { type: string } }
        - { name: content-length, in: header, required: true, schema: { type: integer } }
        - { name: Transfer-Encoding, in: header, required: true, schema: { type: string } }
        - { name: Upgrade, in: header, required: true, schema: { type: string, enum: [websocket] } }
      responses: { '204': { description: Done } }
",
    );
    let input = input(&text);
    assert_snapshot!(outline(&api(&input)));
    assert_snapshot!(diagnostics(&input));
}

#[test]
fn required_parameters_with_defaults_are_setters() {
    let text = document(
        "
paths:
  /v{version}/{kind}:
    get:
      operationId: get
      parameters:
        - { name: version, in: path, required: true, schema: { type: integer, default: 2 } }
        - { name: kind, in: path, required: true, schema: { type: string, enum: [a, b], default: b } }
        - { name: since, in: query, required: true, schema: { type: string, format: date, default: '2026-01-31' } }
        - { name: fields, in: query, required: true, schema: { type: array, items: { type: string }, default: [id, 'é\"'] } }
        - { name: X-Version, in: header, required: true, schema: { type: string, default: '2022-11-28' } }
        - { name: misfit, in: query, required: true, schema: { type: integer, default: many } }
        - { name: unknown, in: query, required: true, schema: { type: string, enum: [a], default: c } }
        - { name: optional, in: query, schema: { type: integer, default: 1 } }
      responses: { '204': { description: Done } }
",
    );
    let input = input(&text);
    assert_snapshot!(outline(&api(&input)));
    let output = output(&input);
    let made = output.files.iter();
    let made = made.filter(|(path, _)| path.starts_with("src/v1/"));
    let text: String = made
        .map(|(_, content)| String::from_utf8_lossy(content))
        .collect();
    let write = text.split("fn write").nth(1);
    let write = write.and_then(|rest| rest.split("\n    }\n").next());
    assert_snapshot!(write.unwrap_or_default());
}

#[test]
fn content_of_parameters_is_json_or_text() {
    let text = document(
        "
paths:
  /a/{old}:
    get:
      operationId: get
      parameters:
        - { name: json, in: query, content: { application/json: { schema: { type: array, items: { type: integer } } } } }
        - { name: any, in: query, content: { application/json: {} } }
        - { name: text, in: query, content: { text/plain: { schema: { type: integer } } } }
        - { name: xml, in: query, content: { application/xml: { schema: { type: object, properties: { a: { type: string } } } } } }
        - { name: form, in: query, content: { application/x-www-form-urlencoded: { schema: { $ref: '#/components/schemas/Form' } } } }
        - { name: csv, in: header, content: { text/csv: { schema: { type: array, items: { type: string } } } } }
        - { name: bytes, in: cookie, content: { application/octet-stream: { schema: { type: string } } } }
        - { name: both, in: query, content: { text/plain: { schema: { type: integer } }, application/json: {} } }
        - { name: gone, in: path, required: true, schema: { type: string } }
        - { name: old, in: path, required: true, schema: { type: string } }
      responses: { '204': { description: Done } }
components:
  schemas:
    Form: { type: object, properties: { a: { type: string } } }
",
    );
    let input = input(&text);
    assert_snapshot!(format!("{}{}", outline(&api(&input)), diagnostics(&input)));
}

/// The operations of a document with one operation.
fn operations(body: &str, responses: &str) -> String {
    let text = document(&format!(
        "
paths:
  /a:
    post:
      operationId: makeSpeech
      tags: [audio]
      parameters: [ {{ name: voice, in: query, schema: {{ type: string, enum: [high, low] }} }} ]
      requestBody: {{ required: true, content: {{ {body} }} }}
      responses: {{ {responses} }}
components:
  schemas:
    Pet: {{ type: object, properties: {{ name: {{ type: string }} }} }}
    Upload: {{ type: object, properties: {{ name: {{ type: string }}, photo: {{ $ref: '#/components/schemas/Photo' }} }} }}
    Photo: {{ type: string, format: binary }}
"
    ));
    let input = input(&text);
    format!("{}{}", outline(&api(&input)), diagnostics(&input))
}

const PET: &str = "{ schema: { $ref: '#/components/schemas/Pet' } }";
const UPLOAD: &str = "{ schema: { $ref: '#/components/schemas/Upload' } }";
const TEXT: &str = "{ schema: { type: string } }";

#[test]
fn every_media_type_of_a_response_is_reachable() {
    let response = format!(
        "'200': {{ description: OK, content: {{ text/event-stream: {TEXT}, application/octet-stream: {TEXT} }} }}"
    );
    assert_snapshot!(operations(&format!("application/json: {PET}"), &response));
    let response = format!(
        "'200': {{ description: OK, content: {{ application/json: {PET}, application/xml: {PET}, text/csv: {PET} }} }},
         '201': {{ description: New, content: {{ application/json: {PET}, application/pdf: {TEXT} }} }}"
    );
    assert_snapshot!(operations(&format!("application/json: {PET}"), &response));
}

#[test]
fn uploads_are_combined_with_every_response() {
    let response = format!(
        "'200': {{ description: OK, content: {{ application/json: {PET}, image/png: {TEXT}, text/event-stream: {PET} }} }}"
    );
    let bodies = format!(
        "application/json: {UPLOAD}, multipart/form-data: {UPLOAD}, application/x-protobuf: {TEXT}"
    );
    assert_snapshot!(operations(&bodies, &response));
}

#[test]
fn objects_as_plain_text_are_not_offered() {
    let same = format!("text/plain: {PET}, application/json: {PET}, text/json: {PET}");
    let response = format!("'200': {{ description: OK, content: {{ {same} }} }}");
    let found = operations(&same, &response);
    assert!(!found.contains("Text"), "{found}");
    let texts = format!("application/json: {TEXT}, text/plain: {TEXT}");
    let response = format!("'200': {{ description: OK, content: {{ {texts} }} }}");
    let found = operations(&texts, &response);
    assert!(found.contains("make_speech_as_text"), "{found}");
    assert!(found.contains("make_speech_with_text"), "{found}");
}

#[test]
fn every_media_type_of_a_request_is_reachable() {
    let done = "'204': { description: Done }";
    let with_files = format!("application/json: {UPLOAD}, multipart/form-data: {UPLOAD}");
    assert_snapshot!(operations(&with_files, done));
    let same = format!(
        "application/json: {PET}, application/x-www-form-urlencoded: {PET}, multipart/form-data: {PET}, application/xml: {PET}"
    );
    assert_snapshot!(operations(&same, done));
    let differing = format!(
        "application/vnd.acme+json: {UPLOAD}, application/json: {PET}, image/png: {TEXT}, image/jpeg: {TEXT}, text/plain: {TEXT}"
    );
    assert_snapshot!(operations(&differing, done));
}

#[test]
fn requests_have_concrete_media_types() {
    let done = "'204': { description: Done }";
    let ranges = format!("image/*: {TEXT}, text/*: {TEXT}, application/*+json: {PET}");
    assert_snapshot!(operations(&ranges, done));
    let any = format!("'*/*': {PET}");
    assert_snapshot!(operations(&any, done));
    let invalid = format!("json: {PET}, \"text/plain\\nX: y\": {TEXT}, 'é/x': {TEXT}");
    let response = format!("'200': {{ description: OK, content: {{ json: {PET} }} }}");
    assert_snapshot!(operations(&invalid, &response));
    assert_snapshot!(operations("", done));
}

#[test]
fn objects_in_forms_that_cannot_have_their_media_type_are_reported() {
    for (field, encoding, is_reported) in [
        (
            "{ $ref: '#/components/schemas/Pet' }",
            "contentType: application/xml",
            true,
        ),
        ("{ type: object }", "contentType: application/xml", true),
        (
            "{ type: array, items: { $ref: '#/components/schemas/Pet' } }",
            "contentType: text/csv; header=absent",
            true,
        ),
        (
            "{ oneOf: [ { $ref: '#/components/schemas/Pet' }, { type: integer } ] }",
            "contentType: text/csv",
            true,
        ),
        (
            "{ $ref: '#/components/schemas/Pet' }",
            "contentType: application/json",
            false,
        ),
        (
            "{ $ref: '#/components/schemas/Pet' }",
            "style: deepObject, contentType: text/csv",
            false,
        ),
        ("{ type: string }", "contentType: application/xml", false),
        (
            "{ type: array, items: { type: integer } }",
            "contentType: text/plain",
            false,
        ),
    ] {
        let body = format!(
            "application/x-www-form-urlencoded: {{ schema: {{ type: object, properties: {{ name: {field} }} }}, \
             encoding: {{ name: {{ {encoding} }} }} }}"
        );
        let found = operations(&body, "'204': { description: Done }");
        let expected = "warning[part-media-type]: the field declares the media type";
        assert_eq!(
            found.contains(expected),
            is_reported,
            "{field} {encoding}\n{found}"
        );
    }
}

#[test]
fn encodings_of_fields_that_a_form_lacks_are_reported() {
    let form = |schema: &str| {
        let body = format!(
            "multipart/form-data: {{ schema: {schema}, encoding: {{ name: {{ contentType: text/plain }}, foto: {{ \
             contentType: image/png }} }} }}"
        );
        operations(&body, "'204': { description: Done }")
    };
    for (schema, is_reported) in [
        ("{ $ref: '#/components/schemas/Upload' }", true),
        ("{ allOf: [ { $ref: '#/components/schemas/Pet' } ] }", true),
        (
            "{ type: object, properties: { name: {} }, additionalProperties: { type: string } }",
            false,
        ),
        ("{ oneOf: [ { $ref: '#/components/schemas/Pet' } ] }", false),
        ("{ type: object }", false),
    ] {
        let found = form(schema);
        let expected = "warning[undeclared-field]: the form has no field `foto`";
        assert_eq!(found.contains(expected), is_reported, "{schema}: {found}");
        assert_eq!(
            found.matches("undeclared-field").count(),
            usize::from(is_reported)
        );
    }
}
