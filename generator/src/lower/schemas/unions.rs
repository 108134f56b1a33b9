//! `oneOf` and `anyOf`: one of several types.

use std::collections::BTreeSet;

use openapiv3::{Discriminator as SchemaDiscriminator, ReferenceOr, Schema};

use crate::ir::{
    CATCH_ALL, Candidate, Case, Constraints, Discriminator, Event, Scalar, Scope, Shape, Type,
    Union, Variant,
};
use crate::lower::context::{Lowering, SchemaRef, SchemaSite, component_name, declares_property};
use crate::lower::problem::LowerProblem;

use super::branch_words::{branch_words, implied_discriminator, only_value};
use super::constraints::constraints;
use super::lower_schema;
use super::personal::is_personal;
use super::string_unions::{StringBranches, merge_string_branches, string_branch_type};

/// Returns the union of the branches of `oneOf` or `anyOf`.
pub(super) fn union_shape<'a>(
    lowering: &mut Lowering<'a>,
    keyword: &str,
    branches: &'a [ReferenceOr<Schema>],
    discriminator: Option<&SchemaDiscriminator>,
    site: &SchemaSite,
) -> Shape {
    let implied = match discriminator {
        Some(_) => None,
        None => implied_discriminator(lowering, branches),
    };
    let discriminator = discriminator.or(implied.as_ref());
    let words = branch_words(lowering, branches);
    let texts = discriminator
        .is_none()
        .then(|| merge_string_branches(lowering, branches));
    let texts = texts.flatten();
    if let Some(texts) = &texts {
        report_unchecked_texts(lowering, keyword, branches, &texts.others, site);
    }
    let (branches, text) = match texts {
        Some(StringBranches { others, shape, .. }) if others.is_empty() => return shape,
        Some(StringBranches {
            others,
            shape,
            personal,
        }) => (others, Some((shape, personal))),
        None => (branches.iter().enumerate().collect(), None),
    };
    let mut variants: Vec<Alternative> = Vec::new();
    for (index, branch) in branches {
        let word = &words[index];
        let site = site.branch(keyword, index, word);
        let found = branch_alternative(lowering, branch, word, discriminator, &site);
        let lacks_property = |discriminator: &SchemaDiscriminator| {
            !declares_property(lowering, branch, &discriminator.property_name)
        };
        match found.tags.len() > 1 && discriminator.is_some_and(lacks_property) {
            true => variants.extend(found.one_per_tag()),
            false => add_alternative(lowering, &mut variants, found, &site),
        }
    }
    if let Some((shape, personal)) = text {
        let ty = string_branch_type(lowering, shape, &site.branch(keyword, 0, "text"));
        variants.push(Alternative {
            personal,
            ..Alternative::new("text".to_owned(), ty)
        });
    }
    // Alternatives that take any string are tried late, but before numbers that may be strings. One that takes any
    // value is tried last.
    let order = |ty: &Type| match ty {
        Type::Json => 3,
        Type::Scalar(Scalar::Decimal) => 2,
        ty => u8::from(ty.scalar().is_none_or(|facts| !facts.restricts_strings)),
    };
    variants.sort_by_key(|alternative| order(&alternative.ty));
    match variants.as_slice() {
        [] => return Shape::Alias(Type::Json),
        [alternative] => return Shape::Alias(alternative.ty.clone()),
        _ => {}
    }
    let property = selecting_property(lowering, discriminator, &variants, site);
    Shape::Union(alternatives(variants, property))
}

/// Returns the alternative that a branch is.
fn branch_alternative<'a>(
    lowering: &mut Lowering<'a>,
    branch: &'a ReferenceOr<Schema>,
    word: &str,
    discriminator: Option<&SchemaDiscriminator>,
    site: &SchemaSite,
) -> Alternative {
    let ty = lower_schema(lowering, branch, site);
    Alternative {
        tags: discriminator.map_or_else(Vec::new, |found| tags(lowering, found, branch)),
        constraints: constraints(lowering, branch.into(), site),
        personal: is_personal(lowering, branch.into()),
        ..Alternative::new(word.to_owned(), ty)
    }
}

/// Adds an alternative, or its tags to the one of the same type.
fn add_alternative(
    lowering: &mut Lowering<'_>,
    variants: &mut Vec<Alternative>,
    found: Alternative,
    site: &SchemaSite,
) {
    let known = variants.iter_mut().find(|known| known.ty == found.ty);
    match known {
        Some(known) => {
            known.tags.extend(found.tags);
            known.personal |= found.personal;
            // Values of either are values of the alternative.
            if known.constraints != found.constraints {
                lowering.report(&site.location, LowerProblem::MergedAlternatives);
                known.constraints = Constraints::default();
            }
        }
        None => variants.push(found),
    }
}

/// Reports the merged alternatives of strings that have constraints.
fn report_unchecked_texts<'a>(
    lowering: &mut Lowering<'a>,
    keyword: &str,
    branches: &'a [ReferenceOr<Schema>],
    others: &[(usize, &'a ReferenceOr<Schema>)],
    site: &SchemaSite,
) {
    for (index, branch) in branches.iter().enumerate() {
        let site = site.branch(keyword, index, "text");
        let is_merged = others.iter().all(|(other, _)| *other != index);
        if is_merged && !constraints(lowering, branch.into(), &site).is_empty() {
            lowering.report(&site.location, LowerProblem::MergedAlternatives);
        }
    }
}

/// Returns the property that selects one of several alternatives. If one alternative has no tag, all are selected
/// by their content, which is reported.
pub(super) fn selecting_property(
    lowering: &mut Lowering<'_>,
    discriminator: Option<&SchemaDiscriminator>,
    variants: &[Alternative],
    site: &SchemaSite,
) -> Option<String> {
    let property = discriminator?.property_name.clone();
    let untagged = variants.iter().find(|found| found.tags.is_empty());
    let Some(untagged) = untagged else {
        return Some(property);
    };
    let alternative = untagged.word.clone();
    let problem = LowerProblem::IgnoredDiscriminator {
        property,
        alternative,
    };
    lowering.report(&site.location.join("discriminator"), problem);
    None
}

/// An alternative of a union, before its variant has a name.
pub(in crate::lower) struct Alternative {
    /// The preferred name.
    pub(in crate::lower) word: String,
    pub(in crate::lower) ty: Type,
    /// The discriminator's values that select it.
    pub(in crate::lower) tags: Vec<String>,
    pub(super) constraints: Constraints,
    /// Whether its value is personal data.
    pub(in crate::lower) personal: bool,
    /// The event, in a union of events.
    pub(in crate::lower) event: Option<Box<Event>>,
}

impl Alternative {
    pub(in crate::lower) fn new(word: String, ty: Type) -> Self {
        Self {
            word,
            ty,
            tags: Vec::new(),
            constraints: Constraints::default(),
            personal: false,
            event: None,
        }
    }

    /// Returns an alternative for each tag: only the variant keeps the tag if the type has no property for it.
    fn one_per_tag(self) -> impl Iterator<Item = Self> {
        let Self {
            ty, tags, personal, ..
        } = self;
        tags.into_iter().map(move |tag| Self {
            tags: vec![tag.clone()],
            personal,
            ..Self::new(tag, ty.clone())
        })
    }
}

/// Returns a union of these alternatives. A tag selects the first alternative that has it.
pub(in crate::lower) fn alternatives(
    found: Vec<Alternative>,
    discriminator: Option<String>,
) -> Union {
    let wanted: Vec<_> = found
        .iter()
        .map(|alternative| Candidate::plain(&alternative.word))
        .collect();
    let names = Scope::new(Case::Pascal, &[CATCH_ALL]).claim_all(&wanted);
    let mut selected = BTreeSet::new();
    let variants = found.into_iter().zip(names);
    let variants = variants.map(|(alternative, name)| Variant {
        name,
        ty: alternative.ty,
        constraints: alternative.constraints,
        tags: alternative
            .tags
            .into_iter()
            .filter(|tag| discriminator.is_some() && selected.insert(tag.clone()))
            .collect(),
        personal: alternative.personal,
        boxed: false,
        event: alternative.event,
    });
    Union {
        variants: variants.collect(),
        discriminator: discriminator.map(|property| Discriminator { property }),
        holds_personal: false,
    }
}

/// Returns the discriminator's values that select a branch. An inline branch is selected by the only
/// value of the property.
pub(super) fn tags(
    lowering: &Lowering<'_>,
    discriminator: &SchemaDiscriminator,
    branch: &ReferenceOr<Schema>,
) -> Vec<String> {
    match SchemaRef::from(branch).only_reference() {
        Some(reference) => component_tags(discriminator, reference),
        None => {
            let only = only_value(lowering, branch, &discriminator.property_name);
            only.into_iter().collect()
        }
    }
}

/// Returns the discriminator's values that select a component: those of the mapping, else its name.
pub(super) fn component_tags(discriminator: &SchemaDiscriminator, reference: &str) -> Vec<String> {
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
