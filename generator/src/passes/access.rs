//! Properties that only requests or only responses have, which the other side may leave out.

use crate::ir::{Access, Module, Presence, RequiredAlternatives, Shape};

/// Makes properties optional that only the server sets, in types of requests, and properties that only
/// requests have, in types of responses. Where requests share such a type, their check requires the
/// properties.
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
            let is_required = matches!(field.presence, Presence::Required | Presence::Nullable);
            if is_absent && is_required && field.access == Access::WriteOnly && def.usage.request {
                shape.alternatives.push(RequiredAlternatives {
                    given: None,
                    is_exclusive: false,
                    sets: vec![vec![field.wire.clone()]],
                });
            }
            if is_absent {
                field.presence = match field.presence {
                    Presence::Required | Presence::Optional => Presence::Optional,
                    // Only callers say null, not the server.
                    _ if field.access == Access::ReadOnly => Presence::Optional,
                    Presence::Nullable | Presence::OptionalNullable => Presence::OptionalNullable,
                };
            }
        }
    }
}
