//! The documents' examples.

use std::fs;

use serde_json::Value;

use crate::Outcome;

/// The vendor's document as it came.
pub const VENDOR_DOCUMENT: &str = include_str!("../../spec/twilio_numbers_v1.json");

/// An example of an answer in a document.
#[derive(Debug)]
pub struct Example<'a> {
    /// The `operationId`.
    pub operation: &'a str,
    /// The status that it is an answer with.
    pub status: u16,
    /// What the document calls it.
    pub name: &'a str,
    /// The schema of the answer.
    pub schema: &'a Value,
    /// The answer.
    pub value: &'a Value,
}

/// All examples of answers in a document.
#[must_use]
pub fn response_examples(document: &Value) -> Vec<Example<'_>> {
    let paths = fields(&document["paths"]);
    paths
        .flat_map(|(_, path)| fields(path))
        .filter_map(|(_, operation)| Some((operation["operationId"].as_str()?, operation)))
        .flat_map(|(id, operation)| answers(id, &operation["responses"]))
        .collect()
}

fn answers<'a>(operation: &'a str, responses: &'a Value) -> impl Iterator<Item = Example<'a>> {
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

/// An example of a document with its overlays, by the name of its file in the generated crate:
/// `v1/fetch_bulk_eligibility_200_fetch`.
///
/// # Errors
///
/// If there is no such file, or it isn't JSON.
pub fn example(name: &str) -> Outcome<Value> {
    let examples = concat!(env!("CARGO_MANIFEST_DIR"), "/../generated/tests/examples");
    let text = fs::read_to_string(format!("{examples}/{name}.json"))
        .map_err(|error| format!("{name}: {error}"))?;
    Ok(serde_json::from_str(&text)?)
}
