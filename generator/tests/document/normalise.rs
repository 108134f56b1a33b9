//! Normalisation of documents for `openapiv3`.

use openapiv3::{ReferenceOr, SchemaKind, Type};
use serde_json::{Value, json};

use crate::support::{load_text, schema, with_schemas};

/// Each schema, what it becomes, and the problems on the way.
fn schemas(cases: &[&str]) -> String {
    let show = |case: &&str| {
        let (value, problems) = schema(case);
        format!("{case}\n  = {value}\n{problems}\n")
    };
    cases.iter().map(show).collect()
}

/// A document with one operation that has these further lines.
fn operation(lines: &str) -> String {
    let indented: String = lines
        .lines()
        .map(|line| format!("      {line}\n"))
        .collect();
    format!("openapi: 3.0.3\npaths:\n  /things/{{id}}:\n    get:\n{indented}")
}

/// Returns the normalised part of a document, and the problems.
fn part(document: &str, pointer: &str) -> (Value, String) {
    let (loaded, problems) = load_text(document);
    let loaded = loaded.unwrap_or_else(|| panic!("{problems}"));
    (
        loaded.value.pointer(pointer).cloned().unwrap_or_default(),
        problems,
    )
}

#[test]
fn openapi_3_1_keywords_are_translated_to_3_0() {
    let cases = [
        "{ type: [string, 'null'], format: uri }",
        "{ type: [string] }",
        "{ type: 'null' }",
        "{ type: [string, integer, 'null'], minLength: 1, minimum: 2, description: Either. }",
        "{ type: [integer, number] }",
        "{ type: [string, integer], enum: [a, 1] }",
        "{ type: [integer, string, 'null'], oneOf: [{ type: integer }, { type: string, format: date-time }] }",
        "{ type: [string, array], anyOf: [{ minLength: 1 }, { minItems: 1 }], items: { type: string } }",
        "{ const: a }",
        "{ const: 1.5 }",
        "{ exclusiveMinimum: 1 }",
        "{ type: integer, minimum: 5, exclusiveMinimum: 1, maximum: 9, exclusiveMaximum: 9 }",
        "{ examples: [a, b] }",
        "{ example: c, examples: [a] }",
        "{ anyOf: [{ type: string }, { type: 'null' }] }",
        "{ properties: { a: { oneOf: [{ $ref: '#/components/schemas/A' }, { enum: [null] }] } } }",
        "{ oneOf: [{ type: string }, { type: integer }, { const: null }] }",
        "{ description: Mine., anyOf: [{ description: Its., type: string }, { type: 'null' }] }",
        "{ contentEncoding: base64 }",
        "{ type: string, contentMediaType: application/octet-stream }",
        "true",
        "false",
    ];
    insta::assert_snapshot!("3_1", schemas(&cases));
}

#[test]
fn inexpressible_keywords_are_approximated_and_reported() {
    let cases = [
        "{ prefixItems: [{ type: string }, { type: integer }], items: false }",
        "{ type: array, items: [{ type: string }], additionalItems: { type: integer } }",
        "{ patternProperties: { '^a': { type: string } }, additionalProperties: false }",
        "{ patternProperties: { '^a': { type: string }, '^b': true } }",
        "{ type: object, if: {}, then: {}, else: {}, unevaluatedProperties: false, propertyNames: {} }",
        "{ type: array, contains: {}, minContains: 1, unevaluatedItems: false }",
        "{ $dynamicRef: '#node' }",
    ];
    insta::assert_snapshot!("lossy", schemas(&cases));
}

#[test]
fn keywords_of_the_wrong_type_are_dropped_or_repaired() {
    let cases = [
        "5",
        "{ type: 5 }",
        "{ type: strnig }",
        "{ type: String }",
        "{ type: file }",
        "{ type: int64, format: uint64 }",
        "{ type: object, properties: [] }",
        "{ properties: { a: { type: string, required: true }, b: { required: false }, c: 7, d: null }, required: [c] }",
        "{ type: object, required: a }",
        "{ type: object, required: {} }",
        "{ type: array, items: [] }",
        "{ type: array, items: text }",
        "{ type: string, enum: {} }",
        "{ type: string, enum: [1, true, x, null] }",
        "{ type: integer, enum: ['1', x] }",
        "{ type: string, format: 3, pattern: null, minLength: '34', maxLength: -1, description: 4 }",
        "{ type: integer, minimum: '1', maximum: 1.0e+1, multipleOf: 0.5 }",
        "{ type: integer, maximum: 18446744073709551615 }",
        "{ type: integer, format: int64, maximum: 9223372036854776000 }",
        "{ type: integer, minimum: -1, maximum: 18446744073709551615 }",
        "{ type: integer, enum: [1.0, 2.5, 18446744073709551615] }",
        "{ nullable: 'true', readOnly: yes, deprecated: 1 }",
        "{ type: object, additionalProperties: 'no' }",
        "{ type: object, additionalProperties: 'false' }",
        "{ allOf: { type: string } }",
        "{ oneOf: text }",
        "{ discriminator: kind, externalDocs: here }",
        "{ discriminator: {} }",
        "{ $ref: 5, type: string }",
    ];
    insta::assert_snapshot!("wrong_kinds", schemas(&cases));
}

#[test]
fn keywords_are_reconciled_with_the_type() {
    let cases = [
        "{ properties: { a: {} } }",
        "{ additionalProperties: { type: string } }",
        "{ items: {} }",
        "{ enum: [a, b] }",
        "{ enum: [1, 2.5] }",
        "{ enum: [a, 1] }",
        "{ enum: [null] }",
        "{ enum: [a, null] }",
        "{ type: string, minItems: 1, items: {}, minimum: 3 }",
        "{ type: object, format: prefixed-map, enum: [{}] }",
        "{ properties: { a: {} }, oneOf: [{ required: [a] }] }",
        "{ allOf: [{ properties: { a: {} } }], unevaluatedProperties: { type: string } }",
    ];
    insta::assert_snapshot!("agreement", schemas(&cases));
}

#[test]
fn siblings_of_schema_references_are_kept() {
    let reference = "$ref: '#/components/schemas/B'";
    let document = |beside: &str| {
        with_schemas(&format!(
            "A: {{ {reference}{beside} }}\nB: {{ type: string }}"
        ))
    };
    let becomes = |beside: &str| part(&document(beside), "/components/schemas/A");

    let bare = json!({ "$ref": "#/components/schemas/B" });
    assert_eq!(becomes(""), (bare.clone(), String::new()));
    assert_eq!(becomes(", summary: s"), (bare.clone(), String::new()));
    assert_eq!(
        becomes(", x-note: 1, summary: s"),
        (json!({ "allOf": [bare], "x-note": 1 }), String::new())
    );
    assert_eq!(
        becomes(", nullable: true, description: Mine."),
        (
            json!({ "allOf": [bare], "nullable": true, "description": "Mine." }),
            String::new()
        )
    );
    assert_eq!(
        becomes(", allOf: [{ title: T }]").0,
        json!({ "allOf": [bare, { "title": "T" }] })
    );
}

#[test]
fn siblings_of_other_references_are_merged_or_reported() {
    let document = "openapi: 3.1.0
jsonSchemaDialect: https://example.com/dialect
paths:
  /a:
    $ref: '#/x-path'
    description: Own.
    parameters: [{ $ref: '#/components/parameters/P', description: Own., x-kept: true, required: true }]
  /b:
    get:
      parameters: [{ $ref: '#/paths/~1a/parameters/0' }, { $ref: '#/x-parameter', description: Own. }, { $ref: '#/components/parameters/P', description: [] }]
      responses: { '200': { $ref: '#/components/responses/R', summary: Lost., description: Own., headers: { H: { $ref: '#/components/headers/H', description: Lost. } } } }
x-path: { description: Its., get: { responses: {} } }
x-parameter: { in: query, name: x, schema: {}, description: Its. }
components:
  parameters: { P: { in: query, name: p, schema: {} } }
  headers: { H: { schema: {} } }
  responses: { R: { description: R. } }
";
    let (paths, problems) = part(document, "/paths");
    let paths = serde_json::to_string_pretty(&paths).unwrap_or_default();
    insta::assert_snapshot!("beside_other", format!("{paths}\n\n{problems}"));
}

#[test]
fn swagger_2_response_schema_becomes_content() {
    let document = operation(
        "responses:
  '200': { description: d, schema: { type: string } }
  '201': { description: d, schema: { type: string }, content: { text/plain: {} } }",
    );
    let (responses, problems) = part(&document, "/paths/~1things~1{id}/get/responses");
    assert_eq!(
        responses,
        json!({
            "200": {
                "description": "d",
                "content": { "application/json": { "schema": { "type": "string" } } },
            },
            "201": { "description": "d", "content": { "text/plain": {} } },
        })
    );
    insta::assert_snapshot!("response_schema", problems);
}

#[test]
fn typed_schemas_are_parsed_by_their_type() {
    let text = with_schemas("A: { type: string, minimum: 1, enum: [a, null] }");
    let api = load_text(&text).0.unwrap().api;
    let Some(ReferenceOr::Item(schema)) = api.components.unwrap().schemas.shift_remove("A") else {
        panic!("A is no schema");
    };
    assert!(schema.schema_data.nullable);
    let SchemaKind::Type(Type::String(string)) = schema.schema_kind else {
        panic!("A is no string");
    };
    assert_eq!(string.enumeration, [Some("a".to_owned())]);
}

#[test]
fn irrelevant_omissions_are_filled_silently() {
    let (document, problems) = load_text(
        "openapi: 3.1.0
webhooks: {}
components:
  responses: { R: {} }
  headers: { H: {} }
  parameters: { P: { in: path, name: p } }
  requestBodies: { B: {} }
  securitySchemes: { O: { type: oauth2, flows: { implicit: {}, password: {} } } }
  links: { L: {} }
tags: [{ name: t, externalDocs: {} }]
",
    );
    let document = document.unwrap();
    assert_eq!(document.api.info.title, "");
    assert!(document.api.paths.paths.is_empty());
    assert_eq!(
        document.value["components"]["parameters"]["P"]["required"],
        json!(true)
    );
    insta::assert_snapshot!("blanks", problems);
}

#[test]
fn malformed_operations_are_repaired() {
    let text = operation(
        "tags: Things
deprecated: 'true'
operationId: 7
security: { key: }
parameters:
- { name: id, in: path, schema: { type: string }, style: form }
- { name: old, in: query, type: array, items: { type: string }, description: Old. }
- { name: both, in: query, schema: {}, content: { text/plain: {} } }
- { name: none, in: header, content: {} }
- { name: body, in: body, schema: {} }
- { name: where }
- { in: query }
- text
- { name: listed, in: QUERY, style: deepobject, examples: [a, b] }
- { name: named, in: query, examples: { one: 1, two: { value: 2 }, three: { a: 3 } } }
requestBody:
  content:
    text/plain: null
    application/x-www-form-urlencoded:
      schema: []
      encoding: { a: { style: form }, b: { style: deepObject }, c: x }
responses:
  200: text
  2xx: { description: 5, headers: { X: { style: form } }, content: [] }
  OK: { description: no code }
  '099': {}
  x-more: 1
  default: { description: d, links: [] }",
    );
    let (operation, problems) = part(&text, "/paths/~1things~1{id}/get");
    let operation = serde_json::to_string_pretty(&operation).unwrap();
    insta::assert_snapshot!("operation", format!("{operation}\n\n{problems}"));
}

#[test]
fn malformed_documents_are_repaired() {
    let text = "openapi: 3.0.0
info: { title: 1, version: 1.0, contact: x, license: {} }
servers:
- url: https://{region}.example
  variables: { region: { enum: [1, 2] }, port: { default: 8080 }, tier: {} }
- description: No address.
- text
tags: [t, { name: u }]
security: [{ basic: [] }, text]
paths:
  things: {}
  /a: text
  /b: { GET: { responses: {} }, query: { responses: {} }, parameters: text }
  x-note: 1
webhooks: { ping: { post: {} } }
components:
  schemas: []
  securitySchemes:
    none: {}
    mutual: { type: mutualTLS }
    basic: { type: http }
    key: { type: apiKey, name: k, in: body }
    oauth: { type: oauth2, flows: { implicit: { scopes: [] }, device: {} } }
";
    let (document, problems) = part(text, "");
    let document = serde_json::to_string_pretty(&document).unwrap();
    insta::assert_snapshot!("document", format!("{document}\n\n{problems}"));
}

#[test]
fn extensions_without_effect_are_reported() {
    let (_, problems) = load_text(
        "openapi: 3.1.0
info: { title: t, version: '1', x-retries: { idempotent: true } }
servers: [ { url: 'https://acme.test', x-server-name: 5 } ]
x-timeouts: { call: 5 }
x-error-codes: [ { code: 1, name: A, summary: A } ]
paths:
  /a:
    x-retries: { idempotent: true }
    get:
      x-retries: { idempotent: true }
      x-fixed-host: true
      x-other: 5
      responses: { '204': { description: Done, x-wait: 5 } }
components:
  schemas:
    A: { type: string, minLength: 1, x-error-codes: { required: 1, minLength: 2 } }
    B: { type: string, x-error-codes: { minLength: '2' } }
    C: { type: string, x-error-codes: { minLenght: 2 } }
    D: { type: string, x-error-codes: 5 }
    E: { type: array, items: { type: string }, uniqueItems: true, x-error-codes: { items: 1, type: 2, uniqueItems: 3 } }
    F: { type: integer, enum: [5, 10], multipleOf: 5, x-error-codes: { enum: 1, multipleOf: 2 } }
",
    );
    insta::assert_snapshot!("extensions", problems);
}

#[test]
fn words_of_yaml_1_1_are_booleans() {
    let text = operation("deprecated: yes\nparameters: [ { name: a, in: query, required: Off } ]");
    let (operation, problems) = part(&text, "/paths/~1things~1{id}/get");
    assert_eq!(operation["deprecated"], json!(true));
    assert_eq!(operation["parameters"][0]["required"], json!(false));
    assert_eq!(problems.matches("corrected-value").count(), 2, "{problems}");
}

#[test]
fn duplicate_operation_ids_are_made_unique() {
    let (document, problems) = load_text(
        "openapi: 3.0.0
paths:
  /a: { get: { operationId: same, responses: {} } }
  /b: { get: { operationId: same, responses: {} }, put: { operationId: same, responses: {} } }
",
    );
    assert!(document.is_none());
    insta::assert_snapshot!("operation_ids", problems);
}

#[test]
fn paths_that_are_a_list_are_an_error() {
    let (document, problems) =
        load_text("openapi: 3.0.3\ninfo: {title: t, version: '1'}\npaths: []\n");
    assert!(document.is_none());
    assert!(problems.starts_with("error[no-paths]"), "{problems}");
}
