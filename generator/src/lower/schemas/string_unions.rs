//! Alternatives that admit any string, of which the first would always be taken.

use openapiv3::{
    ReferenceOr, Schema, SchemaData, SchemaKind, StringFormat, StringType, Type as SchemaType,
    VariantOrUnknownOrEmpty,
};

use crate::ir::{Shape, Type};
use crate::lower::context::{Lowering, SchemaSite, referenced_schema};

use super::enums;

/// The alternatives of a union, of which all that admit any text are one.
pub(super) struct StringBranches<'s> {
    /// The other alternatives, with their indices.
    pub(super) others: Vec<(usize, &'s ReferenceOr<Schema>)>,
    /// What the texts are: an open enum of all values that they know, or text if they know none; bytes
    /// if one of them is, which is text wherever it is no file.
    pub(super) shape: Shape,
}

/// Makes one of the alternatives that admit any text, if there are several.
pub(super) fn merge_string_branches<'s>(
    lowering: &Lowering<'s>,
    branches: &'s [ReferenceOr<Schema>],
) -> Option<StringBranches<'s>> {
    let mut values = Vec::new();
    let mut others = Vec::new();
    let mut ty = Type::String;
    for (index, branch) in branches.iter().enumerate() {
        match any_string(lowering, branch) {
            Some(text) => {
                values.extend(text.enumeration.iter().flatten().cloned());
                if text.format == VariantOrUnknownOrEmpty::Item(StringFormat::Binary) {
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
        shape: shape.unwrap_or(Shape::Alias(ty)),
    })
}

/// The type of the text that a schema admits, if it admits any.
fn any_string<'s>(
    lowering: &Lowering<'s>,
    schema: &'s ReferenceOr<Schema>,
) -> Option<&'s StringType> {
    let schema = match schema {
        ReferenceOr::Item(schema) => schema,
        ReferenceOr::Reference { reference } => referenced_schema(lowering, reference)?,
    };
    let SchemaKind::Type(SchemaType::String(text)) = &schema.schema_kind else {
        return None;
    };
    let is_free = match &text.format {
        VariantOrUnknownOrEmpty::Item(format) => {
            !matches!(format, StringFormat::Date | StringFormat::DateTime)
        }
        VariantOrUnknownOrEmpty::Unknown(format) => format != "date-time-rfc-2822",
        VariantOrUnknownOrEmpty::Empty => true,
    };
    (is_free || !text.enumeration.is_empty()).then_some(text)
}

/// The texts among other alternatives, as a type.
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
