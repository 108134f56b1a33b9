//! `oneOf` and `anyOf`: one of several types.

use std::collections::BTreeSet;

use openapiv3::{
    Discriminator as SchemaDiscriminator, ReferenceOr, Schema, SchemaKind, Type as SchemaType,
};

use crate::ir::{CATCH_ALL, Candidate, Case, Discriminator, Scope, Shape, Type, Union, Variant};
use crate::lower::context::{Lowering, SchemaSite, component_name, declares_property};

use super::lower_schema;
use super::string_unions::{StringBranches, merge_string_branches, string_branch_type};

/// One of several types.
pub(super) fn union_shape<'a>(
    lowering: &mut Lowering<'a>,
    keyword: &str,
    branches: &'a [ReferenceOr<Schema>],
    discriminator: Option<&SchemaDiscriminator>,
    site: &SchemaSite,
) -> Shape {
    let texts = discriminator
        .is_none()
        .then(|| merge_string_branches(lowering, branches));
    let (branches, text) = match texts.flatten() {
        Some(StringBranches { others, shape }) if others.is_empty() => return shape,
        Some(StringBranches { others, shape }) => (others, Some(shape)),
        None => (branches.iter().enumerate().collect(), None),
    };
    let mut variants: Vec<(String, Type, Vec<String>)> = Vec::new();
    for (index, branch) in branches {
        let word = branch_word(branch);
        let ty = lower_schema(lowering, branch, &site.branch(keyword, index, &word));
        let tags = discriminator.map_or_else(Vec::new, |found| tags(found, branch));
        let lost = |found: &SchemaDiscriminator| {
            !declares_property(lowering, branch, &found.property_name)
        };
        if tags.len() > 1 && discriminator.is_some_and(lost) {
            // Which of the tags it came with is told by nothing but the variant.
            variants.extend(
                tags.into_iter()
                    .map(|tag| (tag.clone(), ty.clone(), vec![tag])),
            );
            continue;
        }
        match variants.iter_mut().find(|(_, known, _)| *known == ty) {
            Some((_, _, known)) => known.extend(tags),
            None => variants.push((word, ty, tags)),
        }
    }
    if let Some(shape) = text {
        let ty = string_branch_type(lowering, shape, &site.branch(keyword, 0, "text"));
        variants.push(("text".to_owned(), ty, Vec::new()));
    }
    // Text that is nothing else is tried last, since it is what all text can be.
    let is_free = |ty: &Type| !matches!(ty, Type::Date | Type::Timestamp | Type::Rfc2822);
    variants.sort_by_key(|(_, ty, _)| is_free(ty));
    match variants.as_slice() {
        [] => return Shape::Alias(Type::Json),
        [(_, ty, _)] => return Shape::Alias(ty.clone()),
        _ => {}
    }
    // What no value selects can only be told by what it holds, and so can the others then.
    let selected = variants.iter().all(|(.., tags)| !tags.is_empty());
    let discriminator = discriminator.filter(|_| selected);
    Shape::Union(alternatives(variants, discriminator))
}

/// A union of these alternatives, each with the word that names it and its tags, of which each
/// selects the first that has it.
pub(super) fn alternatives(
    found: Vec<(String, Type, Vec<String>)>,
    discriminator: Option<&SchemaDiscriminator>,
) -> Union {
    let wanted: Vec<_> = found
        .iter()
        .map(|(word, ..)| Candidate::plain(word))
        .collect();
    let names = Scope::new(Case::Pascal, &[CATCH_ALL]).claim_all(&wanted);
    let mut selected = BTreeSet::new();
    let variants = found.into_iter().zip(names);
    let variants = variants.map(|((_, ty, tags), name)| Variant {
        name,
        ty,
        tags: tags
            .into_iter()
            .filter(|tag| discriminator.is_some() && selected.insert(tag.clone()))
            .collect(),
        boxed: false,
    });
    Union {
        variants: variants.collect(),
        discriminator: discriminator.map(|found| Discriminator {
            property: found.property_name.clone(),
        }),
    }
}

/// The discriminator's values that select a branch: those of the mapping, else the component's name.
pub(super) fn tags(
    discriminator: &SchemaDiscriminator,
    branch: &ReferenceOr<Schema>,
) -> Vec<String> {
    let ReferenceOr::Reference { reference } = branch else {
        return Vec::new();
    };
    let name = component_name(reference);
    let leads_here = |target: &str| target == reference || Some(target) == name.as_deref();
    let mapped: Vec<_> = discriminator
        .mapping
        .iter()
        .filter(|(_, target)| leads_here(target))
        .map(|(tag, _)| tag.clone())
        .collect();
    if mapped.is_empty() {
        name.into_iter().collect()
    } else {
        mapped
    }
}

/// What a branch would be called.
fn branch_word(branch: &ReferenceOr<Schema>) -> String {
    match branch {
        ReferenceOr::Reference { reference } => component_name(reference)
            .map(|name| name.rsplit('.').next().unwrap_or(&name).to_owned())
            .unwrap_or_default(),
        ReferenceOr::Item(schema) => match &schema.schema_data.title {
            Some(title) if title.len() <= 60 => title.clone(),
            _ => kind_word(branch),
        },
    }
}

pub(super) fn kind_word(branch: &ReferenceOr<Schema>) -> String {
    let ReferenceOr::Item(schema) = branch else {
        return "reference".to_owned();
    };
    match &schema.schema_kind {
        SchemaKind::Type(SchemaType::String(_)) => "text",
        SchemaKind::Type(SchemaType::Number(_)) => "number",
        SchemaKind::Type(SchemaType::Integer(_)) => "integer",
        SchemaKind::Type(SchemaType::Boolean(_)) => "boolean",
        SchemaKind::Type(SchemaType::Object(_)) | SchemaKind::AllOf { .. } => "object",
        SchemaKind::Type(SchemaType::Array(_)) => "list",
        SchemaKind::OneOf { .. } | SchemaKind::AnyOf { .. } => "alternative",
        SchemaKind::Not { .. } | SchemaKind::Any(_) => "value",
    }
    .to_owned()
}
