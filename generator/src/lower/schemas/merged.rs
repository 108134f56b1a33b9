//! The parts of an `allOf`, merged: their properties, and what is no object.

use std::collections::BTreeSet;

use indexmap::{IndexMap, IndexSet};
use openapiv3::{
    AdditionalProperties, AnySchema, Discriminator, ReferenceOr, Schema, SchemaKind,
    Type as SchemaType,
};

use crate::ir::RequiredAlternatives;
use crate::lower::context::{Lowering, SchemaRef, SchemaSite, component_name, layers};
use crate::lower::problem::LowerProblem;

use super::components::lower_component;
use super::lower_schema;
use super::narrowing::{narrowest, restricts_type};
use super::required_alternatives::dependent_required;
use super::structs::Declaration;

/// The properties of all parts of an `allOf`.
#[derive(Clone, Default)]
pub(super) struct MergedParts<'s> {
    /// The properties, each with all its declarations.
    pub(super) properties: IndexMap<&'s str, Vec<Declaration<'s>>>,
    pub(super) required: IndexSet<&'s str>,
    /// The other properties that the parts allow.
    pub(super) additional: Option<(&'s AdditionalProperties, SchemaSite)>,
    /// The parts that have alternatives.
    pub(super) unions: Vec<PartUnion<'s>>,
    /// The parts that are no objects.
    pub(super) non_objects: Vec<(SchemaRef<'s>, SchemaSite)>,
    /// The properties that the parts require with others.
    pub(super) dependents: Vec<RequiredAlternatives>,
    /// The components that were merged, so that none is merged twice.
    visited: BTreeSet<&'s str>,
}

/// A part of an `allOf` that has alternatives.
#[derive(Clone)]
pub(super) struct PartUnion<'s> {
    /// The part, which may have properties beside the alternatives.
    pub(super) part: SchemaRef<'s>,
    /// Whether the part is the schema itself whose parts are merged.
    pub(super) is_own: bool,
    pub(super) keyword: &'static str,
    pub(super) branches: &'s [ReferenceOr<Schema>],
    pub(super) discriminator: Option<&'s Discriminator>,
    pub(super) site: SchemaSite,
}

impl PartUnion<'_> {
    /// Whether each alternative narrows another schema.
    pub(super) fn is_narrower(&self, lowering: &Lowering<'_>, other: SchemaRef<'_>) -> bool {
        let mut branches = self.branches.iter().map(SchemaRef::from);
        branches.all(|branch| narrowest(lowering, &[branch, other]) == [0])
    }
}

impl MergedParts<'_> {
    /// Whether other parts contain everything that these parts declare.
    pub(super) fn is_within(&self, other: &Self) -> bool {
        let mut properties = self.properties.keys();
        properties.all(|name| other.properties.contains_key(name))
            && self.required.is_subset(&other.required)
            && self.dependents.is_empty()
            && (self.additional.is_none() || other.additional.is_some())
    }

    /// Whether nothing is known of the values but their alternatives.
    pub(super) fn is_bare(&self) -> bool {
        self.properties.is_empty() && self.non_objects.is_empty() && self.additional.is_none()
    }
}

pub(super) fn merge_parts<'a>(
    lowering: &mut Lowering<'a>,
    parts: &'a [ReferenceOr<Schema>],
    site: &SchemaSite,
    merged: &mut MergedParts<'a>,
) {
    for (index, part) in parts.iter().enumerate() {
        merge_part(lowering, part.into(), &site.part(index), merged);
    }
}

/// Returns the parts of one alternative.
pub(super) fn alone<'a>(
    lowering: &mut Lowering<'a>,
    branch: &'a ReferenceOr<Schema>,
    site: &SchemaSite,
) -> MergedParts<'a> {
    let mut alone = MergedParts::default();
    merge_part(lowering, branch.into(), site, &mut alone);
    alone
}

pub(super) fn merge_part<'a>(
    lowering: &mut Lowering<'a>,
    part: SchemaRef<'a>,
    site: &SchemaSite,
    merged: &mut MergedParts<'a>,
) {
    if let SchemaRef::Reference(reference) = part {
        if !merged.visited.insert(reference) {
            return;
        }
        // The component names its inline schemas.
        if let Some(name) = component_name(reference) {
            lower_component(lowering, &name);
        }
    }
    let Some(schema) = part.resolve(lowering) else {
        // Reports the reference.
        lower_schema(lowering, part, site);
        return;
    };
    match &schema.schema_kind {
        SchemaKind::Type(SchemaType::Object(object)) => {
            let required = object.required.iter().map(String::as_str);
            merged.required.extend(required);
            merged
                .dependents
                .extend(dependent_required(&schema.schema_data));
            merge_properties(&object.properties, site, merged);
            merge_additional(
                lowering,
                object.additional_properties.as_ref(),
                site,
                merged,
            );
        }
        SchemaKind::AllOf { all_of } => merge_parts(lowering, all_of, site, merged),
        SchemaKind::OneOf { .. } | SchemaKind::AnyOf { .. } => {
            merge_branches(lowering, part, schema, site, merged);
        }
        SchemaKind::Any(any) => merge_untyped(lowering, part, schema, any, site, merged),
        _ => merged.non_objects.push((part, site.clone())),
    }
}

/// Merges a schema without a type, or with keywords of several types.
pub(super) fn merge_untyped<'a>(
    lowering: &mut Lowering<'a>,
    part: SchemaRef<'a>,
    schema: &'a Schema,
    any: &'a AnySchema,
    site: &SchemaSite,
    merged: &mut MergedParts<'a>,
) {
    let required = any.required.iter().map(String::as_str);
    merged.required.extend(required);
    merged
        .dependents
        .extend(dependent_required(&schema.schema_data));
    merge_parts(lowering, &any.all_of, site, merged);
    merge_properties(&any.properties, site, merged);
    merge_additional(lowering, any.additional_properties.as_ref(), site, merged);
    merge_branches(lowering, part, schema, site, merged);
    let is_object = any.typ.as_deref().is_none_or(|ty| ty == "object")
        && any.items.is_none()
        && any.enumeration.is_empty();
    if !is_object && restricts_type(schema) {
        merged.non_objects.push((part, site.clone()));
    }
}

fn merge_properties<'a>(
    properties: &'a IndexMap<String, ReferenceOr<Box<Schema>>>,
    site: &SchemaSite,
    merged: &mut MergedParts<'a>,
) {
    for (wire, schema) in properties {
        let declarations = merged.properties.entry(wire).or_default();
        declarations.push(Declaration {
            schema: schema.into(),
            site: site.property(wire),
        });
    }
}

/// Other properties have the narrowest type that a part gives them; if none does, they are kept if one part
/// allows them expressly.
fn merge_additional<'a>(
    lowering: &mut Lowering<'a>,
    additional: Option<&'a AdditionalProperties>,
    site: &SchemaSite,
    merged: &mut MergedParts<'a>,
) {
    let known = merged.additional.as_ref().map(|(known, _)| *known);
    let counts = match (additional, known) {
        (None, _) => false,
        (Some(AdditionalProperties::Schema(found)), Some(AdditionalProperties::Schema(known))) => {
            let schemas = [&**known, &**found].map(SchemaRef::from);
            let narrowest = narrowest(lowering, &schemas);
            if narrowest.len() > 1 {
                let property = "additionalProperties".to_owned();
                let location = site.additional().location;
                lowering.report(&location, LowerProblem::ConflictingProperty { property });
            }
            narrowest == [1]
        }
        (Some(AdditionalProperties::Any(_)), Some(AdditionalProperties::Schema(_))) => false,
        (Some(AdditionalProperties::Schema(_)), _) | (Some(_), None) => true,
        (Some(AdditionalProperties::Any(allowed)), Some(_)) => *allowed,
    };
    if let Some(additional) = additional.filter(|_| counts) {
        merged.additional = Some((additional, site.clone()));
    }
}

/// Adds the alternatives of a part. Those that contain the part themselves are derived from it: who is one of
/// them is none of the others.
fn merge_branches<'a>(
    lowering: &Lowering<'a>,
    part: SchemaRef<'a>,
    schema: &'a Schema,
    site: &SchemaSite,
    merged: &mut MergedParts<'a>,
) {
    let groups: [(_, &[_]); 2] = match &schema.schema_kind {
        SchemaKind::OneOf { one_of } => [("oneOf", one_of), ("anyOf", &[])],
        SchemaKind::AnyOf { any_of } => [("oneOf", &[]), ("anyOf", any_of)],
        SchemaKind::Any(any) => [("oneOf", &any.one_of), ("anyOf", &any.any_of)],
        _ => return,
    };
    for (keyword, branches) in groups {
        let mut all = branches.iter();
        if branches.is_empty() || all.any(|branch| is_derived(lowering, branch, schema)) {
            continue;
        }
        merged.unions.push(PartUnion {
            part,
            is_own: false,
            keyword,
            branches,
            discriminator: schema.schema_data.discriminator.as_ref(),
            site: site.clone(),
        });
    }
}

/// Whether a schema is a part of an alternative.
pub(super) fn is_derived(
    lowering: &Lowering<'_>,
    branch: &ReferenceOr<Schema>,
    base: &Schema,
) -> bool {
    let layers = layers(lowering, branch.into());
    layers.into_iter().any(|layer| std::ptr::eq(layer, base))
}
