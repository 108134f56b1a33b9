//! Boxes for large alternatives, so that others need no room for them.

use petgraph::algo::tarjan_scc;

use crate::ir::{Field, Module, Shape, StatusResponse, Type, Variant};

use super::boxes;

/// The number of bytes from which on an alternative is boxed.
///
/// A value of an enum is as large as the largest of its variants. Clippy objects where one has 200
/// bytes more than all others.
const LARGE: usize = 200;

/// Boxes the alternatives of unions and responses that may be large.
pub(super) fn insert(module: &mut Module) {
    let mut sizes = vec![0; module.types.len()];
    // The types inside a type precede it.
    for node in tarjan_scc(&boxes::holding(module)).into_iter().flatten() {
        let index = node.index();
        let mut shape = std::mem::replace(&mut module.types[index].shape, Shape::Alias(Type::Json));
        sizes[index] = box_alternatives(&mut shape, &sizes);
        module.types[index].shape = shape;
    }
}

/// Boxes the large alternatives of a type, and returns the maximum size of a value in bytes.
fn box_alternatives(shape: &mut Shape, sizes: &[usize]) -> usize {
    match shape {
        Shape::Struct(shape) => {
            let fields: usize = shape
                .fields
                .iter()
                .map(|field| of_field(field, sizes))
                .sum();
            fields + shape.additional.iter().map(|_| MAP).sum::<usize>()
        }
        Shape::Union(union) => {
            let variants = union.variants.iter_mut();
            let largest = variants.map(|variant| box_variant(variant, sizes)).max();
            largest.unwrap_or(0).max(JSON) + TAG
        }
        Shape::Responses(responses) => {
            let largest = responses
                .iter_mut()
                .map(|response| box_response(response, sizes))
                .max();
            largest.unwrap_or(0) + TAG
        }
        Shape::Alias(ty) => size(ty, sizes),
        Shape::Enum(_) | Shape::IntegerEnum(_) => TEXT,
    }
}

fn box_variant(variant: &mut Variant, sizes: &[usize]) -> usize {
    variant.boxed |= size(&variant.ty, sizes) > LARGE;
    if variant.boxed {
        POINTER
    } else {
        size(&variant.ty, sizes)
    }
}

fn box_response(response: &mut StatusResponse, sizes: &[usize]) -> usize {
    let size = response.body.ty().map_or(TEXT, |ty| size(ty, sizes));
    response.boxed = size > LARGE;
    if response.boxed { POINTER } else { size }
}

fn of_field(field: &Field, sizes: &[usize]) -> usize {
    // It may be optional.
    TAG + if field.boxed {
        POINTER
    } else {
        size(&field.ty, sizes)
    }
}

const POINTER: usize = 8;
const TAG: usize = 8;
const TEXT: usize = 24;
const MAP: usize = 72;
const JSON: usize = 72;

/// Returns the number of bytes that a value has at most, on any platform and with any feature of
/// the crates that it is from.
fn size(ty: &Type, sizes: &[usize]) -> usize {
    match ty {
        Type::Scalar(scalar) => scalar.facts().size,
        Type::List(_) | Type::Map(_) | Type::Form => TEXT,
        Type::Binary | Type::Sid(_) => 40,
        Type::JsonObject => MAP,
        Type::Json => JSON,
        Type::File => 2 * TEXT + 40,
        Type::Nullable(inner) => TAG + size(inner, sizes),
        Type::Named(id) => sizes[id.0],
    }
}
