//! Alternatives that admit any string, of which the first would always be taken.

use openapiv3::{ReferenceOr, Schema, SchemaData, SchemaKind, StringType, Type as SchemaType};

use crate::ir::{Scalar, Shape, Type};
use crate::lower::context::{Lowering, SchemaRef, SchemaSite};

use super::personal::is_personal;
use super::{enums, string_format};

/// The alternatives of a union, in which those that admit any string are merged.
pub(super) struct StringBranches<'s> {
    /// The other alternatives, with their indices.
    pub(super) others: Vec<(usize, &'s ReferenceOr<Schema>)>,
    /// The merged alternative: an open enum of all known values, or a string if none is known; bytes if one
    /// of them is binary, which are text outside forms.
    pub(super) shape: Shape,
    /// Whether the values of one of them are personal data.
    pub(super) personal: bool,
}

/// Merges the alternatives that admit any string, if there are several.
pub(super) fn merge_string_branches<'s>(
    lowering: &Lowering<'s>,
    branches: &'s [ReferenceOr<Schema>],
) -> Option<StringBranches<'s>> {
    let mut values = Vec::new();
    let mut others = Vec::new();
    let mut ty = Type::STRING;
    let mut personal = false;
    for (index, branch) in branches.iter().enumerate() {
        match any_string(lowering, branch) {
            Some(text) => {
                personal |= is_personal(lowering, branch.into());
                values.extend(text.enumeration.iter().flatten().cloned());
                if string_format(text) == "binary" {
                    ty = Type::Binary;
                }
            }
            None => others.push((index, branch)),
        }
    }
    let all = StringType {
        enumeration: values.into_iter().map(Some).collect(),
        ..StringType::default()
    };
    let shape = enums::of_text(&all, &SchemaData::default());
    (branches.len() > others.len() + 1).then_some(StringBranches {
        others,
        personal,
        shape: shape.unwrap_or(Shape::Alias(ty)),
    })
}

/// Returns the string schema that a branch is, if it admits any string.
fn any_string<'s>(
    lowering: &Lowering<'s>,
    schema: &'s ReferenceOr<Schema>,
) -> Option<&'s StringType> {
    let schema = SchemaRef::from(schema).resolve_only_part(lowering)?;
    let SchemaKind::Type(SchemaType::String(text)) = &schema.schema_kind else {
        return None;
    };
    let format = Scalar::of_string_format(string_format(text));
    let is_free = !format.facts().restricts_strings;
    (is_free || !text.enumeration.is_empty()).then_some(text)
}

/// Returns the type of the merged alternative.
pub(super) fn string_branch_type(
    lowering: &mut Lowering<'_>,
    shape: Shape,
    site: &SchemaSite,
) -> Type {
    match shape {
        Shape::Alias(ty) => ty,
        shape => lowering.add_named(&SchemaData::default(), shape, site),
    }
}
