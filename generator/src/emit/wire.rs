//! Which types are read from JSON in more than one form.

use crate::ir::{Module, Type};

/// The runtime's module that serde reads and writes a type with; none if its own way will do.
///
/// Numbers may come as text. Times of RFC 2822 are written so and read in either form.
pub(super) fn module_with(module: &Module, ty: &Type) -> Option<&'static str> {
    match module.resolve(ty) {
        Type::I32 | Type::I64 | Type::F64 => Some("runtime::lenient"),
        Type::Rfc2822 => Some("runtime::rfc2822"),
        Type::List(inner) | Type::Map(inner) => module_with(module, inner),
        _ => None,
    }
}
