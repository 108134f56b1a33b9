//! Schemas to types.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use indexmap::IndexMap;
use openapiv3::{
    AdditionalProperties, AnySchema, ArrayType, IntegerFormat, OpenAPI, ReferenceOr, Schema,
    SchemaData, SchemaKind, StringFormat, StringType, Type as SchemaType, VariantOrUnknownOrEmpty,
};
use serde_json::Value;

use crate::diagnostics::{Diagnostics, Location};
use crate::dialect::Dialect;
use crate::ir::{Candidate, Name, Shape, Type, TypeId};

use super::enums;
use super::problem::LowerProblem;
use super::sids::Sids;
use super::site::SchemaSite;
use super::structure::Property;

/// The types of one document, while they are found.
pub(super) struct Schemas<'a> {
    pub(super) api: &'a OpenAPI,
    /// What `api` was read from.
    pub(super) value: &'a Value,
    pub(super) dialect: &'a Dialect,
    pub(super) file: Arc<str>,
    pub(super) sids: &'a mut Sids,
    pub(super) diagnostics: &'a mut Diagnostics,
    pub(super) drafts: Vec<Draft>,
    /// The ids of the components, by their names.
    pub(super) components: IndexMap<String, TypeId>,
    /// The components whose shapes are filled in, or are about to be.
    pub(super) entered: BTreeSet<TypeId>,
    /// What the inline schemas are, by their addresses: an `allOf` meets those of another schema again.
    pub(super) inline: BTreeMap<usize, Inline>,
}

/// What a type is called that is found in a part of an operation: after the component, if the part is
/// one, else after the operation and its role there.
pub(super) fn owner<T>(part: &ReferenceOr<T>, operation: &str, kind: &str, role: &str) -> String {
    match part {
        ReferenceOr::Reference { reference } => {
            let component = reference.rsplit('/').next().unwrap_or(reference);
            format!("{component} {kind}")
        }
        ReferenceOr::Item(_) => format!("{operation} {role}"),
    }
}

/// What is known of an inline schema.
#[derive(Clone, Debug)]
pub(super) enum Inline {
    /// It is being lowered.
    Open,
    /// It is being lowered, and was met again inside itself, where this stands for it.
    Recursive(TypeId),
    /// It is this.
    Done(Type),
}

/// A type whose name may not be settled yet.
#[derive(Debug)]
pub(super) struct Draft {
    pub(super) naming: Naming,
    pub(super) pointer: String,
    pub(super) description: Option<String>,
    pub(super) deprecated: bool,
    pub(super) nullable: bool,
    pub(super) shape: Shape,
}

/// How a type gets its name.
#[derive(Clone, Debug)]
pub(super) enum Naming {
    /// It has it.
    Final(Name),
    /// It wants one of these, once all types are known.
    Wanted(Candidate),
}

/// The name of the component schema that a reference leads to, which a normalised document has
/// verbatim.
pub(super) fn component_name(reference: &str) -> Option<String> {
    let name = reference.strip_prefix("#/components/schemas/")?;
    Some(name.to_owned())
}

impl<'a> Schemas<'a> {
    /// Fills in the shapes of the components, whose names and ids are settled before.
    pub(super) fn lower_components(&mut self) {
        let names: Vec<_> = self.components.keys().cloned().collect();
        names.iter().for_each(|name| self.lower_component(name));
    }

    /// Fills in the shape of a component, unless that is done or under way.
    pub(super) fn lower_component(&mut self, name: &str) {
        let components = self.api.components.as_ref();
        let schema = components.and_then(|components| components.schemas.get(name));
        let (Some(schema), Some(&id)) = (schema, self.components.get(name)) else {
            return;
        };
        if !self.entered.insert(id) {
            return;
        }
        let location = self
            .location()
            .join("components")
            .join("schemas")
            .join(name);
        let words = match &self.drafts[id.0].naming {
            Naming::Final(name) => name.plain().to_owned(),
            Naming::Wanted(_) => name.to_owned(),
        };
        let site = SchemaSite::new(location, words);
        let shape = match schema {
            ReferenceOr::Reference { .. } => Shape::Alias(self.lower(schema, &site)),
            ReferenceOr::Item(schema) => {
                let family = self.family(name, schema, &site);
                let mut shape = family.unwrap_or_else(|| self.own_shape(schema, &site));
                self.marks().apply(schema, &mut shape);
                shape
            }
        };
        self.drafts[id.0].shape = shape;
    }

    /// The start of the document.
    pub(super) fn location(&self) -> Location {
        Location::file(&self.file)
    }

    pub(super) fn report(&mut self, site: &SchemaSite, problem: LowerProblem) {
        self.diagnostics.report(site.location.clone(), problem);
    }

    /// The type of the values that a schema describes, apart from null.
    pub(super) fn lower(&mut self, schema: &'a ReferenceOr<Schema>, site: &SchemaSite) -> Type {
        match schema {
            ReferenceOr::Reference { reference } => self.lower_reference(reference, site),
            ReferenceOr::Item(schema) => self.lower_inline(schema, site),
        }
    }

    pub(super) fn lower_boxed(
        &mut self,
        schema: &'a ReferenceOr<Box<Schema>>,
        site: &SchemaSite,
    ) -> Type {
        match schema {
            ReferenceOr::Reference { reference } => self.lower_reference(reference, site),
            ReferenceOr::Item(schema) => self.lower_inline(schema, site),
        }
    }

    fn lower_reference(&mut self, reference: &str, site: &SchemaSite) -> Type {
        let id = component_name(reference).and_then(|name| self.components.get(&name).copied());
        id.map_or_else(
            || {
                let reference = reference.to_owned();
                self.report(
                    site,
                    LowerProblem::Dangling {
                        what: "schema",
                        reference,
                    },
                );
                Type::Json
            },
            Type::Named,
        )
    }

    fn lower_inline(&mut self, schema: &'a Schema, site: &SchemaSite) -> Type {
        // The model holds all schemas as long as this, so none comes to lie where another one was.
        let address = std::ptr::from_ref(schema).addr();
        match self.inline.get(&address) {
            None => {}
            Some(Inline::Done(ty)) => return ty.clone(),
            Some(Inline::Recursive(id)) => return Type::Named(*id),
            Some(Inline::Open) => {
                let id = self.draft(&schema.schema_data, Shape::Alias(Type::Json), site);
                self.inline.insert(address, Inline::Recursive(id));
                return Type::Named(id);
            }
        }
        self.inline.insert(address, Inline::Open);
        let mut shape = self.shape(schema, site);
        self.marks().apply(schema, &mut shape);
        let ty = match (self.inline.get(&address), shape) {
            (Some(Inline::Recursive(id)), shape) => {
                self.drafts[id.0].shape = shape;
                Type::Named(*id)
            }
            (_, Shape::Alias(ty)) => ty,
            (_, shape) => self.add(&schema.schema_data, shape, site),
        };
        self.inline.insert(address, Inline::Done(ty.clone()));
        ty
    }

    /// Adds a type that stands inline, named by its title or by its owner and role.
    pub(super) fn add(&mut self, data: &SchemaData, shape: Shape, site: &SchemaSite) -> Type {
        Type::Named(self.draft(data, shape, site))
    }

    fn draft(&mut self, data: &SchemaData, shape: Shape, site: &SchemaSite) -> TypeId {
        let title = data.title.iter().filter(|title| title.len() <= 60).cloned();
        self.drafts.push(Draft {
            naming: Naming::Wanted(Candidate {
                key: site.location.pointer.to_string(),
                wanted: title.chain([site.words.clone()]).collect(),
            }),
            pointer: site.location.pointer.to_string(),
            description: data.description.clone(),
            deprecated: data.deprecated,
            nullable: data.nullable,
            shape,
        });
        TypeId(self.drafts.len() - 1)
    }

    /// What a schema is: something with a name of its own, or an alias of what needs none.
    pub(super) fn shape(&mut self, schema: &'a Schema, site: &SchemaSite) -> Shape {
        match &schema.schema_kind {
            SchemaKind::Type(SchemaType::String(string)) => {
                enums::of_text(string, &schema.schema_data)
                    .unwrap_or_else(|| Shape::Alias(self.string(string, site)))
            }
            SchemaKind::Type(SchemaType::Number(number)) => {
                enums::of_numbers(number, &schema.schema_data).unwrap_or(Shape::Alias(Type::F64))
            }
            SchemaKind::Type(SchemaType::Integer(integer)) => {
                enums::of_integers(integer, &schema.schema_data).unwrap_or_else(|| {
                    Shape::Alias(match integer.format {
                        VariantOrUnknownOrEmpty::Item(IntegerFormat::Int32) => Type::I32,
                        _ => Type::I64,
                    })
                })
            }
            SchemaKind::Type(SchemaType::Boolean(_)) => Shape::Alias(Type::Bool),
            SchemaKind::Type(SchemaType::Object(object)) => self.object(
                &object.properties,
                &object.required,
                object.additional_properties.as_ref(),
                site,
            ),
            SchemaKind::Type(SchemaType::Array(array)) => Shape::Alias(self.array(array, site)),
            SchemaKind::AllOf { all_of } => self.all_of(all_of, site),
            SchemaKind::OneOf { one_of } => self.union(
                "oneOf",
                one_of,
                schema.schema_data.discriminator.as_ref(),
                site,
            ),
            SchemaKind::AnyOf { any_of } => self.union(
                "anyOf",
                any_of,
                schema.schema_data.discriminator.as_ref(),
                site,
            ),
            SchemaKind::Not { .. } => {
                self.report(site, LowerProblem::Not);
                Shape::Alias(Type::Json)
            }
            SchemaKind::Any(any) => self.any(any, &schema.schema_data, site),
        }
    }

    fn string(&mut self, string: &StringType, site: &SchemaSite) -> Type {
        if let Some(id) = string
            .pattern
            .as_deref()
            .and_then(|pattern| self.sids.find(pattern, self.dialect, &site.location))
        {
            return Type::Sid(id);
        }
        match &string.format {
            VariantOrUnknownOrEmpty::Item(StringFormat::DateTime) => Type::Timestamp,
            VariantOrUnknownOrEmpty::Item(StringFormat::Date) => Type::Date,
            VariantOrUnknownOrEmpty::Item(StringFormat::Binary) => Type::Binary,
            VariantOrUnknownOrEmpty::Unknown(format) => match format.as_str() {
                "date-time-rfc-2822" => Type::Rfc2822,
                "uri" | "url" | "uri-reference" => Type::Uri,
                _ => Type::String,
            },
            _ => Type::String,
        }
    }

    fn array(&mut self, array: &'a ArrayType, site: &SchemaSite) -> Type {
        let site = site.items();
        let items = array
            .items
            .as_ref()
            .map_or(Type::Json, |items| self.lower_boxed(items, &site));
        self.container(Type::List, items, &site)
    }

    fn object(
        &mut self,
        properties: &'a IndexMap<String, ReferenceOr<Box<Schema>>>,
        required: &[String],
        additional: Option<&'a AdditionalProperties>,
        site: &SchemaSite,
    ) -> Shape {
        if properties.is_empty() {
            return Shape::Alias(self.free_form(additional, site));
        }
        let properties = properties.iter().map(|(name, schema)| Property {
            wire: name,
            schema,
            required: required.contains(name),
            site: site.property(name),
        });
        let properties = properties.collect();
        Shape::Struct(self.structure(properties, additional, site))
    }

    /// An object that declares no properties.
    fn free_form(
        &mut self,
        additional: Option<&'a AdditionalProperties>,
        site: &SchemaSite,
    ) -> Type {
        match additional {
            Some(AdditionalProperties::Schema(schema)) => {
                let location = site.location.join("additionalProperties");
                let site = SchemaSite::new(location, format!("{} value", site.words));
                match self.lower(schema, &site) {
                    Type::Json => Type::JsonObject,
                    ty => self.container(Type::Map, ty, &site),
                }
            }
            _ => Type::JsonObject,
        }
    }

    /// A schema without a type, or with keywords of several.
    fn any(&mut self, any: &'a AnySchema, data: &'a SchemaData, site: &SchemaSite) -> Shape {
        let discriminator = data.discriminator.as_ref();
        let is_object = !any.properties.is_empty()
            || any.additional_properties.is_some()
            || any.typ.as_deref() == Some("object");
        let is_composed = [&any.all_of, &any.one_of, &any.any_of]
            .iter()
            .any(|of| !of.is_empty());
        if is_composed && (!any.properties.is_empty() || !any.required.is_empty()) {
            return self.composed_object(any, site);
        }
        if is_object && !is_composed {
            let additional = any.additional_properties.as_ref();
            return self.object(&any.properties, &any.required, additional, site);
        }
        if !any.all_of.is_empty() {
            return self.all_of(&any.all_of, site);
        }
        if !any.one_of.is_empty() {
            return self.union("oneOf", &any.one_of, discriminator, site);
        }
        if !any.any_of.is_empty() {
            return self.union("anyOf", &any.any_of, discriminator, site);
        }
        if let Some(items) = &any.items {
            let site = site.items();
            let items = self.lower_boxed(items, &site);
            return Shape::Alias(self.container(Type::List, items, &site));
        }
        enums::of_any(any, data).unwrap_or_else(|| {
            if any.enumeration.iter().any(|value| !value.is_null()) {
                self.report(site, LowerProblem::MixedEnum);
            }
            Shape::Alias(match any.typ.as_deref() {
                // A keyword of another type stands beside it.
                Some("boolean") if any.enumeration.is_empty() => Type::Bool,
                Some("integer") if any.enumeration.is_empty() => Type::I64,
                Some("number") if any.enumeration.is_empty() => Type::F64,
                Some("string") if any.enumeration.is_empty() => Type::String,
                _ => Type::Json,
            })
        })
    }
}
