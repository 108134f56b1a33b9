//! The types that each operation uses, which decide the file of a type and whether it is sent or received.

use std::collections::{BTreeMap, BTreeSet};

use crate::ir::{Features, Module, Operation, Type, TypeDef, TypeId};

/// Fills in every type's usage and home, and the types of every resource.
pub(super) fn assign(module: &mut Module) {
    mark_usage(module);
    let mut users = BTreeMap::<TypeId, BTreeSet<usize>>::new();
    let mut order = Vec::new();
    for (index, resource) in module.resources.iter().enumerate() {
        let roots = resource.operations.iter().flat_map(roots);
        for id in closure(module, roots.map(|(ty, _)| ty)) {
            if users.entry(id).or_default().is_empty() {
                order.push(id);
            }
            users.entry(id).or_default().insert(index);
        }
    }
    let unused = (0..module.types.len())
        .map(TypeId)
        .filter(|id| !users.contains_key(id));
    order.extend(unused.collect::<Vec<_>>());
    for id in order {
        let home = match users.get(&id).map(|users| users.iter().collect::<Vec<_>>()) {
            Some(users) => match users.as_slice() {
                [only] => Some(**only),
                _ => None,
            },
            // It may name types that the resource does not use, which other features bring in.
            None if module.features == Features::Resource => None,
            None => namesake(module, &module.types[id.0]),
        };
        module.types[id.0].users = users.remove(&id).unwrap_or_default();
        module.types[id.0].home = home;
        match home {
            Some(index) => module.resources[index].types.push(id),
            None => module.shared.push(id),
        }
    }
}

fn mark_usage(module: &mut Module) {
    let of = |module: &Module, direction| {
        let all = module.operations().flat_map(roots);
        closure(
            module,
            all.filter(|(_, found)| *found == direction)
                .map(|(ty, _)| ty),
        )
    };
    for id in of(module, Direction::Request) {
        module.types[id.0].usage.request = true;
    }
    for id in of(module, Direction::Response) {
        module.types[id.0].usage.response = true;
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Direction {
    Request,
    Response,
}

/// The types that an operation names.
fn roots(operation: &Operation) -> Vec<(&Type, Direction)> {
    let parameters = operation.parameters.iter().map(|parameter| &parameter.ty);
    let sent = parameters.chain(operation.body.iter().map(|body| &body.ty));
    let sent = sent.map(|ty| (ty, Direction::Request));
    let received = operation.response.ty().into_iter();
    let received = received.chain(operation.errors.iter().map(|error| &error.ty));
    sent.chain(received.map(|ty| (ty, Direction::Response)))
        .collect()
}

/// The named types in `roots` and in each other, in the order in which a reader meets them.
fn closure<'a>(module: &Module, roots: impl Iterator<Item = &'a Type>) -> Vec<TypeId> {
    let mut seen = BTreeSet::new();
    let mut order = Vec::new();
    for root in roots {
        let mut open = named(root);
        open.reverse();
        while let Some(id) = open.pop() {
            if seen.insert(id) {
                order.push(id);
                let inner = module.types[id.0].shape.types();
                open.extend(inner.into_iter().flat_map(named).rev());
            }
        }
    }
    order
}

fn named(ty: &Type) -> Vec<TypeId> {
    let mut found = Vec::new();
    ty.walk(&mut |ty| {
        if let Type::Named(id) = ty {
            found.push(*id);
        }
    });
    found
}

/// The resource whose name the type's name starts with, for a type that no operation uses.
fn namesake(module: &Module, def: &TypeDef) -> Option<usize> {
    let starts = |index: &usize| {
        let resource = module.resources[*index].type_name.plain();
        def.name
            .plain()
            .starts_with(resource.strip_suffix("Api").unwrap_or(resource))
    };
    (0..module.resources.len())
        .filter(starts)
        .max_by_key(|index| module.resources[*index].type_name.plain().len())
}
