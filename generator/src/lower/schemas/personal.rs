//! Personal data, by the marks of the document.

use indexmap::IndexMap;
use openapiv3::{AdditionalProperties, ReferenceOr, Schema, SchemaKind, Type as SchemaType};
use serde_json::Value;

use crate::dialect::Dialect;
use crate::ir::Shape;
use crate::lower::context::{Lowering, referenced_schema};

/// How many lists, maps and references are looked through. Only a schema that is made of itself has more.
const MAX_DEPTH: usize = 32;

/// Whether the dialect's mark of personal data is among the extensions of a schema or a parameter.
pub(in crate::lower) fn is_marked(dialect: &Dialect, extensions: &IndexMap<String, Value>) -> bool {
    dialect.personal_data.as_deref().is_some_and(|pointer| {
        let mut tokens = pointer.trim_start_matches('/').splitn(2, '/');
        let extension = tokens.next().and_then(|name| extensions.get(name));
        match (extension, tokens.next()) {
            (Some(value), Some(rest)) => value.pointer(&format!("/{rest}")).is_some(),
            (Some(_), None) => true,
            (None, _) => false,
        }
    })
}

/// Whether the value of a schema holds nothing but personal data: the schema is marked, or the items of
/// its lists, the values of its maps, or the component behind one of these.
pub(super) fn is_personal(lowering: &Lowering<'_>, schema: &Schema) -> bool {
    is_personal_within(lowering, schema, MAX_DEPTH)
}

/// Whether the value of a schema or a referenced schema holds nothing but personal data.
pub(in crate::lower) fn is_personal_value(
    lowering: &Lowering<'_>,
    schema: &ReferenceOr<Schema>,
) -> bool {
    resolve(lowering, schema).is_some_and(|schema| is_personal(lowering, schema))
}

/// Marks every field of a struct whose schema is marked as a whole.
pub(super) fn mark_fields(lowering: &Lowering<'_>, schema: &Schema, shape: &mut Shape) {
    let Shape::Struct(structure) = shape else {
        return;
    };
    if is_marked_whole(lowering, schema, MAX_DEPTH) {
        structure.is_additional_personal = true;
        for field in &mut structure.fields {
            field.personal = true;
        }
    }
}

fn is_personal_within(lowering: &Lowering<'_>, schema: &Schema, depth: usize) -> bool {
    let Some(depth) = depth.checked_sub(1) else {
        return false;
    };
    is_marked_whole(lowering, schema, depth)
        || contents(lowering, schema)
            .is_some_and(|contents| is_personal_within(lowering, contents, depth))
}

/// Whether a schema is marked itself, or a part of its `allOf`.
fn is_marked_whole(lowering: &Lowering<'_>, schema: &Schema, depth: usize) -> bool {
    let Some(depth) = depth.checked_sub(1) else {
        return false;
    };
    let parts = match &schema.schema_kind {
        SchemaKind::AllOf { all_of } => all_of.as_slice(),
        _ => &[],
    };
    let mut parts = parts.iter().filter_map(|part| resolve(lowering, part));
    is_marked(lowering.dialect, &schema.schema_data.extensions)
        || parts.any(|part| is_marked_whole(lowering, part, depth))
}

/// Returns the schema of a list's items, or of a map's values.
fn contents<'s, 'a: 's>(lowering: &Lowering<'a>, schema: &'s Schema) -> Option<&'s Schema> {
    match &schema.schema_kind {
        SchemaKind::Type(SchemaType::Array(array)) => match array.items.as_ref()? {
            ReferenceOr::Item(items) => Some(items),
            ReferenceOr::Reference { reference } => referenced_schema(lowering, reference),
        },
        SchemaKind::Type(SchemaType::Object(object)) if object.properties.is_empty() => {
            match object.additional_properties.as_ref()? {
                AdditionalProperties::Schema(values) => resolve(lowering, values),
                AdditionalProperties::Any(_) => None,
            }
        }
        _ => None,
    }
}

fn resolve<'s, 'a: 's>(
    lowering: &Lowering<'a>,
    schema: &'s ReferenceOr<Schema>,
) -> Option<&'s Schema> {
    match schema {
        ReferenceOr::Item(schema) => Some(schema),
        ReferenceOr::Reference { reference } => referenced_schema(lowering, reference),
    }
}
