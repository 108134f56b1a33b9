//! Rules for single objects that OpenAPI 3.2 has added.

use serde_json::{Map, Value};

use super::walk::Walk;
use crate::diagnostics::Location;
use crate::document::problem::ShapeProblem;

/// The mark of a query parameter whose fields are the whole query string, in a normalised document.
pub(in crate::document) const QUERYSTRING: &str = "x-sdksmith-querystring";

/// The HTTP scheme that stands for the certificate of mutual TLS in a normalised document.
pub(in crate::document) const MUTUAL_TLS: &str = "x-sdksmith-mutual-tls";

/// Turns a scheme of mutual TLS, which OpenAPI 3.0 lacks, into a marked HTTP scheme.
pub(super) fn mutual_tls_to_http(_: &mut Walk<'_>, scheme: &mut Map<String, Value>, _: &Location) {
    let kind = scheme.get("type").and_then(Value::as_str);
    if kind.is_some_and(|kind| kind.eq_ignore_ascii_case("mutualTLS")) {
        scheme.insert("type".to_owned(), "http".into());
        scheme.insert("scheme".to_owned(), MUTUAL_TLS.into());
    }
}

/// Turns the parameter for a whole query string into a marked query parameter.
pub(super) fn querystring_to_query(
    walk: &mut Walk<'_>,
    parameter: &mut Map<String, Value>,
    location: &Location,
) {
    let is_whole = parameter.get("in").is_some_and(|found| {
        let found = found.as_str();
        found.is_some_and(|found| found.eq_ignore_ascii_case("querystring"))
    });
    if !is_whole {
        return;
    }
    let content = parameter.get("content").and_then(Value::as_object);
    let form = content.and_then(|content| content.get("application/x-www-form-urlencoded"));
    let Some(form) = form.cloned() else {
        return;
    };
    if form.get("encoding").is_some() {
        let problem = ShapeProblem::Lossy {
            keyword: "encoding",
            consequence: "lists are written as a field for each item, objects as JSON",
        };
        let content = location.join("content");
        let form = content.join("application/x-www-form-urlencoded");
        walk.report(&form.join("encoding"), problem);
    }
    parameter.shift_remove("content");
    for keyword in ["schema", "example", "examples"] {
        if let Some(value) = form.get(keyword) {
            parameter.insert(keyword.to_owned(), value.clone());
        }
    }
    parameter.insert("in".to_owned(), "query".into());
    parameter.insert(QUERYSTRING.to_owned(), true.into());
}

/// Uses the summary of an object that has no description.
pub(super) fn summary_to_description(
    _: &mut Walk<'_>,
    object: &mut Map<String, Value>,
    _: &Location,
) {
    if let Some(summary) = object.get("summary").filter(|found| found.is_string()) {
        let summary = summary.clone();
        object.entry("description").or_insert(summary);
    }
}

/// Uses the data of an example as its value.
pub(super) fn data_value_to_value(
    _: &mut Walk<'_>,
    example: &mut Map<String, Value>,
    _: &Location,
) {
    if let Some(data) = example.shift_remove("dataValue") {
        example.entry("value").or_insert(data);
    }
}

/// Keeps the name of a server in an extension, because OpenAPI 3.0 has no field for it.
pub(super) fn keep_server_name(_: &mut Walk<'_>, server: &mut Map<String, Value>, _: &Location) {
    if let Some(name @ Value::String(_)) = server.shift_remove("name") {
        server.entry("x-server-name").or_insert(name);
    }
}
