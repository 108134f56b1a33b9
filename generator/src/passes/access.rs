//! Properties that go one way only: where the other way has none, they may be absent.

use crate::ir::{Access, Field, Module, Name, Operation, Presence, Shape, Type};

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

/// Says anew which fields that operations look into may have no value.
pub(super) fn reread(module: &mut Module) {
    let optional: Vec<(bool, bool)> = module
        .operations()
        .map(|operation| {
            let is_optional = |name: Option<&Name>| {
                let field = answer_field(module, operation, name?)?;
                Some(field.presence != Presence::Required)
            };
            let items = operation.paging.as_ref();
            let items = items.and_then(|paging| paging.items.as_ref());
            let state = operation.waiting.as_ref().map(|waiting| &waiting.state);
            (
                is_optional(items).unwrap_or(false),
                is_optional(state).unwrap_or(false),
            )
        })
        .collect();
    for (operation, (items, state)) in module.operations_mut().zip(optional) {
        if let Some(paging) = &mut operation.paging {
            paging.optional = items;
        }
        if let Some(waiting) = &mut operation.waiting {
            waiting.optional = state;
        }
    }
}

/// The field of an operation's answer with this name.
fn answer_field<'m>(
    module: &'m Module,
    operation: &'m Operation,
    name: &Name,
) -> Option<&'m Field> {
    let Type::Named(id) = module.resolve(operation.answer.json()?) else {
        return None;
    };
    match &module.get(*id).shape {
        Shape::Struct(shape) => shape.fields.iter().find(|field| field.name == *name),
        _ => None,
    }
}
