//! The unions whose alternatives hold personal data somewhere inside: a value that fits none of them may hold it as
//! well.

use std::collections::BTreeSet;

use crate::ir::{Module, Shape, TypeId};

use super::reach::named;

/// Marks these unions.
pub(super) fn mark(module: &mut Module) {
    let holders = holders(module);
    for def in &mut module.types {
        if let Shape::Union(union) = &mut def.shape {
            let mut types = union.variants.iter().map(|variant| &variant.ty);
            union.holds_personal = union.variants.iter().any(|variant| variant.personal)
                || types.any(|ty| named(ty).iter().any(|id| holders.contains(id)));
        }
    }
}

/// Returns the types that hold personal data, themselves or in other types.
fn holders(module: &Module) -> BTreeSet<TypeId> {
    let mut users = vec![Vec::new(); module.types.len()];
    for (index, def) in module.types.iter().enumerate() {
        for id in def.shape.types().into_iter().flat_map(named) {
            users[id.0].push(TypeId(index));
        }
    }
    let marked = module.types.iter().enumerate();
    let marked = marked.filter(|(_, def)| is_marked(&def.shape));
    let mut open: Vec<_> = marked.map(|(index, _)| TypeId(index)).collect();
    let mut found = BTreeSet::new();
    while let Some(id) = open.pop() {
        if found.insert(id) {
            open.extend(&users[id.0]);
        }
    }
    found
}

/// Whether a field or an alternative of a type is personal data.
fn is_marked(shape: &Shape) -> bool {
    match shape {
        Shape::Struct(shape) => {
            shape.is_additional_personal || shape.fields.iter().any(|field| field.personal)
        }
        Shape::Union(union) => union.variants.iter().any(|variant| variant.personal),
        _ => false,
    }
}
