//! Small documents to the intermediate representation.

mod support;

use insta::assert_snapshot;
use sdk_generator::{Choice, Place};
use support::outline::outline;
use support::{api, diagnostics, document, input, schemas};

fn types(text: &str) -> String {
    outline(&api(&input(&schemas(text))))
}

#[test]
fn presence_is_required_times_nullable() {
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
fn formats_and_patterns_choose_the_type() {
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
fn a_sid_type_follows_the_prefix_and_not_the_property() {
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
fn enums_are_open_and_name_every_value() {
    assert_snapshot!(types("
    Status:
      type: string
      enum: [in-progress, In Progress, TOLL-FREE, '', '2g', unrecognized, other, self, '*', a.b, 'true', '+1', '-1']
"));
}

#[test]
fn all_of_is_one_struct() {
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
fn siblings_of_a_reference_count() {
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
fn inline_objects_are_named_by_title_or_by_owner_and_property() {
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
fn names_that_collide_are_numbered_by_their_wire_names() {
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

#[test]
fn a_type_that_holds_itself_is_boxed() {
    assert_snapshot!(types("
    Tree: { type: object, properties: { left: { $ref: '#/components/schemas/Tree' }, leaves: { type: array, items: { $ref: '#/components/schemas/Tree' } } } }
    One: { type: object, properties: { two: { $ref: '#/components/schemas/Two' } } }
    Two: { type: object, properties: { one: { $ref: '#/components/schemas/One' }, leaf: { $ref: '#/components/schemas/Leaf' } } }
    Leaf: { type: object, properties: { x: { type: string } } }
    Endless: { type: array, items: { $ref: '#/components/schemas/Endless' } }
"));
}

#[test]
fn unions_have_a_discriminator_or_none() {
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
fn a_discriminator_that_does_not_reach_every_alternative_is_none() {
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
fn operations_have_parameters_bodies_and_answers() {
    let text = document("
security: [ { basic: [] } ]
paths:
  /v1/Ports/{PortSid}:
    servers: [ { url: 'https://ports.acme.test/' } ]
    parameters: [ { name: PortSid, in: path, required: true, schema: { type: string } } ]
    get:
      operationId: FetchPort
      tags: [Port]
      parameters:
        - { name: Status, in: query, schema: { type: array, items: { type: string } } }
        - { name: If-Match, in: header, schema: { type: string } }
        - { name: type, in: query, required: true, schema: { type: string, enum: [a, b] } }
      responses: { '200': { description: OK, content: { application/json: { schema: { type: object, properties: { id: { type: string } } } } } } }
    post:
      operationId: UpdatePort
      tags: [Port]
      security: []
      requestBody: { content: { application/x-www-form-urlencoded: { schema: { type: object, title: UpdatePortRequest, required: [a], properties: { a: { type: string } } } } } }
      responses: { '202': { description: OK }, '200': { description: OK, content: { application/json: { schema: { type: object, properties: { id: { type: string } } } } } } }
    delete:
      operationId: DeletePort
      tags: [Port]
      responses: { '204': { description: Gone } }
  /v1/Ports/{Id}/Media:
    get:
      parameters: [ { name: Nowhere, in: path, required: true, schema: { type: string } } ]
      responses: { '307': { description: Elsewhere } }
");
    let input = input(&text);
    assert_snapshot!(outline(&api(&input)));
    assert_snapshot!(diagnostics(&input));
}

fn choice(name: &str) -> Choice {
    let place = Place::file(&"codegen.toml".into());
    Choice {
        name: name.to_owned(),
        place,
    }
}

#[test]
fn choices_of_the_manifest_name_things_or_are_mistakes() {
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
