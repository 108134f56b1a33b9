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
    if is_unread && !is_multipart {
        report(lowering, content_type, media, location, is_structured);
    }
}

/// Reports the schema of a parameter that has parts, which only JSON and the styles join. Returns whether it has.
pub(super) fn report_unread_parameter(
    lowering: &mut Lowering<'_>,
    content_type: &str,
    media: &MediaType,
    location: &Location,
) -> bool {
    report(lowering, content_type, media, location, has_parts)
}

fn report(
    lowering: &mut Lowering<'_>,
    content_type: &str,
    media: &MediaType,
    location: &Location,
    is_unread: fn(&Schema) -> bool,
) -> bool {
    let Some(schema) = &media.schema else {
        return false;
    };
    let mut layers = layers(lowering, schema.into()).into_iter();
    let is_unread = layers.any(is_unread);
    if is_unread {
        let media_type = content_type.to_owned();
        let problem = LowerProblem::UnreadSchema { media_type };
        lowering.report(&location.join("schema"), problem);
    }
    is_unread
}

/// Whether values are no plain text.
fn is_structured(schema: &Schema) -> bool {
    match &schema.schema_kind {
        SchemaKind::Type(ty) => !matches!(ty, SchemaType::String(_)),
        _ => has_parts(schema),
    }
}

/// Whether values are lists or objects.
fn has_parts(schema: &Schema) -> bool {
    match &schema.schema_kind {
        SchemaKind::Type(ty) => matches!(ty, SchemaType::Array(_) | SchemaType::Object(_)),
        SchemaKind::Any(any) => !any.properties.is_empty() || any.items.is_some(),
        _ => false,
    }
}
