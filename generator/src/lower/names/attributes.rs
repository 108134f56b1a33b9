//! Attributes of types that the manifest chooses.

use std::collections::BTreeMap;

use crate::diagnostics::Diagnostics;
use crate::input::Choice;
use crate::ir::{Shape, TypeDef};

use super::members::{pointer, report_unknown};

/// Gives types the attributes that the manifest chooses. Only structs and enums can have some. A choice for
/// any other schema, or for one that the document doesn't have, is an error at the choice.
pub(in crate::lower) fn add_attributes(
    types: &mut [TypeDef],
    choices: &BTreeMap<String, Vec<Choice>>,
    diagnostics: &mut Diagnostics,
) {
    for (schema, choices) in choices {
        let pointer = pointer(schema);
        let is_chosen = |def: &&mut TypeDef| def.pointer == pointer && has_definition(&def.shape);
        let mut found = types.iter_mut().filter(is_chosen).peekable();
        if found.peek().is_none() {
            choices
                .iter()
                .for_each(|choice| report_unknown(schema, choice, diagnostics));
        }
        for def in found {
            def.attributes = choices.iter().map(|choice| choice.name.clone()).collect();
        }
    }
}

/// Whether the type is a struct or an enum of a schema.
fn has_definition(shape: &Shape) -> bool {
    match shape {
        Shape::Struct(_) | Shape::Enum(_) | Shape::IntegerEnum(_) | Shape::Union(_) => true,
        Shape::Responses(_) | Shape::Alias(_) => false,
    }
}
