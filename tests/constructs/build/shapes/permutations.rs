//! Every kind of scalar, null or not, in every position.

use serde_json::{Map, Value, json};

use super::kinds::{Kind, kinds};
use super::{Case, Cases};

/// Adds a case for each kind, with null and without.
pub(super) fn add(all: &mut Cases) {
    for kind in kinds() {
        for is_nullable in [false, true] {
            let name = kind.component(is_nullable);
            let schema = kind.schema(is_nullable);
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
