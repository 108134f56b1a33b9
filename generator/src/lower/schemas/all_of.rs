//! `allOf`: one struct with the properties of all parts.

use std::collections::BTreeSet;

use indexmap::IndexMap;
use openapiv3::{
    AdditionalProperties, AnySchema, ReferenceOr, Schema, SchemaKind, Type as SchemaType,
};

use crate::ir::{Shape, Type};
use crate::lower::context::{Lowering, SchemaSite, component_name, referenced_schema};
use crate::lower::problem::LowerProblem;

use super::components::lower_component;
use super::structs::{Property, lower_struct};
use super::unions::kind_word;
use super::{lower_schema, schema_shape};

/// The properties that the parts of an `allOf` bring together.
#[derive(Default)]
struct MergedParts<'s> {
    properties: IndexMap<&'s str, (&'s ReferenceOr<Box<Schema>>, SchemaSite)>,
    required: BTreeSet<&'s str>,
    /// Parts that are no objects.
    others: Vec<(&'s ReferenceOr<Schema>, SchemaSite)>,
    /// Components that were entered, so that none is entered twice.
    visited: BTreeSet<&'s str>,
}

/// One struct with the properties of all parts.
pub(super) fn all_of_shape<'a>(
    lowering: &mut Lowering<'a>,
    parts: &'a [ReferenceOr<Schema>],
    site: &SchemaSite,
) -> Shape {
    let mut telling = parts.iter().enumerate().filter(|(_, part)| demands(part));
    if let (Some((index, part)), None) = (telling.next(), telling.next()) {
        let part_site = site.part(index);
        return match part {
            ReferenceOr::Reference { .. } => Shape::Alias(lower_schema(lowering, part, &part_site)),
            ReferenceOr::Item(schema) => schema_shape(lowering, schema, &part_site),
        };
    }
    merged_struct(lowering, parts, site)
}

/// One struct with the properties of all parts, even of one part alone.
pub(super) fn merged_struct<'a>(
    lowering: &mut Lowering<'a>,
    parts: &'a [ReferenceOr<Schema>],
    site: &SchemaSite,
) -> Shape {
    let mut merged = MergedParts::default();
    merge_parts(lowering, parts, site, &mut merged);
    merged_shape(lowering, &merged, None, site)
}

/// One struct with the properties that stand beside `allOf`, `oneOf` or `anyOf`, and with those
/// of the parts of `allOf`.
pub(super) fn composed_object<'a>(
    lowering: &mut Lowering<'a>,
    any: &'a AnySchema,
    site: &SchemaSite,
) -> Shape {
    let mut merged = MergedParts::default();
    merge_untyped(lowering, any, site, &mut merged);
    if !any.one_of.is_empty() || !any.any_of.is_empty() {
        let found = "alternatives".to_owned();
        lowering.report(&site.location, LowerProblem::MixedAllOf { found });
    }
    merged_shape(lowering, &merged, any.additional_properties.as_ref(), site)
}

fn merged_shape<'a>(
    lowering: &mut Lowering<'a>,
    merged: &MergedParts<'a>,
    additional: Option<&'a AdditionalProperties>,
    site: &SchemaSite,
) -> Shape {
    if merged.properties.is_empty() {
        return non_object_shape(lowering, &merged.others, site);
    }
    if let Some((other, other_site)) = merged.others.first() {
        let found = kind_word(other);
        lowering.report(&other_site.location, LowerProblem::MixedAllOf { found });
    }
    let properties = merged
        .properties
        .iter()
        .map(|(wire, (schema, site))| Property {
            wire,
            schema,
            required: merged.required.contains(wire),
            site: site.clone(),
        });
    let properties = properties.collect();
    Shape::Struct(lower_struct(lowering, properties, additional, site))
}

fn merge_untyped<'a>(
    lowering: &mut Lowering<'a>,
    any: &'a AnySchema,
    site: &SchemaSite,
    merged: &mut MergedParts<'a>,
) {
    merged
        .required
        .extend(any.required.iter().map(String::as_str));
    merge_parts(lowering, &any.all_of, site, merged);
    merge_properties(lowering, &any.properties, site, merged);
}

fn merge_parts<'a>(
    lowering: &mut Lowering<'a>,
    parts: &'a [ReferenceOr<Schema>],
    site: &SchemaSite,
    merged: &mut MergedParts<'a>,
) {
    for (index, part) in parts.iter().enumerate() {
        let site = site.part(index);
        merge_part(lowering, part, &site, merged);
    }
}

fn merge_part<'a>(
    lowering: &mut Lowering<'a>,
    part: &'a ReferenceOr<Schema>,
    site: &SchemaSite,
    merged: &mut MergedParts<'a>,
) {
    let schema: &'a Schema = match part {
        ReferenceOr::Item(schema) => schema,
        ReferenceOr::Reference { reference } => {
            if !merged.visited.insert(reference) {
                return;
            }
            // What stands inline there is named there.
            if let Some(name) = component_name(reference) {
                lower_component(lowering, &name);
            }
            match referenced_schema(lowering, reference) {
                Some(schema) => schema,
                None => {
                    lower_schema(lowering, part, site);
                    return;
                }
            }
        }
    };
    match &schema.schema_kind {
        SchemaKind::Type(SchemaType::Object(object)) => {
            let required = object.required.iter().map(String::as_str);
            merged.required.extend(required);
            merge_properties(lowering, &object.properties, site, merged);
        }
        SchemaKind::AllOf { all_of } => merge_parts(lowering, all_of, site, merged),
        SchemaKind::Any(any) => {
            merge_untyped(lowering, any, site, merged);
            if !any.one_of.is_empty() || !any.any_of.is_empty() {
                merged.others.push((part, site.clone()));
            }
        }
        _ => merged.others.push((part, site.clone())),
    }
}

fn merge_properties<'a>(
    lowering: &mut Lowering<'a>,
    properties: &'a IndexMap<String, ReferenceOr<Box<Schema>>>,
    site: &SchemaSite,
    merged: &mut MergedParts<'a>,
) {
    for (wire, schema) in properties {
        let location = site.location.join("properties").join(wire);
        let site = SchemaSite::new(location, format!("{} {wire}", site.name_hint));
        match merged.properties.get(wire.as_str()) {
            Some((known, _)) if !same_meaning(known, schema) => {
                let property = wire.clone();
                lowering.report(
                    &site.location,
                    LowerProblem::ConflictingProperty { property },
                );
            }
            Some(_) => {}
            None => {
                merged.properties.insert(wire, (schema, site));
            }
        }
    }
}

/// An `allOf` without any property: the one part that says something, if there is just one.
fn non_object_shape<'a>(
    lowering: &mut Lowering<'a>,
    others: &[(&'a ReferenceOr<Schema>, SchemaSite)],
    site: &SchemaSite,
) -> Shape {
    match others {
        [] => Shape::Alias(Type::JsonObject),
        [(ReferenceOr::Item(schema), site)] => schema_shape(lowering, schema, site),
        [(part, site)] => Shape::Alias(lower_schema(lowering, part, site)),
        [(first, first_site), ..] => {
            let found = others
                .iter()
                .map(|(part, _)| kind_word(part))
                .collect::<Vec<_>>();
            let found = found.join(" and ");
            lowering.report(&site.location, LowerProblem::MixedAllOf { found });
            Shape::Alias(lower_schema(lowering, first, first_site))
        }
    }
}

/// Whether a part demands anything of values: one with a description alone doesn't.
fn demands(part: &ReferenceOr<Schema>) -> bool {
    match part {
        ReferenceOr::Item(schema) => schema.schema_kind != SchemaKind::Any(AnySchema::default()),
        ReferenceOr::Reference { .. } => true,
    }
}

/// Whether two schemas of one property agree in all but what they say about it.
fn same_meaning(one: &ReferenceOr<Box<Schema>>, other: &ReferenceOr<Box<Schema>>) -> bool {
    match (one, other) {
        (ReferenceOr::Item(one), ReferenceOr::Item(other)) => one.schema_kind == other.schema_kind,
        (
            ReferenceOr::Reference { reference: one },
            ReferenceOr::Reference { reference: other },
        ) => one == other,
        _ => false,
    }
}
