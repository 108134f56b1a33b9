//! Examples, compared with their types.

mod readable;
mod undeclared;

use std::sync::Arc;

use crate::diagnostics::{Diagnostics, Location, Pointer, problems};
use crate::ir::{Module, Reading, Type, TypeId};

/// Finds the keys of examples that their schemas do not declare, and removes the types of examples that
/// contradict them, so that no test reads these. `document` is the name of the module's document.
pub(super) fn check(module: &mut Module, document: &Arc<str>, diagnostics: &mut Diagnostics) {
    let mut examples = std::mem::take(&mut module.examples);
    for example in &mut examples {
        let Some(ty) = &example.ty else {
            continue;
        };
        let mut report = |problem| {
            let location = Location::new(document, Pointer::parse(&example.pointer));
            diagnostics.report(location, problem);
        };
        match judge(module, ty, &example.value) {
            Ok(keys) if keys.is_empty() => {}
            Ok(keys) => {
                example.undeclared = keys.clone();
                let keys = keys.join(", ");
                report(ExampleProblem::UndeclaredKeys { keys });
            }
            Err(problem) => {
                example.ty = None;
                report(problem);
            }
        }
    }
    module.examples = examples;
}

/// Returns the keys that the type has no room for, if the value can be read as the type at all.
fn judge(
    module: &Module,
    ty: &Type,
    value: &serde_json::Value,
) -> Result<Vec<String>, ExampleProblem> {
    let is_form = |id: &TypeId| module.get(*id).shape.holds_files();
    if matches!(module.resolve(ty), Type::Named(id) if is_form(id)) {
        return Err(ExampleProblem::Form);
    }
    readable::check(module, ty, value, &Pointer::root(), Reading::Plain).map_err(
        |readable::Contradiction { at, expected }| ExampleProblem::Contradiction {
            at: match at.to_string() {
                at if at.is_empty() => "its root".to_owned(),
                at => format!("`{at}`"),
            },
            expected,
        },
    )?;
    let mut keys = Vec::new();
    undeclared::find(module, ty, value, &Pointer::root(), &mut keys);
    Ok(keys)
}

problems! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub(crate) enum ExampleProblem {
        #[error("the example has keys that its schema doesn't declare: {keys}")]
        #[problem(Note, "undeclared-keys", "the crate ignores the keys; declare them with an overlay")]
        UndeclaredKeys { keys: String },
        #[error("the example contradicts its schema: expected {expected} at {at}")]
        #[problem(
            Warning,
            "contradicting-example",
            "no test reads the example; correct it or its schema, in the document or with an overlay"
        )]
        Contradiction { at: String, expected: &'static str },
        #[error("the example is of a form with files, which is sent but never read")]
        #[problem(Note, "example-of-form", "no test reads the example")]
        Form,
    }
}
