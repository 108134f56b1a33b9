//! Alternatives that consist of lists of required properties.

use insta::assert_snapshot;

use crate::support::outline::outline;
use crate::support::{api, diagnostics, document, input, output};

/// A document that sends a value of this schema.
fn sent(schema: &str) -> String {
    document(&format!(
        "paths:\n  /things:\n    post:\n      operationId: CreateThing\n      requestBody:\n        required: true\n        \
         content: {{ application/json: {{ schema: {{ $ref: '#/components/schemas/Thing' }} }} }}\n      \
         responses: {{ '204': {{ description: Done }} }}\ncomponents:\n  schemas:\n    Thing:\n{schema}"
    ))
}

const PROPERTIES: &str = "      type: object\n      required: [id]\n      properties: { id: { type: string }, \
    a: { type: string }, b: { type: string, nullable: true }, c: { type: array, items: { type: string } } }\n";

#[test]
fn lists_of_required_properties_are_checked() {
    let schema = format!(
        "{PROPERTIES}      anyOf: [{{ required: [a] }}, {{ required: [b, c] }}]\n      oneOf: [{{ required: [id] }}, {{ required: [c] }}]\n"
    );
    let input = input(&sent(&schema));
    assert_eq!(diagnostics(&input), "");
    let files = output(&input).files;
    let text = files.values().map(|file| String::from_utf8_lossy(file));
    let file = text
        .into_iter()
        .find(|text| text.contains("pub struct Thing "));
    let file = file.unwrap_or_default().into_owned();
    let start = file.find("impl Check for Thing").unwrap_or_default();
    let end = file[start..].find("\n}").unwrap_or_default();
    assert_snapshot!(&file[start..start + end]);
    assert!(
        file.contains("/// In a request: at least one of `a` or `b` and `c`.\n"),
        "{file}"
    );
    // The example of the call is one that may be sent.
    assert!(file.contains("Thing::new(\"id\").a(\"a\")"), "{file}");
}

#[test]
fn alternatives_that_require_something_else_are_not_checked() {
    for alternatives in [
        "[{ required: [a] }, { required: [unknown] }]",
        "[{ required: [a] }, {}]",
        "[{ required: [a] }, { not: { required: [b] } }]",
    ] {
        let schema = format!("{PROPERTIES}      anyOf: {alternatives}\n");
        let found = diagnostics(&input(&sent(&schema)));
        assert!(!found.is_empty(), "{alternatives} is silent");
    }
}

#[test]
fn objects_of_both_lists_of_alternatives_are_combined() {
    let object = |name: &str| {
        format!(
            "{{ type: object, required: [{name}], properties: {{ {name}: {{ type: string }} }} }}"
        )
    };
    let schema = format!(
        "      oneOf: [{}, {}]\n      anyOf: [{}, {}]\n",
        object("a"),
        object("b"),
        object("x"),
        object("y")
    );
    assert_snapshot!(outline(&api(&input(&sent(&schema)))));
}

#[test]
fn other_alternatives_beside_one_of_are_reported() {
    let schema = "      oneOf: [{ type: string }, { type: integer }]\n      anyOf: [{ type: string }, { type: boolean }]\n";
    let found = diagnostics(&input(&sent(schema)));
    assert!(
        found.starts_with("warning[ignored-alternatives]"),
        "{found}"
    );
}

#[test]
fn properties_that_others_require_are_checked() {
    let dependents = "dependentRequired: { a: [b, c], id: [b], b: [] }";
    let inline = format!("{PROPERTIES}      {dependents}\n");
    let part = format!(
        "      allOf:\n      - {{ type: object, required: [z], properties: {{ z: {{ type: string }} }} }}\n{PROPERTIES}      {dependents}\n"
    );
    for schema in [inline, part] {
        let input = input(&sent(&schema));
        assert_eq!(diagnostics(&input), "");
        let files = output(&input).files;
        let text = files.values().map(|file| String::from_utf8_lossy(file));
        let text: String = text
            .collect::<Vec<_>>()
            .join("\n")
            .split_whitespace()
            .collect();
        for expected in [
            "ifself.a.is_some(){checker.require_any_of(\"`b`and`c`with`a`\",&[&[self.b.is_unset(),self.c.is_none()]]",
            "checker.require_any_of(\"`b`with`id`\",&[&[self.b.is_unset()]]",
            "///Inarequest:`b`and`c`with`a`.",
            // The example of the call is one that may be sent.
            ".b(\"b\")",
        ] {
            assert!(text.contains(expected), "{expected}");
        }
    }
}

#[test]
fn requirements_of_undeclared_properties_are_reported() {
    for dependents in ["{ a: [other] }", "{ other: [a] }", "{ a: b }", "[a]"] {
        let schema = format!("{PROPERTIES}      dependentRequired: {dependents}\n");
        let found = diagnostics(&input(&sent(&schema)));
        assert!(
            found.contains("`dependentRequired`"),
            "{dependents}: {found}"
        );
    }
}
