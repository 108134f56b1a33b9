//! Whether two documents describe the same API.

use std::collections::BTreeSet;

use sdksmith::Diagnostics;
use sdksmith::document::{SourceText, parse};
use serde_json::Value;

use super::problem;
use crate::diff::DiffProblem;
use crate::report::CommandError;

/// Refuses a document that has neither the title nor half of the URLs of the bundled one.
pub(super) fn check(old: &SourceText, new: &SourceText, module: &str) -> Result<(), CommandError> {
    let mut diagnostics = Diagnostics::default();
    let parsed = (parse(old, &mut diagnostics), parse(new, &mut diagnostics));
    let (Some(old), Some(new)) = parsed else {
        return Err(diagnostics.into());
    };
    let title = |document: &Value| document.pointer("/info/title").cloned();
    let (before, after) = (urls(&old), urls(&new));
    let kept = before.intersection(&after).count();
    let is_same = title(&old) == title(&new) && kept > 0 || kept * 2 >= before.len().max(1);
    match is_same {
        true => Ok(()),
        false => Err(problem(DiffProblem::OtherApi {
            module: module.to_owned(),
            kept,
            count: before.len(),
        })),
    }
}

fn urls(document: &Value) -> BTreeSet<String> {
    let paths = document.get("paths").and_then(Value::as_object);
    paths
        .into_iter()
        .flatten()
        .map(|(path, _)| path.clone())
        .collect()
}
