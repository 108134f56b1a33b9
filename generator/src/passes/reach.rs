//! The types that each operation uses, which decide the file of a type and whether it is sent or received.

use std::collections::{BTreeMap, BTreeSet};

use crate::ir::{Home, Module, Operation, Type, TypeId};

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
    let sent = only_in_events(module, &users);
    let unused = (0..module.types.len())
        .map(TypeId)
        .filter(|id| !users.contains_key(id) && !sent.contains(id));
    let unused: Vec<_> = unused.collect();
    let unused_parts: BTreeSet<_> = parts(module, &unused).into_iter().collect();
    order.extend(sent.iter().chain(&unused));
    let sent: BTreeSet<_> = sent.into_iter().collect();
    let has_operations = module.operations().next().is_some();
    for id in order {
        let users = users.remove(&id).unwrap_or_default();
        let home = match users.first() {
            Some(only) if users.len() == 1 => Home::Resource(*only),
            // The parts of an unused type are compiled whenever the type is.
            None if sent.contains(&id) && unused_parts.contains(&id) => Home::Shared,
            None if sent.contains(&id) => Home::Webhooks,
            // A document without operations is about its types.
            None if has_operations => Home::Unreferenced,
            _ => Home::Shared,
        };
        module.types[id.0].users = users;
        module.types[id.0].home = home;
        match home {
            Home::Resource(index) => module.resources[index].types.push(id),
            Home::Shared => module.shared.push(id),
            Home::Unreferenced => module.unreferenced.push(id),
            Home::Webhooks => module.webhooks.push(id),
        }
    }
    if module.omit_unreferenced {
        omit_examples(module);
    }
}

/// Returns the types that events use and no operation does, in reading order.
fn only_in_events(module: &Module, users: &BTreeMap<TypeId, BTreeSet<usize>>) -> Vec<TypeId> {
    let events = parts(module, &module.events);
    let events = events.into_iter().filter(|id| !users.contains_key(id));
    events.collect()
}

/// Some types and those in them.
fn parts(module: &Module, ids: &[TypeId]) -> Vec<TypeId> {
    let types: Vec<_> = ids.iter().copied().map(Type::Named).collect();
    closure(module, types.iter())
}

/// Examples of types that aren't in the crate are no tests of it.
fn omit_examples(module: &mut Module) {
    let Module {
        types, examples, ..
    } = module;
    for example in examples {
        let is_omitted = |id: &TypeId| types[id.0].home == Home::Unreferenced;
        if example.ty.iter().flat_map(named).any(|id| is_omitted(&id)) {
            example.ty = None;
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
    let received = of(module, Direction::Response).into_iter();
    for id in received.chain(parts(module, &module.events)) {
        module.types[id.0].usage.response = true;
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Direction {
    Request,
    Response,
}

/// Returns the types that an operation names.
fn roots(operation: &Operation) -> Vec<(&Type, Direction)> {
    let parameters = operation.parameters.iter().map(|parameter| &parameter.ty);
    let sent = parameters.chain(operation.body.iter().map(|body| &body.ty));
    let sent = sent.map(|ty| (ty, Direction::Request));
    let received = operation.response.ty().into_iter();
    let received = received.chain(operation.errors.iter().map(|error| &error.ty));
    sent.chain(received.map(|ty| (ty, Direction::Response)))
        .collect()
}

/// Returns the named types in `roots` and in each other, in the order in which a reader meets them.
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

/// Returns the named types in a type.
pub(super) fn named(ty: &Type) -> Vec<TypeId> {
    let mut found = Vec::new();
    ty.walk(&mut |ty| {
        if let Type::Named(id) = ty {
            found.push(*id);
        }
    });
    found
}
