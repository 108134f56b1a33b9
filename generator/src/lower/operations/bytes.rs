//! Bytes: they are text inside JSON, which has no form for them.
//!
//! Runs when forms are settled: bytes in forms of several parts are files by then.

use crate::ir::{Body, BodyEncoding, Module, Type};

/// Turns all bytes into text, except those that are the whole body of a request.
pub(in crate::lower) fn settle(module: &mut Module) {
    let types = module.types.iter_mut();
    types
        .flat_map(|def| def.shape.types_mut())
        .for_each(to_text);
    let examples = module.examples.iter_mut();
    examples
        .filter_map(|example| example.ty.as_mut())
        .for_each(to_text);
    for operation in module.operations_mut() {
        let parameters = operation.parameters.iter_mut();
        parameters.for_each(|parameter| to_text(&mut parameter.ty));
        operation.response.json_mut().into_iter().for_each(to_text);
        let structured = |body: &&mut Body| !matches!(body.encoding, BodyEncoding::Binary);
        let bodies = operation.body.iter_mut().filter(structured);
        bodies.for_each(|body| to_text(&mut body.ty));
    }
}

fn to_text(ty: &mut Type) {
    match ty {
        Type::Binary => *ty = Type::STRING,
        Type::List(inner) | Type::Map(inner) | Type::Nullable(inner) => to_text(inner),
        _ => {}
    }
}
