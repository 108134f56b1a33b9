//! Cycles of aliases, which Rust does not allow, and unions that are their only alternatives.

use std::collections::BTreeSet;

use crate::diagnostics::{Location, Pointer};
use crate::ir::{Shape, Type, TypeId};
use crate::lower::context::{Lowering, TypeDrafts};
use crate::lower::problem::LowerProblem;

/// Replaces every alias that refers to itself through other aliases by a JSON value, and every union whose
/// alternatives are all the union itself.
pub(in crate::lower) fn break_alias_cycles(lowering: &mut Lowering<'_>) {
    for id in lowering.types.ids() {
        if leads_back(&lowering.types, id) || is_own_alternative(&lowering.types, id) {
            let pointer = Pointer::parse(&lowering.types.get(id).pointer);
            let location = Location::new(&lowering.file, pointer);
            lowering.report(&location, LowerProblem::EndlessAlias);
            lowering.types.set_shape(id, Shape::Alias(Type::Json));
        }
    }
}

fn leads_back(types: &TypeDrafts, start: TypeId) -> bool {
    let mut visited = BTreeSet::new();
    let mut open = vec![start];
    while let Some(id) = open.pop() {
        let Shape::Alias(ty) = &types.get(id).shape else {
            continue;
        };
        let mut found = false;
        ty.walk(&mut |ty| {
            if let Type::Named(next) = ty {
                found |= *next == start;
                if visited.insert(*next) {
                    open.push(*next);
                }
            }
        });
        if found {
            return true;
        }
    }
    false
}

fn is_own_alternative(types: &TypeDrafts, union: TypeId) -> bool {
    let Shape::Union(shape) = &types.get(union).shape else {
        return false;
    };
    let mut variants = shape.variants.iter();
    variants.all(|variant| leads_to(types, &variant.ty, union))
}

/// Whether a type is another one, which may have several names.
fn leads_to(types: &TypeDrafts, ty: &Type, wanted: TypeId) -> bool {
    let mut ty = ty;
    let mut visited = BTreeSet::new();
    while let Type::Named(id) = ty {
        match &types.get(*id).shape {
            _ if *id == wanted => return true,
            Shape::Alias(next) if visited.insert(*id) => ty = next,
            _ => return false,
        }
    }
    false
}
