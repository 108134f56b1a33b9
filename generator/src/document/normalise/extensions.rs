//! The extensions of the generator: the objects in which they have an effect, and the values of those that no
//! later stage reports.

use serde_json::{Map, Value};

use super::grammar::Object;
use super::walk::Walk;
use crate::diagnostics::Location;
use crate::document::problem::ShapeProblem;

/// The extensions with the objects in which they have an effect.
const EXTENSIONS: &[(&str, &[&str])] = &[
    ("x-error-codes", &["a document", "a schema"]),
    ("x-event-stream", &["a media type", "an operation"]),
    ("x-fixed-host", &["a server"]),
    ("x-idempotency-key", &["an operation"]),
    ("x-paging", &["a document", "an operation"]),
    ("x-retries", &["an operation"]),
    ("x-server-name", &["a server"]),
    ("x-timeouts", &["an operation"]),
    ("x-wait", &["an operation"]),
];

impl Walk<'_> {
    /// Reports the extensions of an object that have no effect.
    pub(super) fn judge_extensions(
        &mut self,
        members: &Map<String, Value>,
        object: &'static Object,
        location: &Location,
    ) {
        for (extension, objects) in EXTENSIONS {
            let Some(value) = members.get(*extension) else {
                continue;
            };
            let location = location.join(extension);
            if !objects.contains(&object.name) {
                let problem = ShapeProblem::MisplacedExtension {
                    extension,
                    object: object.name,
                    expected: objects.join(" or "),
                };
                self.report(&location, problem);
            } else if let Some(expected) = refusal(extension, object.name, value) {
                let problem = ShapeProblem::ExtensionForm {
                    extension,
                    expected,
                };
                self.report(&location, problem);
            }
        }
    }
}

/// Returns the form that a value lacks.
fn refusal(extension: &str, object: &str, value: &Value) -> Option<&'static str> {
    match (extension, object) {
        ("x-server-name", _) if !value.is_string() => Some("a string"),
        ("x-error-codes", "a schema") if !is_codes(value) => {
            Some("codes by keyword, such as `{ required: 1, minLength: 2 }`")
        }
        _ => None,
    }
}

/// The keywords whose violation may have an error code.
const KEYWORDS: [&str; 15] = [
    "required",
    "type",
    "enum",
    "pattern",
    "minLength",
    "maxLength",
    "minimum",
    "maximum",
    "multipleOf",
    "items",
    "minItems",
    "maxItems",
    "uniqueItems",
    "minProperties",
    "maxProperties",
];

fn is_codes(value: &Value) -> bool {
    let is_code = |(keyword, code): (&String, &Value)| {
        KEYWORDS.contains(&keyword.as_str()) && code.as_i64().is_some()
    };
    value
        .as_object()
        .is_some_and(|codes| codes.iter().all(is_code))
}
