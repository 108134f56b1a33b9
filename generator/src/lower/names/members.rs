//! Names of variants, fields and parameters that the manifest chooses.

use std::collections::BTreeMap;

use crate::diagnostics::{Diagnostics, Pointer};
use crate::input::{Choice, NameChoices};
use crate::ir::{
    CATCH_ALL, Candidate, Case, ErrorCodes, Name, Operation, Scope, Shape, Type, TypeDef, Variant,
    reserved,
};

use crate::lower::extensions::ERROR_CODES;

use crate::lower::problem::LowerProblem;

use super::types::claim_choice;

/// Name on the wire to chosen name.
type Choices = BTreeMap<String, Choice>;

/// Gives variants and fields the names that the manifest chooses. A choice for a schema, a value or a
/// property that the document doesn't have is an error at the choice.
pub(in crate::lower) fn rename_members(
    types: &mut [TypeDef],
    choices: &NameChoices,
    diagnostics: &mut Diagnostics,
) {
    for (schema, choices) in &choices.variants {
        if *schema != error_codes_pointer() {
            rename_parts(types, schema, choices, variants, diagnostics);
        }
    }
    for (schema, choices) in &choices.properties {
        rename_parts(types, schema, choices, fields, diagnostics);
    }
}

/// Gives error codes the names that the manifest chooses: they are the variants of their extension.
pub(in crate::lower) fn rename_error_codes(
    codes: Option<&mut ErrorCodes>,
    choices: &NameChoices,
    diagnostics: &mut Diagnostics,
) {
    let pointer = error_codes_pointer();
    let Some(choices) = choices.variants.get(&pointer) else {
        return;
    };
    let Some(codes) = codes else {
        return report_unknown_all(&pointer, choices, diagnostics);
    };
    let members = codes.codes.iter_mut();
    let members = members.map(|found| (vec![found.code.to_string()], &mut found.name));
    let parts = Parts {
        scope: Scope::new(Case::Pascal, &[CATCH_ALL]),
        members: members.collect(),
    };
    parts.rename(&pointer, choices, diagnostics);
}

fn error_codes_pointer() -> String {
    format!("/{ERROR_CODES}")
}

/// Gives parameters the names that the manifest chooses.
pub(in crate::lower) fn rename_parameters<'o>(
    operations: impl Iterator<Item = &'o mut Operation>,
    choices: &BTreeMap<String, Choices>,
    diagnostics: &mut Diagnostics,
) {
    let mut open = choices.clone();
    for operation in operations {
        if let Some(choices) = open.remove(&operation.id) {
            let id = operation.id.clone();
            parameters(operation).rename(&id, &choices, diagnostics);
        }
    }
    for (id, choices) in open {
        report_unknown_all(&id, &choices, diagnostics);
    }
}

/// The parts of an item that share a scope.
struct Parts<'a> {
    scope: Scope,
    /// The parts, each with the keys by which the manifest may call it.
    members: Vec<(Vec<String>, &'a mut Name)>,
}

fn rename_parts(
    types: &mut [TypeDef],
    schema: &str,
    choices: &Choices,
    parts: for<'s> fn(&'s mut Shape, &[Option<String>]) -> Option<Parts<'s>>,
    diagnostics: &mut Diagnostics,
) {
    let pointer = pointer(schema);
    let components: Vec<_> = types
        .iter()
        .map(|def| NameChoices::component(&def.pointer))
        .collect();
    let found = types.iter_mut().find(|def| def.pointer == pointer);
    match found.and_then(|def| parts(&mut def.shape, &components)) {
        Some(parts) => parts.rename(schema, choices, diagnostics),
        None => report_unknown_all(schema, choices, diagnostics),
    }
}

/// Returns the JSON pointer of a schema: the subject itself, or that of the component with this
/// name.
pub(super) fn pointer(subject: &str) -> String {
    match subject.starts_with('/') {
        true => subject.to_owned(),
        false => Pointer::parse("/components/schemas")
            .join(subject)
            .to_string(),
    }
}

/// Returns the variants of an enum, called by their values, or of a union, called by the values that
/// select them, the components that they hold, or the names of the rules.
fn variants<'s>(shape: &'s mut Shape, components: &[Option<String>]) -> Option<Parts<'s>> {
    let members = match shape {
        Shape::Enum(shape) => {
            let variants = shape.variants.iter_mut();
            let named = variants.map(|found| (vec![found.wire.clone()], &mut found.name));
            named.collect()
        }
        Shape::IntegerEnum(shape) => {
            let variants = shape.variants.iter_mut();
            let named = variants.map(|found| (vec![found.wire.to_string()], &mut found.name));
            named.collect()
        }
        Shape::Union(union) => {
            let variants = union.variants.iter_mut();
            let named =
                variants.map(|found| (alternative_keys(found, components), &mut found.name));
            named.collect()
        }
        _ => return None,
    };
    let scope = Scope::new(Case::Pascal, &[CATCH_ALL]);
    Some(Parts { scope, members })
}

fn alternative_keys(variant: &Variant, components: &[Option<String>]) -> Vec<String> {
    let component = match &variant.ty {
        Type::Named(id) => components.get(id.0).cloned().flatten(),
        _ => None,
    };
    let name = variant.name.plain().to_owned();
    let tags = variant.tags.iter().cloned();
    tags.chain(component).chain([name]).collect()
}

fn fields<'s>(shape: &'s mut Shape, _: &[Option<String>]) -> Option<Parts<'s>> {
    let Shape::Struct(shape) = shape else {
        return None;
    };
    let fields = shape.fields.iter_mut();
    let fields = fields.map(|field| (vec![field.wire.clone()], &mut field.name));
    // No choice concerns the field of undeclared properties, but no field may take its name.
    let additional = shape.additional.iter_mut();
    let additional = additional.map(|(name, _)| (Vec::new(), name));
    Some(Parts {
        scope: Scope::new(Case::Snake, reserved::FIELDS),
        members: fields.chain(additional).collect(),
    })
}

/// Returns the parameters of an operation: called by their names, or `query.name` if two share a
/// name.
fn parameters(operation: &mut Operation) -> Parts<'_> {
    let body = operation.body.iter_mut();
    let body = body.map(|body| (vec!["body".to_owned()], &mut body.name));
    let parameters = operation.parameters.iter_mut().map(|parameter| {
        let located = format!("{}.{}", parameter.location.as_str(), parameter.wire);
        (vec![located, parameter.wire.clone()], &mut parameter.name)
    });
    Parts {
        scope: Scope::new(Case::Snake, reserved::SETTERS),
        // A parameter of this name stands before the body.
        members: parameters.chain(body).collect(),
    }
}

impl Parts<'_> {
    fn rename(mut self, owner: &str, choices: &Choices, diagnostics: &mut Diagnostics) {
        let is_known = |key: &String| self.members.iter().any(|(keys, _)| keys.contains(key));
        for (key, choice) in choices.iter().filter(|(key, _)| !is_known(key)) {
            report_unknown(&format!("{owner}: {key}"), choice, diagnostics);
        }
        let mut open = Vec::new();
        for (keys, name) in self.members {
            let choice = keys.iter().find_map(|key| choices.get(key));
            let chosen =
                choice.and_then(|choice| claim_choice(&mut self.scope, choice, diagnostics));
            match chosen {
                Some(chosen) => *name = chosen,
                None => open.push(name),
            }
        }
        let wanted: Vec<_> = open
            .iter()
            .map(|name| Candidate::plain(name.plain()))
            .collect();
        for (open, name) in open.into_iter().zip(self.scope.claim_all(&wanted)) {
            *open = name;
        }
    }
}

fn report_unknown_all(owner: &str, choices: &Choices, diagnostics: &mut Diagnostics) {
    for choice in choices.values() {
        report_unknown(owner, choice, diagnostics);
    }
}

pub(super) fn report_unknown(subject: &str, choice: &Choice, diagnostics: &mut Diagnostics) {
    let subject = subject.to_owned();
    diagnostics.report(
        choice.location.clone(),
        LowerProblem::UnknownSubject { subject },
    );
}
