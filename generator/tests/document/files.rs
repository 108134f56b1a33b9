//! References to files beside the document.

use std::collections::BTreeMap;

use sdksmith::diagnostics::Diagnostics;
use sdksmith::document::{Document, DocumentSource, ReferenceRules, parse};
use serde_json::{Value, json};

use crate::support::{load_source, text};

#[path = "file_names.rs"]
mod renames;

/// A document as `specs/api.yaml`, with files by their path relative to it.
fn with_files(document: &str, files: &[(&str, &str)]) -> DocumentSource {
    let files: BTreeMap<&str, &str> = files.iter().copied().collect();
    let mut source = DocumentSource {
        references: ReferenceRules {
            may_leave_folder: true,
            ..ReferenceRules::default()
        },
        ..DocumentSource::new(text("specs/api.yaml", document))
    };
    source.read_files(|path| {
        let content = files.get(path).ok_or("there is no such file")?;
        Ok(text(&format!("specs/{path}"), content))
    });
    source
}

/// Loads a document that has no problems.
#[track_caller]
fn loaded(document: &str, files: &[(&str, &str)]) -> Document {
    let (document, problems) = load_source(&with_files(document, files));
    assert_eq!(problems, "");
    document.unwrap_or_else(|| panic!("no document"))
}

/// The problems of a document with errors.
#[track_caller]
fn errors(document: &str, files: &[(&str, &str)]) -> String {
    let (document, problems) = load_source(&with_files(document, files));
    assert!(document.is_none(), "loaded in spite of: {problems}");
    problems
}

/// A document with these component schemas.
fn schemas(schemas: &str) -> String {
    format!("openapi: 3.0.3\npaths: {{}}\ncomponents:\n  schemas:\n{schemas}")
}

fn at<'d>(document: &'d Document, pointer: &str) -> Option<&'d Value> {
    document.value.pointer(pointer)
}

#[test]
fn referenced_parts_become_components() {
    let document = loaded(
        "openapi: 3.0.3
paths:
  /pets: { $ref: paths/pets.yaml }
components:
  securitySchemes: { Key: { $ref: 'shared.json#/key' } }
",
        &[
            (
                "paths/pets.yaml",
                "get:
  operationId: ListPets
  parameters: [{ $ref: '../shared.json#/parameters/Limit' }]
  responses:
    '200': { $ref: '../shared.json#/responses/Pets' }
post:
  operationId: CreatePet
  requestBody: { $ref: '#/x-body' }
  responses: {}
x-body: { content: { application/json: { schema: { $ref: ../pet.yaml } } } }
",
            ),
            (
                "shared.json",
                r##"{
  "parameters": { "Limit": { "in": "query", "name": "limit", "schema": { "type": "integer" } } },
  "responses": { "Pets": {
    "description": "Pets.",
    "headers": { "ETag": { "$ref": "#/tag" } },
    "content": { "application/json": {
      "schema": { "type": "array", "items": { "$ref": "pet.yaml#" } },
      "examples": { "one": { "$ref": "#/examples/one" } }
    } } } },
  "tag": { "schema": { "type": "string" } },
  "examples": { "one": { "value": [{ "name": "Rex" }] } },
  "key": { "type": "http", "scheme": "basic" }
}"##,
            ),
            (
                "pet.yaml",
                "type: object\nproperties: { name: { type: string }, young: { type: array, items: { $ref: '#' } } }\n",
            ),
        ],
    );
    let value = serde_json::to_string_pretty(&document.value).unwrap();
    insta::assert_snapshot!("bundled", value);
    assert_eq!(document.other_files, 3);
}

#[test]
fn component_that_is_a_reference_is_resolved() {
    let document = loaded(
        &schemas(
            "    Pet: { $ref: ./schemas/pet.yaml }
    Beast: { $ref: schemas/pet.yaml }
    Owner: { properties: { pet: { $ref: 'schemas/../schemas/pet.yaml#' } } }
",
        ),
        &[("schemas/pet.yaml", "{ type: string }")],
    );
    assert_eq!(
        at(&document, "/components/schemas"),
        Some(&json!({
            "Pet": { "$ref": "#/components/schemas/Beast" },
            "Beast": { "type": "string" },
            "Owner": {
                "type": "object",
                "properties": { "pet": { "$ref": "#/components/schemas/Beast" } },
            },
        }))
    );
}

#[test]
fn files_may_refer_to_each_other_cyclically() {
    let document = loaded(
        &schemas("    Tree: { properties: { leaf: { $ref: 'a/b.yaml#/Leaf' } } }\n"),
        &[
            (
                "a/b.yaml",
                "Leaf: { properties: { tree: { $ref: '../api.yaml#/components/schemas/Tree' }, next: { $ref: c.yaml } } }",
            ),
            (
                "a/c.yaml",
                "{ properties: { back: { $ref: 'b.yaml#/Leaf', description: Back., nullable: true } } }",
            ),
        ],
    );
    assert_eq!(
        at(&document, "/components/schemas/Leaf/properties"),
        Some(&json!({
            "tree": { "$ref": "#/components/schemas/Tree" },
            "next": { "$ref": "#/components/schemas/c" },
        }))
    );
    assert_eq!(
        at(&document, "/components/schemas/c/properties/back"),
        Some(&json!({
            "allOf": [{ "$ref": "#/components/schemas/Leaf" }],
            "description": "Back.",
            "nullable": true,
        }))
    );
}

#[test]
fn invalid_references_are_reported_at_their_location() {
    let problems = errors(
        &schemas(
            "    A: { $ref: gone.yaml }
    B: { $ref: 'b.yaml#/B' }
    C: { $ref: 'broken.yaml#/C' }
    D: { $ref: /etc/d.yaml }
    E: { $ref: 'https://example.com/e.yaml' }
",
        ),
        &[
            (
                "b.yaml",
                "B:\n  properties:\n    up: { $ref: '../up.yaml' }\n    no: { $ref: '#/nowhere' }\n    back: { $ref: 'api.yaml#/components/schemas/Z' }\n",
            ),
            ("broken.yaml", "C: [\n"),
        ],
    );
    insta::assert_snapshot!("wrong", problems);
}

#[test]
fn problems_are_reported_in_the_file_that_has_them() {
    let source = with_files(
        "openapi: 3.0.3
paths:
  /a: { $ref: a.yaml }
components:
  schemas:
    B: { $ref: 'a.yaml#/x-b', description: B. }
",
        &[(
            "a.yaml",
            "get:\n  responses:\n    twohundred: {}\nx-b:\n  type: object\n  minLength: 3\n  type: object\n",
        )],
    );
    let (document, problems) = load_source(&source);
    assert!(document.is_some(), "{problems}");
    insta::assert_snapshot!("warnings", problems);
}

#[test]
fn references_inside_data_are_ignored() {
    let document = loaded(
        &schemas(
            "    A: { type: object, example: { $ref: data.yaml }, default: { $ref: broken.yaml } }\n",
        ),
        &[("broken.yaml", "[")],
    );
    assert_eq!(document.other_files, 0);
}

#[test]
fn overlays_may_add_references() {
    let overlay = "overlay: 1.0.0
info: { title: T, version: '1' }
actions: [{ target: $.components.schemas.A, update: { $ref: a.yaml } }]
";
    let mut source = DocumentSource::new(text("api.yaml", &schemas("    A: {}\n")));
    source.overlays.push(sdksmith::document::OverlaySource {
        text: text("overlay.yaml", overlay),
        may_miss: Vec::new(),
    });
    source.read_files(|path| Ok(text(path, "{ type: integer }")));
    let (document, problems) = load_source(&source);
    let document = document.unwrap_or_else(|| panic!("{problems}"));
    assert_eq!(
        at(&document, "/components/schemas/A"),
        Some(&json!({ "type": "integer" }))
    );
}

#[test]
fn each_file_is_requested_once() {
    let mut asked = Vec::new();
    let document = schemas(
        "    A: { $ref: ./a.yaml }\n    B: { $ref: 'a.yaml#/b' }\n    C: { $ref: '%61.yaml#/c' }\n",
    );
    let mut source = DocumentSource::new(text("specs/api.yaml", &document));
    source.read_files(|path| {
        asked.push(path.to_owned());
        Ok(text(
            path,
            "b: { $ref: './a.yaml#/c' }\nc: { $ref: 'api.yaml#/x' }",
        ))
    });
    assert_eq!(asked, ["a.yaml"]);
}

#[test]
fn checksum_covers_every_referenced_file() {
    let sum = |file: &str, unused: &str| {
        let text = schemas("    A: { $ref: a.yaml }\n    B: { example: { $ref: unused.yaml } }\n");
        loaded(&text, &[("a.yaml", file), ("unused.yaml", unused)]).sha256
    };
    assert_eq!(sum("{}", "1"), sum("{}", "2"));
    assert_ne!(sum("{}", "1"), sum("{ }", "1"));
    // The output of `sha256sum api.yaml a.yaml | sha256sum`.
    let printed = "b0c4dcd605eb9024aee16c3bc8f4f42a4ea8071ab4140efadc3b4037cc900306";
    assert_eq!(sum("{}", ""), printed);
}

#[test]
fn sections_of_a_document_may_be_files() {
    let document = loaded(
        "openapi: 3.0.3
paths: { $ref: paths/index.yaml, /own: { get: { responses: {} } } }
components:
  schemas: { $ref: schemas/index.yaml, Own: { $ref: '#/components/schemas/Pet' } }
",
        &[
            (
                "paths/index.yaml",
                "/pets: { get: { $ref: 'pets.yaml#/get', summary: Says it. } }\n",
            ),
            (
                "paths/pets.yaml",
                "get: { responses: { default: { description: d, content: { a/b: { schema: { $ref: '../api.yaml#/components/schemas/Pet' } } } } } }\n",
            ),
            (
                "schemas/index.yaml",
                "Pet: { $ref: pet.yaml }\nHerd: { type: array, items: { $ref: '#/Pet' } }\n",
            ),
            (
                "schemas/pet.yaml",
                "{ properties: { herd: { $ref: 'index.yaml#/Herd' }, self: { $ref: '#' } } }\n",
            ),
        ],
    );
    assert_eq!(
        at(&document, "/paths"),
        Some(&json!({
            "/pets": { "get": { "summary": "Says it.", "responses": { "default": {
                "description": "d",
                "content": { "a/b": { "schema": { "$ref": "#/components/schemas/Pet" } } },
            } } } },
            "/own": { "get": { "responses": {} } },
        }))
    );
    assert_eq!(
        at(&document, "/components/schemas"),
        Some(&json!({
            "Pet": { "type": "object", "properties": {
                "herd": { "$ref": "#/components/schemas/Herd" },
                "self": { "$ref": "#/components/schemas/Pet" },
            } },
            "Herd": { "type": "array", "items": { "$ref": "#/components/schemas/Pet" } },
            "Own": { "$ref": "#/components/schemas/Pet" },
        }))
    );
}

/// Makes references that stay in the document ones that come back to it from a file.
fn point_back(value: &mut Value) {
    match value {
        Value::String(target) if target.starts_with("#/") => target.insert_str(0, "../api.yaml"),
        Value::Array(items) => items.iter_mut().for_each(point_back),
        Value::Object(members) => members.values_mut().for_each(point_back),
        _ => {}
    }
}

#[test]
fn split_document_equals_the_whole_document() {
    let whole = include_str!("../../../tests/constructs/documents/v30.yaml");
    let (expected, problems) = load_source(&DocumentSource::new(text("specs/api.yaml", whole)));
    let mut document = parse(&text("api.yaml", whole), &mut Diagnostics::default()).unwrap();
    let mut files = Vec::new();
    let mut move_out = |location: &str| {
        let parts = document
            .pointer_mut(location)
            .and_then(Value::as_object_mut);
        for part in parts.unwrap().values_mut() {
            let path = format!("parts/{}.yaml", files.len());
            let mut content = std::mem::replace(part, json!({ "$ref": path }));
            point_back(&mut content);
            files.push((path, content.to_string()));
        }
    };
    for section in ["schemas", "responses", "parameters", "requestBodies"] {
        move_out(&format!("/components/{section}"));
    }
    move_out("/paths");
    assert!(files.len() > 30, "{}", files.len());
    let files: Vec<_> = files
        .iter()
        .map(|(path, text)| (path.as_str(), text.as_str()))
        .collect();
    let (split, split_problems) = load_source(&with_files(&document.to_string(), &files));
    assert_eq!(
        split_problems.matches("-->").count(),
        problems.matches("-->").count()
    );
    let split = split.unwrap_or_else(|| panic!("{split_problems}"));
    assert_eq!(Some(split.value), expected.map(|document| document.value));
}
