//! Discriminated bases: components with properties and a discriminator, to which other components
//! refer in their `allOf`.

use std::collections::BTreeSet;

use openapiv3::{
    Discriminator as SchemaDiscriminator, ReferenceOr, Schema, SchemaData, SchemaKind,
};

use crate::ir::{Shape, Type};
use crate::lower::context::{Lowering, SchemaRef, SchemaSite, component_name, parts};
use crate::lower::extensions::MS_DISCRIMINATOR_VALUE;

use super::all_of::merged_struct;
use super::schema_shape;
use super::unions::{Alternative, alternatives, component_tags};

/// A component that is derived from a base, and the discriminator's values that select it.
struct DerivedSchema {
    name: String,
    tags: Vec<String>,
}

/// Returns the union of a component and the components derived from it, if the component is a
/// discriminated base.
pub(super) fn discriminated_union<'a>(
    lowering: &mut Lowering<'a>,
    name: &str,
    schema: &'a Schema,
    site: &SchemaSite,
) -> Option<Shape> {
    let discriminator = base_discriminator(lowering, name)?;
    let mut derived = Vec::new();
    collect_derived(
        lowering,
        name,
        discriminator,
        &mut BTreeSet::new(),
        &mut derived,
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
    let ty = lowering.add_named(&alone, shape, &base);
    let mut variants = vec![Alternative {
        tags: own_tags(discriminator, name, schema),
        ..Alternative::new(name.to_owned(), ty)
    }];
    for DerivedSchema { name, tags } in derived {
        if let Some(&id) = lowering.types.components.get(&name) {
            variants.push(Alternative {
                tags,
                ..Alternative::new(name, Type::Named(id))
            });
        }
    }
    Some(Shape::Union(alternatives(
        variants,
        Some(discriminator.property_name.clone()),
    )))
}

/// Returns the shape of a component by itself, with the properties of its bases.
pub(super) fn own_shape<'a>(
    lowering: &mut Lowering<'a>,
    schema: &'a Schema,
    site: &SchemaSite,
) -> Shape {
    match parts(schema) {
        // It adds no property to its base, but is a type of its own.
        [only] if is_discriminated_base(lowering, only) => {
            merged_struct(lowering, parts(schema), site)
        }
        _ => schema_shape(lowering, schema, site),
    }
}

/// Returns the discriminator of a component that is a discriminated base.
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

/// Whether a part is a reference to a discriminated base.
fn is_discriminated_base(lowering: &Lowering<'_>, part: &ReferenceOr<Schema>) -> bool {
    let reference = SchemaRef::from(part).only_reference();
    let name = reference.and_then(component_name);
    name.is_some_and(|name| base_discriminator(lowering, &name).is_some())
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

/// Returns the components whose `allOf` refers to this one.
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

/// Adds the components derived from a base, and those derived from them. A derived component that is a base
/// itself also stands for its own derived components.
fn collect_derived<'a>(
    lowering: &Lowering<'a>,
    name: &str,
    discriminator: &SchemaDiscriminator,
    seen: &mut BTreeSet<&'a str>,
    derived: &mut Vec<DerivedSchema>,
) {
    for (child, schema) in derived_components(lowering, name) {
        if !seen.insert(child) {
            continue;
        }
        let mut tags = own_tags(discriminator, child, schema);
        let mut others = Vec::new();
        let base = base_discriminator(lowering, child);
        let alike = base.filter(|own| own.property_name == discriminator.property_name);
        collect_derived(
            lowering,
            child,
            alike.unwrap_or(discriminator),
            seen,
            &mut others,
        );
        if base.is_some() {
            tags.extend(others.drain(..).flat_map(|other| other.tags));
        }
        derived.push(DerivedSchema {
            name: child.to_owned(),
            tags,
        });
        derived.append(&mut others);
    }
}

fn refers_to(part: &ReferenceOr<Schema>, name: &str) -> bool {
    let reference = SchemaRef::from(part).only_reference();
    reference.and_then(component_name).as_deref() == Some(name)
}

/// Returns the discriminator's values that select a component: those of the mapping, else its own, else
/// its name.
fn own_tags(discriminator: &SchemaDiscriminator, name: &str, schema: &Schema) -> Vec<String> {
    let reference = format!("#/components/schemas/{name}");
    let mapped = component_tags(discriminator, &reference);
    let value = schema.schema_data.extensions.get(MS_DISCRIMINATOR_VALUE);
    match value.and_then(|value| value.as_str()) {
        Some(value) if discriminator.mapping.is_empty() => vec![value.to_owned()],
        _ => mapped,
    }
}
