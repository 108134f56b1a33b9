//! Polling: operations that fetch an object until it no longer changes.
//!
//! Runs when a module's types are complete, because it looks into the types of responses.

use serde_json::Value;

use crate::diagnostics::{Diagnostics, Location};
use crate::ir::{Module, Operation, Presence, Shape, Type, Waiting};
use crate::lower::extensions::WAIT;
use crate::lower::problem::LowerProblem;

use super::OperationSource;
use super::pagination::structure;

/// Fills in when each fetched thing is done changing, where the document says so.
pub(in crate::lower) fn add_waiting(
    module: &mut Module,
    found: &[OperationSource<'_>],
    diagnostics: &mut Diagnostics,
) {
    for source in found {
        let Some(extension) = source.operation.extensions.get(WAIT) else {
            continue;
        };
        let operation = module
            .operations()
            .find(|operation| operation.id == source.id);
        let waiting = operation.and_then(|operation| waiting(module, operation, extension));
        if waiting.is_none() {
            let location: Location = source.location.join(WAIT);
            diagnostics.report(location, LowerProblem::Extension { name: WAIT });
        }
        let mut operations = module.operations_mut();
        if let Some(operation) = operations.find(|operation| operation.id == source.id) {
            operation.waiting = waiting;
        }
    }
}

/// Reads `{ pointer: /status, terminal: [DONE] }`.
fn waiting(module: &Module, operation: &Operation, extension: &Value) -> Option<Waiting> {
    let answer = structure(module, operation.answer.json()?)?;
    let pointer = extension.get("pointer")?.as_str()?;
    let field = answer
        .fields
        .iter()
        .find(|field| pointer.strip_prefix('/') == Some(&field.wire))?;
    let terminal: Option<Vec<_>> = extension
        .get("terminal")?
        .as_array()?
        .iter()
        .map(|state| Some(state.as_str()?.to_owned()))
        .collect();
    let is_enum = match module.resolve(&field.ty) {
        Type::String => false,
        Type::Named(id) => matches!(module.get(*id).shape, Shape::Enum(_)).then_some(true)?,
        _ => return None,
    };
    Some(Waiting {
        state: field.name.clone(),
        optional: field.presence != Presence::Required,
        is_enum,
        terminal: terminal?,
    })
}
