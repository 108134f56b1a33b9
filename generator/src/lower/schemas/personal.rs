//! Personal data, by the marks of the document.

use indexmap::IndexMap;
use std::collections::BTreeSet;

use openapiv3::Schema;
use serde_json::Value;

use crate::dialect::Dialect;
use crate::ir::Shape;
use crate::lower::context::{Lowering, SchemaRef, branches, layers};

use super::constraints::contents;

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

/// Whether the value of a schema may hold nothing but personal data: the schema is marked, or the items of
/// its lists, the values of its maps, or one of its alternatives. What is behind a reference counts, too.
pub(in crate::lower) fn is_personal(lowering: &Lowering<'_>, schema: SchemaRef<'_>) -> bool {
    is_personal_within(lowering, schema, &mut BTreeSet::new())
}

/// Marks every field of a struct, and every alternative of a union, whose schema is marked as a whole.
pub(super) fn mark_fields(lowering: &Lowering<'_>, schema: &Schema, shape: &mut Shape) {
    if !is_marked_whole(lowering, schema.into()) {
        return;
    }
    match shape {
        Shape::Struct(structure) => {
            structure.is_additional_personal = true;
            for field in &mut structure.fields {
                field.personal = true;
            }
        }
        Shape::Union(union) => {
            for variant in &mut union.variants {
                variant.personal = true;
            }
        }
        _ => {}
    }
}

/// Returns the same, apart from schemas whose addresses are known already.
fn is_personal_within(
    lowering: &Lowering<'_>,
    schema: SchemaRef<'_>,
    known: &mut BTreeSet<usize>,
) -> bool {
    layers(lowering, schema).into_iter().any(|layer| {
        if !known.insert(std::ptr::from_ref(layer).addr()) {
            return false;
        }
        let branches = branches(layer).iter().map(SchemaRef::from);
        let mut inside = branches.chain(contents(layer));
        is_marked(lowering.dialect, &layer.schema_data.extensions)
            || inside.any(|inside| is_personal_within(lowering, inside, known))
    })
}

/// Whether a schema is marked itself, or a part of its `allOf`.
fn is_marked_whole(lowering: &Lowering<'_>, schema: SchemaRef<'_>) -> bool {
    let mut layers = layers(lowering, schema).into_iter();
    layers.any(|layer| is_marked(lowering.dialect, &layer.schema_data.extensions))
}
