//! OpenAPI Overlay 1.0 and 1.1: facts that a document omits, added without touching it.
//!
//! An overlay is [read](read) once, in full, so that all its mistakes come out together. Its actions
//! are then [applied](apply) one after another, each to the result of those before.

mod apply;
mod merge;
mod problem;
mod read;

use serde_json::Value;

use self::apply::Misses;
pub use self::problem::{ActionName, OverlayProblem};
use super::text::{OverlaySource, SourceText, fill_positions, parse};
use crate::diagnostics::Diagnostics;

/// Applies an overlay to a document and returns the result, with its keys in the document's order.
///
/// Both may be JSON or YAML. The document may be of any kind that an overlay can change. Actions
/// without a match or an effect are warnings. Reports what is wrong and returns `None` when either
/// text can't be read, or an action can't be applied.
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

/// Applies overlays in their order. An action without a match is an error unless it is allowed.
///
/// All overlays are read and applied as far as they go before this returns `None`.
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
