//! The error codes of an API, which documents declare in an extension.

use openapiv3::OpenAPI;
use serde_json::Value;

use crate::diagnostics::{Diagnostics, Location};
use crate::ir::{CATCH_ALL, Candidate, Case, ErrorCode, ErrorCodes, Resource, Scope};

use super::extensions::ERROR_CODES;
use super::problem::LowerProblem;

/// Returns the error codes that the document declares. `resources` hold the operations that they
/// may name.
pub(super) fn collect(
    api: &OpenAPI,
    location: &Location,
    resources: &[Resource],
    types: &mut Scope,
    diagnostics: &mut Diagnostics,
) -> Option<ErrorCodes> {
    let extension = api.extensions.get(ERROR_CODES)?;
    let location = location.join(ERROR_CODES);
    let mut found: Vec<(i64, String, String)> = Vec::new();
    if !extension.is_array() {
        diagnostics.report(location.clone(), LowerProblem::ErrorCodeForm);
    }
    for (index, entry) in extension.as_array().into_iter().flatten().enumerate() {
        report_unknown_operations(entry, &location.join(index), resources, diagnostics);
        match read(entry) {
            Some((code, ..)) if found.iter().any(|(known, ..)| *known == code) => {
                diagnostics.report(location.join(index), LowerProblem::RepeatedCode { code });
            }
            Some(entry) => found.push(entry),
            None => {
                diagnostics.report(location.join(index), LowerProblem::ErrorCodeForm);
            }
        }
    }
    let wanted: Vec<_> = found
        .iter()
        .map(|(_, name, _)| Candidate::plain(name))
        .collect();
    let names = Scope::new(Case::Pascal, &[CATCH_ALL]).claim_all(&wanted);
    let codes = found.into_iter().zip(names);
    let codes = codes.map(|((code, _, summary), name)| ErrorCode {
        code,
        name,
        summary,
    });
    Some(ErrorCodes {
        name: types.claim("ErrorCode"),
        codes: codes.collect(),
    })
}

/// Reports the operations of an entry that the document doesn't have.
fn report_unknown_operations(
    entry: &Value,
    location: &Location,
    resources: &[Resource],
    diagnostics: &mut Diagnostics,
) {
    let location = location.join("operations");
    let named = entry.get("operations").and_then(Value::as_array);
    for (index, id) in named.into_iter().flatten().enumerate() {
        let mut known = resources.iter().flat_map(|resource| &resource.operations);
        if !known.any(|operation| id == operation.id.as_str()) {
            let id = id.as_str().map_or_else(|| id.to_string(), str::to_owned);
            diagnostics.report(location.join(index), LowerProblem::UnknownOperation { id });
        }
    }
}

fn read(entry: &Value) -> Option<(i64, String, String)> {
    let text = |key: &str| entry.get(key)?.as_str().map(str::to_owned);
    let is_name = |name: &String| name.contains(|c: char| c.is_ascii_alphanumeric());
    Some((
        entry.get("code")?.as_i64()?,
        text("name").filter(is_name)?,
        text("summary")?,
    ))
}
