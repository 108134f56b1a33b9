//! Every kind of scalar with its bounds.

use serde_json::{Value, json};

/// A kind of scalar.
pub(super) struct Kind {
    pub(super) name: &'static str,
    pub(super) schema: Value,
    /// A value, as a property has it.
    pub(super) good: Value,
    /// A value that is out of bounds.
    pub(super) bad: Option<Value>,
    /// The value as its Rust type is read by itself, if that differs from `good`.
    stored: Option<Value>,
}

impl Kind {
    /// Returns the schema, or the one that admits null, too.
    pub(super) fn schema(&self, is_nullable: bool) -> Value {
        let mut schema = self.schema.clone();
        if is_nullable {
            let ty = schema["type"].clone();
            schema["type"] = json!([ty, "null"]);
            if let Some(values) = schema.get_mut("enum").and_then(Value::as_array_mut) {
                values.push(Value::Null);
            }
        }
        schema
    }

    /// Returns the name of the component with that schema.
    pub(super) fn component(&self, is_nullable: bool) -> String {
        format!("{}{}", if is_nullable { "Maybe" } else { "" }, self.name)
    }

    /// Returns the value as its Rust type is read by itself.
    pub(super) fn stored(&self) -> &Value {
        self.stored.as_ref().unwrap_or(&self.good)
    }
}

/// Returns every kind.
pub(super) fn kinds() -> Vec<Kind> {
    let kind = |name, schema, good, bad| Kind {
        name,
        schema,
        good,
        bad,
        stored: None,
    };
    let text = |keyword: &str, value: Value| json!({ "type": "string", keyword: value });
    let integer = |format: &str, keyword: &str, value: Value| json!({ "type": "integer", "format": format, keyword: value });
    let number = |keyword: &str, value: Value| json!({ "type": "number", keyword: value });
    let decimal = |keyword: &str, value: Value| json!({ "type": "number", "format": "decimal", keyword: value });
    vec![
        kind(
            "Text",
            json!({ "type": "string" }),
            // Each character has a meaning in a URL, a header or a form.
            json!("a&b=c/d?e#f+%20;~\"."),
            None,
        ),
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
        Kind {
            stored: Some(json!("2026-01-31T12:00:00Z")),
            ..kind(
                "Mailed",
                text("format", json!("date-time-rfc-2822")),
                json!("Sat, 31 Jan 2026 12:00:00 +0000"),
                None,
            )
        },
        kind(
            "Level",
            json!({ "type": "integer", "enum": [1, 2] }),
            json!(2),
            None,
        ),
        kind(
            "Link",
            text("format", json!("uri")),
            json!("/a"),
            Some(json!("https://[x")),
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
