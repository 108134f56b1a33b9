//! Polling: operations that fetch an object until it no longer changes.
//!
//! Runs when a module's types are complete, because it looks into the types of responses.

use serde_json::Value;

use crate::diagnostics::Diagnostics;
use crate::ir::{Enum, Module, Operation, Scalar, Shape, TerminalStates, Type, Waiting};
use crate::lower::extensions::WAIT;
use crate::lower::problem::LowerProblem;

use super::OperationSource;
use super::pagination::structure;

/// Fills in the terminal states of fetched objects, from each operation's `x-wait`.
pub(in crate::lower) fn add_waiting(
    module: &mut Module,
    sources: &[OperationSource<'_>],
    diagnostics: &mut Diagnostics,
) {
    // Only the preferred response has the state.
    for source in sources
        .iter()
        .filter(|found| found.media.response.is_none())
    {
        let Some(extension) = source.operation.extensions.get(WAIT) else {
            continue;
        };
        let operation = module.operations().find(|found| found.id == source.id);
        let waiting = operation.map(|operation| waiting(module, operation, extension));
        let waiting = waiting.and_then(|waiting| {
            let report = |problem| diagnostics.report(source.location.join(WAIT), problem);
            waiting.map_err(report).ok()
        });
        let mut operations = module.operations_mut();
        if let Some(operation) = operations.find(|found| found.id == source.id) {
            operation.waiting = waiting;
        }
    }
}

/// Reads `{ pointer: /status, terminal: [DONE] }`.
fn waiting(
    module: &Module,
    operation: &Operation,
    extension: &Value,
) -> Result<Waiting, LowerProblem> {
    let (pointer, states) = read(extension).ok_or(LowerProblem::WaitForm)?;
    let misfit = |reason| LowerProblem::WaitMisfit { reason };
    let response = operation.response.json();
    let response = response.and_then(|ty| structure(module, ty));
    let response = response.ok_or_else(|| misfit("the response is no JSON object".to_owned()))?;
    let mut fields = response.fields.iter();
    let field = fields.find(|field| pointer.strip_prefix('/') == Some(&field.wire));
    let missing = || misfit(format!("the response has no property at `{pointer}`"));
    let field = field.ok_or_else(missing)?;
    let terminal = terminal_states(module, &field.ty, &states)?;
    let not_text = || misfit(format!("the property at `{pointer}` is not a string"));
    Ok(Waiting {
        state: field.name.clone(),
        terminal: terminal.ok_or_else(not_text)?,
    })
}

fn read(extension: &Value) -> Option<(&str, Vec<&str>)> {
    let states = extension.get("terminal")?.as_array()?;
    let states: Option<Vec<_>> = states.iter().map(Value::as_str).collect();
    let states = states.filter(|states| !states.is_empty());
    Some((extension.get("pointer")?.as_str()?, states?))
}

/// Returns the states as values of a type; `None` if it is neither text nor an enum.
fn terminal_states(
    module: &Module,
    ty: &Type,
    states: &[&str],
) -> Result<Option<TerminalStates>, LowerProblem> {
    let id = match module.resolve(ty) {
        Type::Scalar(Scalar::String) => {
            let states = states.iter().map(|state| (*state).to_owned());
            return Ok(Some(TerminalStates::Text(states.collect())));
        }
        Type::Named(id) => *id,
        _ => return Ok(None),
    };
    let Shape::Enum(known) = &module.get(id).shape else {
        return Ok(None);
    };
    let variants = states.iter().map(|state| {
        let variant = known.variants.iter().find(|known| known.wire == *state);
        variant.cloned().ok_or_else(|| unknown_state(state, known))
    });
    let variants = variants.collect::<Result<_, _>>()?;
    Ok(Some(TerminalStates::Enum { ty: id, variants }))
}

fn unknown_state(state: &str, known: &Enum) -> LowerProblem {
    let known = known.variants.iter();
    let known: Vec<_> = known.map(|known| format!("`{}`", known.wire)).collect();
    LowerProblem::UnknownState {
        state: state.to_owned(),
        known: known.join(", "),
    }
}
