//! The codes of an API's errors, which documents name in an extension.

use openapiv3::OpenAPI;
use serde_json::Value;

use crate::diagnostics::{Diagnostics, Location};
use crate::ir::{CATCH_ALL, Candidate, Case, ErrorCode, ErrorCodes, Scope};

use super::extensions::ERROR_CODES;
use super::problem::LowerProblem;

/// The codes that the document explains.
pub(super) fn collect(
    api: &OpenAPI,
    location: &Location,
    types: &mut Scope,
    diagnostics: &mut Diagnostics,
) -> Option<ErrorCodes> {
    let extension = api.extensions.get(ERROR_CODES)?;
    let location = location.join(ERROR_CODES);
    let mut found: Vec<(i64, String, String)> = Vec::new();
    for (index, entry) in extension.as_array().into_iter().flatten().enumerate() {
        match read(entry) {
            Some((code, ..)) if found.iter().any(|(known, ..)| *known == code) => {
                diagnostics.report(location.join(index), LowerProblem::RepeatedCode { code });
            }
            Some(entry) => found.push(entry),
            None => {
                let problem = LowerProblem::Extension { name: ERROR_CODES };
                diagnostics.report(location.join(index), problem);
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

fn read(entry: &Value) -> Option<(i64, String, String)> {
    let text = |key: &str| entry.get(key)?.as_str().map(str::to_owned);
    Some((
        entry.get("code")?.as_i64()?,
        text("name")?,
        text("summary")?,
    ))
}
