//! Forms: the types that hold the fields and files of a body.
//!
//! Runs when a module's types are complete, because a type that holds files can serve forms only: JSON
//! has no form for files.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostics::{Diagnostics, Location};
use crate::ir::{
    Body, BodyEncoding, Candidate, Constraints, Field, Module, Operation, Scalar, Scope, Shape,
    Type, TypeId,
};
use crate::lower::problem::LowerProblem;

use super::OperationSource;
use super::media_types::is_other_text;

/// Assigns every form a type that can hold its fields and, if it is a multipart form, its files.
pub(in crate::lower) fn settle(
    module: &mut Module,
    sources: &[OperationSource<'_>],
    scope: &mut Scope,
    diagnostics: &mut Diagnostics,
) {
    open_forms(module, sources, diagnostics);
    report_media_types(module, sources, diagnostics);
    let by_media_type = files_by_media_type(module);
    let forms = forms_with_files(module, &by_media_type);
    let shared = used_elsewhere(module);
    let copies = copies(module, forms.intersection(&shared), scope);
    let types = module.operations().map(|operation| {
        let form = operation.body.as_ref().filter(|body| is_multipart(body))?;
        copies
            .get(&named(module, &form.ty)?)
            .copied()
            .map(Type::Named)
    });
    replace_body_types(module, types.collect());
    for id in forms {
        let mut shape = module.get(id).shape.clone();
        if let Some(files) = by_media_type.get(&id) {
            make_files(&mut shape, files);
        }
        for ty in shape.types_mut() {
            if let Some(file) = file_type(module, ty) {
                *ty = file;
            }
        }
        let TypeId(form) = copies.get(&id).copied().unwrap_or(id);
        module.types[form].shape = shape;
    }
}

/// The fields that are files by their media types alone: for each form, their types by their names on
/// the wire.
type FilesByMediaType = BTreeMap<TypeId, BTreeMap<String, Type>>;

/// Returns the files that media types declare, among the fields whose schemas leave it open.
fn files_by_media_type(module: &Module) -> FilesByMediaType {
    let mut found = FilesByMediaType::new();
    let bodies = module.operations().filter_map(|of| of.body.as_ref());
    for body in bodies.filter(|body| is_multipart(body)) {
        let form = named(module, &body.ty).map(|id| (id, &module.get(id).shape));
        if let Some((id, Shape::Struct(shape))) = form {
            let fields = shape.fields.iter();
            let fields = fields.filter(|field| body.files.contains(&field.wire));
            let files = fields.filter_map(|field| {
                let files = open_file_type(module, &field.ty)?;
                Some((field.wire.clone(), files))
            });
            found.entry(id).or_default().extend(files);
        }
    }
    found.retain(|_, files| !files.is_empty());
    found
}

/// Returns the type of files if the media type means that values of an open type are files.
fn open_file_type(module: &Module, ty: &Type) -> Option<Type> {
    match module.resolve(ty) {
        Type::Json | Type::Scalar(Scalar::String) | Type::Binary => Some(Type::File),
        Type::List(item) => match module.resolve(item) {
            Type::Json | Type::Scalar(Scalar::String) | Type::Binary => {
                Some(Type::List(Box::new(Type::File)))
            }
            _ => None,
        },
        _ => None,
    }
}

fn make_files(shape: &mut Shape, files: &BTreeMap<String, Type>) {
    let Shape::Struct(shape) = shape else { return };
    for field in &mut shape.fields {
        if let Some(ty) = files.get(&field.wire) {
            field.ty = ty.clone();
            // The bounds of a text do not apply to a file.
            field.constraints = Constraints {
                min_items: field.constraints.min_items,
                max_items: field.constraints.max_items,
                codes: std::mem::take(&mut field.constraints.codes),
                ..Constraints::default()
            };
        }
    }
}

/// Replaces the types of forms whose fields have no names.
fn open_forms(module: &mut Module, sources: &[OperationSource<'_>], diagnostics: &mut Diagnostics) {
    let opened = module.operations().map(|operation| {
        let body = operation.body.as_ref()?;
        let (open, has_fields) = open_form(module, body)?;
        if has_fields {
            let location = location(sources, operation, body)?.join("schema");
            diagnostics.report(location, LowerProblem::UnnamedFields);
        }
        Some(open)
    });
    let opened = opened.collect();
    replace_body_types(module, opened);
}

/// Returns the location of a body's media type.
fn location(
    sources: &[OperationSource<'_>],
    operation: &Operation,
    body: &Body,
) -> Option<Location> {
    let mut sources = sources.iter().filter(|source| source.id == operation.id);
    let location = sources.next()?.location.join("requestBody").join("content");
    Some(location.join(&body.content_type))
}

/// Reports the objects in URL-encoded forms that have another form than JSON, which no style joins either.
fn report_media_types(
    module: &Module,
    sources: &[OperationSource<'_>],
    diagnostics: &mut Diagnostics,
) {
    for operation in module.operations() {
        let body = operation.body.as_ref();
        let Some(body) = body.filter(|body| body.encoding == BodyEncoding::Form) else {
            continue;
        };
        for (wire, media_type) in &body.media_types {
            let is_joined = body.styles.iter().any(|style| style.wire == *wire);
            let is_other = is_other_text(media_type) && !is_joined;
            if is_other
                && field(module, body, wire).is_some_and(|field| holds_objects(module, field))
                && let Some(location) = location(sources, operation, body)
            {
                let location = location.join("encoding").join(wire).join("contentType");
                let media_type = media_type.clone();
                diagnostics.report(location, LowerProblem::PartMediaType { media_type });
            }
        }
    }
}

/// Returns a field of a form.
fn field<'m>(module: &'m Module, body: &Body, wire: &str) -> Option<&'m Field> {
    let Shape::Struct(form) = &module.get(named(module, &body.ty)?).shape else {
        return None;
    };
    form.fields.iter().find(|field| field.wire == wire)
}

fn holds_objects(module: &Module, field: &Field) -> bool {
    field.constraints.is_object || is_object(module, &field.ty)
}

fn is_object(module: &Module, ty: &Type) -> bool {
    match module.resolve(ty) {
        Type::JsonObject | Type::Map(_) => true,
        Type::Nullable(ty) | Type::List(ty) => is_object(module, ty),
        Type::Named(id) => match &module.get(*id).shape {
            Shape::Struct(_) => true,
            Shape::Union(union) => union.variants.iter().any(|of| is_struct(module, &of.ty)),
            _ => false,
        },
        _ => false,
    }
}

fn is_struct(module: &Module, ty: &Type) -> bool {
    let id = named(module, ty);
    id.is_some_and(|id| matches!(module.get(id).shape, Shape::Struct(_)))
}

/// Assigns these types to the bodies of the operations, in their order.
fn replace_body_types(module: &mut Module, types: Vec<Option<Type>>) {
    for (operation, ty) in module.operations_mut().zip(types) {
        if let (Some(body), Some(ty)) = (&mut operation.body, ty) {
            body.ty = ty;
        }
    }
}

fn is_multipart(body: &Body) -> bool {
    body.encoding == BodyEncoding::Multipart
}

/// Returns the open type of a form whose own type has no named fields, and whether its schema describes
/// more than an open form holds.
fn open_form(module: &Module, body: &Body) -> Option<(Type, bool)> {
    let open = match body.encoding {
        BodyEncoding::Form => Type::JsonObject,
        BodyEncoding::Multipart => Type::Form,
        BodyEncoding::Json | BodyEncoding::Text | BodyEncoding::Binary => return None,
    };
    let is_plain = |ty: &Type| open == Type::JsonObject || !holds_files(module, ty);
    match module.resolve(&body.ty) {
        Type::Json => Some((open, false)),
        Type::JsonObject => (open != Type::JsonObject).then_some((open, false)),
        Type::Map(value) if is_plain(value) => None,
        Type::Named(id) => match &module.get(*id).shape {
            Shape::Struct(_) => None,
            Shape::Union(union) if union.variants.iter().all(|of| is_plain(&of.ty)) => None,
            _ => Some((open, true)),
        },
        _ => Some((open, true)),
    }
}

/// Whether an open form of values of this type would lose files.
fn holds_files(module: &Module, ty: &Type) -> bool {
    let is_struct = |id: &TypeId| has_files(module, *id);
    file_type(module, ty).is_some()
        || matches!(module.resolve(ty), Type::Named(id) if is_struct(id))
}

/// Whether a struct has a field for files.
fn has_files(module: &Module, id: TypeId) -> bool {
    match &module.get(id).shape {
        shape @ Shape::Struct(_) => {
            let mut types = shape.types().into_iter();
            types.any(|ty| file_type(module, ty).is_some())
        }
        _ => false,
    }
}

/// Returns the structs that are multipart forms with files.
fn forms_with_files(module: &Module, by_media_type: &FilesByMediaType) -> BTreeSet<TypeId> {
    let bodies = module.operations().filter_map(|of| of.body.as_ref());
    let forms = bodies.filter(|body| is_multipart(body));
    let ids = forms.filter_map(|body| named(module, &body.ty));
    ids.filter(|id| by_media_type.contains_key(id) || has_files(module, *id))
        .collect()
}

/// Returns the types that are used outside multipart forms.
fn used_elsewhere(module: &Module) -> BTreeSet<TypeId> {
    let types = module.types.iter();
    let inner = types.filter(|def| !matches!(def.shape, Shape::Alias(_)));
    let inner = inner.flat_map(|def| def.shape.types());
    let operations = module.operations().flat_map(|operation| {
        let bodies = operation.body.iter();
        let others = bodies.filter(|body| !is_multipart(body));
        let parameters = operation.parameters.iter().map(|parameter| &parameter.ty);
        let errors = operation.errors.iter().map(|error| &error.ty);
        let types = others.map(|body| &body.ty).chain(parameters).chain(errors);
        types.chain(operation.response.ty())
    });
    let mut used = BTreeSet::new();
    for ty in inner.chain(operations) {
        ty.walk(&mut |ty| used.extend(named(module, ty)));
    }
    used
}

fn named(module: &Module, ty: &Type) -> Option<TypeId> {
    match module.resolve(ty) {
        Type::Named(id) => Some(*id),
        _ => None,
    }
}

/// Returns a second type of the same schema for each of these forms.
fn copies<'t>(
    module: &mut Module,
    forms: impl Iterator<Item = &'t TypeId>,
    scope: &mut Scope,
) -> BTreeMap<TypeId, TypeId> {
    let forms: Vec<TypeId> = forms.copied().collect();
    let wanted = forms.iter().map(|id| {
        let def = module.get(*id);
        Candidate {
            wanted: vec![format!("{} form", def.name.plain())],
        }
    });
    let names = scope.claim_all(&wanted.collect::<Vec<_>>());
    let mut copies = BTreeMap::new();
    for (id, name) in forms.into_iter().zip(names) {
        let mut copy = module.get(id).clone();
        copy.name = name;
        copies.insert(id, TypeId(module.types.len()));
        module.types.push(copy);
    }
    copies
}

/// Returns the file type of a form's field, if its values are bytes: alone, in a list, or as one of
/// several alternatives.
fn file_type(module: &Module, ty: &Type) -> Option<Type> {
    let ty = module.resolve(ty);
    let alternatives = alternatives(module, ty);
    if alternatives.iter().any(|ty| is_list_of_files(module, ty)) || is_list_of_files(module, ty) {
        return Some(Type::List(Box::new(Type::File)));
    }
    is_bytes(module, ty).then_some(Type::File)
}

fn is_list_of_files(module: &Module, ty: &Type) -> bool {
    matches!(module.resolve(ty), Type::List(item) if is_bytes(module, item))
}

fn is_bytes(module: &Module, ty: &Type) -> bool {
    let ty = module.resolve(ty);
    let mut alternatives = alternatives(module, ty).into_iter();
    *ty == Type::Binary || alternatives.any(|ty| *module.resolve(ty) == Type::Binary)
}

/// Returns the alternatives of a union.
fn alternatives<'m>(module: &'m Module, ty: &Type) -> Vec<&'m Type> {
    match ty {
        Type::Named(id) => match &module.get(*id).shape {
            shape @ Shape::Union(_) => shape.types(),
            _ => Vec::new(),
        },
        _ => Vec::new(),
    }
}
