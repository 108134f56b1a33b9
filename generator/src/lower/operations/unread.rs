//! Schemas of bodies that callers pass and receive as text or bytes.

use openapiv3::{MediaType, Schema, SchemaKind, Type as SchemaType};

use crate::diagnostics::Location;
use crate::ir::BodyEncoding;
use crate::lower::context::{Lowering, layers};
use crate::lower::problem::LowerProblem;

use super::media_types::{encoding_of, essence_of};

/// Reports a schema that describes more than text, if nothing is made of it.
pub(super) fn report_unread_schema(
    lowering: &mut Lowering<'_>,
    content_type: &str,
    media: &MediaType,
    location: &Location,
) {
    let is_unread = matches!(
        encoding_of(content_type),
        BodyEncoding::Text | BodyEncoding::Binary
    );
    let is_multipart = essence_of(content_type).starts_with("multipart/");
    let Some(schema) = media.schema.as_ref().filter(|_| is_unread && !is_multipart) else {
        return;
    };
    if layers(lowering, schema.into())
        .into_iter()
        .any(is_structured)
    {
        let media_type = content_type.to_owned();
        lowering.report(
            &location.join("schema"),
            LowerProblem::UnreadSchema { media_type },
        );
    }
}

/// Whether values are no plain text.
fn is_structured(schema: &Schema) -> bool {
    match &schema.schema_kind {
        SchemaKind::Type(ty) => !matches!(ty, SchemaType::String(_)),
        SchemaKind::Any(any) => !any.properties.is_empty() || any.items.is_some(),
        _ => false,
    }
}
