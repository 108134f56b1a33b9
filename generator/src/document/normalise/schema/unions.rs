//! Schemas of several types, including `null`.

use serde_json::{Map, Value, json};

use super::keywords::{common_type, prepend_part, types_limited_by};
use crate::diagnostics::Location;
use crate::document::normalise::walk::Walk;
use crate::document::problem::ShapeProblem;

/// Turns an array of types into `nullable` and a type, or into a branch for each type with its
/// keywords.
pub(super) fn split_types(schema: &mut Map<String, Value>) {
    let Some(types) = listed_types(schema) else {
        return;
    };
    if types.iter().any(|name| name == "null") {
        schema.insert("nullable".to_owned(), json!(true));
    }
    let mut others: Vec<String> = types.into_iter().filter(|name| name != "null").collect();
    if others.iter().any(|name| name == "number") {
        others.retain(|name| name != "integer");
    }
    schema.shift_remove("type");
    match others.as_slice() {
        [] => {
            schema.entry("enum").or_insert_with(|| json!([null]));
        }
        [only] => {
            schema.insert("type".to_owned(), json!(only));
        }
        // The values or the alternatives determine the types.
        several if schema.contains_key("enum") || have_types(schema, several) => {}
        several => {
            let branches = branches(schema, several);
            let union = json!({ "anyOf": branches });
            if schema.contains_key("anyOf") {
                prepend_part(schema, union);
            } else if let Value::Object(union) = union {
                schema.extend(union);
            }
        }
    }
}

/// Whether each alternative of a schema states one of these types, and nothing else limits the values of one type.
fn have_types(schema: &Map<String, Value>, types: &[String]) -> bool {
    let is_listed = |name: &str| {
        let is_number = name == "integer" && types.iter().any(|known| known == "number");
        name == "null" || is_number || types.iter().any(|known| known == name)
    };
    let is_typed = |branch: &Value| match branch.get("type") {
        Some(Value::String(name)) => is_listed(name),
        Some(_) => false,
        None => branch.get("$ref").is_some(),
    };
    let alternatives = ["oneOf", "anyOf"].into_iter();
    let mut alternatives = alternatives.filter_map(|keyword| schema.get(keyword)?.as_array());
    let mut keywords = schema.keys();
    alternatives.any(|branches| !branches.is_empty() && branches.iter().all(is_typed))
        && !keywords.any(|keyword| keyword == "format" || types_limited_by(keyword).is_some())
}

fn listed_types(schema: &Map<String, Value>) -> Option<Vec<String>> {
    match schema.get("type")? {
        Value::String(name) if name == "null" => Some(vec![name.clone()]),
        Value::Array(names) if !names.is_empty() => names
            .iter()
            .map(|name| name.as_str().map(str::to_owned))
            .collect(),
        _ => None,
    }
}

/// Moves the keywords that limit one type to that type's branch.
fn branches(schema: &mut Map<String, Value>, types: &[String]) -> Vec<Value> {
    let format = schema.shift_remove("format");
    let (limits, rest) = std::mem::take(schema)
        .into_iter()
        .partition(|(keyword, _)| types_limited_by(keyword).is_some());
    *schema = rest;
    let limits: Map<_, _> = limits;
    let branch = |name: &String| {
        let limits = limits.iter().filter(|(keyword, _)| {
            types_limited_by(keyword).is_some_and(|types| types.contains(&name.as_str()))
        });
        let mut branch = Map::from_iter([("type".to_owned(), json!(name))]);
        branch.extend(
            format
                .iter()
                .map(|format| ("format".to_owned(), format.clone())),
        );
        branch.extend(limits.map(|(keyword, value)| (keyword.clone(), value.clone())));
        Value::Object(branch)
    };
    types.iter().map(branch).collect()
}

/// Turns values of several types into a branch for each type, unless another keyword defines the
/// schema. Arrays or objects among the values prevent this.
pub(super) fn split_values(
    walk: &mut Walk<'_>,
    schema: &mut Map<String, Value>,
    location: &Location,
) {
    let Some(Value::Array(values)) = schema.get("enum") else {
        return;
    };
    let is_known = ["type", "allOf", "oneOf", "anyOf", "not"]
        .iter()
        .any(|keyword| schema.contains_key(*keyword));
    if is_known {
        return;
    }
    let kinds = [Value::is_string, Value::is_boolean, Value::is_number];
    let parts = kinds.map(|is_kind| {
        let values = values.iter().filter(|value| is_kind(value));
        values.cloned().collect::<Vec<_>>()
    });
    let count = parts.iter().map(Vec::len).sum::<usize>();
    if count == 0 || count < values.len() {
        return;
    }
    let location = location.join("enum");
    let branches = parts.into_iter().filter_map(|values| {
        let name = common_type(&values)?;
        report_open(walk, name, &values, &location);
        Some(json!({ "type": name, "enum": values }))
    });
    let branches: Vec<Value> = branches.collect();
    schema.shift_remove("enum");
    schema.insert("anyOf".to_owned(), branches.into());
}

/// Reports the branches whose values have no enum: only strings and integers have one.
fn report_open(walk: &mut Walk<'_>, name: &str, values: &[Value], location: &Location) {
    let consequence = match name {
        "boolean" if !(values.contains(&json!(true)) && values.contains(&json!(false))) => {
            "both booleans are accepted"
        }
        "number" => "any number is accepted",
        _ => return,
    };
    let keyword = "enum";
    walk.report(
        location,
        ShapeProblem::Lossy {
            keyword,
            consequence,
        },
    );
}

/// Turns a branch that accepts only `null` into `nullable`. A single remaining branch replaces the
/// union.
pub(super) fn null_branch_to_nullable(schema: &mut Map<String, Value>) {
    for keyword in ["oneOf", "anyOf"] {
        let Some(Value::Array(branches)) = schema.get_mut(keyword) else {
            continue;
        };
        let count = branches.len();
        branches.retain(|branch| !admits_only_null(branch));
        if branches.len() == count {
            continue;
        }
        let only = if branches.len() == 1 {
            branches.pop()
        } else {
            None
        };
        if branches.is_empty() {
            schema.shift_remove(keyword);
        }
        schema.insert("nullable".to_owned(), json!(true));
        if let Some(only) = only {
            absorb(schema, only);
        }
    }
}

fn admits_only_null(branch: &Value) -> bool {
    let says = |keyword: &str, value: Value| branch.get(keyword) == Some(&value);
    says("type", json!("null"))
        || says("type", json!(["null"]))
        || says("enum", json!([null]))
        || says("const", json!(null))
}

/// Merges the only remaining branch into the schema: its keywords are added if no keyword occurs
/// twice, else it becomes a part of `allOf`.
fn absorb(schema: &mut Map<String, Value>, only: Value) {
    const PROSE: [&str; 2] = ["title", "description"];
    let joins =
        |keyword: &String| !schema.contains_key(keyword) || PROSE.contains(&keyword.as_str());
    match only {
        Value::Object(keywords) if !keywords.contains_key("$ref") && keywords.keys().all(joins) => {
            for (keyword, value) in keywords {
                schema.entry(keyword).or_insert(value);
            }
        }
        other => prepend_part(schema, other),
    }
}
