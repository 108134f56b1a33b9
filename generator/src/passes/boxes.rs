//! Boxes for types that hold themselves.

use petgraph::algo::tarjan_scc;
use petgraph::graph::{DiGraph, NodeIndex};

use crate::ir::{Module, Shape, Type, TypeId};

/// Boxes every field and variant through which a type would hold itself without indirection.
pub(super) fn insert(module: &mut Module) {
    drop_empty_alternatives(module);
    let circle = circles(module);
    for index in 0..module.types.len() {
        let closes = |ty: &Type| match ty {
            Type::Named(target) => circle[index].is_some() && circle[index] == circle[target.0],
            _ => false,
        };
        match &mut module.types[index].shape {
            Shape::Struct(shape) => {
                shape
                    .fields
                    .iter_mut()
                    .for_each(|field| field.boxed = closes(&field.ty));
            }
            Shape::Union(union) => {
                union
                    .variants
                    .iter_mut()
                    .for_each(|variant| variant.boxed = closes(&variant.ty));
            }
            Shape::Enum(_) | Shape::IntegerEnum(_) | Shape::Responses(_) | Shape::Alias(_) => {}
        }
    }
}

/// Removes a union from its own alternatives, where it adds no value to the others; also under another
/// name.
fn drop_empty_alternatives(module: &mut Module) {
    for index in 0..module.types.len() {
        let itself = Type::Named(TypeId(index));
        let Shape::Union(union) = &module.types[index].shape else {
            continue;
        };
        let variants = union.variants.iter();
        let kept: Vec<_> = variants
            .filter(|variant| *module.resolve(&variant.ty) != itself)
            .cloned()
            .collect();
        if let Shape::Union(union) = &mut module.types[index].shape {
            union.variants = kept;
        }
    }
}

/// For each type, the circle of types it is part of, if it is part of one.
fn circles(module: &Module) -> Vec<Option<usize>> {
    let graph = holding(module);
    let mut circle = vec![None; module.types.len()];
    for (number, members) in tarjan_scc(&graph).into_iter().enumerate() {
        let alone = match members.as_slice() {
            [node] => !graph.contains_edge(*node, *node),
            _ => false,
        };
        if !alone {
            members
                .iter()
                .for_each(|node| circle[node.index()] = Some(number));
        }
    }
    circle
}

/// Returns the graph of which type's values hold those of which without indirection.
pub(super) fn holding(module: &Module) -> DiGraph<(), ()> {
    let mut graph = DiGraph::new();
    let nodes: Vec<NodeIndex> = module.types.iter().map(|_| graph.add_node(())).collect();
    for (from, def) in module.types.iter().enumerate() {
        for TypeId(to) in held(&def.shape) {
            graph.add_edge(nodes[from], nodes[to], ());
        }
    }
    graph
}

/// Returns the types that a value holds without indirection.
fn held(shape: &Shape) -> Vec<TypeId> {
    let types: Vec<&Type> = match shape {
        Shape::Struct(shape) => shape.fields.iter().map(|field| &field.ty).collect(),
        Shape::Union(union) => union.variants.iter().map(|variant| &variant.ty).collect(),
        Shape::Alias(ty) => vec![ty],
        Shape::Responses(responses) => responses.iter().filter_map(|of| of.body.ty()).collect(),
        Shape::Enum(_) | Shape::IntegerEnum(_) => Vec::new(),
    };
    types
        .into_iter()
        .filter_map(|ty| match ty {
            Type::Named(id) => Some(*id),
            _ => None,
        })
        .collect()
}
