//! Schemas at the edges of what keywords mean together, each with values.

use serde_json::{Value, json};

use super::{Case, Cases};

pub(super) fn add(all: &mut Cases) {
    for (name, schema, good, bad) in numbers().into_iter().chain(compositions()) {
        let bad = bad.into_iter();
        all.cases.push(Case {
            name: format!("Edge{name}"),
            schema,
            good,
            bad: bad.map(|(path, value)| (path.to_owned(), value)).collect(),
        });
    }
}

/// The name of a schema, the schema, values that it admits, and values that it refuses, with the path of the
/// violation.
type Edge = (&'static str, Value, Vec<Value>, Vec<(&'static str, Value)>);

/// An object with one optional property, `v`.
fn holder(schema: &Value) -> Value {
    json!({ "type": "object", "properties": { "v": schema } })
}

/// An object that requires an integer of this name.
fn requiring(name: &str) -> Value {
    json!({ "type": "object", "required": [name], "properties": { name: { "type": "integer" } } })
}

fn numbers() -> Vec<Edge> {
    let integer =
        |keyword: &str, value: Value| holder(&json!({ "type": "integer", keyword: value }));
    vec![
        (
            // The last 64-bit integer, as floats round it.
            "RoundedMaximum",
            integer("maximum", json!(9_223_372_036_854_776_000_u64)),
            vec![json!({ "v": -1 }), json!({ "v": i64::MAX })],
            vec![],
        ),
        (
            "MaximumBeyond",
            holder(&json!({ "type": "integer", "minimum": 0, "maximum": u64::MAX })),
            vec![json!({ "v": 0 }), json!({ "v": u64::MAX })],
            vec![],
        ),
        (
            "MinimumBeyond",
            integer("minimum", json!(9_223_372_036_854_775_808_u64)),
            vec![json!({ "v": u64::MAX })],
            vec![],
        ),
        (
            "WholeFloats",
            integer("enum", json!([1.0, 2.0])),
            vec![json!({ "v": 1 }), json!({ "v": 2 })],
            vec![],
        ),
        (
            "ValuesBeyond",
            integer("enum", json!([1, u64::MAX])),
            vec![json!({ "v": 1 }), json!({ "v": u64::MAX })],
            vec![("v", json!({ "v": 2 }))],
        ),
        (
            "TwoFactors",
            holder(&json!({ "allOf": [
                { "type": "integer", "multipleOf": 4 },
                { "type": "integer", "multipleOf": 6 },
            ] })),
            vec![json!({ "v": 24 })],
            vec![("v", json!({ "v": 4 })), ("v", json!({ "v": 6 }))],
        ),
        (
            "Link",
            holder(&json!({ "type": "string", "format": "uri", "maxLength": 12 })),
            vec![json!({ "v": "https://a/b" })],
            vec![("v", json!({ "v": "https://a/bcd" }))],
        ),
    ]
}

fn compositions() -> Vec<Edge> {
    let either = json!([requiring("a"), requiring("b")]);
    let integers = json!({ "type": "array", "items": { "type": "integer" } });
    vec![
        (
            "ObjectOrOther",
            json!({ "anyOf": [{ "type": "object" }, integers, { "type": "string" }, { "type": "boolean" }] }),
            vec![
                json!([1]),
                json!([]),
                json!("x"),
                json!(true),
                json!({ "k": 1 }),
            ],
            vec![],
        ),
        (
            "OthersBesideAlternatives",
            json!({ "oneOf": either, "additionalProperties": { "type": "integer", "maximum": 5 } }),
            vec![json!({ "a": 1, "z": 2 }), json!({ "b": 1, "z": 5 })],
            vec![("z", json!({ "a": 1, "z": 6 }))],
        ),
        (
            "OthersBesideParts",
            json!({ "allOf": [requiring("a")], "additionalProperties": { "type": "string" } }),
            vec![json!({ "a": 1, "z": "x" })],
            vec![],
        ),
        (
            "Unevaluated",
            json!({ "allOf": [requiring("a")], "unevaluatedProperties": { "type": "string" } }),
            vec![json!({ "a": 1, "z": "x" })],
            vec![],
        ),
        (
            "NarrowedOthers",
            json!({ "allOf": [
                { "type": "object", "properties": { "a": { "type": "string" } }, "additionalProperties": { "type": "number" } },
                { "type": "object", "additionalProperties": { "type": "integer", "maximum": 5 } },
            ] }),
            vec![json!({ "a": "x", "z": 5 })],
            vec![("z", json!({ "z": 6 }))],
        ),
        (
            "NarrowedText",
            json!({ "allOf": [{ "type": "string" }], "oneOf": [{ "enum": ["a"] }, { "enum": ["b"] }] }),
            vec![json!("a"), json!("b")],
            vec![],
        ),
        (
            "RequiredBesideAlternatives",
            json!({ "type": "object", "required": ["c"], "oneOf": [
                { "allOf": [requiring("a"), { "properties": { "c": { "type": "string" } } }] },
                { "allOf": [requiring("b"), { "properties": { "c": { "type": "boolean" } } }] },
            ] }),
            vec![json!({ "a": 1, "c": "x" }), json!({ "b": 1, "c": true })],
            vec![],
        ),
        (
            "RequiredOnly",
            json!({ "type": "object", "required": ["x"], "oneOf": [{ "required": ["a"] }, { "required": ["b"] }] }),
            vec![json!({ "x": 1, "a": 2, "other": [null] })],
            vec![],
        ),
    ]
}
