//! Keywords that compose schemas, in combinations that few documents have.

mod support;

use insta::assert_snapshot;
use support::outline::outline;
use support::{api, diagnostics, input, schemas};

/// Each combination becomes a type, though its parts say little of their values.
#[test]
fn no_composition_is_endless() {
    let lists = "oneOf: [{ required: [a] }, { required: [b] }]";
    let a = "{ type: object, properties: { a: { type: integer } } }";
    let cases = [
        format!("type: object, required: [x], {lists}"),
        format!("allOf: [{{ type: object }}], {lists}"),
        format!("allOf: [{{ type: object, additionalProperties: {{ type: string }} }}], {lists}"),
        format!("additionalProperties: {{ type: string }}, required: [x], {lists}"),
        format!("anyOf: [{{ type: object }}, {a}], {lists}"),
        format!("type: object, required: [x], oneOf: [{a}, {{ type: object }}]"),
        "required: [x], anyOf: [{ required: [a] }, { type: string }]".to_owned(),
        "required: [x], oneOf: [{ type: object }, { type: array, items: {} }]".to_owned(),
        "allOf: [{ type: string }], oneOf: [{ enum: [a] }, { enum: [b] }]".to_owned(),
        "required: [x], oneOf: [{ type: string }], anyOf: [{ type: boolean }]".to_owned(),
        "allOf: [{ oneOf: [{ type: string }, { type: integer }] }, { required: [a] }], \
         anyOf: [{ type: string }, { type: boolean }]"
            .to_owned(),
        "required: [x], oneOf: [{ $ref: '#/components/schemas/A' }, { type: string }]".to_owned(),
    ];
    for case in cases {
        let outline = outline(&api(&input(&schemas(&format!("    A: {{ {case} }}\n")))));
        assert!(outline.contains('A'), "{case}: {outline}");
    }
}

#[test]
fn a_union_whose_alternatives_are_all_the_union_is_any_json() {
    let text = schemas(
        "    A: { oneOf: [{ $ref: '#/components/schemas/A' }, { $ref: '#/components/schemas/B' }], \
         discriminator: { propertyName: type } }
    B: { oneOf: [{ $ref: '#/components/schemas/A' }] }
",
    );
    let input = input(&text);
    assert_snapshot!(format!("{}{}", outline(&api(&input)), diagnostics(&input)));
}

#[test]
fn descriptions_beside_references_change_no_type() {
    let document = |beside: &str| {
        let reference = |name: &str| format!("{{ $ref: '#/components/schemas/{name}'{beside} }}");
        let [base, cat, dog, kind, text, color] =
            ["Base", "Cat", "Dog", "Kind", "Text", "Color"].map(reference);
        schemas(&format!(
            "
    Cat: {{ type: object, required: [t], properties: {{ t: {{ type: string }}, purrs: {{ type: boolean }} }} }}
    Dog: {{ type: object, required: [t], properties: {{ t: {{ type: string }}, barks: {{ type: boolean }} }} }}
    Named: {{ oneOf: [{cat}, {dog}], discriminator: {{ propertyName: t }} }}
    Mapped: {{ oneOf: [{cat}, {dog}], discriminator: {{ propertyName: t, mapping: {{ c: Cat, d: Dog }} }} }}
    Base: {{ type: object, required: [t], properties: {{ t: {{ type: string }} }}, discriminator: {{ propertyName: t }} }}
    First: {{ allOf: [{base}, {{ properties: {{ a: {{ type: string }} }} }}] }}
    Second: {{ allOf: [{base}] }}
    Kind: {{ type: string, enum: [only] }}
    Text: {{ type: string }}
    Color: {{ type: string, enum: [red] }}
    Constant: {{ oneOf: [{{ type: object, required: [k], properties: {{ k: {kind} }} }}, {{ type: integer }}] }}
    Texts: {{ anyOf: [{text}, {color}, {{ type: integer }}] }}
"
        ))
    };
    let plain = outline(&api(&input(&document(""))));
    for beside in [", description: A word.", ", x-internal: true"] {
        assert_eq!(outline(&api(&input(&document(beside)))), plain);
    }
}

/// The union writes the discriminator, so the schemas that it selects may leave the property out. No other may.
#[test]
fn only_selected_schemas_leave_out_a_discriminator() {
    let document = |used: &str| {
        schemas(&format!(
            "
    Cat: {{ type: object, required: [kind], properties: {{ purrs: {{ type: boolean }} }} }}
    Dog: {{ type: object, required: [kind], properties: {{ kind: {{ type: string }} }} }}
    {used}
"
        ))
    };
    let discriminator = "discriminator: { propertyName: kind }";
    let cat = "{ $ref: '#/components/schemas/Cat' }";
    let dog = "{ $ref: '#/components/schemas/Dog' }";
    let selected = [
        format!("Pet: {{ oneOf: [{cat}, {dog}], {discriminator} }}"),
        format!("Pets: {{ type: array, items: {{ oneOf: [{cat}, {dog}], {discriminator} }} }}"),
        format!("Pet: {{ oneOf: [{{ allOf: [{cat}] }}, {dog}], {discriminator} }}"),
    ];
    for used in selected {
        let found = diagnostics(&input(&document(&used)));
        assert!(!found.contains("undeclared-required"), "{used}: {found}");
    }
    let others = [
        format!("Pet: {{ oneOf: [{cat}, {dog}] }}"),
        format!("Pet: {{ oneOf: [{dog}, {{ type: string }}], {discriminator} }}"),
    ];
    for used in others {
        let found = diagnostics(&input(&document(&used)));
        assert!(
            found.contains("warning[undeclared-required]"),
            "{used}: {found}"
        );
    }
}

#[test]
fn unchecked_constraints_are_reported() {
    let object = "type: object, required: [b]";
    let cases = [
        (
            "note[unchecked-required]",
            format!(
                "{object}, properties: {{ a: {{}} }}, additionalProperties: {{ type: string }}"
            ),
        ),
        (
            "note[unchecked-required]",
            format!("{object}, additionalProperties: {{ type: string }}"),
        ),
        ("note[unchecked-required]", object.to_owned()),
        (
            "note[merged-alternatives]",
            "oneOf: [{ type: integer, maximum: 5 }, { type: integer, minimum: 9 }]".to_owned(),
        ),
        (
            "note[merged-alternatives]",
            "anyOf: [{ type: string, maxLength: 5 }, { type: string, enum: [a] }]".to_owned(),
        ),
        (
            "warning[conflicting-property]",
            "allOf: [{ type: object, additionalProperties: { type: string } }, \
             { type: object, additionalProperties: { type: boolean } }]"
                .to_owned(),
        ),
    ];
    for (expected, case) in cases {
        let found = diagnostics(&input(&schemas(&format!("    A: {{ {case} }}\n"))));
        assert!(found.contains(expected), "{case}: {found}");
    }
}
