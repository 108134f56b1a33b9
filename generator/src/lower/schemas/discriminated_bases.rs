//! Discriminated bases: components with properties and a discriminator, to which other components
//! refer in their `allOf`.

use std::collections::BTreeSet;

use openapiv3::{
    Discriminator as SchemaDiscriminator, ReferenceOr, Schema, SchemaData, SchemaKind,
};

use crate::ir::{Shape, Type};
use crate::lower::context::{Lowering, SchemaSite, component_name};
use crate::lower::extensions::MS_DISCRIMINATOR_VALUE;

use super::all_of::merged_struct;
use super::schema_shape;
use super::unions::{alternatives, tags};

/// A member of a family, and the values of the discriminator that stand for it.
struct Member {
    name: String,
    tags: Vec<String>,
}

/// The union of a component and of those that are made of it, if a discriminator of its own tells
/// them apart.
pub(super) fn discriminated_union<'a>(
    lowering: &mut Lowering<'a>,
    name: &str,
    schema: &'a Schema,
    site: &SchemaSite,
) -> Option<Shape> {
    let discriminator = base_discriminator(lowering, name)?;
    let mut members = Vec::new();
    collect_derived(
        lowering,
        name,
        discriminator,
        &mut BTreeSet::new(),
        &mut members,
    );
    let alone = SchemaData {
        description: schema.schema_data.description.clone(),
        deprecated: schema.schema_data.deprecated,
        ..SchemaData::default()
    };
    let base = SchemaSite::new(
        site.location.join("properties"),
        format!("{} base", site.name_hint),
    );
    let shape = own_shape(lowering, schema, site);
    let mut variants = vec![(
        name.to_owned(),
        lowering.add_named(&alone, shape, &base),
        own_tags(discriminator, name, schema),
    )];
    for Member { name, tags } in members {
        if let Some(&id) = lowering.types.components.get(&name) {
            variants.push((name, Type::Named(id), tags));
        }
    }
    Some(Shape::Union(alternatives(variants, Some(discriminator))))
}

/// What a component is by itself, with what it has from those that it is made of.
pub(super) fn own_shape<'a>(
    lowering: &mut Lowering<'a>,
    schema: &'a Schema,
    site: &SchemaSite,
) -> Shape {
    match parts(schema) {
        // It adds nothing, but is another one than its head.
        [ReferenceOr::Reference { reference }] if is_discriminated_base(lowering, reference) => {
            merged_struct(lowering, parts(schema), site)
        }
        _ => schema_shape(lowering, schema, site),
    }
}

/// The discriminator of a component that is the head of a family.
fn base_discriminator<'a>(lowering: &Lowering<'a>, name: &str) -> Option<&'a SchemaDiscriminator> {
    let schema = component_schema(lowering, name)?;
    let is_object = match &schema.schema_kind {
        SchemaKind::Type(openapiv3::Type::Object(_)) | SchemaKind::AllOf { .. } => true,
        SchemaKind::Any(any) => any.one_of.is_empty() && any.any_of.is_empty(),
        _ => false,
    };
    let discriminator = schema.schema_data.discriminator.as_ref();
    discriminator.filter(|_| is_object && derived_components(lowering, name).next().is_some())
}

/// Whether a reference leads to the head of a family.
fn is_discriminated_base(lowering: &Lowering<'_>, reference: &str) -> bool {
    component_name(reference).is_some_and(|name| base_discriminator(lowering, &name).is_some())
}

fn component_schema<'a>(lowering: &Lowering<'a>, name: &str) -> Option<&'a Schema> {
    lowering
        .api
        .components
        .as_ref()?
        .schemas
        .get(name)?
        .as_item()
}

/// The components that are made of this one, and say so themselves.
fn derived_components<'a>(
    lowering: &Lowering<'a>,
    name: &str,
) -> impl Iterator<Item = (&'a str, &'a Schema)> {
    let components = lowering.api.components.as_ref();
    let schemas = components
        .into_iter()
        .flat_map(|components| &components.schemas);
    schemas.filter_map(move |(child, schema)| {
        let schema = schema.as_item()?;
        let is_child = parts(schema).iter().any(|part| refers_to(part, name));
        is_child.then_some((child.as_str(), schema))
    })
}

/// Adds the children and theirs. A child that is a head itself stands for its own.
fn collect_derived<'a>(
    lowering: &Lowering<'a>,
    name: &str,
    discriminator: &SchemaDiscriminator,
    seen: &mut BTreeSet<&'a str>,
    members: &mut Vec<Member>,
) {
    for (child, schema) in derived_components(lowering, name) {
        if !seen.insert(child) {
            continue;
        }
        let mut tags = own_tags(discriminator, child, schema);
        let mut others = Vec::new();
        let head = base_discriminator(lowering, child);
        let alike = head.filter(|own| own.property_name == discriminator.property_name);
        collect_derived(
            lowering,
            child,
            alike.unwrap_or(discriminator),
            seen,
            &mut others,
        );
        if head.is_some() {
            tags.extend(others.drain(..).flat_map(|other| other.tags));
        }
        members.push(Member {
            name: child.to_owned(),
            tags,
        });
        members.append(&mut others);
    }
}

/// The parts of a schema that is made of others.
fn parts(schema: &Schema) -> &[ReferenceOr<Schema>] {
    match &schema.schema_kind {
        SchemaKind::AllOf { all_of } => all_of,
        SchemaKind::Any(any) => &any.all_of,
        _ => &[],
    }
}

fn refers_to(part: &ReferenceOr<Schema>, name: &str) -> bool {
    match part {
        ReferenceOr::Reference { reference } => component_name(reference).as_deref() == Some(name),
        ReferenceOr::Item(_) => false,
    }
}

/// The values that stand for a component: those of the mapping, else its own, else its name.
fn own_tags(discriminator: &SchemaDiscriminator, name: &str, schema: &Schema) -> Vec<String> {
    let reference = format!("#/components/schemas/{name}");
    let mapped = tags(discriminator, &ReferenceOr::ref_(&reference));
    let value = schema.schema_data.extensions.get(MS_DISCRIMINATOR_VALUE);
    match value.and_then(|value| value.as_str()) {
        Some(value) if discriminator.mapping.is_empty() => vec![value.to_owned()],
        _ => mapped,
    }
}
