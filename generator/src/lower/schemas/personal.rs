//! Which values the document marks as personal data.

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

/// The marks in the document that is being lowered.
pub(super) fn marks<'l, 'a>(
    lowering: &'l Lowering<'a>,
) -> Marks<'l, impl Fn(&str) -> Option<&'a Schema>> {
    Marks {
        dialect: lowering.dialect,
        follow: |reference: &str| referenced_schema(lowering, reference),
    }
}

/// The marks of a dialect, seen through references.
pub(super) struct Marks<'d, F> {
    pub(super) dialect: &'d Dialect,
    /// Returns the component that a reference leads to.
    pub(super) follow: F,
}

impl<'a, F: Fn(&str) -> Option<&'a Schema>> Marks<'_, F> {
    /// Whether the value of a schema holds nothing but personal data: the schema is marked, or the items of
    /// its lists, the values of its maps, or the component behind one of these.
    pub(super) fn cover(&self, schema: &Schema) -> bool {
        self.cover_within(schema, MAX_DEPTH)
    }

    /// Marks every field of a struct whose schema is marked as a whole.
    pub(super) fn apply(&self, schema: &Schema, shape: &mut Shape) {
        let Shape::Struct(structure) = shape else {
            return;
        };
        if self.cover_whole(schema, MAX_DEPTH) {
            structure.is_additional_personal = true;
            for field in &mut structure.fields {
                field.personal = true;
            }
        }
    }

    fn cover_within(&self, schema: &Schema, depth: usize) -> bool {
        let Some(depth) = depth.checked_sub(1) else {
            return false;
        };
        self.cover_whole(schema, depth)
            || self
                .contents(schema)
                .is_some_and(|contents| self.cover_within(contents, depth))
    }

    /// Whether a schema is marked itself, or a part of its `allOf`.
    fn cover_whole(&self, schema: &Schema, depth: usize) -> bool {
        let Some(depth) = depth.checked_sub(1) else {
            return false;
        };
        let parts = match &schema.schema_kind {
            SchemaKind::AllOf { all_of } => all_of.as_slice(),
            _ => &[],
        };
        let mut parts = parts.iter().filter_map(|part| self.resolve(part));
        is_marked(self.dialect, &schema.schema_data.extensions)
            || parts.any(|part| self.cover_whole(part, depth))
    }

    /// The schema of a list's items, or of a map's values.
    fn contents<'s>(&self, schema: &'s Schema) -> Option<&'s Schema>
    where
        'a: 's,
    {
        match &schema.schema_kind {
            SchemaKind::Type(SchemaType::Array(array)) => match array.items.as_ref()? {
                ReferenceOr::Item(items) => Some(items),
                ReferenceOr::Reference { reference } => (self.follow)(reference),
            },
            SchemaKind::Type(SchemaType::Object(object)) if object.properties.is_empty() => {
                match object.additional_properties.as_ref()? {
                    AdditionalProperties::Schema(values) => self.resolve(values),
                    AdditionalProperties::Any(_) => None,
                }
            }
            _ => None,
        }
    }

    fn resolve<'s>(&self, schema: &'s ReferenceOr<Schema>) -> Option<&'s Schema>
    where
        'a: 's,
    {
        match schema {
            ReferenceOr::Item(schema) => Some(schema),
            ReferenceOr::Reference { reference } => (self.follow)(reference),
        }
    }
}
