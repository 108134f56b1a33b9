//! References: the components and properties that they lead to.

use std::collections::BTreeSet;

use indexmap::IndexMap;
use openapiv3::{
    OpenAPI, ReferenceOr, RequestBody, Response, Schema, SchemaKind, Type as SchemaType,
};
use serde_json::Value;

use crate::diagnostics::Location;
use crate::lower::problem::LowerProblem;

use super::lowering::Lowering;

/// Returns the name of the component schema that a reference leads to, which a normalised document
/// has verbatim.
pub(in crate::lower) fn component_name(reference: &str) -> Option<String> {
    let name = reference.strip_prefix("#/components/schemas/")?;
    Some(name.to_owned())
}

/// Returns the schema that a reference leads to, through components that are references themselves.
pub(in crate::lower) fn referenced_schema<'a>(
    lowering: &Lowering<'a>,
    reference: &str,
) -> Option<&'a Schema> {
    let schemas = &lowering.api.components.as_ref()?.schemas;
    let mut name = component_name(reference)?;
    for _ in 0..=schemas.len() {
        match schemas.get(&name)? {
            ReferenceOr::Item(schema) => return Some(schema),
            ReferenceOr::Reference { reference } => name = component_name(reference)?,
        }
    }
    None
}

/// Whether a schema has a property of this name.
pub(in crate::lower) fn declares_property(
    lowering: &Lowering<'_>,
    schema: &ReferenceOr<Schema>,
    name: &str,
) -> bool {
    any_part_has(lowering, schema, |properties, _| {
        properties.contains_key(name)
    })
}

/// Whether something holds for the properties of a schema, or of a part of its `allOf`, and for
/// which of them are required.
pub(in crate::lower) fn any_part_has(
    lowering: &Lowering<'_>,
    schema: &ReferenceOr<Schema>,
    holds: impl Fn(&IndexMap<String, ReferenceOr<Box<Schema>>>, &[String]) -> bool,
) -> bool {
    let mut entered = BTreeSet::new();
    let mut open = vec![schema];
    while let Some(schema) = open.pop() {
        let schema = match schema {
            ReferenceOr::Item(schema) => Some(schema),
            ReferenceOr::Reference { reference } if !entered.insert(reference) => None,
            ReferenceOr::Reference { reference } => referenced_schema(lowering, reference),
        };
        match schema.map(|schema| &schema.schema_kind) {
            Some(SchemaKind::Type(SchemaType::Object(object)))
                if holds(&object.properties, &object.required) =>
            {
                return true;
            }
            Some(SchemaKind::Any(any)) if holds(&any.properties, &any.required) => return true,
            Some(SchemaKind::Any(any)) => open.extend(&any.all_of),
            Some(SchemaKind::AllOf { all_of }) => open.extend(all_of),
            _ => {}
        }
    }
    false
}

/// Returns the description at a location, or, for a reference, the one beside it or on the way to its
/// target.
pub(in crate::lower) fn description_at<'a>(
    lowering: &Lowering<'a>,
    what: &'static str,
    location: &Location,
) -> Option<String> {
    let components = lowering.value.pointer(&format!("/components/{what}"));
    let next = |here: &&'a Value| {
        let reference = here.get("$ref")?.as_str()?;
        components?.get(component(reference, what)?)
    };
    let start = lowering.value.pointer(location.pointer.as_str());
    // The document has no references that go round in circles.
    let mut way = std::iter::successors(start, next);
    let text = way.find_map(|here| here.get("description"))?;
    text.as_str().map(str::to_owned)
}

/// Returns the item, or the component that a reference leads to, through references between
/// components.
pub(in crate::lower) fn resolve_component<'a, T>(
    lowering: &mut Lowering<'a>,
    item: &'a ReferenceOr<T>,
    components: Option<&'a IndexMap<String, ReferenceOr<T>>>,
    what: &'static str,
    location: &Location,
) -> Option<&'a T> {
    let mut current = item;
    for _ in 0..=components.map_or(0, IndexMap::len) {
        let reference = match current {
            ReferenceOr::Item(item) => return Some(item),
            ReferenceOr::Reference { reference } => reference,
        };
        match component(reference, what).and_then(|name| components?.get(name)) {
            Some(next) => current = next,
            None => {
                let reference = reference.clone();
                lowering.report(location, LowerProblem::Dangling { what, reference });
                return None;
            }
        }
    }
    None
}

/// Returns the name of the component of a kind that a reference leads to, which a normalised
/// document has verbatim.
fn component<'r>(reference: &'r str, what: &str) -> Option<&'r str> {
    let rest = reference.strip_prefix("#/components/")?;
    rest.strip_prefix(what)?.strip_prefix('/')
}

/// Returns a response, or the component that a reference leads to, where a dangling one is no
/// matter.
pub(in crate::lower) fn response_of<'a>(
    api: &'a OpenAPI,
    response: &'a ReferenceOr<Response>,
) -> Option<&'a Response> {
    let ReferenceOr::Reference { reference } = response else {
        return response.as_item();
    };
    let name = reference.strip_prefix("#/components/responses/")?;
    api.components.as_ref()?.responses.get(name)?.as_item()
}

/// Returns a request body, or the component that a reference leads to, where a dangling one is no
/// matter.
pub(in crate::lower) fn request_body_of<'a>(
    api: &'a OpenAPI,
    body: &'a ReferenceOr<RequestBody>,
) -> Option<&'a RequestBody> {
    let ReferenceOr::Reference { reference } = body else {
        return body.as_item();
    };
    let name = reference.strip_prefix("#/components/requestBodies/")?;
    let bodies = &api.components.as_ref()?.request_bodies;
    bodies.get(name)?.as_item()
}

/// Returns the component schema that a reference leads to.
pub(in crate::lower) fn component_schema<'a>(
    api: &'a OpenAPI,
    reference: &str,
) -> Option<&'a ReferenceOr<Schema>> {
    let schemas = &api.components.as_ref()?.schemas;
    schemas.get(&component_name(reference)?)
}
