//! Schemas become types.
//!
//! Imports `context` and what lies below it. A schema's type does not depend on the operations that
//! use the schema.

mod aliases;
mod all_of;
mod branch_words;
mod components;
mod constraints;
mod discriminated_bases;
mod distribution;
mod enums;
mod facts;
mod merged;
mod narrowing;
mod nesting;
mod numbers;
mod personal;
mod required_alternatives;
mod string_unions;
mod structs;
mod unions;

use indexmap::IndexMap;
use openapiv3::{
    AdditionalProperties, AnySchema, ArrayType, ReferenceOr, Schema, SchemaData, SchemaKind,
    StringFormat, StringType, Type as SchemaType, VariantOrUnknownOrEmpty,
};
use serde_json::Value;

use crate::ir::{Scalar, Shape, Type};

use crate::lower::context::{
    InlineSchema, Lowering, SchemaRef, SchemaSite, branches, component_name, parts,
};
use crate::lower::problem::LowerProblem;

use all_of::{all_of_shape, composed_shape};
use narrowing::{is_object as is_object_schema, restricts};
use nesting::container_type;
use personal::mark_fields;
use required_alternatives::dependent_required;
use structs::{Declaration, Property, lower_struct, report_unchecked, report_undeclared};
use unions::union_shape;

pub(super) use aliases::break_alias_cycles;
pub(super) use components::lower_components;
pub(super) use constraints::constraints;
pub(super) use facts::{Facts, is_nullable};
pub(super) use personal::{is_marked, is_personal};
pub(super) use unions::{Alternative, alternatives};

/// Returns the type of a schema's values, apart from null.
pub(super) fn lower_schema<'a>(
    lowering: &mut Lowering<'a>,
    schema: impl Into<SchemaRef<'a>>,
    site: &SchemaSite,
) -> Type {
    match schema.into() {
        SchemaRef::Reference(reference) => lower_reference(lowering, reference, site),
        SchemaRef::Item(schema) => lower_inline(lowering, schema, site),
    }
}

/// Returns the type of the items of a list, or of the values of a map, which may be null.
fn element_type<'a>(lowering: &mut Lowering<'a>, schema: SchemaRef<'a>, site: &SchemaSite) -> Type {
    match lower_schema(lowering, schema, site) {
        // Any JSON value may be null.
        Type::Json => Type::Json,
        ty if is_nullable(lowering, schema) => Type::Nullable(Box::new(ty)),
        ty => ty,
    }
}

fn lower_reference(lowering: &mut Lowering<'_>, reference: &str, site: &SchemaSite) -> Type {
    let id = component_name(reference).and_then(|name| lowering.types.component(&name));
    id.map_or_else(
        || {
            let reference = reference.to_owned();
            lowering.report(
                &site.location,
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

fn lower_inline<'a>(lowering: &mut Lowering<'a>, schema: &'a Schema, site: &SchemaSite) -> Type {
    // The model outlives this map, so no two schemas share an address.
    let address = std::ptr::from_ref(schema).addr();
    match lowering.types.inline.get(&address) {
        None => {}
        Some(InlineSchema::Done(ty)) => return ty.clone(),
        Some(InlineSchema::Recursive(id)) => return Type::Named(*id),
        Some(InlineSchema::InProgress) => {
            let id = lowering.add_type(&schema.schema_data, Shape::Alias(Type::Json), site);
            lowering
                .types
                .inline
                .insert(address, InlineSchema::Recursive(id));
            return Type::Named(id);
        }
    }
    lowering
        .types
        .inline
        .insert(address, InlineSchema::InProgress);
    let mut shape = schema_shape(lowering, schema, site);
    mark_fields(lowering, schema, &mut shape);
    let ty = match (lowering.types.inline.get(&address), shape) {
        (Some(InlineSchema::Recursive(id)), shape) => {
            let id = *id;
            lowering.types.set_shape(id, shape);
            Type::Named(id)
        }
        (_, Shape::Alias(ty)) => ty,
        (_, shape) => lowering.add_named(&schema.schema_data, shape, site),
    };
    lowering
        .types
        .inline
        .insert(address, InlineSchema::Done(ty.clone()));
    ty
}

/// Returns the shape of a schema: one that needs a name, or an alias of a type that needs none. A schema whose
/// keywords lead back to itself has any value.
pub(super) fn schema_shape<'a>(
    lowering: &mut Lowering<'a>,
    schema: &'a Schema,
    site: &SchemaSite,
) -> Shape {
    let address = std::ptr::from_ref(schema).addr();
    if !lowering.types.in_progress.insert(address) {
        lowering.report(&site.location, LowerProblem::EndlessAlias);
        return Shape::Alias(Type::Json);
    }
    let shape = shape_of_kind(lowering, schema, site);
    lowering.types.in_progress.remove(&address);
    shape
}

fn shape_of_kind<'a>(lowering: &mut Lowering<'a>, schema: &'a Schema, site: &SchemaSite) -> Shape {
    match &schema.schema_kind {
        SchemaKind::Type(SchemaType::String(string)) => enums::of_text(string, &schema.schema_data)
            .unwrap_or_else(|| Shape::Alias(string_type(lowering, string, site))),
        SchemaKind::Type(SchemaType::Number(number)) => {
            enums::of_numbers(number, &schema.schema_data).unwrap_or_else(|| {
                let data = &schema.schema_data;
                Shape::Alias(Type::Scalar(numbers::of_number(
                    lowering.dialect,
                    number,
                    data,
                )))
            })
        }
        SchemaKind::Type(SchemaType::Integer(integer)) => {
            enums::of_integers(integer, &schema.schema_data)
                .unwrap_or_else(|| Shape::Alias(Type::Scalar(numbers::of_integer(integer))))
        }
        SchemaKind::Type(SchemaType::Boolean(_)) => Shape::Alias(Type::Scalar(Scalar::Bool)),
        SchemaKind::Type(SchemaType::Object(object)) => {
            let additional = object.additional_properties.as_ref();
            let (properties, required) = (&object.properties, &object.required);
            let shape = object_shape(lowering, properties, required, additional, site);
            with_dependents(shape, &schema.schema_data)
        }
        SchemaKind::Type(SchemaType::Array(array)) => {
            Shape::Alias(list_type(lowering, array, site))
        }
        SchemaKind::AllOf { all_of } => all_of_shape(lowering, all_of, site),
        SchemaKind::OneOf { one_of } => union_shape(
            lowering,
            "oneOf",
            one_of,
            schema.schema_data.discriminator.as_ref(),
            site,
        ),
        SchemaKind::AnyOf { any_of } => union_shape(
            lowering,
            "anyOf",
            any_of,
            schema.schema_data.discriminator.as_ref(),
            site,
        ),
        SchemaKind::Not { .. } => {
            lowering.report(&site.location, LowerProblem::Not);
            Shape::Alias(Type::Json)
        }
        SchemaKind::Any(any) => untyped_shape(lowering, schema, any, site),
    }
}

fn string_type(lowering: &mut Lowering<'_>, string: &StringType, site: &SchemaSite) -> Type {
    if let Some(id) = string.pattern.as_deref().and_then(|pattern| {
        lowering
            .sids
            .find(pattern, lowering.dialect, &site.location)
    }) {
        return Type::Sid(id);
    }
    match string_format(string) {
        "binary" => Type::Binary,
        format => Type::Scalar(Scalar::of_string_format(format)),
    }
}

/// Returns the format of a string as OpenAPI names it; empty if there is none.
fn string_format(string: &StringType) -> &str {
    match &string.format {
        VariantOrUnknownOrEmpty::Item(StringFormat::Date) => "date",
        VariantOrUnknownOrEmpty::Item(StringFormat::DateTime) => "date-time",
        VariantOrUnknownOrEmpty::Item(StringFormat::Password) => "password",
        VariantOrUnknownOrEmpty::Item(StringFormat::Byte) => "byte",
        VariantOrUnknownOrEmpty::Item(StringFormat::Binary) => "binary",
        VariantOrUnknownOrEmpty::Unknown(format) => format,
        VariantOrUnknownOrEmpty::Empty => "",
    }
}

fn list_type<'a>(lowering: &mut Lowering<'a>, array: &'a ArrayType, site: &SchemaSite) -> Type {
    let site = site.items();
    let items = array.items.as_ref().map_or(Type::Json, |items| {
        element_type(lowering, items.into(), &site)
    });
    container_type(lowering, Type::List, items, &site)
}

fn object_shape<'a>(
    lowering: &mut Lowering<'a>,
    properties: &'a IndexMap<String, ReferenceOr<Box<Schema>>>,
    required: &[String],
    additional: Option<&'a AdditionalProperties>,
    site: &SchemaSite,
) -> Shape {
    if properties.is_empty() {
        report_unchecked(lowering, required.iter().map(String::as_str), site);
        return Shape::Alias(map_type(lowering, additional, site));
    }
    let properties = properties.iter().map(|(name, schema)| Property {
        wire: name,
        declarations: vec![Declaration {
            schema: schema.into(),
            site: site.property(name),
        }],
        required: required.iter().position(|known| known == name),
    });
    let properties = properties.collect();
    let shape = lower_struct(lowering, properties, additional, site);
    report_undeclared(lowering, &shape, required.iter().map(String::as_str), site);
    Shape::Struct(shape)
}

/// Returns the shape of an object, with the properties that others require.
fn with_dependents(shape: Shape, data: &SchemaData) -> Shape {
    match shape {
        Shape::Struct(mut shape) => {
            shape.alternatives.extend(dependent_required(data));
            Shape::Struct(shape)
        }
        shape => shape,
    }
}

/// Returns the type of an object that declares no properties: any JSON, unless the document gives its values
/// a type. Vendors change between an object without properties and no type at all, which must not change the
/// type in Rust.
fn map_type<'a>(
    lowering: &mut Lowering<'a>,
    additional: Option<&'a AdditionalProperties>,
    site: &SchemaSite,
) -> Type {
    match additional {
        Some(AdditionalProperties::Schema(schema)) => {
            let site = site.additional();
            match element_type(lowering, (&**schema).into(), &site) {
                Type::Json => Type::Json,
                ty => container_type(lowering, Type::Map, ty, &site),
            }
        }
        _ => Type::Json,
    }
}

/// Whether a schema keeps properties that neither its parts nor its alternatives declare, all of which are objects.
fn allows_others(
    lowering: &Lowering<'_>,
    schema: &Schema,
    additional: Option<&AdditionalProperties>,
) -> bool {
    let mut inside = parts(schema).iter().chain(branches(schema));
    additional.is_some_and(|found| *found != AdditionalProperties::Any(false))
        && inside.all(|inside| is_object_schema(lowering, inside.into()))
}

/// Whether a schema restricts the type of its values beside the parts of its `allOf`.
fn restricts_beside(any: &AnySchema) -> bool {
    let is_map = matches!(
        any.additional_properties,
        Some(AdditionalProperties::Schema(_))
    );
    any.typ.as_deref().is_some_and(|ty| ty != "object")
        || !any.one_of.is_empty()
        || !any.any_of.is_empty()
        || !any.enumeration.is_empty()
        || any.items.is_some()
        || is_map
}

/// Returns the shape of a schema without a type, or with keywords of several types.
fn untyped_shape<'a>(
    lowering: &mut Lowering<'a>,
    schema: &'a Schema,
    any: &'a AnySchema,
    site: &SchemaSite,
) -> Shape {
    let data = &schema.schema_data;
    let discriminator = data.discriminator.as_ref();
    let is_object = !any.properties.is_empty()
        || any.additional_properties.is_some()
        || any.typ.as_deref() == Some("object");
    let has_branches = !branches(schema).is_empty();
    let has_parts = !any.all_of.is_empty();
    let mut parts = any.all_of.iter();
    let is_restricted = parts.any(|part| restricts(lowering, part.into()));
    let has_own = !any.properties.is_empty()
        || !any.required.is_empty()
        || allows_others(lowering, schema, any.additional_properties.as_ref());
    if (has_own && (has_parts || has_branches)) || (is_restricted && has_branches) {
        return composed_shape(lowering, schema, any, site);
    }
    if has_parts && (is_restricted || !restricts_beside(any)) {
        return all_of_shape(lowering, &any.all_of, site);
    }
    if is_object && !has_branches {
        let additional = any.additional_properties.as_ref();
        let shape = object_shape(lowering, &any.properties, &any.required, additional, site);
        return with_dependents(shape, data);
    }
    if !any.one_of.is_empty() && !any.any_of.is_empty() {
        let mut all = any.one_of.iter().chain(&any.any_of);
        if all.all(|branch| is_object_schema(lowering, branch.into())) {
            return composed_shape(lowering, schema, any, site);
        }
        lowering.report(
            &site.location.join("anyOf"),
            LowerProblem::IgnoredAlternatives,
        );
    }
    if !any.one_of.is_empty() {
        return union_shape(lowering, "oneOf", &any.one_of, discriminator, site);
    }
    if !any.any_of.is_empty() {
        return union_shape(lowering, "anyOf", &any.any_of, discriminator, site);
    }
    if let Some(items) = &any.items {
        let site = site.items();
        let items = element_type(lowering, items.into(), &site);
        return Shape::Alias(container_type(lowering, Type::List, items, &site));
    }
    report_unchecked(lowering, any.required.iter().map(String::as_str), site);
    enums::of_any(any, data).unwrap_or_else(|| Shape::Alias(stated_type(lowering, any, site)))
}

/// Returns the type that a schema states beside keywords of another type. Enumerated values of several types are
/// reported.
fn stated_type(lowering: &mut Lowering<'_>, any: &AnySchema, site: &SchemaSite) -> Type {
    let mut values = any.enumeration.iter().filter(|value| !value.is_null());
    let is_integer = any.typ.as_deref() == Some("integer");
    if is_integer && !any.enumeration.is_empty() && values.clone().all(Value::is_u64) {
        // Beyond the integers of an enum. The constraints keep the values.
        return Type::Scalar(Scalar::U64);
    }
    if values.next().is_some() {
        lowering.report(&site.location, LowerProblem::MixedEnum);
    }
    if !any.enumeration.is_empty() {
        return Type::Json;
    }
    let format = any.format.as_deref().unwrap_or_default();
    Type::Scalar(match any.typ.as_deref() {
        Some("boolean") => Scalar::Bool,
        Some("integer") => Scalar::I64,
        Some("number") => Scalar::F64,
        Some("string") => Scalar::of_string_format(format),
        _ => return Type::Json,
    })
}
