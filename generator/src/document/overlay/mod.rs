//! OpenAPI Overlay 1.0 and 1.1: changes to a document that leave its file untouched.
//!
//! [`read`] reads an overlay completely first, so that all its mistakes are reported together. [`apply`]
//! then applies its actions in order, each to the result of the previous ones.

mod apply;
mod merge;
mod miss;
mod problem;
mod read;

use serde_json::Value;

use self::apply::Misses;
pub use self::problem::{ActionName, Miss, OverlayProblem};
use super::text::{OverlaySource, SourceText, fill_positions, parse};
use crate::diagnostics::Diagnostics;

/// Applies an overlay to a document and returns the result, with its keys in the document's order.
///
/// Both may be JSON or YAML, and the document need not be an OpenAPI document. Actions without a
/// match or an effect are warnings. Reports an error and returns `None` if either text is invalid,
/// or an action cannot be applied.
pub fn apply_overlay(
    document: &SourceText,
    overlay: &SourceText,
    diagnostics: &mut Diagnostics,
) -> Option<Value> {
    let parsed = parse(document, diagnostics)?;
    let changed = apply_one(parsed, overlay, Misses::Warned, diagnostics);
    fill_positions(overlay, diagnostics);
    changed
}

/// Returns the actions of an overlay as text, without comments, formatting and descriptions: equal texts
/// change a document equally.
pub(super) fn actions(overlay: &SourceText) -> String {
    let mut parsed = parse(overlay, &mut Diagnostics::default()).unwrap_or_default();
    let Some(actions) = parsed.get_mut("actions").map(Value::take) else {
        // No such overlay passes `apply`.
        return overlay.text.clone();
    };
    let Value::Array(mut actions) = actions else {
        return actions.to_string();
    };
    for action in &mut actions {
        if let Some(action) = action.as_object_mut() {
            action.shift_remove("description");
        }
    }
    Value::Array(actions).to_string()
}

/// Applies overlays in their order. An action without a match is an error unless it is allowed.
///
/// All overlays are read and applied as far as possible, so that all problems are reported, before
/// the function returns `None`.
pub(super) fn apply_all(
    document: Value,
    overlays: &[OverlaySource],
    diagnostics: &mut Diagnostics,
) -> Option<Value> {
    let mut document = document;
    let mut is_whole = true;
    for OverlaySource { text, may_miss } in overlays {
        match apply_one(
            document.clone(),
            text,
            Misses::Allowed(may_miss),
            diagnostics,
        ) {
            Some(changed) => document = changed,
            None => is_whole = false,
        }
    }
    is_whole.then_some(document)
}

fn apply_one(
    mut document: Value,
    source: &SourceText,
    misses: Misses<'_>,
    diagnostics: &mut Diagnostics,
) -> Option<Value> {
    let parsed = parse(source, diagnostics)?;
    let overlay = read::read(&source.name, &parsed, diagnostics)?;
    let applied = apply::apply(&overlay, &mut document, misses, &source.name, diagnostics);
    applied.then_some(document)
}
