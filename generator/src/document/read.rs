//! Turns a normalised value into the `openapiv3` model.

use openapiv3::{OpenAPI, Operation, PathItem};
use serde::de::DeserializeOwned;
use serde_json::Value;
use serde_path_to_error::{Path, Segment};

use super::normalise::Normal;
use super::problem::ShapeProblem;
use crate::diagnostics::{Diagnostics, Pointer};

/// An operation that OpenAPI 3.2 has added: of the method QUERY, or of `additionalOperations`.
#[derive(Clone, Debug)]
pub struct AdditionalOperation {
    /// The path, as a key of `paths`.
    pub path: String,
    /// The method, as HTTP spells it: `QUERY`.
    pub method: String,
    /// The location in the normalised document.
    pub pointer: Pointer,
    /// The operation.
    pub operation: openapiv3::Operation,
}

/// Reads the model. Reports the location of an error and returns `None`; a normalised value should
/// have no error.
pub(super) fn read(normal: &Normal, diagnostics: &mut Diagnostics) -> Option<OpenAPI> {
    model(normal, &normal.value, &Pointer::root(), diagnostics)
}

/// Reads the operations that the model has no field for: `query` and `additionalOperations`.
pub(super) fn additional_operations(
    normal: &Normal,
    diagnostics: &mut Diagnostics,
) -> Option<Vec<AdditionalOperation>> {
    let mut found = Vec::new();
    let paths = normal.value.get("paths").and_then(Value::as_object);
    for (path, item) in paths.into_iter().flatten() {
        let own = Pointer::root().join("paths").join(path);
        let query = item.get("query").into_iter();
        let query = query.map(|operation| ("QUERY", own.join("query"), operation));
        let others = item.get("additionalOperations").and_then(Value::as_object);
        let others = others.into_iter().flatten().map(|(method, operation)| {
            let pointer = own.join("additionalOperations").join(method);
            (method.as_str(), pointer, operation)
        });
        let is_operation = |(method, _, _): &(&str, _, _)| !method.starts_with("x-");
        for (method, pointer, value) in query.chain(others).filter(is_operation) {
            let operation: Operation = model(normal, value, &pointer, diagnostics)?;
            found.push(AdditionalOperation {
                path: path.clone(),
                method: method.to_owned(),
                pointer,
                operation,
            });
        }
    }
    Some(found)
}

/// Reads the webhooks, which the model has no field for, by their names.
pub(super) fn webhooks(
    normal: &Normal,
    diagnostics: &mut Diagnostics,
) -> Option<Vec<(String, PathItem)>> {
    let webhooks = normal.value.get("webhooks").and_then(Value::as_object);
    let own = Pointer::root().join("webhooks");
    let webhooks = webhooks.into_iter().flatten();
    let webhooks = webhooks.filter(|(name, _)| !name.starts_with("x-"));
    let read = webhooks.map(|(name, value)| {
        report_added_methods(normal, value, &own.join(name), diagnostics);
        let item = model(normal, value, &own.join(name), diagnostics)?;
        Some((name.clone(), item))
    });
    read.collect()
}

/// Reports the methods of callbacks that the model has no field for.
pub(super) fn report_added_methods_of_callbacks(normal: &Normal, diagnostics: &mut Diagnostics) {
    let paths = Pointer::root().join("paths");
    let items = members(normal.value.get("paths"), &paths).into_iter();
    let operations = items.flat_map(|(item, at)| members(Some(item), &at));
    let callbacks = operations
        .flat_map(|(operation, at)| members(operation.get("callbacks"), &at.join("callbacks")));
    for (item, at) in callbacks.flat_map(|(callback, at)| members(Some(callback), &at)) {
        report_added_methods(normal, item, &at, diagnostics);
    }
}

/// Returns the members of an object, each with its location.
fn members<'v>(value: Option<&'v Value>, at: &Pointer) -> Vec<(&'v Value, Pointer)> {
    let members = value.and_then(Value::as_object).into_iter().flatten();
    members
        .map(|(name, member)| (member, at.join(name)))
        .collect()
}

/// Reports the methods of an event that the model has no field for.
fn report_added_methods(
    normal: &Normal,
    item: &Value,
    at: &Pointer,
    diagnostics: &mut Diagnostics,
) {
    for keyword in ["query", "additionalOperations"] {
        if item.get(keyword).is_some() {
            let location = normal.origins.of(&at.join(keyword));
            let consequence = "events of these methods are left out";
            diagnostics.report(
                location,
                ShapeProblem::Lossy {
                    keyword,
                    consequence,
                },
            );
        }
    }
}

/// Reads a part of the model, whose value is at `at`.
fn model<T: DeserializeOwned>(
    normal: &Normal,
    value: &Value,
    at: &Pointer,
    diagnostics: &mut Diagnostics,
) -> Option<T> {
    // A value without errors needs no path.
    if let Ok(model) = T::deserialize(value) {
        return Some(model);
    }
    serde_path_to_error::deserialize(value)
        .map_err(|error| {
            let location = normal.origins.of(&pointer(at, error.path()));
            let reason = error.inner().to_string();
            diagnostics.report(location, ShapeProblem::Unreadable { reason });
        })
        .ok()
}

fn pointer(at: &Pointer, path: &Path) -> Pointer {
    path.iter()
        .fold(at.clone(), |pointer, segment| match segment {
            Segment::Seq { index } => pointer.join(index),
            Segment::Map { key } => pointer.join(key),
            Segment::Enum { .. } | Segment::Unknown => pointer,
        })
}
