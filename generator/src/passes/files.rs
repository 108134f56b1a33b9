//! Bytes: files in the bodies of multipart requests, text in JSON.

use std::collections::BTreeMap;

use crate::ir::{Body, BodyEncoding, Module, Shape, Type, TypeId};

/// Marks the types that are multipart bodies and nothing else, and turns the bytes in all others
/// into text, which is what JSON can hold of them.
pub(super) fn assign(module: &mut Module) {
    for id in multipart_bodies(module) {
        module.types[id.0].usage.multipart = true;
    }
    for def in &mut module.types {
        let multipart = def.usage.multipart;
        match &mut def.shape {
            Shape::Struct(shape) => {
                let bytes = if multipart { Type::File } else { Type::String };
                for field in &mut shape.fields {
                    replace_bytes(&mut field.ty, &bytes);
                }
                shape.additional.iter_mut().for_each(|(_, ty)| to_text(ty));
            }
            Shape::Union(union) => {
                union
                    .variants
                    .iter_mut()
                    .for_each(|variant| to_text(&mut variant.ty));
            }
            Shape::Alias(ty) => to_text(ty),
            Shape::Answers(answers) => {
                answers
                    .iter_mut()
                    .filter_map(|of| of.answer.json_mut())
                    .for_each(to_text);
            }
            Shape::Enum(_) | Shape::IntegerEnum(_) => {}
        }
    }
    for operation in module
        .resources
        .iter_mut()
        .flat_map(|resource| &mut resource.operations)
    {
        operation
            .parameters
            .iter_mut()
            .for_each(|parameter| to_text(&mut parameter.ty));
        operation.answer.json_mut().into_iter().for_each(to_text);
        let structured = |body: &&mut Body| !matches!(body.encoding, BodyEncoding::Binary);
        let bodies = operation.body.iter_mut().filter(structured);
        bodies.for_each(|body| to_text(&mut body.ty));
    }
}

fn multipart_bodies(module: &Module) -> Vec<TypeId> {
    let mut bodies = BTreeMap::<TypeId, bool>::new();
    for body in module
        .operations()
        .filter_map(|operation| operation.body.as_ref())
    {
        if let Type::Named(id) = module.resolve(&body.ty) {
            let multipart = body.encoding == BodyEncoding::Multipart;
            bodies
                .entry(*id)
                .and_modify(|only| *only &= multipart)
                .or_insert(multipart);
        }
    }
    let structs = |id: &TypeId| matches!(module.get(*id).shape, Shape::Struct(_));
    let candidates = bodies.into_iter().filter(|(id, only)| *only && structs(id));
    candidates
        .map(|(id, _)| id)
        .filter(|id| !is_used_inside(module, *id))
        .collect()
}

/// Whether another type or an answer holds values of this one.
fn is_used_inside(module: &Module, id: TypeId) -> bool {
    let mut found = false;
    let mut visit = |ty: &Type| found |= *ty == Type::Named(id);
    for def in &module.types {
        if !matches!(def.shape, Shape::Alias(_)) {
            def.shape.types().iter().for_each(|ty| ty.walk(&mut visit));
        }
    }
    for answer in module
        .operations()
        .filter_map(|operation| operation.answer.ty())
    {
        answer.walk(&mut visit);
    }
    found
}

fn to_text(ty: &mut Type) {
    replace_bytes(ty, &Type::String);
}

fn replace_bytes(ty: &mut Type, by: &Type) {
    match ty {
        Type::Binary => *ty = by.clone(),
        Type::List(inner) | Type::Map(inner) => replace_bytes(inner, by),
        _ => {}
    }
}
