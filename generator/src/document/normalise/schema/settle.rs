//! Makes keywords consistent: `openapiv3` gives a schema a type only if all its keywords apply to
//! that type.

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

/// Turns `null` among the values into `nullable`, and removes it unless it is the only value.
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

/// Adds the type that the keywords or values imply.
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
            kind: name.to_owned(),
        };
        walk.report(&location.join(keyword), problem);
    }
}

/// Converts the bounds of integers to 64-bit integers.
fn whole_bounds(walk: &mut Walk<'_>, schema: &mut Map<String, Value>, location: &Location) {
    for keyword in ["minimum", "maximum", "multipleOf"] {
        let Some(bound) = schema.get(keyword).filter(|bound| !bound.is_i64()).cloned() else {
            continue;
        };
        let number = bound.as_f64().unwrap_or_default();
        match whole_bound(keyword, number) {
            Some(whole) => {
                if number.fract() != 0.0 {
                    // An exclusive bound between two integers excludes neither.
                    schema.shift_remove(exclusive_keyword(keyword));
                }
                schema.insert(keyword.to_owned(), json!(whole));
            }
            None => {
                schema.shift_remove(keyword);
                schema.shift_remove(exclusive_keyword(keyword));
                if needs_unsigned(schema, keyword, number) {
                    schema.insert("format".to_owned(), json!(UNSIGNED));
                }
                if !is_fulfilled(schema, keyword, number) {
                    walk.report_kind(&location.join(keyword), &bound, "a 64-bit integer");
                }
            }
        }
    }
}

/// Returns the bound of integers that a number stands for: the first integer within it.
fn whole_bound(keyword: &str, number: f64) -> Option<i64> {
    let whole = match keyword {
        "minimum" => number.ceil(),
        "maximum" => number.floor(),
        _ => Some(number).filter(|number| number.fract() == 0.0)?,
    };
    let is_in_range = whole >= i64::MIN as f64 && whole < -(i64::MIN as f64);
    is_in_range.then_some(whole as i64)
}

fn exclusive_keyword(keyword: &str) -> &'static str {
    match keyword {
        "minimum" => "exclusiveMinimum",
        "maximum" => "exclusiveMaximum",
        _ => "",
    }
}

/// The format of integers of 64 bits without a sign.
const UNSIGNED: &str = "uint64";

/// The first integer beyond those of 64 bits with a sign. Writers that know only floats round the last of them
/// to it.
const FIRST_UNSIGNED: f64 = -(i64::MIN as f64);

/// The bound that floats give for the last integer of 64 bits without a sign.
const LAST_UNSIGNED: f64 = u64::MAX as f64;

/// Whether only 64 bits without a sign hold the integers of a schema, because a bound is beyond those with one,
/// and none of the integers is negative.
fn needs_unsigned(schema: &Map<String, Value>, keyword: &str, number: f64) -> bool {
    let minimum = schema.get("minimum").and_then(Value::as_f64);
    match keyword {
        "minimum" => (FIRST_UNSIGNED..=LAST_UNSIGNED).contains(&number),
        "maximum" if number == FIRST_UNSIGNED => false,
        "maximum" => {
            let is_positive = minimum.map_or(number == LAST_UNSIGNED, |minimum| minimum >= 0.0);
            is_positive && (FIRST_UNSIGNED..=LAST_UNSIGNED).contains(&number)
        }
        _ => false,
    }
}

/// Whether every integer that the schema's type holds fulfils a bound.
fn is_fulfilled(schema: &Map<String, Value>, keyword: &str, number: f64) -> bool {
    let is_unsigned = schema
        .get("format")
        .is_some_and(|format| format == UNSIGNED);
    match keyword {
        "minimum" => number < i64::MIN as f64,
        "maximum" if is_unsigned => number >= LAST_UNSIGNED,
        "maximum" => number == FIRST_UNSIGNED || number > LAST_UNSIGNED,
        "multipleOf" => number > 0.0 && (1.0 / number).fract() == 0.0,
        _ => false,
    }
}

/// Returns the integer that a float is: `1.0` is an integer in JSON Schema.
fn whole_float(value: &Value) -> Option<i64> {
    let float = value.as_f64().filter(|_| value.is_f64())?;
    let is_exact = float.fract() == 0.0 && float.abs() < FIRST_UNSIGNED;
    is_exact.then_some(float as i64)
}

/// Converts values of another type, for instance from YAML, to the type of the schema.
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
        if name == "integer"
            && let Some(whole) = whole_float(value)
        {
            *value = whole.into();
            continue;
        }
        let matching = match (name, &*value) {
            ("string", Value::Number(_) | Value::Bool(_)) => Some(json!(value.to_string())),
            ("integer", Value::String(text)) => text.parse::<i64>().ok().map(Value::from),
            ("number", Value::String(text)) => text.parse::<f64>().ok().map(Value::from),
            ("boolean", Value::String(text)) => text.parse::<bool>().ok().map(Value::from),
            _ => None,
        };
        if let Some(matching) = matching {
            let location = location.join("enum").join(index);
            walk.report_corrected(
                &location,
                brief(value),
                "a value of the schema's type",
                brief(&matching),
            );
            *value = matching;
        }
    }
}
