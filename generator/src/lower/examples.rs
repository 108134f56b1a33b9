//! The document's examples, which become tests of the generated crate.

use indexmap::IndexMap;
use openapiv3::{Example as SourceExample, MediaType, ReferenceOr};
use serde_json::Value;

use crate::diagnostics::{Diagnostics, Place, Pointer};
use crate::ir::{
    Answer, BodyEncoding, Candidate, Case, Example, Module, Operation, Resource, Scope, Shape,
    Struct, Type, Union,
};

use super::answer::successes;
use super::content::choose;
use super::operation::{self, Found};
use super::problem::LowerProblem;
use super::schema::Schemas;

/// An example, before it has its name.
pub(super) struct Draft {
    words: String,
    place: Place,
    ty: Type,
    value: Value,
}

/// The examples of successful answers and of JSON bodies, in the document's order.
pub(super) fn collect(schemas: &mut Schemas<'_>, resources: &[Resource]) -> Vec<Draft> {
    let mut drafts = Vec::new();
    for found in operation::operations(schemas.api, &schemas.place()) {
        let operations = resources.iter().flat_map(|resource| &resource.operations);
        let Some(operation) = operations
            .into_iter()
            .find(|operation| operation.id == found.id)
        else {
            continue;
        };
        request_examples(schemas, &found, operation, &mut drafts);
        response_examples(schemas, &found, operation, &mut drafts);
    }
    component_examples(schemas, &mut drafts);
    drafts
}

fn request_examples<'a>(
    schemas: &mut Schemas<'a>,
    found: &Found<'a>,
    operation: &Operation,
    drafts: &mut Vec<Draft>,
) {
    let place = found.place.join("requestBody");
    let json = operation
        .body
        .as_ref()
        .filter(|body| body.encoding == BodyEncoding::Json);
    let (Some(body), Some(source)) = (json, &found.source.request_body) else {
        return;
    };
    let Some(source) = schemas.follow_body(source, &place) else {
        return;
    };
    let place = place.join("content");
    add_media(
        schemas,
        &source.content,
        &place,
        &body.ty,
        &format!("{} request", found.id),
        drafts,
    );
}

fn response_examples<'a>(
    schemas: &mut Schemas<'a>,
    found: &Found<'a>,
    operation: &Operation,
    drafts: &mut Vec<Draft>,
) {
    for (status, response) in successes(found.source) {
        let place = found.place.join("responses").join(status);
        let answer = schemas.answer_with(&operation.answer, status);
        let ty = answer.and_then(Answer::json).cloned();
        let (Some(ty), Some(response)) = (ty, schemas.follow_response(response, &place)) else {
            continue;
        };
        let place = place.join("content");
        add_media(
            schemas,
            &response.content,
            &place,
            &ty,
            &format!("{} {status}", found.id),
            drafts,
        );
    }
}

/// The examples of the media type that the type was made from.
fn add_media(
    schemas: &Schemas<'_>,
    content: &IndexMap<String, MediaType>,
    place: &Place,
    ty: &Type,
    words: &str,
    drafts: &mut Vec<Draft>,
) {
    let Some((content_type, media)) = choose(content) else {
        return;
    };
    let place = place.join(content_type);
    let mut add = |words: String, place: Place, value: &Value| {
        drafts.push(Draft {
            words,
            place,
            ty: ty.clone(),
            value: value.clone(),
        });
    };
    if let Some(value) = &media.example {
        add(words.to_owned(), place.join("example"), value);
    }
    for (name, example) in &media.examples {
        let place = place.join("examples").join(name);
        if let Some(value) = example_value(schemas, example) {
            add(format!("{words} {name}"), place.join("value"), value);
        }
    }
}

fn example_value<'s>(
    schemas: &'s Schemas<'_>,
    example: &'s ReferenceOr<SourceExample>,
) -> Option<&'s Value> {
    match example {
        ReferenceOr::Item(example) => example.value.as_ref(),
        ReferenceOr::Reference { reference } => {
            let name = reference.strip_prefix("#/components/examples/")?;
            match schemas.api.components.as_ref()?.examples.get(name)? {
                ReferenceOr::Item(example) => example.value.as_ref(),
                ReferenceOr::Reference { .. } => None,
            }
        }
    }
}

fn component_examples(schemas: &Schemas<'_>, drafts: &mut Vec<Draft>) {
    let Some(components) = &schemas.api.components else {
        return;
    };
    for (name, schema) in &components.schemas {
        let ReferenceOr::Item(schema) = schema else {
            continue;
        };
        let (Some(value), Some(id)) = (
            &schema.schema_data.example,
            schemas.components.get(name.as_str()),
        ) else {
            continue;
        };
        let place = schemas
            .place()
            .join("components")
            .join("schemas")
            .join(name)
            .join("example");
        let words = format!("schema {name}");
        drafts.push(Draft {
            words,
            place,
            ty: Type::Named(*id),
            value: value.clone(),
        });
    }
}

/// Names the examples, and finds what their schemas don't declare.
pub(super) fn finish(
    drafts: Vec<Draft>,
    module: &Module,
    diagnostics: &mut Diagnostics,
) -> Vec<Example> {
    let wanted: Vec<_> = drafts
        .iter()
        .map(|draft| Candidate {
            key: draft.place.pointer.to_string(),
            wanted: vec![draft.words.clone()],
        })
        .collect();
    let names = Scope::new(Case::Value, &[]).claim_all(&wanted);
    let mut examples = Vec::new();
    for (draft, name) in drafts.into_iter().zip(names) {
        let mut undeclared = Vec::new();
        find_undeclared(
            module,
            &draft.ty,
            &draft.value,
            &Pointer::root(),
            &mut undeclared,
        );
        if !undeclared.is_empty() {
            let keys = undeclared.join(", ");
            diagnostics.report(draft.place.clone(), LowerProblem::UndeclaredKeys { keys });
        }
        examples.push(Example {
            name,
            pointer: draft.place.pointer.to_string(),
            ty: draft.ty,
            value: draft.value,
            undeclared,
        });
    }
    examples
}

/// The keys with a value that the type has no room for, as pointers into the example.
fn find_undeclared(
    module: &Module,
    ty: &Type,
    value: &Value,
    at: &Pointer,
    found: &mut Vec<String>,
) {
    match (module.resolve(ty), value) {
        (Type::List(inner), Value::Array(values)) => {
            for (index, value) in values.iter().enumerate() {
                find_undeclared(module, inner, value, &at.join(index), found);
            }
        }
        (Type::Map(inner), Value::Object(values)) => {
            for (key, value) in values {
                find_undeclared(module, inner, value, &at.join(key), found);
            }
        }
        (Type::Named(id), value) => match &module.get(*id).shape {
            Shape::Struct(shape) => undeclared_in_struct(module, shape, value, at, found),
            Shape::Union(union) => undeclared_in_union(module, union, value, at, found),
            Shape::Enum(_) | Shape::IntegerEnum(_) | Shape::Answers(_) | Shape::Alias(_) => {}
        },
        _ => {}
    }
}

fn undeclared_in_struct(
    module: &Module,
    shape: &Struct,
    value: &Value,
    at: &Pointer,
    found: &mut Vec<String>,
) {
    let Value::Object(values) = value else { return };
    for (key, value) in values.iter().filter(|(_, value)| !value.is_null()) {
        let at = at.join(key);
        match shape.fields.iter().find(|field| field.wire == *key) {
            Some(field) => find_undeclared(module, &field.ty, value, &at, found),
            None if shape.additional.is_none() => found.push(at.to_string()),
            None => {}
        }
    }
}

/// A union keeps what the alternative that keeps most does.
fn undeclared_in_union(
    module: &Module,
    union: &Union,
    value: &Value,
    at: &Pointer,
    found: &mut Vec<String>,
) {
    let losses = union.variants.iter().map(|variant| {
        let mut lost = Vec::new();
        find_undeclared(module, &variant.ty, value, at, &mut lost);
        lost
    });
    found.extend(losses.min_by_key(Vec::len).unwrap_or_default());
}
