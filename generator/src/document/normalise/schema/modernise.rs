//! Turns the forms of OpenAPI 3.1, JSON Schema and older drafts into those of OpenAPI 3.0.

use serde_json::{Map, Value, json};

use super::keywords::{TYPES, meant_type};
use super::unions;
use crate::diagnostics::Location;
use crate::document::normalise::sequences::describe_event_data;
use crate::document::normalise::walk::Walk;
use crate::document::problem::ShapeProblem;

/// Rewrites one schema, without the schemas inside. Keywords that OpenAPI 3.0 can express are
/// rewritten silently; the others are replaced by wider ones and reported.
pub(in crate::document::normalise) fn modernise(
    walk: &mut Walk<'_>,
    schema: &mut Map<String, Value>,
    location: &Location,
) {
    schema.shift_remove("$ref");
    describe_event_data(walk, schema, location);
    unions::split_types(schema);
    name_type(walk, schema, location);
    constant_to_enum(schema);
    exclusive_bound(schema, "exclusiveMinimum", "minimum", |bound, limit| {
        bound >= limit
    });
    exclusive_bound(schema, "exclusiveMaximum", "maximum", |bound, limit| {
        bound <= limit
    });
    first_example(schema);
    tuple_to_items(walk, schema, location);
    unevaluated_to_additional(schema);
    patterns_to_additional(walk, schema, location);
    content_to_format(schema);
    collect_required(walk, schema, location);
    if let Some(Value::String(property)) = schema.get("discriminator") {
        let meant = json!({ "propertyName": property });
        schema.insert("discriminator".to_owned(), meant);
    }
    keep_dependent_required(schema);
    report_lost(walk, schema, location);
    let is_restricted = schema
        .keys()
        .any(|keyword| RESTRICTIONS.contains(&keyword.as_str()));
    if is_restricted {
        drop_negation(walk, schema, location);
    }
    unions::null_branch_to_nullable(schema);
}

/// Corrects the names of types whose intention is clear, and removes others.
fn name_type(walk: &mut Walk<'_>, schema: &mut Map<String, Value>, location: &Location) {
    let Some(found) = schema
        .get("type")
        .and_then(Value::as_str)
        .map(str::to_owned)
    else {
        return;
    };
    if found == "null" || TYPES.contains(&found.as_str()) {
        return;
    }
    let location = location.join("type");
    let Some((name, format)) = meant_type(&found) else {
        schema.shift_remove("type");
        walk.report(
            &location,
            ShapeProblem::NotAllowed {
                found,
                allowed: TYPES.map(|name| format!("`{name}`")).join(", "),
                consequence: "any value is accepted",
            },
        );
        return;
    };
    walk.report_corrected(
        &location,
        format!("`{found}`"),
        "a type",
        format!("`{name}`"),
    );
    schema.insert("type".to_owned(), json!(name));
    if let Some(format) = format {
        schema.entry("format").or_insert_with(|| json!(format));
    }
}

fn constant_to_enum(schema: &mut Map<String, Value>) {
    if let Some(constant) = schema.shift_remove("const") {
        schema.insert("enum".to_owned(), json!([constant]));
        schema.insert(CONSTANT.to_owned(), json!(true));
    }
}

/// The mark of a schema whose value was fixed with `const`, in a normalised document.
pub(in crate::document) const CONSTANT: &str = "x-sdksmith-const";

/// Turns a numeric exclusive bound into the limit, if it is the tighter one, and marks it as
/// exclusive.
fn exclusive_bound(
    schema: &mut Map<String, Value>,
    exclusive: &str,
    limit: &str,
    is_tighter: fn(f64, f64) -> bool,
) {
    let Some(Value::Number(bound)) = schema.get(exclusive).cloned() else {
        return;
    };
    let inclusive = schema.get(limit).and_then(Value::as_f64);
    if inclusive.is_none_or(|limit| bound.as_f64().is_some_and(|bound| is_tighter(bound, limit))) {
        schema.insert(limit.to_owned(), Value::Number(bound));
        schema.insert(exclusive.to_owned(), json!(true));
    } else {
        schema.shift_remove(exclusive);
    }
}

fn first_example(schema: &mut Map<String, Value>) {
    if let Some(Value::Array(examples)) = schema.get("examples")
        && let Some(first) = examples.first().cloned()
    {
        schema.shift_remove("examples");
        schema.entry("example").or_insert(first);
    }
}

/// Turns a tuple into an array whose items have any of its types.
fn tuple_to_items(walk: &mut Walk<'_>, schema: &mut Map<String, Value>, location: &Location) {
    let keyword = if schema.contains_key("prefixItems") {
        "prefixItems"
    } else {
        "items"
    };
    let Some(Value::Array(parts)) = schema.get(keyword).cloned() else {
        return;
    };
    if parts.is_empty() && keyword == "items" {
        return;
    }
    schema.shift_remove(keyword);
    let rest = if keyword == "items" {
        "additionalItems"
    } else {
        "items"
    };
    let rest = schema
        .shift_remove(rest)
        .filter(|rest| *rest != json!(false));
    let branches: Vec<Value> = parts.into_iter().chain(rest).collect();
    schema.insert("items".to_owned(), json!({ "anyOf": branches }));
    let consequence = "each item may have the type of any element of the tuple";
    walk.report(
        &location.join(keyword),
        ShapeProblem::Lossy {
            keyword,
            consequence,
        },
    );
}

/// Turns the schema of unevaluated properties into that of additional ones: an `allOf` has the properties of all its
/// parts here, so those that are left are the same.
fn unevaluated_to_additional(schema: &mut Map<String, Value>) {
    let keyword = "unevaluatedProperties";
    let is_described = schema
        .get(keyword)
        .is_some_and(|rest| rest.is_object() || *rest == json!(true));
    if is_described
        && !schema.contains_key("additionalProperties")
        && let Some(rest) = schema.shift_remove(keyword)
    {
        schema.insert("additionalProperties".to_owned(), rest);
    }
}

/// Turns properties named by a pattern into additional properties.
fn patterns_to_additional(
    walk: &mut Walk<'_>,
    schema: &mut Map<String, Value>,
    location: &Location,
) {
    let keyword = "patternProperties";
    let Some(patterns) = schema.shift_remove(keyword) else {
        return;
    };
    let Value::Object(patterns) = patterns else {
        walk.report_kind(&location.join(keyword), &patterns, "an object");
        return;
    };
    let mut values: Vec<Value> = patterns.into_iter().map(|(_, value)| value).collect();
    match schema.shift_remove("additionalProperties") {
        Some(Value::Bool(true)) => values.push(json!({})),
        Some(other) if other.is_object() => values.push(other),
        _ => {}
    }
    let any = match values.len() {
        1 => values.pop().unwrap_or_default(),
        _ => json!({ "anyOf": values }),
    };
    schema.insert("additionalProperties".to_owned(), any);
    let consequence = "properties of any name are accepted";
    walk.report(
        &location.join(keyword),
        ShapeProblem::Lossy {
            keyword,
            consequence,
        },
    );
}

/// Turns the encoding of binary content into a format of OpenAPI 3.0.
fn content_to_format(schema: &mut Map<String, Value>) {
    let encoding = schema.shift_remove("contentEncoding");
    let media_type = schema.shift_remove("contentMediaType");
    let format = match (encoding.as_ref().and_then(Value::as_str), media_type) {
        (Some("base64" | "base64url"), _) => "byte",
        (Some("binary"), _) => "binary",
        (None, Some(Value::String(media_type))) if is_binary(&media_type) => "binary",
        _ => return,
    };
    schema.entry("type").or_insert_with(|| json!("string"));
    schema.entry("format").or_insert_with(|| json!(format));
}

/// Whether values of a media type are bytes: it is neither text, nor JSON, nor XML.
fn is_binary(media_type: &str) -> bool {
    let essence = media_type.split(';').next().unwrap_or(media_type).trim();
    let essence = essence.to_ascii_lowercase();
    let is_text = essence.starts_with("text/")
        || ["json", "xml", "yaml", "javascript", "urlencoded"]
            .iter()
            .any(|end| essence.ends_with(end));
    essence.contains('/') && !is_text
}

/// Collects the names of properties that, as in old drafts, state themselves that they are required.
fn collect_required(walk: &mut Walk<'_>, schema: &mut Map<String, Value>, location: &Location) {
    let Some(Value::Object(properties)) = schema.get_mut("properties") else {
        return;
    };
    let mut required = Vec::new();
    for (name, property) in properties {
        let Some(property) = property.as_object_mut() else {
            continue;
        };
        let Some(flag) = property.get("required").and_then(Value::as_bool) else {
            continue;
        };
        property.shift_remove("required");
        walk.report_corrected(
            &location.join("properties").join(name).join("required"),
            format!("`{flag}`"),
            "an array with the names of required properties",
            if flag {
                "it for this property"
            } else {
                "no required property"
            },
        );
        if flag {
            required.push(json!(name));
        }
    }
    if required.is_empty() {
        return;
    }
    if let Value::Array(names) = schema.entry("required").or_insert_with(|| json!([])) {
        required.retain(|name| !names.contains(name));
        names.extend(required);
    }
}

/// Keeps the required properties that depend on others, under a mark, if the schema declares all of them.
fn keep_dependent_required(schema: &mut Map<String, Value>) {
    let (Some(Value::Object(properties)), Some(Value::Object(dependents))) =
        (schema.get("properties"), schema.get("dependentRequired"))
    else {
        return;
    };
    let is_declared = |name: &str| properties.contains_key(name);
    let are_declared = |names: &Value| {
        let names = names.as_array();
        names.is_some_and(|names| {
            names
                .iter()
                .all(|name| name.as_str().is_some_and(is_declared))
        })
    };
    let mut all = dependents.iter();
    if all.all(|(given, names)| is_declared(given) && are_declared(names))
        && let Some(dependents) = schema.shift_remove("dependentRequired")
    {
        schema.insert(DEPENDENT_REQUIRED.to_owned(), dependents);
    }
}

/// The mark of the required properties that depend on others, in a normalised document.
pub(in crate::document) const DEPENDENT_REQUIRED: &str = "x-sdksmith-dependent-required";

/// Keywords without a counterpart in OpenAPI 3.0.
const LOST: [(&str, &str); 17] = [
    ("if", ANY),
    ("then", ANY),
    ("else", ANY),
    ("contains", ANY),
    ("minContains", ANY),
    ("maxContains", ANY),
    ("additionalItems", ANY),
    ("propertyNames", ANY),
    ("dependencies", ANY),
    ("dependentRequired", ANY),
    ("dependentSchemas", ANY),
    ("unevaluatedItems", ANY),
    ("unevaluatedProperties", ANY),
    ("contentSchema", "the content remains a string"),
    ("$dynamicRef", "any value is accepted"),
    ("$recursiveRef", "any value is accepted"),
    ("$id", "references are relative to the document"),
];

/// The keywords from which a type follows.
const RESTRICTIONS: [&str; 8] = [
    "type",
    "enum",
    "properties",
    "additionalProperties",
    "items",
    "allOf",
    "oneOf",
    "anyOf",
];

/// Removes and reports `not` beside keywords from which a type follows.
pub(super) fn drop_negation(
    walk: &mut Walk<'_>,
    schema: &mut Map<String, Value>,
    location: &Location,
) {
    let keyword = "not";
    if schema.shift_remove(keyword).is_some() {
        let problem = ShapeProblem::Lossy {
            keyword,
            consequence: ANY,
        };
        walk.report(&location.join(keyword), problem);
    }
}

const ANY: &str = "values that it excludes are accepted";

fn report_lost(walk: &mut Walk<'_>, schema: &mut Map<String, Value>, location: &Location) {
    // A reference by an absolute URI or an anchor finds its target.
    let is_found = |id: &Value| {
        let id = id.as_str();
        id.is_some_and(|id| id.contains("://") || id.starts_with('#'))
    };
    if schema.get("$id").is_some_and(is_found) {
        schema.shift_remove("$id");
    }
    for (keyword, consequence) in LOST {
        if schema.shift_remove(keyword).is_some() {
            walk.report(
                &location.join(keyword),
                ShapeProblem::Lossy {
                    keyword,
                    consequence,
                },
            );
        }
    }
}
