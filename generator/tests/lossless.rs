//! Keywords beside other keywords count: none is lost in silence.

#![allow(
    clippy::unwrap_used,
    reason = "a test that meets something unexpected shall fail"
)]

mod support;

use insta::assert_snapshot;
use support::outline::outline;
use support::{api, diagnostics, document, input, output, schemas};

#[test]
fn keywords_beside_an_unconstrained_reference_determine_the_type() {
    let input = input(&schemas(
        "
    Any: {}
    Number: { allOf: [{ $ref: '#/components/schemas/Any' }], type: integer, minimum: 2 }
    Day: { allOf: [{ $ref: '#/components/schemas/Any' }], type: string, format: date }
    Texts: { allOf: [{ $ref: '#/components/schemas/Any' }], type: array, items: { type: string } }
    Counts: { allOf: [{ $ref: '#/components/schemas/Any' }], type: object, additionalProperties: { type: integer } }
    Either: { allOf: [{ $ref: '#/components/schemas/Any' }], oneOf: [{ type: boolean }, { type: integer }] }
    Alias: { allOf: [{ $ref: '#/components/schemas/Any' }], description: The same. }
",
    ));
    assert_snapshot!(outline(&api(&input)));
    assert_eq!(diagnostics(&input), "");
}

#[test]
fn alternatives_beside_parts_are_kept() {
    let input = input(&schemas(
        "
    Base: { type: object, properties: { id: { type: integer } } }
    Cat: { type: object, properties: { purrs: { type: boolean } } }
    Dog: { type: object, properties: { barks: { type: boolean } } }
    Pet: { allOf: [{ $ref: '#/components/schemas/Base' }], oneOf: [{ $ref: '#/components/schemas/Cat' }, { $ref: '#/components/schemas/Dog' }] }
",
    ));
    assert_snapshot!(outline(&api(&input)));
    assert_eq!(diagnostics(&input), "");
}

#[test]
fn too_many_combinations_of_alternatives_are_reported() {
    let letters = ["a", "b", "c", "d", "e"];
    let branches = |prefix: &str| {
        let branches = letters.map(|name| format!("{{ properties: {{ {prefix}{name}: {{}} }} }}"));
        format!("{{ oneOf: [{}] }}", branches.join(", "))
    };
    let parts = ["x", "y", "z"].map(branches).join(", ");
    let input = input(&schemas(&format!("\n    A: {{ allOf: [{parts}] }}\n")));
    let found = diagnostics(&input);
    assert!(found.contains("warning[many-combinations]"), "{found}");
    assert!(found.contains("have 125 combinations"), "{found}");
    assert!(!found.contains("required-alternatives"), "{found}");
}

#[test]
fn properties_of_too_many_combinations_are_kept() {
    let letters = ["a", "b", "c", "d", "e"];
    let branches = |prefix: &str| {
        let branches = letters.map(|name| {
            format!(
                "{{ type: object, required: [{prefix}{name}], properties: {{ {prefix}{name}: {{ type: string }}, \
                 {prefix}same: {{ type: integer }}, {prefix}other: {{ type: string, enum: [{name}] }} }} }}"
            )
        });
        format!("{{ oneOf: [{}] }}", branches.join(", "))
    };
    let parts = ["x", "y", "z"].map(branches).join(", ");
    let input = input(&schemas(&format!(
        "\n    A: {{ type: object, properties: {{ id: {{ type: string }} }}, allOf: [{parts}] }}\n"
    )));
    let outline = outline(&api(&input));
    for field in ["xa", "xe", "xsame", "xother", "ya", "zother"] {
        assert!(outline.contains(field), "{field} is missing: {outline}");
    }
}

#[test]
fn properties_of_alternatives_that_contain_each_other_are_kept() {
    let letters = ["a", "b", "c", "d", "e", "f", "g", "h"];
    let branches = |prefix: &str| {
        let branches = letters.map(|name| format!("{{ properties: {{ {prefix}{name}: {{}} }} }}"));
        branches.join(", ")
    };
    let (x, y) = (branches("x"), branches("y"));
    let input = input(&schemas(&format!(
        "
    A: {{ properties: {{ id: {{}} }}, allOf: [{{ oneOf: [{x}, {{ $ref: '#/components/schemas/B' }}] }}, {{ oneOf: [{y}] }}] }}
    B: {{ oneOf: [{{ $ref: '#/components/schemas/C' }}, {{ properties: {{ z: {{}} }} }}] }}
    C: {{ oneOf: [{{ $ref: '#/components/schemas/B' }}, {{ properties: {{ w: {{}} }} }}] }}
"
    )));
    let outline = outline(&api(&input));
    for field in ["  xa ", "  yh ", "  z ", "  w "] {
        assert!(outline.contains(field), "{field} is missing: {outline}");
    }
}

#[test]
fn no_combination_of_keywords_is_endless() {
    for schema in [
        "{ type: object, required: [x], oneOf: [{ type: object, properties: { a: {} } }, { type: string }] }",
        "{ type: array, required: [x], items: {}, oneOf: [{ minItems: 1 }, { maxItems: 3 }] }",
        "{ required: [x], anyOf: [{ required: [a] }, { type: string }], oneOf: [{ type: integer }, {}] }",
    ] {
        let outline = outline(&api(&input(&schemas(&format!("    A: {schema}\n")))));
        assert!(outline.contains('A'), "{schema}: {outline}");
    }
}

#[test]
fn required_properties_that_nothing_declares_are_reported() {
    let object = |rest: &str| format!("\n    A: {{ type: object, required: [a, b], {rest} }}\n");
    let lost = [
        "properties: { a: {} }",
        "properties: { a: {} }, additionalProperties: false",
        "allOf: [{ properties: { a: {} } }, { required: [c] }]",
    ];
    for rest in lost {
        let found = diagnostics(&input(&schemas(&object(rest))));
        assert!(
            found.contains("warning[undeclared-required]"),
            "{rest}: {found}"
        );
        assert!(
            found.contains("requires the property `b`"),
            "{rest}: {found}"
        );
    }
    let kept = [
        "properties: { a: {}, b: {} }",
        "properties: { a: {} }, additionalProperties: true",
        "allOf: [{ properties: { a: {} } }, { properties: { b: {} } }]",
        // The union of all that are derived from it writes the property.
        "properties: { a: {} }, discriminator: { propertyName: b }",
    ];
    for rest in kept {
        let found = diagnostics(&input(&schemas(&object(rest))));
        assert!(!found.contains("undeclared-required"), "{rest}: {found}");
    }
}

#[test]
fn bodies_that_may_be_null_are_optional_values() {
    let input = input(&document(
        "
paths:
  /things:
    post:
      operationId: MakeThing
      requestBody: { required: true, content: { application/json: { schema: { type: string, nullable: true, minLength: 1 } } } }
      responses: { '200': { description: OK, content: { application/json: { schema: { type: integer, nullable: true } } } } }
    put:
      operationId: PutThing
      requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/Thing' } } } }
      responses: { '204': { description: None }, '200': { description: OK, content: { application/json: { schema: { $ref: '#/components/schemas/Thing' } } } } }
components:
  schemas:
    Thing: { type: object, nullable: true, properties: { id: { type: string } } }
",
    ));
    assert_snapshot!(outline(&api(&input)));
}

#[test]
fn schemas_of_bodies_without_a_type_are_reported_and_unused() {
    let input = input(&document(
        "
paths:
  /things:
    post:
      operationId: MakeThing
      requestBody: { required: true, content: { application/xml: { schema: { type: object, properties: { id: { type: string } } } } } }
      responses: { '200': { description: OK, content: { text/csv: { schema: { type: string } } } } }
",
    ));
    assert_snapshot!(outline(&api(&input)));
    assert_snapshot!(diagnostics(&input));
}

#[test]
fn fields_of_forms_and_text_parameters_are_written_as_declared() {
    let input = input(&document(
        "
paths:
  /things:
    post:
      operationId: MakeThing
      parameters: [{ name: text, in: query, content: { text/plain: { schema: { type: string } } } }]
      requestBody: { content: { application/x-www-form-urlencoded: { schema: { type: object, properties: { ids: { type: array, items: { type: integer } } } }, encoding: { ids: { explode: false } } } } }
      responses: { '204': { description: OK } }
    put:
      operationId: PutThing
      requestBody: { content: { multipart/form-data: { schema: { type: object, properties: { ids: { type: array, items: { type: integer } }, note: { type: string }, image: { type: string, contentMediaType: image/png } } }, encoding: { ids: { style: form }, note: { contentType: text/csv } } } } }
      responses: { '204': { description: OK } }
",
    ));
    assert_snapshot!(outline(&api(&input)));
    assert_snapshot!(diagnostics(&input));
    let files = output(&input).files;
    let calls = String::from_utf8(files["src/v1/things.rs"].clone()).unwrap();
    let style = r#"("ids", QueryStyle::Form { explode: false })"#;
    assert!(calls.contains(style), "{calls}");
}

#[test]
fn api_keys_in_impossible_headers_are_refused() {
    let input = input(&document(
        "
paths: { /a: { get: { operationId: get, responses: { '204': { description: Done } } } } }
components:
  securitySchemes:
    spaced: { type: apiKey, in: header, name: X Key }
    asked: { type: apiKey, in: query, name: the key }
",
    ));
    assert_snapshot!(diagnostics(&input));
}

#[test]
fn placeholder_names_are_allowed_where_the_document_has_them() {
    let manifest = |name: &str| {
        let text =
            format!("\n    A: {{ type: object, properties: {{ {name}: {{ type: string }} }} }}\n");
        let files = output(&input(&schemas(&text))).files;
        String::from_utf8(files["Cargo.toml"].clone()).unwrap()
    };
    assert!(manifest("foo").contains("disallowed_names = \"allow\""));
    assert!(!manifest("food").contains("disallowed_names"));
}

#[test]
fn integers_have_the_range_of_their_format() {
    for (format, bounds, expected) in [
        ("int8", "", "-128 to 127"),
        ("int16", "", "-32768 to 32767"),
        ("uint8", "", "0 to 255"),
        ("uint16", ", minimum: 80", "80 to 65535"),
        ("uint32", "", "0 to 4294967295"),
        // A bound beyond the format says that the format is wrong.
        ("uint8", ", maximum: 300", "at most 300"),
    ] {
        let input = input(&document(&format!(
            "
paths:
  /a:
    get:
      operationId: listThings
      parameters: [{{ name: n, in: query, schema: {{ type: integer, format: {format}{bounds} }} }}]
      responses: {{ '204': {{ description: OK }} }}
"
        )));
        let files = output(&input).files;
        let text = files.values().map(|file| String::from_utf8_lossy(file));
        let expected = format!("In a request: {expected}.");
        assert!(
            text.into_iter().any(|file| file.contains(&expected)),
            "{format}{bounds}"
        );
    }
}

#[test]
fn large_structs_are_read_into_variables() {
    for (count, is_large) in [(499, false), (500, true)] {
        let properties = (0..count).map(|index| format!("p{index}: {{ type: string }}"));
        let properties = properties.collect::<Vec<_>>().join(", ");
        let input = input(&schemas(&format!(
            "\n    A: {{ type: object, properties: {{ {properties} }} }}\n"
        )));
        let files = output(&input).files;
        let mut api = files
            .iter()
            .filter(|(path, _)| !path.starts_with("src/runtime/"));
        let found =
            api.any(|(_, file)| String::from_utf8_lossy(file).contains("large_object!(A {"));
        assert_eq!(found, is_large, "{count}");
    }
}
