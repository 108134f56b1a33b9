//! Objects that others are made of, where a property tells which one it is: a discriminator beside
//! the properties of the object, whose components refer to it in `allOf`.

use std::collections::BTreeSet;

use openapiv3::{
    Discriminator as SchemaDiscriminator, ReferenceOr, Schema, SchemaData, SchemaKind,
};

use crate::ir::{Shape, Type};

use super::compose::{alternatives, tags};
use super::schema::{Schemas, component_name};
use super::site::SchemaSite;

/// The extension in which a component says by which value of the discriminator it is known.
const VALUE: &str = "x-ms-discriminator-value";

/// A member of a family, and the values of the discriminator that stand for it.
struct Member {
    name: String,
    tags: Vec<String>,
}

impl<'a> Schemas<'a> {
    /// The union of a component and of those that are made of it, if a discriminator of its own tells
    /// them apart.
    pub(super) fn family(
        &mut self,
        name: &str,
        schema: &'a Schema,
        site: &SchemaSite,
    ) -> Option<Shape> {
        let discriminator = self.head(name)?;
        let mut members = Vec::new();
        self.add_members(name, discriminator, &mut BTreeSet::new(), &mut members);
        let alone = SchemaData {
            description: schema.schema_data.description.clone(),
            deprecated: schema.schema_data.deprecated,
            ..SchemaData::default()
        };
        let base = SchemaSite::new(
            site.location.join("properties"),
            format!("{} base", site.words),
        );
        let shape = self.own_shape(schema, site);
        let mut variants = vec![(
            name.to_owned(),
            self.add(&alone, shape, &base),
            own_tags(discriminator, name, schema),
        )];
        for Member { name, tags } in members {
            if let Some(&id) = self.components.get(&name) {
                variants.push((name, Type::Named(id), tags));
            }
        }
        Some(Shape::Union(alternatives(variants, Some(discriminator))))
    }

    /// What a component is by itself, with what it has from those that it is made of.
    pub(super) fn own_shape(&mut self, schema: &'a Schema, site: &SchemaSite) -> Shape {
        match parts(schema) {
            // It adds nothing, but is another one than its head.
            [ReferenceOr::Reference { reference }] if self.is_head(reference) => {
                self.merged(parts(schema), site)
            }
            _ => self.shape(schema, site),
        }
    }

    /// The discriminator of a component that is the head of a family.
    fn head(&self, name: &str) -> Option<&'a SchemaDiscriminator> {
        let schema = self.component(name)?;
        let is_object = match &schema.schema_kind {
            SchemaKind::Type(openapiv3::Type::Object(_)) | SchemaKind::AllOf { .. } => true,
            SchemaKind::Any(any) => any.one_of.is_empty() && any.any_of.is_empty(),
            _ => false,
        };
        let discriminator = schema.schema_data.discriminator.as_ref();
        discriminator.filter(|_| is_object && self.children(name).next().is_some())
    }

    /// Whether a reference leads to the head of a family.
    fn is_head(&self, reference: &str) -> bool {
        component_name(reference).is_some_and(|name| self.head(&name).is_some())
    }

    fn component(&self, name: &str) -> Option<&'a Schema> {
        self.api.components.as_ref()?.schemas.get(name)?.as_item()
    }

    /// The components that are made of this one, and say so themselves.
    fn children(&self, name: &str) -> impl Iterator<Item = (&'a str, &'a Schema)> {
        let components = self.api.components.as_ref();
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
    fn add_members(
        &self,
        name: &str,
        discriminator: &SchemaDiscriminator,
        seen: &mut BTreeSet<&'a str>,
        members: &mut Vec<Member>,
    ) {
        for (child, schema) in self.children(name) {
            if !seen.insert(child) {
                continue;
            }
            let mut tags = own_tags(discriminator, child, schema);
            let mut others = Vec::new();
            let head = self.head(child);
            let alike = head.filter(|own| own.property_name == discriminator.property_name);
            self.add_members(child, alike.unwrap_or(discriminator), seen, &mut others);
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
    let value = schema.schema_data.extensions.get(VALUE);
    match value.and_then(|value| value.as_str()) {
        Some(value) if discriminator.mapping.is_empty() => vec![value.to_owned()],
        _ => mapped,
    }
}
