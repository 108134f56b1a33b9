//! Examples, which documents name, list or leave bare.

use serde_json::{Map, Value, json};

use super::openapi::EXAMPLE;
use super::walk::Walk;
use crate::diagnostics::Location;

impl Walk<'_> {
    /// Fits named examples. Values of an array, and bare values under a name, become examples.
    pub(super) fn examples(&mut self, raw: Value, location: &Location) -> Option<Value> {
        const EXPECTED: &str = "an object of named examples";
        let named: Vec<(String, Value)> = match raw {
            Value::Object(members) => members.into_iter().collect(),
            Value::Array(items) => {
                self.report_corrected(
                    location,
                    "an array",
                    EXPECTED,
                    "examples named by their index",
                );
                let items = items.into_iter().enumerate();
                items.map(|(index, raw)| (index.to_string(), raw)).collect()
            }
            other => {
                self.report_kind(location, &other, EXPECTED);
                return None;
            }
        };
        let fitted = named.into_iter().filter_map(|(name, raw)| {
            let location = location.join(&name);
            let example = if is_example(&raw) {
                self.fit(raw, &EXAMPLE, &location)?
            } else {
                json!({ "value": raw })
            };
            Some((name, example))
        });
        Some(fitted.collect::<Map<_, _>>().into())
    }
}

fn is_example(value: &Value) -> bool {
    const FIELDS: [&str; 7] = [
        "value",
        "dataValue",
        "serializedValue",
        "externalValue",
        "summary",
        "description",
        "$ref",
    ];
    value
        .as_object()
        .is_some_and(|members| FIELDS.iter().any(|field| members.contains_key(*field)))
}
