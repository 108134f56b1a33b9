//! Rules for single objects that a table cannot express: parameters, operations, servers and
//! others.

use serde_json::{Map, Value, json};

use super::additions::summary_to_description;
use super::object_keys::METHODS;
use super::schema::SCHEMA;
use super::walk::{Walk, brief};
use crate::diagnostics::Location;
use crate::document::problem::{ShapeProblem, kind};

/// Reports paths of the wrong type. Removes the dialect of JSON Schema: schemas are read as OpenAPI 3.1
/// defines them.
pub(super) fn drop_unread_keywords(
    walk: &mut Walk<'_>,
    document: &mut Map<String, Value>,
    location: &Location,
) {
    let keyword = "jsonSchemaDialect";
    let dialect = document.shift_remove(keyword);
    if dialect.is_some_and(|dialect| !DIALECTS.iter().any(|known| dialect == **known)) {
        let consequence = "schemas are read as OpenAPI 3.1 defines them";
        let problem = ShapeProblem::Lossy {
            keyword,
            consequence,
        };
        walk.report(&location.join(keyword), problem);
    }
    if let Some(paths) = document.get("paths").filter(|paths| !paths.is_object()) {
        let problem = ShapeProblem::NoPaths { found: kind(paths) };
        walk.report(&location.join("paths"), problem);
    }
}

/// The supported dialects.
const DIALECTS: [&str; 3] = [
    "https://spec.openapis.org/oas/3.1/dialect/base",
    "https://spec.openapis.org/oas/3.2/dialect/2025-09-17",
    "https://json-schema.org/draft/2020-12/schema",
];

/// Sets the version: the document is OpenAPI 3.0 now.
pub(super) fn set_version(_: &mut Walk<'_>, document: &mut Map<String, Value>, _: &Location) {
    document.insert("openapi".to_owned(), json!("3.0.3"));
}

/// Sets the default of a server variable that lacks it to its first value.
pub(super) fn default_server_variable(
    walk: &mut Walk<'_>,
    variable: &mut Map<String, Value>,
    location: &Location,
) {
    if variable.contains_key("default") {
        return;
    }
    let first = variable
        .get("enum")
        .and_then(|values| values.get(0))
        .cloned();
    let default = first.unwrap_or_else(|| json!(""));
    walk.report_corrected(location, "none", "a `default`", brief(&default));
    variable.insert("default".to_owned(), default);
}

/// Removes and reports operations under keys that are not methods, which `openapiv3` ignores silently.
pub(super) fn report_unknown_methods(
    walk: &mut Walk<'_>,
    item: &mut Map<String, Value>,
    location: &Location,
) {
    let unknown = item.iter().filter(|(key, value)| {
        value.get("responses").is_some()
            && !METHODS.contains(&key.as_str())
            && !key.starts_with("x-")
    });
    for key in unknown.map(|(key, _)| key.clone()).collect::<Vec<_>>() {
        item.shift_remove(&key);
        walk.report(
            &location.join(&key),
            ShapeProblem::UnknownKey {
                key,
                expected: "a method",
            },
        );
    }
}

/// Checks that operationIds are unique. An operation of a path item with several references keeps
/// its operationId at the first path.
pub(super) fn claim_operation_id(
    walk: &mut Walk<'_>,
    operation: &mut Map<String, Value>,
    location: &Location,
) {
    let Some(id) = operation
        .get("operationId")
        .and_then(Value::as_str)
        .map(str::to_owned)
    else {
        return;
    };
    match walk.operation_ids.get(&id).cloned() {
        None => {
            walk.operation_ids.insert(id, location.clone());
        }
        Some(first) if first == *location => {
            operation.shift_remove("operationId");
            walk.report(location, ShapeProblem::SharedOperationId { id });
        }
        Some(first) => {
            let problem = ShapeProblem::RepeatedOperationId { id, first };
            walk.report(&location.join("operationId"), problem);
        }
    }
}

/// Moves the schema of a response in the form of Swagger 2.0 into `content`.
pub(super) fn give_response_content(
    walk: &mut Walk<'_>,
    response: &mut Map<String, Value>,
    location: &Location,
) {
    summary_to_description(walk, response, location);
    let Some(schema) = response.shift_remove("schema") else {
        return;
    };
    let location = location.join("schema");
    if response.contains_key("content") {
        let (keyword, consequence) = ("schema", "the response is described by its `content`");
        let problem = ShapeProblem::Lossy {
            keyword,
            consequence,
        };
        walk.report(&location, problem);
    } else {
        walk.report_corrected(
            &location,
            "a schema beside the description",
            "`content`",
            "it for `application/json`",
        );
        let content = json!({ "application/json": { "schema": schema } });
        response.insert("content".to_owned(), content);
    }
}

/// Moves the type of a parameter in the form of Swagger 2.0 into `schema`. Of `schema` and
/// `content`, only the first is kept.
pub(super) fn give_parameter_schema(
    walk: &mut Walk<'_>,
    parameter: &mut Map<String, Value>,
    location: &Location,
) {
    match (
        parameter.contains_key("schema"),
        parameter.contains_key("content"),
    ) {
        (true, true) => {
            parameter.shift_remove("content");
            let consequence = "the parameter is described by its `schema`";
            walk.report(
                location,
                ShapeProblem::Lossy {
                    keyword: "content",
                    consequence,
                },
            );
        }
        (false, false) if parameter.contains_key("type") => {
            let own = [
                "description",
                "required",
                "deprecated",
                "example",
                "examples",
            ];
            let (schema, rest) = std::mem::take(parameter)
                .into_iter()
                .partition(|(key, _)| SCHEMA.field(key).is_some() && !own.contains(&key.as_str()));
            *parameter = rest;
            let schema: Map<_, _> = schema;
            walk.report_corrected(
                location,
                "a type beside the name",
                "a `schema`",
                "it as the `schema`",
            );
            parameter.insert("schema".to_owned(), schema.into());
        }
        _ => {}
    }
}

/// Adds a schema to a parameter without schema and content, makes path parameters required, and replaces
/// the style that only OpenAPI 3.2 has.
pub(super) fn complete_parameter(
    walk: &mut Walk<'_>,
    parameter: &mut Map<String, Value>,
    location: &Location,
) {
    if parameter
        .get("style")
        .is_some_and(|style| style == "cookie")
    {
        parameter.insert("style".to_owned(), json!("form"));
        let problem = ShapeProblem::Lossy {
            keyword: "style",
            consequence: "the cookie is percent-encoded, as in the style `form`",
        };
        walk.report(&location.join("style"), problem);
    }
    let has_content = parameter
        .get("content")
        .and_then(Value::as_object)
        .is_some_and(|content| !content.is_empty());
    if !parameter.contains_key("schema") && !has_content {
        parameter.shift_remove("content");
        parameter.insert("schema".to_owned(), json!({}));
    }
    if parameter
        .get("in")
        .is_some_and(|location| location == "path")
    {
        parameter.insert("required".to_owned(), json!(true));
    }
}

/// Sets `explode` of form fields that lack it: its default is true, but false in `openapiv3`.
pub(super) fn explode_forms(_: &mut Walk<'_>, encoding: &mut Map<String, Value>, _: &Location) {
    let is_form = encoding.get("style").is_none_or(|style| style == "form");
    encoding.entry("explode").or_insert_with(|| json!(is_form));
}

/// Completes a link: `openapiv3` requires an operation in every link.
pub(super) fn complete_link(_: &mut Walk<'_>, link: &mut Map<String, Value>, _: &Location) {
    if !link.contains_key("operationRef") {
        link.entry("operationId").or_insert_with(|| json!(""));
    }
}
