//! Polling: operations that fetch an object until it no longer changes.
//!
//! Runs when a module's types are complete, because it looks into the types of responses.

use serde_json::Value;

use crate::diagnostics::{Diagnostics, Location};
use crate::ir::{Module, Operation, Shape, TerminalStates, Type, Waiting};
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
    let response = structure(module, operation.answer.json()?)?;
    let pointer = extension.get("pointer")?.as_str()?;
    let field = response
        .fields
        .iter()
        .find(|field| pointer.strip_prefix('/') == Some(&field.wire))?;
    let states = extension.get("terminal")?.as_array()?.iter();
    let states: Option<Vec<&str>> = states.map(Value::as_str).collect();
    Some(Waiting {
        state: field.name.clone(),
        terminal: terminal_states(module, &field.ty, &states?)?,
    })
}

fn terminal_states(module: &Module, ty: &Type, states: &[&str]) -> Option<TerminalStates> {
    let id = match module.resolve(ty) {
        Type::String => {
            let states = states.iter().map(|state| (*state).to_owned());
            return Some(TerminalStates::Text(states.collect()));
        }
        Type::Named(id) => *id,
        _ => return None,
    };
    let Shape::Enum(known) = &module.get(id).shape else {
        return None;
    };
    let variant = |state: &&str| known.variants.iter().find(|known| known.wire == *state);
    let variants: Option<Vec<_>> = states.iter().map(|state| variant(state).cloned()).collect();
    Some(TerminalStates::Enum {
        ty: id,
        variants: variants?,
    })
}
