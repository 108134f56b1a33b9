//! An object with alternatives: `properties` or parts of an `allOf` beside a `oneOf` or an `anyOf`. Each
//! alternative becomes a struct that has the properties of the object as well.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use indexmap::IndexMap;
use openapiv3::{AdditionalProperties, AnySchema, ReferenceOr, Schema, SchemaData, SchemaKind};

use crate::ir::{Shape, Type};
use crate::lower::context::{Lowering, SchemaRef, SchemaSite};
use crate::lower::problem::LowerProblem;

use super::all_of::merged_shape;
use super::branch_words::{branch_words, implied_discriminator, kind_word};
use super::lower_schema;
use super::merged::{MergedParts, PartUnion, alone, merge_part};
use super::personal::is_personal;
use super::structs::Declaration;
use super::unions::{Alternative, alternatives, selecting_property, tags};

/// The maximum number of combinations of alternatives that become types.
const MAX_COMBINATIONS: usize = 64;

/// Returns the union of an object with each of its alternatives. `None` if they add no property to it, so
/// that they say only which properties are required together, or if they have too many combinations: then
/// the object gets the properties of all.
pub(super) fn distributed<'a>(
    lowering: &mut Lowering<'a>,
    object: &mut MergedParts<'a>,
    unions: &[PartUnion<'a>],
) -> Option<Shape> {
    let (union, others) = unions.split_first()?;
    let combinations = unions.iter().map(|union| union.branches.len());
    let combinations = combinations.fold(1, usize::saturating_mul);
    let adds_properties = adds_properties(lowering, union);
    if !adds_properties && object.properties.is_empty() {
        return distributed(lowering, object, others);
    }
    let problem = if !adds_properties {
        Some(LowerProblem::RequiredAlternatives)
    } else if combinations > MAX_COMBINATIONS {
        Some(LowerProblem::ManyCombinations {
            count: combinations,
        })
    } else {
        None
    };
    if let Some(problem) = problem {
        if matches!(problem, LowerProblem::ManyCombinations { .. }) {
            add_properties(lowering, object, union, &mut BTreeSet::new());
        }
        lowering.report(&union.site.location.join(union.keyword), problem);
        return distributed(lowering, object, others);
    }
    let implied = implied_discriminator(lowering, union.branches);
    let discriminator = union.discriminator.or(implied.as_ref());
    let mut found: Vec<Alternative> = Vec::new();
    let words = branch_words(lowering, union.branches).into_iter();
    for (index, (branch, word)) in union.branches.iter().zip(words).enumerate() {
        let site = union.site.branch(union.keyword, index, &word);
        let Some(ty) = combined(lowering, object, branch, others, &site) else {
            continue;
        };
        let tags = discriminator.map_or_else(Vec::new, |found| tags(lowering, found, branch));
        match found.iter_mut().find(|known| known.ty == ty) {
            Some(known) => known.tags.extend(tags),
            None => found.push(Alternative {
                tags,
                personal: is_personal(lowering, branch.into()),
                ..Alternative::new(word, ty)
            }),
        }
    }
    match found.as_slice() {
        [] => None,
        [only] => Some(Shape::Alias(only.ty.clone())),
        all => {
            let property = selecting_property(lowering, discriminator, all, &union.site);
            Some(Shape::Union(alternatives(found, property)))
        }
    }
}

/// Adds the properties of all alternatives to an object, which requires none of them. One that they declare
/// differently has any value.
fn add_properties<'a>(
    lowering: &mut Lowering<'a>,
    object: &mut MergedParts<'a>,
    union: &PartUnion<'a>,
    known: &mut BTreeSet<usize>,
) {
    // Alternatives that contain themselves add nothing more.
    if !known.insert(union.branches.as_ptr().addr()) {
        return;
    }
    let mut found: IndexMap<&'a str, Vec<Declaration<'a>>> = IndexMap::new();
    let words = branch_words(lowering, union.branches).into_iter();
    for (index, (branch, word)) in union.branches.iter().zip(words).enumerate() {
        let site = union.site.branch(union.keyword, index, &word);
        let mut alone = alone(lowering, branch, &site);
        if !alone.non_objects.is_empty() {
            let found = kind_word(branch.into());
            lowering.report(&site.location, LowerProblem::MixedTypes { found });
            continue;
        }
        for nested in std::mem::take(&mut alone.unions) {
            add_properties(lowering, &mut alone, &nested, known);
        }
        for (wire, declarations) in alone.properties {
            found.entry(wire).or_default().extend(declarations);
        }
        if let Some((additional, site)) = alone.additional
            && *additional != AdditionalProperties::Any(false)
        {
            object.additional = Some((&AdditionalProperties::Any(true), site));
        }
    }
    for (wire, declarations) in found {
        if !object.properties.contains_key(wire) {
            let common = common(lowering, declarations).into_iter().collect();
            object.properties.insert(wire, common);
        }
    }
}

/// Returns the declaration on which all alternatives agree, or one of any value.
fn common<'a>(
    lowering: &Lowering<'a>,
    declarations: Vec<Declaration<'a>>,
) -> Option<Declaration<'a>> {
    static ANY: LazyLock<Schema> = LazyLock::new(|| Schema {
        schema_data: SchemaData::default(),
        schema_kind: SchemaKind::Any(AnySchema::default()),
    });
    let kinds = declarations.iter().map(|found| {
        let schema = found.schema.resolve(lowering);
        schema.map(|schema| &schema.schema_kind)
    });
    let mut kinds: Vec<_> = kinds.collect();
    kinds.dedup();
    let is_common = kinds.len() == 1;
    let mut first = declarations.into_iter().next()?;
    if !is_common {
        first.schema = SchemaRef::from(&*ANY);
    }
    Some(first)
}

/// Whether one of the alternatives is an object with properties.
fn adds_properties<'a>(lowering: &mut Lowering<'a>, union: &PartUnion<'a>) -> bool {
    union.branches.iter().any(|branch| {
        let alone = alone(lowering, branch, &union.site);
        !alone.properties.is_empty() || !alone.unions.is_empty()
    })
}

/// Returns the type of an object together with one of its alternatives. `None` if no value is both.
fn combined<'a>(
    lowering: &mut Lowering<'a>,
    object: &MergedParts<'a>,
    branch: &'a ReferenceOr<Schema>,
    others: &[PartUnion<'a>],
    site: &SchemaSite,
) -> Option<Type> {
    let alone = alone(lowering, branch, site);
    if !alone.non_objects.is_empty() {
        let found = kind_word(branch.into());
        lowering.report(&site.location, LowerProblem::MixedTypes { found });
        return None;
    }
    let has_all = others.is_empty() && object.is_within(&alone);
    if let (ReferenceOr::Reference { .. }, true) = (branch, has_all) {
        return Some(lower_schema(lowering, branch, site));
    }
    let mut merged = object.clone();
    merge_part(lowering, branch.into(), site, &mut merged);
    merged.unions.extend_from_slice(others);
    let data = SchemaRef::from(branch).resolve(lowering);
    let data = SchemaData {
        description: data.and_then(|schema| schema.schema_data.description.clone()),
        ..SchemaData::default()
    };
    Some(match merged_shape(lowering, merged, site) {
        Shape::Alias(ty) => ty,
        shape => lowering.add_named(&data, shape, site),
    })
}
