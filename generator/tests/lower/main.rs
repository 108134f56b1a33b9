//! Small documents to the intermediate representation.

use insta::assert_snapshot;
use support::outline::outline;
use support::{api, diagnostics, document, input, schemas};

mod events;
mod names;
mod required_alternatives;
#[path = "../support/mod.rs"]
mod support;
mod token_grants;

fn types(text: &str) -> String {
    outline(&api(&input(&schemas(text))))
}

#[test]
fn required_and_nullable_determine_presence() {
    assert_snapshot!(types(
        "
    Port:
      type: object
      required: [a, b]
      properties:
        a: { type: string }
        b: { type: string, nullable: true }
        c: { type: string }
        d: { type: string, nullable: true }
"
    ));
}

#[test]
fn format_and_pattern_determine_the_type() {
    assert_snapshot!(types(
        "
    Kinds:
      type: object
      properties:
        at: { type: string, format: date-time }
        mailed: { type: string, format: date-time-rfc-2822 }
        day: { type: string, format: date }
        link: { type: string, format: uri }
        to: { type: string, format: phone-number }
        size: { type: integer, format: int32 }
        total: { type: integer }
        price: { type: number }
        ok: { type: boolean }
        any: {}
        object: { type: object, properties: {} }
        counts: { type: object, additionalProperties: { type: integer } }
        anything: { type: object, additionalProperties: true }
        list: { type: array, items: {} }
        bounded: { type: string, minLength: 1, maxLength: 128 }
"
    ));
}

#[test]
fn sid_type_follows_the_prefix() {
    let text = schemas("
    Number:
      type: object
      properties:
        phone_number_sid: { type: string, pattern: '^PU[0-9a-fA-F]{32}$' }
        other: { type: object, properties: { phone_number_sid: { type: string, pattern: '^PN[0-9a-fA-F]{32}$' } } }
        message_sid: { type: string, pattern: '^(SM|MM)[0-9a-fA-F]{32}$' }
        new_sid: { type: string, pattern: '^QZ[0-9a-fA-F]{32}$' }
        any_sid: { type: string, pattern: '^[A-Z]{2}[0-9a-fA-F]{32}$' }
");
    let mut input = input(&text.replace("api.acme.test", "numbers.twilio.com"));
    assert_snapshot!(outline(&api(&input)));
    assert_snapshot!(diagnostics(&input));
    input
        .sids
        .insert("QZ".to_owned(), "QueueZoneSid".to_owned());
    assert_snapshot!(diagnostics(&input));
}

#[test]
fn string_enums_have_a_variant_for_every_value() {
    assert_snapshot!(types("
    Status:
      type: string
      enum: [in-progress, In Progress, TOLL-FREE, '', '2g', unrecognized, other, self, '*', a.b, 'true', '+1', '-1']
"));
}

#[test]
fn all_of_becomes_one_struct() {
    assert_snapshot!(types("
    Base: { type: object, required: [id], properties: { id: { type: string }, note: { type: string } } }
    More: { type: object, properties: { extra: { type: integer }, id: { type: string } } }
    Both:
      type: object
      required: [note]
      allOf: [ { $ref: '#/components/schemas/Base' }, { $ref: '#/components/schemas/More' }, { properties: { own: { type: boolean } } } ]
"));
}

#[test]
fn siblings_of_a_reference_are_honoured() {
    assert_snapshot!(types("
    Address: { type: object, properties: { city: { type: string } } }
    Void: { type: object, nullable: true, properties: { city: { type: string } } }
    Holder:
      type: object
      properties:
        plain: { $ref: '#/components/schemas/Address' }
        nullable: { nullable: true, $ref: '#/components/schemas/Address', description: May be missing. }
        nullable_itself: { $ref: '#/components/schemas/Void' }
"));
}

#[test]
fn recursive_fields_are_boxed() {
    assert_snapshot!(types("
    Tree: { type: object, properties: { left: { $ref: '#/components/schemas/Tree' }, leaves: { type: array, items: { $ref: '#/components/schemas/Tree' } } } }
    One: { type: object, properties: { two: { $ref: '#/components/schemas/Two' } } }
    Two: { type: object, properties: { one: { $ref: '#/components/schemas/One' }, leaf: { $ref: '#/components/schemas/Leaf' } } }
    Leaf: { type: object, properties: { x: { type: string } } }
    Endless: { type: array, items: { $ref: '#/components/schemas/Endless' } }
"));
}

#[test]
fn all_of_may_include_the_enclosing_schema() {
    assert_snapshot!(types(
        "
    Part:
      type: object
      properties:
        next: { allOf: [ { $ref: '#/components/schemas/Part' }, { type: object, properties: { more: { type: string } } } ] }
        all: { type: array, items: { allOf: [ { $ref: '#/components/schemas/Part' }, { properties: { name: { type: string } } } ] } }
"
    ));
}

#[test]
fn unions_are_tagged_or_untagged() {
    assert_snapshot!(types(
        "
    Cat: { type: object, properties: { kind: { type: string }, lives: { type: integer } } }
    Dog: { type: object, properties: { kind: { type: string } } }
    Pet:
      oneOf: [ { $ref: '#/components/schemas/Cat' }, { $ref: '#/components/schemas/Dog' } ]
      discriminator: { propertyName: kind, mapping: { feline: '#/components/schemas/Cat' } }
    Loose: { anyOf: [ { type: string }, { type: integer }, { $ref: '#/components/schemas/Dog' } ] }
    Single: { oneOf: [ { $ref: '#/components/schemas/Dog' } ] }
"
    ));
}

#[test]
fn incomplete_discriminator_is_ignored_and_reported() {
    let input = input(&schemas(
        "    Pet:
      oneOf: [ { type: object, properties: { lives: { type: integer } } }, { $ref: '#/components/schemas/Dog' } ]
      discriminator: { propertyName: kind, mapping: { feline: 'cat.yaml#/Cat', canine: '#/components/schemas/Dog' } }
    Dog: { type: object, properties: { kind: { type: string } } }",
    ));
    assert_snapshot!(format!(
        "{}\n{}",
        outline(&api(&input)),
        diagnostics(&input)
    ));
}

#[test]
fn inline_alternatives_are_selected_by_their_only_value() {
    let input = input(&schemas(
        "    Pet:
      oneOf:
        - { type: object, properties: { kind: { type: string, enum: [cat] }, lives: { type: integer } } }
        - { $ref: '#/components/schemas/Dog' }
      discriminator: { propertyName: kind, mapping: { canine: '#/components/schemas/Dog' } }
    Dog: { type: object, properties: { kind: { type: string } } }",
    ));
    assert_snapshot!(format!(
        "{}\n{}",
        outline(&api(&input)),
        diagnostics(&input)
    ));
}

#[test]
fn integer_enums_are_open() {
    let text = schemas(
        "
    Plain: { type: integer, enum: [1, 0, -1, 1] }
    Named: { type: integer, enum: [1, 2], x-enum-varnames: [Guild Text, DM] }
    Short: { type: integer, enum: [1, 2], x-enumNames: [One] }
    Texts: { type: string, enum: [a, b], x-enum-varnames: [First, Second] }
    Whole: { type: number, enum: [1, 2] }
    Untyped: { enum: [301, 302] }
    Holder:
      type: object
      properties:
        fraction: { type: number, enum: [2.4, 5] }
        always: { type: boolean, enum: [true] }
        either: { type: boolean, enum: [true, false] }
        mixed: { enum: [none, 1, true] }
        lists: { enum: [[1], [2]] }
",
    );
    let input = input(&text);
    assert_snapshot!(outline(&api(&input)));
    assert_snapshot!(diagnostics(&input));
}

#[test]
fn deeply_nested_containers_become_named_types() {
    assert_snapshot!(types("
    Deep: { type: object, properties: { a: { additionalProperties: { additionalProperties: { additionalProperties: { additionalProperties: { type: array, items: { type: string } } } } } } } }
    Flat: { type: object, properties: { a: { type: array, items: { type: array, items: { type: array, items: { type: number } } } } } }
"));
}

#[test]
fn discriminated_base_objects_become_unions() {
    assert_snapshot!(types("
    Fish: { type: object, discriminator: { propertyName: kind }, properties: { kind: { type: string } } }
    Salmon: { x-ms-discriminator-value: s, allOf: [ { $ref: '#/components/schemas/Fish' }, { properties: { wild: { type: boolean } } } ] }
    Trout: { x-ms-discriminator-value: s, allOf: [ { $ref: '#/components/schemas/Fish' } ] }
    Shark: { discriminator: { propertyName: kind, mapping: { white: White } }, allOf: [ { $ref: '#/components/schemas/Fish' } ] }
    White: { allOf: [ { $ref: '#/components/schemas/Shark' } ] }
    Tank: { type: object, properties: { fish: { type: array, items: { $ref: '#/components/schemas/Fish' } }, first: { allOf: [ { $ref: '#/components/schemas/Fish' } ], description: The oldest. } } }
    Childless: { type: object, discriminator: { propertyName: kind }, properties: { kind: { type: string } } }
"));
}

#[test]
fn string_alternatives_are_merged() {
    assert_snapshot!(types("
    Known: { type: string, enum: [a, b] }
    Both: { anyOf: [ { $ref: '#/components/schemas/Known' }, { type: string, enum: [b, c] } ] }
    Cleared: { anyOf: [ { type: string, maxLength: 9 }, { type: string, enum: [''] } ] }
    Mixed: { oneOf: [ { type: string }, { $ref: '#/components/schemas/Known' }, { type: string, format: date }, { type: object, properties: { x: { type: string } } } ] }
    Link: { anyOf: [ { type: string, format: uri }, { type: string } ] }
"));
}

#[test]
fn read_only_and_write_only_properties_are_optional_in_shared_types() {
    let text = document("
paths:
  /users:
    post:
      requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/User' } } } }
      responses: { '200': { description: OK, content: { application/json: { schema: { $ref: '#/components/schemas/User' } } } } }
    get: { responses: { '200': { description: OK, content: { application/json: { schema: { type: object, title: Seen, required: [id, secret], properties: { id: { $ref: '#/components/schemas/Id' }, secret: { type: string, writeOnly: true } } } } } } } }
components:
  schemas:
    Id: { type: integer, readOnly: true }
    User:
      type: object
      required: [id, name, password, seen]
      properties:
        id: { $ref: '#/components/schemas/Id' }
        name: { type: string }
        password: { type: string, writeOnly: true }
        seen: { type: string, readOnly: true, nullable: true }
        at: { type: string, readOnly: true, nullable: true }
");
    assert_snapshot!(outline(&api(&input(&text))));
}

#[test]
fn description_only_parts_create_no_type() {
    let types = types("
    Expression: { type: object, properties: { not: { allOf: [ { $ref: '#/components/schemas/Expression' }, { description: What must not hold. } ] } } }
");
    assert_eq!(
        types,
        "struct Expression in shared\n  not `not`: box Expression?\n"
    );
}

#[test]
fn equal_documents_have_equal_irs() {
    let text = |ty: &str| {
        document(&format!(
            "paths: {{}}\ncomponents: {{ schemas: {{ Port: {{ type: object, properties: {{ id: {{ type: {ty} }} }} }} }} }}"
        ))
    };
    let modules = |text: &str| api(&input(text)).modules[0].types.clone();
    assert_eq!(modules(&text("string")), modules(&text("string")));
    assert_ne!(modules(&text("string")), modules(&text("integer")));
    assert_eq!(api(&input(&text("string"))), api(&input(&text("string"))));
}

#[test]
fn narrower_declaration_of_a_property_wins() {
    let text = types(
        "
    Station: { type: object, properties: { id: { type: string } } }
    Wrapper: { type: object, properties: { data: { type: array, items: { type: object } }, kind: { type: string } } }
    Stations:
      allOf:
        - $ref: '#/components/schemas/Wrapper'
        - type: object
          properties:
            data: { type: array, items: { $ref: '#/components/schemas/Station' } }
            kind: { type: string, enum: [fixed] }
",
    );
    let (_, stations) = text
        .split_once("struct Stations")
        .expect("the struct is listed");
    assert!(stations.contains("data `data`: [Station]?"), "{text}");
    assert!(stations.contains("kind `kind`: StationsKind?"), "{text}");
}

#[test]
fn nulls_in_lists_and_maps_are_part_of_the_type() {
    let text = types(
        "
    Note: { type: string, nullable: true }
    Holder:
      type: object
      properties:
        inline: { type: array, items: { type: string, nullable: true } }
        behind: { type: array, items: { $ref: '#/components/schemas/Note' } }
        map: { type: object, additionalProperties: { allOf: [ { $ref: '#/components/schemas/Note' } ] } }
        plain: { type: array, items: { type: string } }
",
    );
    for line in [
        "inline `inline`: [String | null]?",
        "behind `behind`: [Note | null]?",
        "map `map`: {Note | null}?",
        "plain `plain`: [String]?",
    ] {
        assert!(text.contains(line), "{line} is not in\n{text}");
    }
}

#[test]
fn alternative_that_is_the_union_itself_is_left_out() {
    let text = types(
        "
    Expr: { oneOf: [ { type: string }, { type: integer }, { $ref: '#/components/schemas/NullableExpr' } ] }
    NullableExpr: { nullable: true, allOf: [ { $ref: '#/components/schemas/Expr' } ] }
",
    );
    assert!(
        text.contains("union Expr in shared: Text(String) [] | Integer(I64) []\n"),
        "{text}"
    );
}

#[test]
fn error_codes_of_operations_that_are_gone_are_reported() {
    let text = document(
        "x-error-codes:\n  - { code: 1, name: Bad, summary: It is bad., operations: [FetchPet, DeletePet] }\n\
         paths:\n  /pets:\n    get: { operationId: FetchPet, responses: { '204': { description: Done } } }\n",
    );
    let found = diagnostics(&input(&text));
    assert!(
        found.contains(
            "warning[unknown-operation]: the document has no operation `DeletePet`\n  --> api.yaml:"
        ),
        "{found}"
    );
    assert!(!found.contains("`FetchPet`"), "{found}");
}
