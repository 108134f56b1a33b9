//! The depth of types inside each other, which the compiler has to follow.

use petgraph::algo::tarjan_scc;
use petgraph::graph::{DiGraph, NodeIndex};
use petgraph::visit::EdgeRef as _;

use crate::ir::{Module, Type, TypeId};

/// Returns the greatest number of steps from a type to the innermost one in it that the compiler takes, for
/// example to prove that a type is `Send`.
///
/// In a circle of types, it may pass all of them before it returns to the first.
pub(super) fn of(module: &Module) -> usize {
    let graph = containing(module);
    let mut depths = vec![0; module.types.len()];
    for circle in tarjan_scc(&graph) {
        let steps = circle.iter().map(|node| {
            let edges = graph.edges(*node);
            let inside = edges.filter(|edge| circle.contains(&edge.target()));
            inside.map(|edge| *edge.weight()).max().unwrap_or(0)
        });
        let around: usize = steps.sum();
        let edges = circle.iter().flat_map(|node| graph.edges(*node));
        let outside = edges.filter(|edge| !circle.contains(&edge.target()));
        let beyond = outside
            .map(|edge| edge.weight() + depths[edge.target().index()])
            .max();
        let depth = around + beyond.unwrap_or(0);
        circle.iter().for_each(|node| depths[node.index()] = depth);
    }
    depths.into_iter().max().unwrap_or(0)
}

/// Returns the types and those inside them, with the steps from one to the other.
fn containing(module: &Module) -> DiGraph<(), usize> {
    let mut graph = DiGraph::new();
    let nodes: Vec<NodeIndex> = module.types.iter().map(|_| graph.add_node(())).collect();
    for (from, def) in module.types.iter().enumerate() {
        for ty in def.shape.types() {
            if let Some((TypeId(to), steps)) = steps(ty, FIELD) {
                graph.add_edge(nodes[from], nodes[to], steps);
            }
        }
    }
    graph
}

/// The steps into a field that may be optional and boxed, into a list and into a map.
const FIELD: usize = 4;
const LIST: usize = 4;
const MAP: usize = 10;
const OPTION: usize = 2;

fn steps(ty: &Type, before: usize) -> Option<(TypeId, usize)> {
    match ty {
        Type::Named(id) => Some((*id, before)),
        Type::List(inner) => steps(inner, before + LIST),
        Type::Nullable(inner) => steps(inner, before + OPTION),
        Type::Map(inner) => steps(inner, before + MAP),
        _ => None,
    }
}
