//! Examples of the documents.

use std::fs;

use serde_json::Value;

use crate::Outcome;

/// The vendor's document, unchanged.
pub const VENDOR_DOCUMENT: &str = include_str!("../../spec/twilio_numbers_v1.json");

/// A response example of a document.
#[derive(Debug)]
pub struct Example<'a> {
    /// The `operationId`.
    pub operation: &'a str,
    /// The status of the response.
    pub status: u16,
    /// The name of the example.
    pub name: &'a str,
    /// The schema of the response.
    pub schema: &'a Value,
    /// The body of the response.
    pub value: &'a Value,
}

/// Returns every response example of a document.
#[must_use]
pub fn response_examples(document: &Value) -> Vec<Example<'_>> {
    let paths = fields(&document["paths"]);
    paths
        .flat_map(|(_, path)| fields(path))
        .filter_map(|(_, operation)| Some((operation["operationId"].as_str()?, operation)))
        .flat_map(|(id, operation)| examples_of(id, &operation["responses"]))
        .collect()
}

fn examples_of<'a>(operation: &'a str, responses: &'a Value) -> impl Iterator<Item = Example<'a>> {
    fields(responses).flat_map(move |(status, response)| {
        let content = &response["content"]["application/json"];
        fields(&content["examples"]).map(move |(name, example)| Example {
            operation,
            status: status.parse().unwrap_or_default(),
            name,
            schema: &content["schema"],
            value: &example["value"],
        })
    })
}

fn fields(value: &Value) -> impl Iterator<Item = (&str, &Value)> {
    let fields = value.as_object().into_iter().flatten();
    fields.map(|(name, value)| (name.as_str(), value))
}

/// Returns an example of a document after its overlays, by the name of its file in the generated crate,
/// such as `v1/fetch_bulk_eligibility_200_fetch`.
///
/// # Errors
///
/// Returns an error if the file is missing or not JSON.
pub fn example(name: &str) -> Outcome<Value> {
    let examples = concat!(env!("CARGO_MANIFEST_DIR"), "/../generated/tests/examples");
    let text = fs::read_to_string(format!("{examples}/{name}.json"))
        .map_err(|error| format!("{name}: {error}"))?;
    Ok(serde_json::from_str(&text)?)
}
