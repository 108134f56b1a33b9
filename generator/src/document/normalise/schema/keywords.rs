//! The meaning of keywords, type names and values.

use serde_json::{Map, Value, json};

/// Returns the types of JSON values that a keyword limits; `None` for one that applies to any
/// value.
pub(super) fn types_limited_by(keyword: &str) -> Option<&'static [&'static str]> {
    Some(match keyword {
        "pattern" | "minLength" | "maxLength" => &["string"],
        "multipleOf" | "minimum" | "maximum" | "exclusiveMinimum" | "exclusiveMaximum" => {
            &["integer", "number"]
        }
        "properties" | "required" | "additionalProperties" | "minProperties" | "maxProperties" => {
            &["object"]
        }
        "items" | "minItems" | "maxItems" | "uniqueItems" => &["array"],
        _ => return None,
    })
}

/// The types of OpenAPI 3.0.
pub(super) const TYPES: [&str; 6] = ["string", "number", "integer", "boolean", "array", "object"];

/// Returns the type, and possibly the format, that a type name of another language or version
/// stands for.
pub(super) fn meant_type(name: &str) -> Option<(&'static str, Option<&'static str>)> {
    Some(match name.to_ascii_lowercase().as_str() {
        "string" | "str" | "text" => ("string", None),
        "file" => ("string", Some("binary")),
        "date" => ("string", Some("date")),
        "datetime" | "date-time" => ("string", Some("date-time")),
        "uuid" => ("string", Some("uuid")),
        "integer" | "int" => ("integer", None),
        "int32" => ("integer", Some("int32")),
        "int64" | "long" => ("integer", Some("int64")),
        "number" | "numeric" | "decimal" => ("number", None),
        "float" => ("number", Some("float")),
        "double" => ("number", Some("double")),
        "boolean" | "bool" => ("boolean", None),
        "array" | "list" => ("array", None),
        "object" | "map" | "dict" => ("object", None),
        _ => return None,
    })
}

/// Returns the narrowest type of all the values.
pub(super) fn common_type(values: &[Value]) -> Option<&'static str> {
    type Test = fn(&Value) -> bool;
    const TESTS: [(&str, Test); 4] = [
        ("string", Value::is_string),
        ("boolean", Value::is_boolean),
        ("integer", |value| value.is_i64() || value.is_u64()),
        ("number", Value::is_number),
    ];
    let is_common = |(_, test): &&(&str, Test)| !values.is_empty() && values.iter().all(test);
    TESTS.iter().find(is_common).map(|(name, _)| *name)
}

/// Inserts a schema at the front of `allOf`.
pub(super) fn prepend_part(schema: &mut Map<String, Value>, part: Value) {
    match schema.get_mut("allOf") {
        Some(Value::Array(parts)) => parts.insert(0, part),
        _ => {
            schema.shift_insert(0, "allOf".to_owned(), json!([part]));
        }
    }
}
