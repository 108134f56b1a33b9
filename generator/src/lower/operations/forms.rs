//! Forms: what the fields and files of a body are held by.
//!
//! Runs when a module's types are complete, because a type that holds files can hold nothing else: JSON
//! has no location for them.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostics::Diagnostics;
use crate::ir::{Body, BodyEncoding, Candidate, Constraints, Module, Scope, Shape, Type, TypeId};
use crate::lower::problem::LowerProblem;

use super::OperationSource;

/// Gives every form a type that can hold its fields, and its files if it is of several parts.
pub(in crate::lower) fn settle(
    module: &mut Module,
    found: &[OperationSource<'_>],
    scope: &mut Scope,
    diagnostics: &mut Diagnostics,
) {
    open_forms(module, found, diagnostics);
    let told = files_by_media_type(module);
    let forms = forms_with_files(module, &told);
    let shared = used_elsewhere(module);
    let twins = twins(module, forms.intersection(&shared), scope);
    let types = module.operations().map(|operation| {
        let form = operation.body.as_ref().filter(|body| is_multipart(body))?;
        twins
            .get(&named(module, &form.ty)?)
            .copied()
            .map(Type::Named)
    });
    replace(module, types.collect());
    for id in forms {
        let form = twins.get(&id).copied().unwrap_or(id);
        let form = &mut module.types[form.0];
        form.usage.multipart = true;
        if let Some(files) = told.get(&id) {
            make_files(&mut form.shape, files);
        }
    }
}

/// The files of forms that only their media types tell: what holds them, by their names on the wire.
type Told = BTreeMap<TypeId, BTreeMap<String, Type>>;

/// The files that media types tell, among the fields whose schemas leave it open.
fn files_by_media_type(module: &Module) -> Told {
    let mut told = Told::new();
    let bodies = module.operations().filter_map(|of| of.body.as_ref());
    for body in bodies.filter(|body| is_multipart(body)) {
        let form = named(module, &body.ty).map(|id| (id, &module.get(id).shape));
        if let Some((id, Shape::Struct(shape))) = form {
            let fields = shape.fields.iter();
            let fields = fields.filter(|field| body.files.contains(&field.wire));
            let files = fields.filter_map(|field| {
                let files = files_for(module, &field.ty)?;
                Some((field.wire.clone(), files))
            });
            told.entry(id).or_default().extend(files);
        }
    }
    told.retain(|_, files| !files.is_empty());
    told
}

/// What holds the files that values of an open type are.
fn files_for(module: &Module, ty: &Type) -> Option<Type> {
    match module.resolve(ty) {
        Type::Json | Type::String | Type::Binary => Some(Type::Binary),
        Type::List(item) => match module.resolve(item) {
            Type::Json | Type::String | Type::Binary => Some(Type::List(Box::new(Type::Binary))),
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
            // What bounds text says nothing of a file.
            field.constraints = Constraints {
                min_items: field.constraints.min_items,
                max_items: field.constraints.max_items,
                codes: std::mem::take(&mut field.constraints.codes),
                ..Constraints::default()
            };
        }
    }
}

/// Replaces the types of forms that don't say which fields there are.
fn open_forms(module: &mut Module, found: &[OperationSource<'_>], diagnostics: &mut Diagnostics) {
    let opened = module.operations().map(|operation| {
        let body = operation.body.as_ref()?;
        let (open, is_said) = open_form(module, body)?;
        if is_said {
            let mut sources = found.iter().filter(|found| found.id == operation.id);
            let location = sources.next()?.location.join("requestBody").join("content");
            let location = location.join(&body.content_type).join("schema");
            diagnostics.report(location, LowerProblem::UnnamedFields);
        }
        Some(open)
    });
    let opened = opened.collect();
    replace(module, opened);
}

/// Gives the bodies of the operations these types, where there is one.
fn replace(module: &mut Module, types: Vec<Option<Type>>) {
    for (operation, ty) in module.operations_mut().zip(types) {
        if let (Some(body), Some(ty)) = (&mut operation.body, ty) {
            body.ty = ty;
        }
    }
}

fn is_multipart(body: &Body) -> bool {
    body.encoding == BodyEncoding::Multipart
}

/// The type of a form whose own can't be its fields, and whether the schema says something that is lost
/// by that.
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

/// Whether files are lost where values of a type are fields of a form.
fn holds_files(module: &Module, ty: &Type) -> bool {
    let is_struct = |id: &TypeId| has_files(module, *id);
    module.file_type(ty).is_some() || matches!(module.resolve(ty), Type::Named(id) if is_struct(id))
}

/// Whether a struct has a field for files.
fn has_files(module: &Module, id: TypeId) -> bool {
    match &module.get(id).shape {
        shape @ Shape::Struct(_) => {
            let mut types = shape.types().into_iter();
            types.any(|ty| module.file_type(ty).is_some())
        }
        _ => false,
    }
}

/// The structs that are forms of several parts, some of them files.
fn forms_with_files(module: &Module, told: &Told) -> BTreeSet<TypeId> {
    let bodies = module.operations().filter_map(|of| of.body.as_ref());
    let forms = bodies.filter(|body| is_multipart(body));
    let ids = forms.filter_map(|body| named(module, &body.ty));
    ids.filter(|id| told.contains_key(id) || has_files(module, *id))
        .collect()
}

/// The types that are needed for something else than a form of several parts.
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
        types.chain(operation.answer.ty())
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

/// For each of these forms, another type of the same schema.
fn twins<'t>(
    module: &mut Module,
    forms: impl Iterator<Item = &'t TypeId>,
    scope: &mut Scope,
) -> BTreeMap<TypeId, TypeId> {
    let forms: Vec<TypeId> = forms.copied().collect();
    let wanted = forms.iter().map(|id| {
        let def = module.get(*id);
        Candidate {
            key: def.pointer.clone(),
            wanted: vec![format!("{} form", def.name.plain())],
        }
    });
    let names = scope.claim_all(&wanted.collect::<Vec<_>>());
    let mut twins = BTreeMap::new();
    for (id, name) in forms.into_iter().zip(names) {
        let mut twin = module.get(id).clone();
        twin.name = name;
        twins.insert(id, TypeId(module.types.len()));
        module.types.push(twin);
    }
    twins
}
