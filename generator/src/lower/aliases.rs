//! Aliases that lead back to themselves, which Rust doesn't have.

use std::collections::BTreeSet;

use crate::diagnostics::{Location, Pointer};
use crate::ir::{Shape, Type, TypeId};

use super::problem::LowerProblem;
use super::schema::{Draft, Schemas};

/// Replaces every alias that leads back to itself through other aliases by any JSON value.
pub(super) fn break_cycles(schemas: &mut Schemas<'_>) {
    for index in 0..schemas.drafts.len() {
        if leads_back(&schemas.drafts, TypeId(index)) {
            let pointer = Pointer::parse(&schemas.drafts[index].pointer);
            let location = Location::new(&schemas.file, pointer);
            schemas
                .diagnostics
                .report(location, LowerProblem::EndlessAlias);
            schemas.drafts[index].shape = Shape::Alias(Type::Json);
        }
    }
}

fn leads_back(drafts: &[Draft], start: TypeId) -> bool {
    let mut visited = BTreeSet::new();
    let mut open = vec![start];
    while let Some(id) = open.pop() {
        let Shape::Alias(ty) = &drafts[id.0].shape else {
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
