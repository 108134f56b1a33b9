//! Checks the version of a document.

use std::sync::Arc;

use serde_json::Value;

use super::problem::TextProblem;
use crate::diagnostics::{Diagnostics, Location};

/// Accepts OpenAPI 3.0, 3.1 and 3.2. Reports an error for any other value and returns `None`.
pub(super) fn check(
    name: &Arc<str>,
    document: &Value,
    diagnostics: &mut Diagnostics,
) -> Option<()> {
    let location = Location::file(name);
    let (location, problem) = match (document.get("openapi"), document.get("swagger")) {
        (Some(version), _) => match number(version) {
            Some(version) if is_supported(&version) => return Some(()),
            Some(version) => (
                location.join("openapi"),
                TextProblem::UnsupportedVersion { version },
            ),
            None => (
                location.join("openapi"),
                TextProblem::NotOpenApi {
                    found: kind(document),
                },
            ),
        },
        (None, Some(_)) => (location.join("swagger"), TextProblem::Swagger),
        (None, None) => (
            location,
            TextProblem::NotOpenApi {
                found: kind(document),
            },
        ),
    };
    diagnostics.report(location, problem);
    None
}

/// Returns the version as text. In YAML, `3.0` without quotes is a number.
fn number(version: &Value) -> Option<String> {
    match version {
        Value::String(version) => Some(version.trim().to_owned()),
        Value::Number(version) => Some(version.to_string()),
        _ => None,
    }
}

fn is_supported(version: &str) -> bool {
    ["3.0", "3.1", "3.2"].iter().any(|supported| {
        version
            .strip_prefix(supported)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    })
}

fn kind(document: &Value) -> &'static str {
    match document {
        Value::Object(members) if members.contains_key("openapi") => {
            "the key `openapi` contains no version"
        }
        Value::Object(_) => "the key `openapi` is missing",
        _ => "the value is not an object",
    }
}
