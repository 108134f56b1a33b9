//! The facts of a schema about a value beside its type, from all its layers.

use std::collections::BTreeMap;

use openapiv3::{ReferenceOr, SchemaData, SchemaKind};
use serde_json::Value;

use crate::ir::Access;
use crate::lower::context::{Lowering, SchemaRef, branches, layers, parts};

use super::narrowing::restricts_type;

/// The facts of a schema about a value beside its type and its constraints.
#[derive(Debug, Default)]
pub(in crate::lower) struct Facts {
    pub(in crate::lower) description: Option<String>,
    pub(in crate::lower) deprecated: bool,
    /// The default value, as JSON text.
    pub(in crate::lower) default: Option<String>,
    pub(in crate::lower) access: Access,
}

impl Facts {
    /// Creates the facts of a value that several schemas declare. Of several descriptions and defaults,
    /// the first holds.
    pub(super) fn or(self, other: Self) -> Self {
        Self {
            description: self.description.or(other.description),
            deprecated: self.deprecated || other.deprecated,
            default: self.default.or(other.default),
            access: match self.access {
                Access::Full => other.access,
                access => access,
            },
        }
    }

    /// Collects the facts. Of several descriptions and defaults, the outermost holds.
    pub(in crate::lower) fn of(lowering: &Lowering<'_>, schema: SchemaRef<'_>) -> Self {
        let layers: Vec<&SchemaData> = layers(lowering, schema)
            .into_iter()
            .map(|layer| &layer.schema_data)
            .collect();
        let any = |says: fn(&SchemaData) -> bool| layers.iter().any(|data| says(data));
        let default = layers.iter().find_map(|data| data.default.as_ref());
        Self {
            description: layers.iter().find_map(|data| data.description.clone()),
            deprecated: any(|data| data.deprecated),
            default: default
                .filter(|value| !value.is_null())
                .map(Value::to_string),
            access: match (any(|data| data.read_only), any(|data| data.write_only)) {
                (true, false) => Access::ReadOnly,
                (false, true) => Access::WriteOnly,
                _ => Access::Full,
            },
        }
    }
}

/// Whether a schema admits null: it says so itself, all parts of its `allOf` do, or one of its
/// alternatives.
pub(in crate::lower) fn is_nullable(lowering: &Lowering<'_>, schema: SchemaRef<'_>) -> bool {
    admits_null(lowering, schema, &mut BTreeMap::new())
}

/// Returns the same, given what is known of other schemas by their addresses. A schema inside itself admits
/// no null on its own.
fn admits_null(
    lowering: &Lowering<'_>,
    schema: SchemaRef<'_>,
    known: &mut BTreeMap<usize, bool>,
) -> bool {
    let Some(schema) = schema.resolve(lowering) else {
        return false;
    };
    let address = std::ptr::from_ref(schema).addr();
    if let Some(known) = known.get(&address) {
        return *known;
    }
    known.insert(address, false);
    let mut admits = |inner| admits_null(lowering, SchemaRef::from(inner), known);
    let parts = parts(schema).iter().filter(|part| match part {
        ReferenceOr::Item(part) => restricts_type(part),
        ReferenceOr::Reference { .. } => true,
    });
    let parts: Vec<_> = parts.collect();
    let is_composed = match &schema.schema_kind {
        SchemaKind::Any(any) => any.properties.is_empty(),
        _ => true,
    };
    let found = schema.schema_data.nullable
        || (is_composed && !parts.is_empty() && parts.into_iter().all(&mut admits))
        || (is_composed && branches(schema).iter().any(admits));
    known.insert(address, found);
    found
}
