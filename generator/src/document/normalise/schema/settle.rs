//! Keywords that agree with each other: `openapiv3` reads a schema whose keywords all belong to its
//! type as that type, and any other as a schema of no kind.

use serde_json::{Map, Value, json};

use super::keywords::{common_type, types_limited_by};
use super::unions;
use crate::diagnostics::Location;
use crate::document::normalise::walk::{Walk, brief};
use crate::document::problem::ShapeProblem;

/// Completes and trims one schema.
pub(in crate::document::normalise) fn settle(
    walk: &mut Walk<'_>,
    schema: &mut Map<String, Value>,
    location: &Location,
) {
    null_value_to_nullable(schema);
    infer_type(schema);
    unions::split_values(walk, schema, location);
    let Some(name) = schema
        .get("type")
        .and_then(Value::as_str)
        .map(str::to_owned)
    else {
        return;
    };
    drop_inapplicable(walk, schema, &name, location);
    if name == "integer" {
        whole_bounds(walk, schema, location);
    }
    match_values(walk, schema, &name, location);
}

/// `null` among the values says `nullable`, and is not kept as a value beside others.
fn null_value_to_nullable(schema: &mut Map<String, Value>) {
    let Some(Value::Array(values)) = schema.get_mut("enum") else {
        return;
    };
    if !values.iter().any(Value::is_null) {
        return;
    }
    if values.iter().any(|value| !value.is_null()) {
        values.retain(|value| !value.is_null());
    }
    schema.insert("nullable".to_owned(), json!(true));
}

/// A schema without a type has one all the same if its keywords or values admit only one.
fn infer_type(schema: &mut Map<String, Value>) {
    let is_composed = ["allOf", "oneOf", "anyOf", "not"]
        .iter()
        .any(|keyword| schema.contains_key(*keyword));
    if is_composed || schema.contains_key("type") {
        return;
    }
    let inferred = if let Some(Value::Array(values)) = schema.get("enum") {
        common_type(values)
    } else if schema.contains_key("properties") || schema.contains_key("additionalProperties") {
        Some("object")
    } else if schema.contains_key("items") {
        Some("array")
    } else {
        None
    };
    if let Some(name) = inferred {
        schema.shift_insert(0, "type".to_owned(), json!(name));
    }
}

fn drop_inapplicable(
    walk: &mut Walk<'_>,
    schema: &mut Map<String, Value>,
    name: &str,
    location: &Location,
) {
    let applies =
        |keyword: &str| types_limited_by(keyword).is_none_or(|types| types.contains(&name));
    let (kept, dropped) = std::mem::take(schema)
        .into_iter()
        .partition(|(keyword, _)| applies(keyword));
    *schema = kept;
    let dropped: Map<_, _> = dropped;
    for keyword in dropped.into_iter().map(|(keyword, _)| keyword) {
        let problem = ShapeProblem::Inapplicable {
            keyword: keyword.clone(),
            r#type: name.to_owned(),
        };
        walk.report(&location.join(keyword), problem);
    }
}

/// Bounds of integers are integers that `openapiv3` can hold.
fn whole_bounds(walk: &mut Walk<'_>, schema: &mut Map<String, Value>, location: &Location) {
    for keyword in ["minimum", "maximum", "multipleOf"] {
        let Some(bound) = schema.get(keyword).filter(|bound| !bound.is_i64()).cloned() else {
            continue;
        };
        let whole = bound
            .as_f64()
            .filter(|bound| bound.fract() == 0.0 && bound.abs() < MAX_WHOLE);
        if let Some(whole) = whole {
            schema.insert(keyword.to_owned(), json!(whole as i64));
            continue;
        }
        schema.shift_remove(keyword);
        walk.report_kind(&location.join(keyword), &bound, "a 64-bit integer");
    }
}

/// Below this, every integer has a floating-point number of its own.
const MAX_WHOLE: f64 = 9_007_199_254_740_992.0;

/// Values that YAML or a habit took for another type than the schema's are turned into it.
fn match_values(
    walk: &mut Walk<'_>,
    schema: &mut Map<String, Value>,
    name: &str,
    location: &Location,
) {
    let Some(Value::Array(values)) = schema.get_mut("enum") else {
        return;
    };
    for (index, value) in values.iter_mut().enumerate() {
        let matching = match (name, &*value) {
            ("string", Value::Number(_) | Value::Bool(_)) => Some(json!(value.to_string())),
            ("integer", Value::String(text)) => text.parse::<i64>().ok().map(Value::from),
            ("number", Value::String(text)) => text.parse::<f64>().ok().map(Value::from),
            ("boolean", Value::String(text)) => text.parse::<bool>().ok().map(Value::from),
            _ => None,
        };
        if let Some(matching) = matching {
            let location = location.join("enum").join(index);
            walk.report_mended(
                &location,
                brief(value),
                "a value of the schema's type",
                brief(&matching),
            );
            *value = matching;
        }
    }
}
