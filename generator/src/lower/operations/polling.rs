//! Polling: operations that fetch an object until it no longer changes.
//!
//! Runs when a module's types are complete, because it looks into the types of responses.

use serde_json::Value;

use crate::diagnostics::Diagnostics;
use crate::ir::{Enum, Module, Operation, Polling, Scalar, Type};
use crate::lower::extensions::WAIT;
use crate::lower::problem::LowerProblem;

use super::OperationSource;
use super::pagination::structure;

/// Fills in the terminal states of fetched objects, from each operation's `x-wait`.
pub(in crate::lower) fn add_polling(
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
        let polling = operation.map(|operation| polling_of(module, operation, extension));
        let polling = polling.and_then(|polling| {
            let report = |problem| diagnostics.report(source.location.join(WAIT), problem);
            polling.map_err(report).ok()
        });
        let mut operations = module.operations_mut();
        if let Some(operation) = operations.find(|found| found.id == source.id) {
            operation.polling = polling;
        }
    }
}

/// Returns the polling that `x-wait` describes: `{ pointer: /status, terminal: [DONE] }`.
fn polling_of(
    module: &Module,
    operation: &Operation,
    extension: &Value,
) -> Result<Polling, LowerProblem> {
    let (pointer, states) = read(extension).ok_or(LowerProblem::WaitForm)?;
    let misfit = |reason| LowerProblem::WaitMisfit { reason };
    let response = operation.response.json();
    let response = response.and_then(|ty| structure(module, ty));
    let response = response.ok_or_else(|| misfit("the response is no JSON object".to_owned()))?;
    let mut fields = response.fields.iter();
    let field = fields.find(|field| pointer.strip_prefix('/') == Some(&field.wire));
    let missing = || misfit(format!("the response has no property at `{pointer}`"));
    let field = field.ok_or_else(missing)?;
    let not_text = || misfit(format!("the property at `{pointer}` is not a string"));
    check_states(module, &field.ty, &states).ok_or_else(not_text)??;
    Ok(Polling {
        state: field.wire.clone(),
        terminal: states.into_iter().map(str::to_owned).collect(),
    })
}

fn read(extension: &Value) -> Option<(&str, Vec<&str>)> {
    let states = extension.get("terminal")?.as_array()?;
    let states: Option<Vec<_>> = states.iter().map(Value::as_str).collect();
    let states = states.filter(|states| !states.is_empty());
    Some((extension.get("pointer")?.as_str()?, states?))
}

/// Checks that values of a type can be these states; `None` if it is neither text nor an enum.
fn check_states(module: &Module, ty: &Type, states: &[&str]) -> Option<Result<(), LowerProblem>> {
    let known = match module.resolve(ty) {
        Type::Scalar(Scalar::String) => return Some(Ok(())),
        ty => module.string_enum(ty)?,
    };
    let is_known = |state: &&&str| known.variants.iter().any(|known| known.wire == **state);
    let unknown = states.iter().find(|state| !is_known(state));
    Some(unknown.map_or(Ok(()), |state| Err(unknown_state(state, known))))
}

fn unknown_state(state: &str, known: &Enum) -> LowerProblem {
    let known = known.variants.iter();
    let known: Vec<_> = known.map(|known| format!("`{}`", known.wire)).collect();
    LowerProblem::UnknownState {
        state: state.to_owned(),
        known: known.join(", "),
    }
}
