//! Narrowing: the more precise of two schemas of one value. In an `allOf`, a part often declares a property
//! again, as a type that the other declaration admits.

use openapiv3::{
    AdditionalProperties, AnySchema, ArrayType, ObjectType, Schema, SchemaData, SchemaKind,
    StringType, Type as SchemaType, VariantOrUnknownOrEmpty,
};

use crate::lower::context::{Lowering, SchemaRef, branches, layers, parts};

/// The maximum number of nested lists, parts and alternatives that are compared.
const MAX_DEPTH: usize = 8;

/// Returns the indices of the schemas that no other one of them narrows. Of equals, the first
/// counts.
pub(super) fn narrowest(lowering: &Lowering<'_>, schemas: &[SchemaRef<'_>]) -> Vec<usize> {
    let mut kept: Vec<usize> = (0..schemas.len()).collect();
    for index in (0..schemas.len()).rev() {
        let is_wider = kept.iter().any(|other| {
            *other != index && narrows(lowering, schemas[*other], schemas[index], MAX_DEPTH)
        });
        if is_wider {
            kept.retain(|other| *other != index);
        }
    }
    kept
}

/// Whether every value of one type of a schema is a value of another, apart from null and constraints.
fn narrows(
    lowering: &Lowering<'_>,
    one: SchemaRef<'_>,
    other: SchemaRef<'_>,
    depth: usize,
) -> bool {
    let (Some(one), Some(other), Some(depth)) = (
        one.resolve(lowering),
        other.resolve(lowering),
        depth.checked_sub(1),
    ) else {
        return false;
    };
    if one.schema_kind == other.schema_kind || !restricts_type(other) {
        return true;
    }
    let is_layer = |layer: &&Schema| std::ptr::eq(*layer, other);
    if layers(lowering, one.into()).iter().any(is_layer) {
        return true;
    }
    let is_narrower = |part| narrows(lowering, SchemaRef::from(part), other.into(), depth);
    let admits = |branch| narrows(lowering, one.into(), SchemaRef::from(branch), depth);
    parts(one).iter().any(is_narrower)
        || branches(other).iter().any(admits)
        || (!branches(one).is_empty() && branches(one).iter().all(is_narrower))
        || narrows_kind(lowering, &one.schema_kind, &other.schema_kind, depth)
}

fn narrows_kind(
    lowering: &Lowering<'_>,
    one: &SchemaKind,
    other: &SchemaKind,
    depth: usize,
) -> bool {
    let (SchemaKind::Type(one), SchemaKind::Type(other)) = (one, other) else {
        return false;
    };
    match (one, other) {
        (SchemaType::String(one), SchemaType::String(other)) => narrows_string(one, other),
        (SchemaType::Integer(one), SchemaType::Integer(other)) => {
            is_within(&one.enumeration, &other.enumeration)
        }
        (SchemaType::Number(one), SchemaType::Number(other)) => {
            is_within(&one.enumeration, &other.enumeration)
        }
        (SchemaType::Integer(_), SchemaType::Number(other)) => other.enumeration.is_empty(),
        (SchemaType::Boolean(one), SchemaType::Boolean(other)) => {
            is_within(&one.enumeration, &other.enumeration)
        }
        (SchemaType::Array(one), SchemaType::Array(other)) => {
            narrows_array(lowering, one, other, depth)
        }
        (SchemaType::Object(one), SchemaType::Object(other)) => {
            narrows_object(lowering, one, other, depth)
        }
        _ => false,
    }
}

fn narrows_string(one: &StringType, other: &StringType) -> bool {
    let is_formatted = !matches!(other.format, VariantOrUnknownOrEmpty::Empty);
    is_within(&one.enumeration, &other.enumeration)
        && (!is_formatted || one.format == other.format || !one.enumeration.is_empty())
}

/// Whether the values of one enum are values of another; a schema without an enum admits all values.
fn is_within<T: PartialEq>(one: &[T], other: &[T]) -> bool {
    other.is_empty() || (!one.is_empty() && one.iter().all(|value| other.contains(value)))
}

fn narrows_array(
    lowering: &Lowering<'_>,
    one: &ArrayType,
    other: &ArrayType,
    depth: usize,
) -> bool {
    match (&one.items, &other.items) {
        (_, None) => true,
        (None, Some(_)) => false,
        (Some(one), Some(other)) => narrows(lowering, one.into(), other.into(), depth),
    }
}

fn narrows_object(
    lowering: &Lowering<'_>,
    one: &ObjectType,
    other: &ObjectType,
    depth: usize,
) -> bool {
    let is_open = !matches!(
        other.additional_properties,
        Some(AdditionalProperties::Schema(_))
    );
    is_open
        && other.properties.iter().all(|(name, other)| {
            let one = one.properties.get(name);
            one.is_some_and(|one| narrows(lowering, one.into(), other.into(), depth))
        })
}

/// Whether a schema restricts the type of its values, and not only their size or their meaning.
pub(super) fn restricts_type(schema: &Schema) -> bool {
    let SchemaKind::Any(any) = &schema.schema_kind else {
        return true;
    };
    let sizes = AnySchema {
        pattern: any.pattern.clone(),
        multiple_of: any.multiple_of,
        exclusive_minimum: any.exclusive_minimum,
        exclusive_maximum: any.exclusive_maximum,
        minimum: any.minimum,
        maximum: any.maximum,
        required: any.required.clone(),
        min_properties: any.min_properties,
        max_properties: any.max_properties,
        min_items: any.min_items,
        max_items: any.max_items,
        unique_items: any.unique_items,
        format: any.format.clone(),
        min_length: any.min_length,
        max_length: any.max_length,
        ..AnySchema::default()
    };
    *any != sizes
}

/// Whether a schema or a part of its `allOf` restricts the type of its values.
pub(super) fn restricts(lowering: &Lowering<'_>, schema: SchemaRef<'_>) -> bool {
    let restricts_alone = |layer: &Schema| match &layer.schema_kind {
        SchemaKind::AllOf { .. } => false,
        SchemaKind::Any(any) if !any.all_of.is_empty() => {
            let alone = AnySchema {
                all_of: Vec::new(),
                ..any.clone()
            };
            restricts_type(&Schema {
                schema_data: SchemaData::default(),
                schema_kind: SchemaKind::Any(alone),
            })
        }
        _ => restricts_type(layer),
    };
    layers(lowering, schema).into_iter().any(restricts_alone)
}

/// Whether a schema and all parts of it are objects with properties.
pub(super) fn is_object(lowering: &Lowering<'_>, schema: SchemaRef<'_>) -> bool {
    let layers = layers(lowering, schema);
    let is_object = |layer: &&Schema| match &layer.schema_kind {
        SchemaKind::Type(SchemaType::Object(_)) => true,
        SchemaKind::AllOf { .. } => true,
        SchemaKind::Any(any) => !any.properties.is_empty() || !restricts_type(layer),
        _ => false,
    };
    !layers.is_empty() && layers.iter().all(is_object)
}
