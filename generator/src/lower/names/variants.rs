//! Names of variants that the manifest chooses.

use std::collections::BTreeMap;
use std::fmt::Display;

use crate::diagnostics::{Diagnostics, Pointer};
use crate::input::Choice;
use crate::ir::{CATCH_ALL, Candidate, Case, Enum, Name, Scope, Shape, TypeDef};

use crate::lower::problem::LowerProblem;

use super::types::claim_choice;

/// Wire value to chosen variant.
type Choices = BTreeMap<String, Choice>;

/// Gives variants the names that the manifest chooses. A choice for an enum or a value that the
/// document doesn't have is an error at the choice.
pub(in crate::lower) fn rename_variants(
    types: &mut [TypeDef],
    choices: &BTreeMap<String, Choices>,
    diagnostics: &mut Diagnostics,
) {
    for (schema, choices) in choices {
        let pointer = pointer(schema);
        let found = types.iter_mut().find(|def| def.pointer == pointer);
        match found.map(|def| &mut def.shape) {
            Some(Shape::Enum(shape)) => rename_enum(shape, schema, choices, diagnostics),
            Some(Shape::IntegerEnum(shape)) => rename_enum(shape, schema, choices, diagnostics),
            _ => choices
                .values()
                .for_each(|choice| report_unknown(schema, choice, diagnostics)),
        }
    }
}

/// The JSON pointer of a schema: the subject itself, or that of the component with this name.
pub(super) fn pointer(subject: &str) -> String {
    match subject.starts_with('/') {
        true => subject.to_owned(),
        false => Pointer::parse("/components/schemas")
            .join(subject)
            .to_string(),
    }
}

fn rename_enum<V: Display>(
    shape: &mut Enum<V>,
    schema: &str,
    choices: &Choices,
    diagnostics: &mut Diagnostics,
) {
    let wires: Vec<_> = shape
        .variants
        .iter()
        .map(|variant| variant.wire.to_string())
        .collect();
    for (wire, choice) in choices {
        if !wires.contains(wire) {
            report_unknown(&format!("{schema}: {wire}"), choice, diagnostics);
        }
    }
    let mut scope = Scope::new(Case::Pascal, &[CATCH_ALL]);
    let chosen: Vec<Option<Name>> = wires
        .iter()
        .map(|wire| claim_choice(&mut scope, choices.get(wire)?, diagnostics))
        .collect();
    let variants = shape.variants.iter_mut().zip(chosen);
    let mut open = Vec::new();
    for (variant, chosen) in variants {
        match chosen {
            Some(name) => variant.name = name,
            None => open.push(variant),
        }
    }
    let wanted: Vec<_> = open
        .iter()
        .map(|variant| Candidate::plain(variant.name.plain()))
        .collect();
    for (variant, name) in open.into_iter().zip(scope.claim_all(&wanted)) {
        variant.name = name;
    }
}

/// Reports a choice whose subject the document doesn't have.
pub(super) fn report_unknown(subject: &str, choice: &Choice, diagnostics: &mut Diagnostics) {
    let subject = subject.to_owned();
    diagnostics.report(
        choice.location.clone(),
        LowerProblem::UnknownSubject { subject },
    );
}
