//! References: kept, replaced and invalid ones.

use sdksmith::document::{DocumentSource, ReferenceRules};
use serde_json::json;

use crate::support::{errors_of, load_source, load_text, source, with_schemas};

#[test]
fn all_invalid_references_are_reported_together() {
    let problems = errors_of(
        "openapi: 3.0.0
paths:
  /a:
    get:
      parameters: [{ $ref: '#/components/parameters/Nowhere' }]
      requestBody: { $ref: 'bodies.yaml#/Body' }
      responses:
        '200': { $ref: '#/components/responses/Loop' }
        '400': { description: d, content: { a/b: { schema: { $ref: 'https://example.com/s.json' } } } }
  /b: { $ref: '#/paths/~1c' }
  /c: { $ref: '#/paths/~1b' }
components:
  responses:
    Loop: { $ref: '#/components/responses/Back' }
    Back: { $ref: '#/components/responses/Loop' }
  schemas:
    Self: { $ref: '#/components/schemas/Self' }
    Part: { allOf: [{ $ref: '#/components/schemas/Whole' }] }
    Whole: { description: d, $ref: '#/components/schemas/Part' }
    Broken:
      properties:
        a: { $ref: '#/components/schemas/Missing', nullable: true }
        b: { $ref: '#anchor' }
        c: { $ref: '#' }
        d: { items: { $ref: '#/components/schemas/Ignored' } }
        e: { $ref: '#/components/schemas/Broken/properties/e' }
      discriminator: { propertyName: a, mapping: { x: Nobody } }
    Ignored: 5
    There: { $ref: '#/components/schemas/Here/properties/back' }
    Here: { properties: { back: { $ref: '#/components/schemas/There' } } }
",
    );
    insta::assert_snapshot!("wrong", problems);
}

#[test]
fn anchors_and_identifiers_lead_to_schemas() {
    let (document, problems) = load_text(
        "openapi: 3.1.0
$self: https://acme.test/api.yaml
paths: {}
components:
  schemas:
    Pet: { $anchor: pet, type: object, properties: { id: { $anchor: id, type: integer } } }
    Cat: { $id: 'https://acme.test/cat', type: object }
    Old: { $id: '#old', type: string }
    All:
      properties:
        a: { $ref: '#pet' }
        b: { $ref: 'https://acme.test/cat' }
        c: { $ref: 'https://acme.test/api.yaml#/components/schemas/Pet' }
        d: { $ref: 'https://acme.test/api.yaml#old' }
        e: { $ref: '#id' }
",
    );
    assert_eq!(problems, "");
    let value = document.unwrap().value;
    let properties = &value["components"]["schemas"]["All"]["properties"];
    let reference = |name: &str| json!({ "$ref": format!("#/components/schemas/{name}") });
    assert_eq!(properties["a"], reference("Pet"));
    assert_eq!(properties["b"], reference("Cat"));
    assert_eq!(properties["c"], reference("Pet"));
    assert_eq!(properties["d"], reference("Old"));
    assert_eq!(properties["e"]["type"], "integer");
}

#[test]
fn recursive_schemas_are_not_reference_cycles() {
    let text = with_schemas(
        "Tree: { properties: { children: { items: { $ref: '#/components/schemas/Tree' } } } }
Either: { oneOf: [{ $ref: '#/components/schemas/Tree' }, { properties: { next: { $ref: '#/components/schemas/Either' } } }] }",
    );
    let (document, problems) = load_text(&text);
    assert_eq!(problems, "");
    assert!(document.is_some());
}

#[test]
fn references_inside_data_are_ignored() {
    let (document, problems) = load_text(&with_schemas(
        "A:
  properties: { $ref: { type: string } }
  example: { $ref: '#/nowhere' }
  default: { $ref: else.yaml }
  enum: [{ $ref: '#/nowhere' }]
  x-more: { $ref: '#/nowhere' }",
    ));
    assert_eq!(problems, "");
    assert_eq!(
        document
            .unwrap()
            .value
            .pointer("/components/schemas/A/properties"),
        Some(&json!({ "$ref": { "type": "string" } }))
    );
}

#[test]
fn components_keep_their_names() {
    let text = with_schemas(
        "A: { properties: { a: { $ref: '#/components/schemas/Big%20Box~1%7E1%C3%A9' } } }
'Big Box//é': { type: string }
B: { oneOf: [{ $ref: '#/components/schemas/A' }], discriminator: { propertyName: k, mapping: { a: A, b: '#/components/schemas/A' } } }",
    );
    let (document, problems) = load_text(&text);
    assert_eq!(problems, "");
    let value = document.unwrap().value;
    assert_eq!(
        value.pointer("/components/schemas/A/properties/a/$ref"),
        Some(&json!("#/components/schemas/Big Box//é"))
    );
    assert_eq!(
        value.pointer("/components/schemas/B/discriminator/mapping"),
        Some(&json!({ "a": "#/components/schemas/A", "b": "#/components/schemas/A" }))
    );
}

#[test]
fn references_outside_components_are_replaced() {
    let (document, problems) = load_text(
        "openapi: 3.1.0
paths:
  /a/{id}:
    get:
      operationId: getA
      parameters: [{ name: id, in: path, schema: { $ref: '#/components/schemas/A/properties/id' } }]
      responses:
        '200': { description: d, content: { application/json: { schema: { type: object, properties: { up: { $ref: '#/paths/~1a~1%7Bid%7D/get/responses/200/content/application~1json/schema' } } } } } }
        '201': { $ref: '#/paths/~1a~1%7Bid%7D/get/responses/200' }
  /b: { $ref: '#/components/pathItems/B' }
  /c: { $ref: '#/components/pathItems/B' }
components:
  pathItems: { B: { put: { operationId: putB, responses: {} } } }
  schemas:
    A:
      $defs: { Node: { properties: { next: { $ref: '#/components/schemas/A/$defs/Node' }, name: { $ref: '#/components/schemas/A/$defs/A' } } }, A: { type: string } }
      properties: { id: { type: string }, node: { $ref: '#/components/schemas/A/$defs/Node', description: First. } }
",
    );
    let document = document.unwrap_or_else(|| panic!("{problems}"));
    let value = serde_json::to_string_pretty(&document.value).unwrap();
    insta::assert_snapshot!("replaced", format!("{value}\n\n{problems}"));
}

/// A document with things that each hold the one before three times, and the start of what holds the
/// last.
fn tower(thing: impl Fn(&str) -> String, start: &str) -> String {
    let mut text = format!("openapi: 3.0.0\npaths: {{}}\n{start}\nx-0: {{}}\n");
    for level in 1..40 {
        let inner = format!("{{ $ref: '#/x-{}' }}", level - 1);
        let members = format!("{{ a: {inner}, b: {inner}, c: {inner} }}");
        text += &format!("x-{level}: {}\n", thing(&members));
    }
    text
}

#[test]
fn copies_are_bounded() {
    let thing = |members: &str| {
        format!("{{ /x: {{ post: {{ responses: {{}}, callbacks: {members} }} }} }}")
    };
    let start = "components: { callbacks: { A: { /y: { post: { responses: {}, callbacks: { a: { $ref: '#/x-39' } } } } } } }";
    assert!(errors_of(&tower(thing, start)).contains("error[reference-expansion]"));
}

#[test]
fn frequently_referenced_parts_become_components() {
    let thing = |members: &str| format!("{{ properties: {members} }}");
    let text = tower(thing, "components: { schemas: { A: { $ref: '#/x-39' } } }");
    let (document, problems) = load_text(&text);
    assert_eq!(problems, "");
    let value = document.unwrap().value;
    let schemas = value
        .pointer("/components/schemas")
        .unwrap()
        .as_object()
        .unwrap();
    assert!(schemas.len() > 30, "{}", schemas.len());
    assert!(
        value.to_string().len() < 100_000,
        "{}",
        value.to_string().len()
    );
}

#[test]
fn frequently_referenced_parts_become_components_of_every_section() {
    let large: String = (0..1500).map(|index| format!("p{index}: {{}}, ")).collect();
    let content = format!("{{ a/b: {{ schema: {{ properties: {{ {large} }} }} }} }}");
    let text = format!(
        "openapi: 3.0.0
paths:
  /a:
    post:
      parameters: [{{ name: a, in: query, content: {content} }}]
      requestBody: {{ content: {content} }}
      responses: {{ '200': {{ description: d, content: {content} }} }}
  /b: {{ post: &use {{ parameters: [{{ $ref: '#/paths/~1a/post/parameters/0' }}], requestBody: {{ $ref: '#/paths/~1a/post/requestBody' }}, responses: {{ '200': {{ $ref: '#/paths/~1a/post/responses/200' }} }} }} }}
  /c: {{ post: *use }}
  /d: {{ post: *use }}
"
    );
    let (document, problems) = load_text(&text);
    assert_eq!(problems, "");
    let value = document.unwrap().value;
    let at = |pointer: &str| value.pointer(pointer).cloned();
    for (role, component) in [
        ("parameters/0", "parameters/parameters"),
        ("requestBody", "requestBodies/requestBody"),
        ("responses/200", "responses/responses"),
    ] {
        let reference = json!({ "$ref": format!("#/components/{component}") });
        assert_eq!(at(&format!("/paths/~1d/post/{role}")), Some(reference));
        let written = at(&format!("/paths/~1a/post/{role}"));
        assert_eq!(at(&format!("/components/{component}")), written);
    }
}

#[test]
fn component_of_another_section_gets_an_unused_name() {
    let large: String = (0..1500).map(|index| format!("p{index}: {{}}, ")).collect();
    let text = format!(
        "openapi: 3.0.0
paths: {{}}
components:
  parameters:
    P: {{ name: p, in: query, schema: {{}}, properties: {{ {large} }} }}
  schemas:
    A: {{ $ref: '#/components/parameters/P' }}
    B: {{ $ref: '#/components/parameters/P' }}
    C: {{ properties: {{ a: {{ $ref: '#/components/parameters/P' }}, b: {{ $ref: '#/components/parameters/P' }} }} }}
    components_parameters_P: {{ type: string }}
"
    );
    let (document, problems) = load_text(&text);
    assert!(!problems.contains("reference"), "{problems}");
    let value = document.unwrap().value;
    let at = |pointer: &str| value.pointer(&format!("/components{pointer}"));
    let reference = json!({ "$ref": "#/components/schemas/components_parameters_P2" });
    assert_eq!(at("/schemas/C/properties/b"), Some(&reference));
    let component = at("/schemas/components_parameters_P2").unwrap();
    assert_eq!(component["properties"].as_object().unwrap().len(), 1500);
    let taken = json!({ "type": "string" });
    assert_eq!(at("/schemas/components_parameters_P"), Some(&taken));
}

#[test]
fn dangling_references_are_tolerated_on_request() {
    let text = "openapi: 3.0.3
paths:
  /a:
    get:
      parameters: [{ $ref: '#/components/parameters/Gone' }, { name: a, in: query, schema: { $ref: '#/components/schemas/Gone' } }]
      requestBody: { $ref: '#/components/requestBodies/Gone' }
      responses: { '200': { $ref: '#/components/responses/Gone' }, '204': { description: Done. } }
  /b: { $ref: '#/components/pathItems/Gone' }
components:
  schemas:
    Pet: { type: object, properties: { owner: { $ref: '#/components/schemas/Gone', description: Mine. } } }
    Alias: { $ref: '#/components/schemas/Gone' }
    List: { type: array, items: { $ref: '#/components/schemas/Gone' } }
    Both: { allOf: [{ $ref: '#/components/schemas/Gone' }, { type: object, properties: { a: {} } }] }
";
    assert_eq!(
        errors_of(text).matches("error[dangling-reference]").count(),
        9
    );
    let tolerant = DocumentSource {
        references: ReferenceRules {
            may_dangle: true,
            ..ReferenceRules::default()
        },
        ..source(text)
    };
    let (document, problems) = load_source(&tolerant);
    assert_eq!(problems.matches("warning[tolerated-reference]").count(), 9);
    assert!(!problems.contains("error"), "{problems}");
    let value = document.unwrap().value;
    let operation = &value["paths"]["/a"]["get"];
    assert_eq!(operation["parameters"].as_array().unwrap().len(), 1);
    assert_eq!(operation.get("requestBody"), None);
    assert_eq!(
        operation["responses"],
        json!({ "204": { "description": "Done." } })
    );
    let schemas = &value["components"]["schemas"];
    assert_eq!(schemas["List"]["items"], json!({}));
    assert_eq!(schemas["Both"]["allOf"][0], json!({}));
}
