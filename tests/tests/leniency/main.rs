//! Lenient reading: applies every change of a single leaf to every example of the vendor's document, and
//! reads the result with a strict and with a lenient client.
//!
//! The document determines the changes that a strict client must accept, see [`schema`]. An accepted response
//! may lose only nulls and undeclared properties. A lenient client reports everything else that it loses.

mod changes;
mod comparison;
mod operations;
mod schema;

use std::collections::BTreeMap;

use end_to_end::{
    Example, Outcome, Recorder, ServerResponse, VENDOR_DOCUMENT, builder, response_examples,
};
use serde_json::{Value, json};
use twilio_numbers::Error;

use changes::{Change, Kind};
use operations::Read;
use schema::Schema;

/// Of each kind of change: how many there are, how many of them must be accepted strictly, how many
/// are, and how many are otherwise.
///
/// A strict client refuses null for a value that isn't nullable, the absence of a required property, and
/// text for a date, a number, a boolean or a list. A lenient client leaves out null in a list.
const EXPECTED: [(Kind, [usize; 4]); 7] = [
    (Kind::Null, [199, 140, 140, 184]),
    (Kind::Removed, [244, 213, 213, 229]),
    (Kind::Text, [244, 205, 205, 244]),
    (Kind::EmptyText, [223, 205, 205, 223]),
    (Kind::LongerInteger, [13, 13, 13, 13]),
    (Kind::NumberAsText, [13, 13, 13, 13]),
    (Kind::UnknownKey, [30, 30, 30, 30]),
];

/// The properties of responses that the overlays make required, by their schemas: a response without
/// them is of no use to a caller. `spec/overlays` gives the source of each.
const REQUIRED: [(&str, &[&str]); 4] = [
    ("numbers.v1.bulk_eligibility", &["request_id", "status"]),
    (
        "numbers.v1.porting_port_in",
        &["port_in_request_sid", "port_in_request_status"],
    ),
    ("numbers.v1.port_in_request_list", &["port_in_request_sid"]),
    (
        "numbers.v1.porting_port_in_phone_number_result",
        &[
            "phone_number",
            "port_in_phone_number_sid",
            "port_in_phone_number_status",
        ],
    ),
];

/// The types that overlays give to properties: the schema, the property, a keyword and its value.
const TYPES: [(&str, &str, &str, &str); 3] = [
    (
        "numbers.v1.port_in_request_list",
        "status_last_updated_timestamp",
        "format",
        "date",
    ),
    (
        "numbers.v1.porting_port_in_phone_number_result",
        "status_last_time_updated_timestamp",
        "format",
        "date-time",
    ),
    (
        "numbers.v1.porting_port_in_phone_number_result",
        "rejection_reason_code",
        "type",
        "integer",
    ),
];

/// The vendor's document with what the overlays change in the responses that it describes.
fn document() -> Outcome<Value> {
    let mut document: Value = serde_json::from_str(VENDOR_DOCUMENT)?;
    let schemas = &mut document["components"]["schemas"];
    for (schema, names) in REQUIRED {
        schemas[schema]["required"] = json!(names);
        for name in names {
            schemas[schema]["properties"][name]["nullable"] = json!(false);
        }
    }
    for (schema, property, keyword, value) in TYPES {
        schemas[schema]["properties"][property][keyword] = json!(value);
    }
    Ok(document)
}

#[tokio::test]
async fn single_unexpected_value_does_not_fail_a_response() -> Outcome {
    let document = document()?;
    let examples = response_examples(&document);
    assert_eq!(examples.len(), 14);
    let mut findings = Findings::default();
    for example in &examples {
        try_changes(&document, example, &mut findings).await?;
    }
    let Findings { counts, problems } = findings;
    assert!(
        problems.is_empty(),
        "{} problems:\n{}",
        problems.len(),
        problems.join("\n")
    );
    assert_eq!(counts, BTreeMap::from(EXPECTED));
    Ok(())
}

/// The results of all changes.
#[derive(Default)]
struct Findings {
    counts: BTreeMap<Kind, [usize; 4]>,
    problems: Vec<String>,
}

impl Findings {
    fn add(&mut self, change: &Change, strict: bool, accepted: bool) {
        let counts = self.counts.entry(change.kind).or_default();
        let found = [true, change.must_be_accepted, strict, accepted];
        for (count, holds) in counts.iter_mut().zip(found) {
            *count += usize::from(holds);
        }
    }
}

/// Lets clients read an example with each of its changes.
async fn try_changes(document: &Value, example: &Example<'_>, findings: &mut Findings) -> Outcome {
    let changes = changes::all(example.value, Schema::new(document, example.schema));
    let responses = changes.iter().flat_map(|change| {
        let response = ServerResponse::json(example.status, &change.value);
        [response.clone(), response]
    });
    let server = Recorder::start(responses).await?;
    let (client, strict_client) = (
        builder(&server).build()?,
        builder(&server).strict().build()?,
    );
    for change in &changes {
        let strict = operations::read(&strict_client, example.operation).await;
        let read = operations::read(&client, example.operation).await;
        findings.add(change, strict.is_ok(), read.is_ok());
        let found = judge_strict(change, &strict).or_else(|| judge(change, &strict, &read));
        let location = format!("{} {}", example.operation, example.name);
        findings
            .problems
            .extend(found.map(|problem| format!("{location} {change}: {problem}")));
    }
    assert_eq!(server.finish().len(), 2 * changes.len());
    Ok(())
}

/// Returns the fault in the way in which a strict client read a change, if there is one.
fn judge_strict(change: &Change, result: &Result<Read, Error>) -> Option<String> {
    match result {
        Ok(read) => {
            let lost = comparison::lost(&change.value, &read.value);
            (!lost.is_empty()).then(|| format!("lost {lost:?}"))
        }
        Err(error) => {
            let problem = error.to_string();
            // A property that is missing from the whole body has a name, but no path.
            let missing = format!("missing field `{}`", change.location());
            let is_located = error.json_path().is_some() || problem.contains(&missing);
            (change.must_be_accepted || !is_located).then_some(problem)
        }
    }
}

/// Returns the fault in the way in which a lenient client read a change, if there is one: it must report
/// nothing if a strict client can read it, and otherwise exactly the lost value and its location.
fn judge(
    change: &Change,
    strict: &Result<Read, Error>,
    result: &Result<Read, Error>,
) -> Option<String> {
    let read = match result {
        Ok(read) => read,
        Err(error) => return strict.is_ok().then(|| error.to_string()),
    };
    let reported: Vec<_> = read.drift.iter().map(|drift| drift.absent()).collect();
    if strict.is_ok() {
        return (!reported.is_empty()).then(|| format!("reported {reported:?} without need"));
    }
    let lost = comparison::lost(&change.value, &read.value);
    let locations: Vec<_> = read.drift.iter().map(|drift| drift.path()).collect();
    (reported != lost || locations != [change.location()])
        .then(|| format!("lost {lost:?}, but reported {reported:?} because of {locations:?}"))
}
