//! Every kind of scalar with its bounds, null or not, in every position.

use serde_json::{Map, Value, json};

use super::{Case, Cases};

/// A kind of scalar.
struct Kind {
    name: &'static str,
    schema: Value,
    good: Value,
    /// A value that is out of bounds.
    bad: Option<Value>,
}

fn kinds() -> Vec<Kind> {
    let kind = |name, schema, good, bad| Kind {
        name,
        schema,
        good,
        bad,
    };
    let text = |keyword: &str, value: Value| json!({ "type": "string", keyword: value });
    let integer = |format: &str, keyword: &str, value: Value| json!({ "type": "integer", "format": format, keyword: value });
    let number = |keyword: &str, value: Value| json!({ "type": "number", keyword: value });
    let decimal = |keyword: &str, value: Value| json!({ "type": "number", "format": "decimal", keyword: value });
    vec![
        kind("Text", json!({ "type": "string" }), json!("x"), None),
        kind(
            "Short",
            text("maxLength", json!(3)),
            json!("abc"),
            Some(json!("abcd")),
        ),
        kind(
            "Long",
            text("minLength", json!(2)),
            json!("ab"),
            Some(json!("a")),
        ),
        kind(
            "Code",
            text("pattern", json!("^[A-Z]{2}$")),
            json!("AB"),
            Some(json!("ab")),
        ),
        kind(
            "Color",
            text("enum", json!(["red", "blue"])),
            json!("red"),
            None,
        ),
        kind(
            "Day",
            text("format", json!("date")),
            json!("2026-01-31"),
            None,
        ),
        kind(
            "Time",
            text("format", json!("date-time")),
            json!("2026-01-31T12:00:00Z"),
            None,
        ),
        kind(
            "Link",
            text("format", json!("uri")),
            json!("/a"),
            Some(json!("a b")),
        ),
        kind("Flag", json!({ "type": "boolean" }), json!(true), None),
        kind(
            "Small",
            integer("int32", "maximum", json!(9)),
            json!(9),
            Some(json!(10)),
        ),
        kind(
            "Wide",
            integer("int32", "maximum", json!(4_294_967_295_u32)),
            json!(4_294_967_295_u32),
            Some(json!(4_294_967_296_u64)),
        ),
        kind(
            "Above",
            integer("int64", "exclusiveMinimum", json!(0)),
            json!(1),
            Some(json!(0)),
        ),
        kind(
            "Fives",
            integer("int64", "multipleOf", json!(5)),
            json!(10),
            Some(json!(11)),
        ),
        kind(
            "Huge",
            integer("uint64", "minimum", json!(1)),
            json!(u64::MAX),
            Some(json!(0)),
        ),
        kind(
            "Tiny",
            json!({ "type": "integer", "format": "int8" }),
            json!(-128),
            Some(json!(128)),
        ),
        kind(
            "Short16",
            integer("int16", "minimum", json!(-5)),
            json!(32_767),
            Some(json!(32_768)),
        ),
        kind(
            "Octet",
            json!({ "type": "integer", "format": "uint8" }),
            json!(255),
            Some(json!(-1)),
        ),
        kind(
            "Port",
            json!({ "type": "integer", "format": "uint16" }),
            json!(65_535),
            Some(json!(65_536)),
        ),
        kind(
            "Unsigned",
            integer("uint32", "minimum", json!(1)),
            json!(u32::MAX),
            Some(json!(4_294_967_296_u64)),
        ),
        kind(
            "Ratio",
            number("exclusiveMaximum", json!(0.75)),
            json!(0.5),
            Some(json!(0.75)),
        ),
        kind(
            "Amount",
            decimal("minimum", json!(0.1)),
            json!("0.10"),
            Some(json!("0.09")),
        ),
        kind(
            "Cents",
            number("multipleOf", json!(0.01)),
            json!(12.34),
            Some(json!(12.345)),
        ),
    ]
}

/// Adds a case for each kind, with null and without.
pub(super) fn add(all: &mut Cases) {
    for kind in kinds() {
        for is_nullable in [false, true] {
            let name = format!("{}{}", if is_nullable { "Maybe" } else { "" }, kind.name);
            let mut schema = kind.schema.clone();
            if is_nullable {
                let ty = schema["type"].clone();
                schema["type"] = json!([ty, "null"]);
                if let Some(values) = schema.get_mut("enum").and_then(Value::as_array_mut) {
                    values.push(Value::Null);
                }
            }
            let reference = json!({ "$ref": format!("#/components/schemas/{name}") });
            let alias = json!({ "$ref": format!("#/components/schemas/{name}Alias") });
            all.components
                .insert(format!("{name}Alias"), reference.clone());
            all.cases.push(case(
                &name,
                &kind,
                &schema,
                &[reference, alias],
                is_nullable,
            ));
            all.components.insert(name, schema);
        }
    }
}

/// The positions of a schema in an object: the property, the schema of the property given the schema, and
/// the value given the value.
type Position = (
    &'static str,
    fn(&Value) -> Value,
    fn(Value) -> Value,
    &'static str,
);

const POSITIONS: &[Position] = &[
    ("inline", Value::clone, |value| value, ""),
    (
        "list",
        |schema| json!({ "type": "array", "items": schema }),
        |value| json!([value]),
        "[0]",
    ),
    (
        "map",
        |schema| json!({ "type": "object", "additionalProperties": schema }),
        |value| json!({ "k": value }),
        ".k",
    ),
    (
        "nested",
        |schema| json!({ "type": "array", "items": { "type": "array", "items": schema } }),
        |value| json!([[value]]),
        "[0][0]",
    ),
    (
        "union",
        |schema| json!({ "oneOf": [schema, { "type": "object", "required": ["other"], "properties": { "other": { "type": "boolean" } } }] }),
        |value| value,
        "",
    ),
    (
        "part",
        |schema| json!({ "allOf": [schema, { "description": "A part." }] }),
        |value| value,
        "",
    ),
];

/// One object with the schema and references to it in every position.
fn case(name: &str, kind: &Kind, schema: &Value, references: &[Value], is_nullable: bool) -> Case {
    let mut properties = Map::new();
    let mut good = Map::new();
    let mut nulls = Map::new();
    let mut bad = Vec::new();
    let schemas = std::iter::once(schema).chain(references);
    for (prefix, schema) in ["", "ref_", "alias_"].iter().zip(schemas) {
        for (position, describe, value, step) in POSITIONS {
            let property = format!("{prefix}{position}");
            properties.insert(property.clone(), describe(schema));
            good.insert(property.clone(), value(kind.good.clone()));
            if is_nullable {
                nulls.insert(property.clone(), value(Value::Null));
            }
            if let Some(refused) = &kind.bad {
                let mut object = Map::new();
                object.insert(property.clone(), value(refused.clone()));
                bad.push((format!("{property}{step}"), object.into()));
            }
        }
    }
    let mut good: Vec<Value> = vec![good.into()];
    if is_nullable {
        good.push(nulls.into());
    }
    Case {
        name: format!("{name}Positions"),
        schema: json!({ "type": "object", "properties": properties }),
        good,
        bad,
    }
}
