//! Parts that operations share which differ in a media type only.

use crate::ir::Type;
use crate::lower::context::{Lowering, SchemaRef, SchemaSite};
use crate::lower::schemas::lower_schema;

/// Lowers a schema, unless an operation of the same source did so before.
pub(super) fn lower_shared<'a>(
    lowering: &mut Lowering<'a>,
    schema: impl Into<SchemaRef<'a>>,
    site: &SchemaSite,
) -> Type {
    if let Some(known) = lowering.shared.get(&site.location.pointer) {
        return known.clone();
    }
    let ty = lower_schema(lowering, schema, site);
    let pointer = site.location.pointer.clone();
    lowering.shared.insert(pointer, ty.clone());
    ty
}
