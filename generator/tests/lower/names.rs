//! Names: of a person, of the document, and of the rules.

use super::types;
use crate::support::outline::outline;
use crate::support::{api, diagnostics, document, input, schemas};
use insta::assert_snapshot;
use sdksmith::{Choice, Location};

#[test]
fn inline_types_are_named_after_title_or_owner_and_property() {
    assert_snapshot!(types("
    Port:
      type: object
      properties:
        phone_numbers: { type: array, items: { type: object, properties: { pin: { type: string } } } }
        address: { type: object, title: Postal address, properties: { zip: { type: string } } }
        kind: { type: string, enum: [a, b] }
        one: { type: object, title: Same, properties: { x: { type: string } } }
        two: { type: object, title: Same, properties: { y: { type: string } } }
"));
}

#[test]
fn exact_spelling_wins_a_name_then_the_first_in_the_document() {
    let one = types("
    foo_bar: { type: object, properties: { 'StartTime': {type: string}, 'StartTime<': {type: string}, 'StartTime>': {type: string} } }
    fooBar: { type: object, properties: { type: {type: string}, 'a-b': {type: string}, a_b: {type: string}, '': {type: string} } }
");
    let other = types("
    fooBar: { type: object, properties: { '': {type: string}, a_b: {type: string}, 'a-b': {type: string}, type: {type: string} } }
    foo_bar: { type: object, properties: { 'StartTime': {type: string}, 'StartTime<': {type: string}, 'StartTime>': {type: string} } }
");
    assert_snapshot!(one);
    let sorted = |text: &str| {
        let mut lines: Vec<_> = text.lines().map(str::to_owned).collect();
        lines.sort();
        lines
    };
    assert_eq!(
        sorted(&one),
        sorted(&other),
        "the order of the document doesn't matter"
    );
}

fn choice(name: &str) -> Choice {
    let location = Location::file(&"codegen.toml".into());
    Choice {
        name: name.to_owned(),
        location,
    }
}

#[test]
fn manifest_names_apply_or_are_reported() {
    let text = document(
        "
paths:
  /a: { get: { operationId: FetchA, tags: [AcmeA], responses: { '200': { description: OK } } } }
  /b: { get: { operationId: FetchB, tags: [AcmeB], responses: { '200': { description: OK } } } }
components:
  schemas:
    Thing: { type: object, properties: { x: { type: string } } }
    Other: { type: object, properties: { x: { type: string } } }
",
    );
    let mut input = input(&text);
    let names = &mut input.documents[0].names;
    names
        .resources
        .insert("AcmeA".to_owned(), choice("letters"));
    names
        .resources
        .insert("AcmeB".to_owned(), choice("letters"));
    names
        .operations
        .insert("FetchB".to_owned(), choice("second"));
    names.types.insert("Thing".to_owned(), choice("Object"));
    assert_snapshot!(outline(&api(&input)));
    let names = &mut input.documents[0].names;
    names.types.insert("Other".to_owned(), choice("Object"));
    names
        .operations
        .insert("FetchA".to_owned(), choice("second"));
    names
        .operations
        .insert("FetchC".to_owned(), choice("third"));
    assert_snapshot!(diagnostics(&input));
}

#[test]
fn variants_have_the_names_of_the_manifest() {
    let text = schemas(
        "
    Reason: { type: string, enum: [None, Other, Unknown] }
    Level: { type: integer, enum: [1, 2] }
    Thing: { type: object, properties: { kind: { type: string, enum: [a, b] } } }
",
    );
    let mut input = input(&text);
    let mut choose = |schema: &str, wire: &str, name: &str| {
        let variants = &mut input.documents[0].names.variants;
        let variants = variants.entry(schema.to_owned()).or_default();
        variants.insert(wire.to_owned(), choice(name));
    };
    choose("Reason", "None", "NoReason");
    choose("Reason", "Other", "Unknown");
    choose("Level", "1", "Low");
    let kind = "/components/schemas/Thing/properties/kind";
    choose(kind, "a", "First");
    assert_snapshot!(outline(&api(&input)));
    let mut choose = |schema: &str, wire: &str, name: &str| {
        let variants = &mut input.documents[0].names.variants;
        let variants = variants.entry(schema.to_owned()).or_default();
        variants.insert(wire.to_owned(), choice(name));
    };
    choose("Reason", "Gone", "Gone");
    choose("Reason", "Unknown", "NoReason");
    choose("Thing", "a", "First");
    choose("Nothing", "a", "First");
    assert_snapshot!(diagnostics(&input));
}

#[test]
fn schemas_and_resources_may_share_the_name_of_the_module() {
    assert_snapshot!(outline(&api(&input(&document("
paths:
  /v1: { get: { operationId: New, tags: [V1], responses: { '200': { description: OK, content: { application/json: { schema: { $ref: '#/components/schemas/V1' } } } } } } }
components: { schemas: { V1: { type: object, properties: { x: { type: string } } } } }
")))));
}

#[test]
fn alternatives_are_named_after_their_differences() {
    let text = types(
        "
    Event:
      oneOf:
        - { type: object, required: [kind], properties: { kind: { type: string, enum: [started] } } }
        - { type: object, required: [kind], properties: { kind: { type: string, enum: [stopped] } } }
        - { type: array, items: { type: string } }
        - { type: array, items: { type: integer } }
",
    );
    for variant in ["Started(", "Stopped(", "TextList(", "IntegerList("] {
        assert!(text.contains(variant), "{variant} is not in\n{text}");
    }
}
