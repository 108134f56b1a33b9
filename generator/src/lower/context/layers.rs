//! Layers: the schemas that describe one value together. The target of a `$ref` and the parts of an
//! `allOf` have the same effect as keywords beside them.

use std::collections::BTreeSet;

use openapiv3::{ReferenceOr, Schema, SchemaKind};

use super::lowering::Lowering;
use super::references::referenced_schema;

/// A schema, or a reference to a component.
#[derive(Clone, Copy)]
pub(in crate::lower) enum SchemaRef<'s> {
    Item(&'s Schema),
    Reference(&'s str),
}

impl<'s> From<&'s Schema> for SchemaRef<'s> {
    fn from(schema: &'s Schema) -> Self {
        Self::Item(schema)
    }
}

impl<'s> From<&'s ReferenceOr<Schema>> for SchemaRef<'s> {
    fn from(schema: &'s ReferenceOr<Schema>) -> Self {
        match schema {
            ReferenceOr::Item(schema) => Self::Item(schema),
            ReferenceOr::Reference { reference } => Self::Reference(reference),
        }
    }
}

impl<'s> From<&'s ReferenceOr<Box<Schema>>> for SchemaRef<'s> {
    fn from(schema: &'s ReferenceOr<Box<Schema>>) -> Self {
        match schema {
            ReferenceOr::Item(schema) => Self::Item(schema),
            ReferenceOr::Reference { reference } => Self::Reference(reference),
        }
    }
}

impl<'s> SchemaRef<'s> {
    /// Returns the schema, or that of the referenced component.
    pub(in crate::lower) fn resolve<'a: 's>(self, lowering: &Lowering<'a>) -> Option<&'s Schema> {
        match self {
            Self::Item(schema) => Some(schema),
            Self::Reference(reference) => referenced_schema(lowering, reference),
        }
    }

    /// Returns the schema like [`resolve`](Self::resolve), without an `allOf` around it that has no other part. In a
    /// normalised document, a reference with a description beside it is such a part.
    pub(in crate::lower) fn resolve_only_part<'a: 's>(
        self,
        lowering: &Lowering<'a>,
    ) -> Option<&'s Schema> {
        let mut found = self.resolve(lowering)?;
        for _ in 0..MAX_WRAPPERS {
            match only_part(found) {
                Some(part) => found = SchemaRef::from(part).resolve(lowering)?,
                None => return Some(found),
            }
        }
        None
    }

    /// Returns the reference that the schema is, or that is the only part of its `allOf`.
    pub(in crate::lower) fn only_reference(self) -> Option<&'s str> {
        match self {
            Self::Reference(reference) => Some(reference),
            Self::Item(schema) => SchemaRef::from(only_part(schema)?).only_reference(),
        }
    }
}

/// The maximum number of nested `allOf` with one part.
const MAX_WRAPPERS: usize = 32;

/// Returns the part of an `allOf` that has no other, beside no keyword that limits values.
fn only_part(schema: &Schema) -> Option<&ReferenceOr<Schema>> {
    match &schema.schema_kind {
        SchemaKind::AllOf { all_of } => match all_of.as_slice() {
            [only] => Some(only),
            _ => None,
        },
        _ => None,
    }
}

/// Returns the schemas that describe a value together: the schema or the target of the reference, and the
/// parts of its `allOf`, at any depth. The outermost comes first, and each comes once.
pub(in crate::lower) fn layers<'s, 'a: 's>(
    lowering: &Lowering<'a>,
    schema: SchemaRef<'s>,
) -> Vec<&'s Schema> {
    let mut found = Vec::new();
    let mut seen = BTreeSet::new();
    let mut open = vec![schema];
    while let Some(schema) = open.pop() {
        let Some(schema) = schema.resolve(lowering) else {
            continue;
        };
        if seen.insert(std::ptr::from_ref(schema).addr()) {
            found.push(schema);
            open.extend(parts(schema).iter().rev().map(SchemaRef::from));
        }
    }
    found
}

/// Returns the parts of a schema's `allOf`.
pub(in crate::lower) fn parts(schema: &Schema) -> &[ReferenceOr<Schema>] {
    match &schema.schema_kind {
        SchemaKind::AllOf { all_of } => all_of,
        SchemaKind::Any(any) => &any.all_of,
        _ => &[],
    }
}

/// Returns the alternatives of a schema's `oneOf` or `anyOf`.
pub(in crate::lower) fn branches(schema: &Schema) -> &[ReferenceOr<Schema>] {
    match &schema.schema_kind {
        SchemaKind::OneOf { one_of } => one_of,
        SchemaKind::AnyOf { any_of } => any_of,
        SchemaKind::Any(any) if !any.one_of.is_empty() => &any.one_of,
        SchemaKind::Any(any) => &any.any_of,
        _ => &[],
    }
}
