//! Nested lists and maps: beyond a certain depth, the inner type has a name.

use openapiv3::SchemaData;

use crate::ir::{Shape, Type};
use crate::lower::context::{Lowering, SchemaSite};

/// The greatest complexity of a type, as clippy's lint `type_complexity` counts it.
const LIMIT: usize = 250;

/// Returns a list or a map of `inner`, found at `site`.
pub(super) fn container_type(
    lowering: &mut Lowering<'_>,
    container: fn(Box<Type>) -> Type,
    inner: Type,
    site: &SchemaSite,
) -> Type {
    let whole = container(Box::new(inner.clone()));
    // A field may wrap it in an `Option`.
    if 10 + complexity(&whole, 2) <= LIMIT {
        return whole;
    }
    let inner = lowering.add_named(&SchemaData::default(), Shape::Alias(inner), site);
    container(Box::new(inner))
}

/// Ten for each name in the type, times its depth.
fn complexity(ty: &Type, depth: usize) -> usize {
    let inside = match ty {
        Type::List(inner) | Type::Nullable(inner) => complexity(inner, depth + 1),
        Type::Map(inner) => 10 * (depth + 1) + complexity(inner, depth + 1),
        Type::JsonObject => 2 * 10 * (depth + 1),
        _ => 0,
    };
    10 * depth + inside
}
