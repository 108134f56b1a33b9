//! Bytes: files in the bodies of multipart requests, text in JSON.

use crate::ir::{Body, BodyEncoding, Module, Shape, Type};

/// Turns the bytes in bodies of several parts into files, and all others into text, which is what JSON can
/// hold of them.
pub(super) fn assign(module: &mut Module) {
    let types = module.types.iter();
    let forms = types.map(|def| def.usage.multipart.then(|| with_files(module, &def.shape)));
    let forms: Vec<Option<Shape>> = forms.collect();
    for (def, form) in module.types.iter_mut().zip(forms) {
        if let Some(form) = form {
            def.shape = form;
        }
        def.shape.types_mut().into_iter().for_each(to_text);
    }
    let examples = module.examples.iter_mut();
    examples
        .filter_map(|example| example.ty.as_mut())
        .for_each(to_text);
    for operation in module.operations_mut() {
        let parameters = operation.parameters.iter_mut();
        parameters.for_each(|parameter| to_text(&mut parameter.ty));
        operation.answer.json_mut().into_iter().for_each(to_text);
        let pages = operation.paging.iter_mut();
        pages.for_each(|paging| to_text(&mut paging.item));
        let structured = |body: &&mut Body| !matches!(body.encoding, BodyEncoding::Binary);
        let bodies = operation.body.iter_mut().filter(structured);
        bodies.for_each(|body| to_text(&mut body.ty));
    }
}

fn with_files(module: &Module, form: &Shape) -> Shape {
    let mut form = form.clone();
    for ty in form.types_mut() {
        if let Some(files) = module.file_type(ty) {
            *ty = files;
        }
    }
    form
}

fn to_text(ty: &mut Type) {
    match ty {
        Type::Binary => *ty = Type::String,
        Type::List(inner) | Type::Map(inner) => to_text(inner),
        _ => {}
    }
}
