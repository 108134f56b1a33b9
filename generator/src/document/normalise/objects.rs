//! What a table can't say about single objects: parameters, operations, servers and the like.

use serde_json::{Map, Value, json};

use super::schema::SCHEMA;
use super::walk::{Walk, brief};
use crate::diagnostics::Location;
use crate::document::problem::ShapeProblem;

/// Webhooks are requests that a client answers, not ones that it makes; and schemas are read as OpenAPI
/// has them, whichever dialect of JSON Schema they are said to be in.
pub(super) fn drop_unread_keywords(
    walk: &mut Walk<'_>,
    document: &mut Map<String, Value>,
    location: &Location,
) {
    let keyword = "jsonSchemaDialect";
    let dialect = document.shift_remove(keyword);
    if dialect.is_some_and(|dialect| !DIALECTS.iter().any(|known| dialect == **known)) {
        let consequence = "schemas are read as OpenAPI 3.1 has them";
        let problem = ShapeProblem::Lossy {
            keyword,
            consequence,
        };
        walk.report(&location.join(keyword), problem);
    }
    if document.shift_remove("webhooks").is_some() {
        walk.report(&location.join("webhooks"), ShapeProblem::Webhooks);
    }
}

/// The dialects whose keywords are read.
const DIALECTS: [&str; 2] = [
    "https://spec.openapis.org/oas/3.1/dialect/base",
    "https://json-schema.org/draft/2020-12/schema",
];

/// The document has become one of OpenAPI 3.0.
pub(super) fn set_version(_: &mut Walk<'_>, document: &mut Map<String, Value>, _: &Location) {
    document.insert("openapi".to_owned(), json!("3.0.3"));
}

/// A server variable without a default takes its first value.
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
    walk.report_mended(location, "no `default`", "one", brief(&default));
    variable.insert("default".to_owned(), default);
}

/// A method that this version doesn't have would go unnoticed.
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
        walk.report(
            &location.join(&key),
            ShapeProblem::UnknownKey {
                key,
                expected: "a method",
            },
        );
    }
}

const METHODS: [&str; 8] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace",
];

/// Names of operations are unique. An operation that a referenced path item brings in twice keeps
/// its name at the first path.
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

/// A response as Swagger 2.0 has it, with its schema beside its description, gets content.
pub(super) fn give_response_content(
    walk: &mut Walk<'_>,
    response: &mut Map<String, Value>,
    location: &Location,
) {
    let Some(schema) = response.shift_remove("schema") else {
        return;
    };
    let location = location.join("schema");
    if response.contains_key("content") {
        let (keyword, consequence) = ("schema", "what a response holds is said by its `content`");
        let problem = ShapeProblem::Lossy {
            keyword,
            consequence,
        };
        walk.report(&location, problem);
    } else {
        walk.report_mended(
            &location,
            "a bare schema",
            "`content`",
            "`application/json`",
        );
        let content = json!({ "application/json": { "schema": schema } });
        response.insert("content".to_owned(), content);
    }
}

/// A parameter as Swagger 2.0 has it, with its type beside its name, gets a schema. Of `schema` and
/// `content` a parameter has one.
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
            let consequence = "a parameter has either `schema` or `content`, and `schema` counts";
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
            walk.report_mended(
                location,
                "a bare type",
                "a `schema`",
                "the parameter's schema",
            );
            parameter.insert("schema".to_owned(), schema.into());
        }
        _ => {}
    }
}

/// A parameter has a schema or content, and one in the path is always there.
pub(super) fn complete_parameter(
    _: &mut Walk<'_>,
    parameter: &mut Map<String, Value>,
    _: &Location,
) {
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

/// Form fields explode unless they say otherwise; `openapiv3` takes silence for the opposite.
pub(super) fn explode_forms(_: &mut Walk<'_>, encoding: &mut Map<String, Value>, _: &Location) {
    let is_form = encoding.get("style").is_none_or(|style| style == "form");
    encoding.entry("explode").or_insert_with(|| json!(is_form));
}

/// `openapiv3` wants every link to lead to an operation.
pub(super) fn complete_link(_: &mut Walk<'_>, link: &mut Map<String, Value>, _: &Location) {
    if !link.contains_key("operationRef") {
        link.entry("operationId").or_insert_with(|| json!(""));
    }
}
