//! Names of the components that references to other files become.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::{at, loaded, schemas};

#[test]
fn component_names_do_not_depend_on_reference_order() {
    let files = [
        ("a.yaml", "Error: { type: string }\nOnly: { type: integer }"),
        ("b.yaml", "Error: { type: boolean }"),
        ("b/b.yaml", "Error: { type: number }"),
        ("b/c.yaml", "Taken: { type: string }"),
    ];
    let references = [
        "a.yaml#/Error",
        "b.yaml#/Error",
        "b/b.yaml#/Error",
        "b/c.yaml#/Taken",
        "a.yaml#/Only",
    ];
    let names = |references: &[&str]| -> BTreeMap<String, Value> {
        let properties: String = references
            .iter()
            .map(|target| format!("        {target:?}: {{ $ref: {target:?} }}\n"))
            .collect();
        let text = format!("    Taken: {{}}\n    Root:\n      properties:\n{properties}");
        let document = loaded(&schemas(&text), &files);
        let properties = at(&document, "/components/schemas/Root/properties").unwrap();
        let properties = properties.as_object().unwrap().clone();
        properties.into_iter().collect()
    };
    let mut reversed = references;
    reversed.reverse();
    assert_eq!(names(&references), names(&reversed));
    let name = |name: &str| json!({ "$ref": format!("#/components/schemas/{name}") });
    assert_eq!(
        names(&references).into_values().collect::<Vec<_>>(),
        [
            name("a_Error"),
            name("Only"),
            name("b_Error2"),
            name("b_Error3"),
            name("c_Taken"),
        ]
    );
}

#[test]
fn existing_components_are_not_renamed() {
    let document = loaded(
        &schemas(
            "    A: { properties: { b: { $ref: '#/components/schemas/B' }, c: { $ref: '#/components/schemas/C/$defs/B' } } }
    B: {}
    C: { $ref: c.yaml }
    D: { $ref: '#/components/schemas/C/properties/d' }
",
        ),
        &[("c.yaml", "{ $defs: { B: { type: string } }, properties: { d: { $ref: d.v1.yaml } } }"),
          ("d.v1.yaml", "{ type: integer }")],
    );
    let schemas = at(&document, "/components/schemas").and_then(Value::as_object);
    let mut names: Vec<_> = schemas
        .into_iter()
        .flat_map(|schemas| schemas.keys())
        .collect();
    names.sort();
    assert_eq!(names, ["A", "B", "C", "D", "c_B", "d", "d.v1"]);
    assert_eq!(
        at(&document, "/components/schemas/A/properties/c"),
        Some(&json!({ "$ref": "#/components/schemas/c_B" }))
    );
}

#[test]
fn discriminator_mapping_may_refer_to_files() {
    let document = loaded(
        &schemas(
            "    Pet:
      oneOf: [{ $ref: cat.yaml }, { $ref: 'dogs/dog.yaml#/Dog' }]
      discriminator: { propertyName: kind, mapping: { cat: cat.yaml, dog: './dogs/dog.yaml#/Dog' } }
",
        ),
        &[
            ("cat.yaml", "{ properties: { kind: { type: string } } }"),
            (
                "dogs/dog.yaml",
                "Dog: { properties: { kind: { type: string } } }",
            ),
        ],
    );
    assert_eq!(
        at(&document, "/components/schemas/Pet/discriminator/mapping"),
        Some(&json!({ "cat": "#/components/schemas/cat", "dog": "#/components/schemas/Dog" }))
    );
}
