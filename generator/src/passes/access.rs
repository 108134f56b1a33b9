//! Properties that go one way only: where the other way has none, they may be absent.

use crate::ir::{Access, Module, Presence, Shape};

/// Makes optional what a request need not have because the server sets it, and what no answer has.
pub(super) fn relax(module: &mut Module) {
    for def in &mut module.types {
        let Shape::Struct(shape) = &mut def.shape else {
            continue;
        };
        for field in &mut shape.fields {
            let is_absent = match field.access {
                Access::ReadOnly => def.usage.request,
                Access::WriteOnly => def.usage.response,
                Access::Full => false,
            };
            if is_absent {
                field.presence = match field.presence {
                    Presence::Required | Presence::Optional => Presence::Optional,
                    // Null is what the caller says, and never that of the server.
                    _ if field.access == Access::ReadOnly => Presence::Optional,
                    Presence::Nullable | Presence::OptionalNullable => Presence::OptionalNullable,
                };
            }
        }
    }
}
