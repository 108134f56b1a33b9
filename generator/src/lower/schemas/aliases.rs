//! Aliases that lead back to themselves, which Rust doesn't have.

use std::collections::BTreeSet;

use crate::diagnostics::{Location, Pointer};
use crate::ir::{Shape, Type, TypeId};
use crate::lower::context::{Lowering, TypeDrafts};
use crate::lower::problem::LowerProblem;

/// Replaces every alias that leads back to itself through other aliases by any JSON value.
pub(in crate::lower) fn break_alias_cycles(lowering: &mut Lowering<'_>) {
    for id in lowering.types.ids() {
        if leads_back(&lowering.types, id) {
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
