//! Responses that differ from the API's description.

use std::collections::BTreeMap;

use jiff::Timestamp;
use proptest::prelude::*;
use sdksmith_runtime as runtime;
use sdksmith_runtime::testing::MockTransport;
use sdksmith_runtime::{
    Client, ClientBuilder, Error, Json, Operation, OperationInfo, RequestWriter, Response,
    SkippedField,
};
use serde_json::{Map, Value, json};

use crate::support::{Material, PROFILE, SERVER, ThingSid, credentials};

mod lists;
mod tracing;

/// A response as the generator would write it, with each kind of field.
#[derive(Clone, Debug, PartialEq)]
struct Report {
    sid: ThingSid,
    material: Option<Material>,
    size: i64,
    weight: Option<f64>,
    created: Option<Timestamp>,
    owner: Option<Owner>,
    parts: Option<Vec<Part>>,
    labels: Option<BTreeMap<String, String>>,
}
runtime::object!(Report {
    sid: required("sid"),
    material: nullable("material"),
    size: required("size", lenient),
    weight: nullable("weight", lenient),
    created: nullable("created"),
    owner: nullable("owner"),
    parts: nullable("parts"),
    labels: nullable("labels", lenient)
});

#[derive(Clone, Debug, PartialEq)]
struct Owner {
    name: String,
    active: Option<bool>,
    tags: Option<Vec<String>>,
}
runtime::object!(Owner {
    name: required("name"),
    active: nullable("active"),
    tags: nullable("tags")
});

#[derive(Clone, Debug, PartialEq)]
struct Part {
    id: String,
    note: Option<String>,
    others: Map<String, Value>,
}
runtime::object!(Part {
    id: required("id"),
    note: optional("note"),
    ..others
});

#[derive(Clone, Debug)]
struct FetchReport;

impl Operation for FetchReport {
    type ResponseBody = Json<Report>;
    const INFO: OperationInfo = OperationInfo::get("FetchReport", SERVER, "/report");
    fn write(&self, _: &mut RequestWriter) {}
}

fn client(body: &Value) -> Client {
    let transport = MockTransport::new();
    let _ = transport
        .on::<FetchReport>()
        .respond_json(200, body)
        .always();
    let builder = ClientBuilder::new(&PROFILE).credentials(credentials());
    builder.blocking_transport(transport).build().unwrap()
}

fn read(body: &Value) -> Result<Response<Report>, Error> {
    client(body).call(FetchReport).send_with_response_blocking()
}

fn report() -> Value {
    json!({
        "sid": "TH1",
        "material": "WOOD",
        "size": 3,
        "weight": 1.5,
        "created": "2026-03-01T12:00:00Z",
        "owner": { "name": "a", "active": true, "tags": [] },
        "parts": [{ "id": "p", "note": "n", "x": 1 }, { "id": "q" }],
        "labels": { "k": "v" },
    })
}

fn with(pointer: &str, value: Value) -> Value {
    let mut report = report();
    *report.pointer_mut(pointer).unwrap() = value;
    report
}

#[test]
fn described_response_has_no_drift() {
    let response = read(&report()).unwrap();
    assert!(response.drift().is_empty());
    assert_eq!(serde_json::to_value(response.value()).unwrap(), report());
}

/// Each change, with the reported path and the field that is absent.
#[test]
fn invalid_optional_field_is_absent_and_reported() {
    for (pointer, value, path, absent) in [
        ("/created", json!("yesterday"), "created", "created"),
        ("/created", json!({}), "created", "created"),
        ("/weight", json!("heavy"), "weight", "weight"),
        ("/material", json!(1), "material", "material"),
        ("/parts", json!({}), "parts", "parts"),
        ("/parts", json!(""), "parts", "parts"),
        ("/owner", json!([]), "owner", "owner"),
        (
            "/owner/active",
            json!("yes"),
            "owner.active",
            "owner.active",
        ),
        ("/owner/tags", json!("t"), "owner.tags", "owner.tags"),
        ("/owner/name", json!(1), "owner.name", "owner"),
        ("/owner/name", Value::Null, "owner.name", "owner"),
        ("/parts/0/note", json!(7), "parts[0].note", "parts[0].note"),
    ] {
        let response = read(&with(pointer, value.clone())).unwrap();
        let reported: Vec<_> = response.drift().iter().map(SkippedField::path).collect();
        assert_eq!(reported, [path], "{value}");
        assert_eq!(response.drift()[0].absent(), absent);
        assert_eq!(response.drift()[0].value(), &value);
        let mut expected = report();
        *expected
            .pointer_mut(&format!(
                "/{}",
                absent.replace(['.', '['], "/").replace(']', "")
            ))
            .unwrap() = Value::Null;
        let expected: Report = serde_json::from_value(expected).unwrap();
        assert_eq!(response.value(), &expected);
    }
}

#[test]
fn invalid_map_entry_does_not_affect_the_others() {
    let response = read(&with("/labels", json!({ "j": 1, "k": "v", "l": null }))).unwrap();
    let reported: Vec<_> = response.drift().iter().map(SkippedField::absent).collect();
    assert_eq!(reported, ["labels[*]", "labels[*]"]);
    let pointers: Vec<_> = response.drift().iter().map(SkippedField::pointer).collect();
    assert_eq!(pointers, ["/labels/j", "/labels/l"]);
    let labels = BTreeMap::from([("k".to_owned(), "v".to_owned())]);
    assert_eq!(response.value().labels, Some(labels));
}

/// A response that itself is a map, or a list of maps.
#[derive(Clone, Debug)]
struct FetchParts;

impl Operation for FetchParts {
    type ResponseBody = Json<Vec<BTreeMap<String, Part>>>;
    const INFO: OperationInfo = OperationInfo::get("FetchParts", SERVER, "/parts");
    fn write(&self, _: &mut RequestWriter) {}
}

#[test]
fn any_number_of_entries_of_a_map_without_a_name_are_skipped() {
    let wrong = (0..20_000).map(|index| (format!("k{index}"), json!({ "id": index })));
    let mut body: Map<String, Value> = wrong.collect();
    body.insert("right".to_owned(), json!({ "id": "p" }));
    let transport = MockTransport::new();
    let stub = transport.on::<FetchParts>();
    let _ = stub.respond_json(200, &json!([{}, body])).always();
    let builder = ClientBuilder::new(&PROFILE).credentials(credentials());
    let client = builder.blocking_transport(transport).build().unwrap();
    let response = client
        .call(FetchParts)
        .send_with_response_blocking()
        .unwrap();
    assert_eq!(response.drift().len(), 20_000);
    assert_eq!(response.drift()[0].path(), "[1][*].id");
    let keys: Vec<_> = response.value().iter().flat_map(BTreeMap::keys).collect();
    assert_eq!(keys, ["right"]);
    assert!(client.call(FetchParts).strict().send_blocking().is_err());
}

#[test]
fn missing_required_property_is_named() {
    let response = read(&with("/owner", json!({ "active": true }))).unwrap();
    let [drift] = response.drift() else {
        panic!("{:?}", response.drift());
    };
    assert_eq!((drift.path(), drift.absent()), ("owner.name", "owner"));
    assert_eq!(
        (drift.expected(), drift.value()),
        ("one value", &Value::Null)
    );
}

/// A required property is never skipped, and the error holds what the server sent.
#[test]
fn a_response_without_a_required_property_is_an_error_that_keeps_the_body() {
    for absent in [None, Some(Value::Null)] {
        let mut body = report();
        let members = body.as_object_mut().unwrap();
        members.remove("size");
        members.extend(absent.map(|null| ("size".to_owned(), null)));
        let error = read(&body).unwrap_err();
        assert!(error.to_string().contains("size"), "{error}");
        assert_eq!(error.body_as::<Value>(), Some(body));
    }
}

#[test]
fn drift_names_the_expected_type_but_not_the_value() {
    let response = read(&with("/weight", json!("s3cr3t"))).unwrap();
    let drift = &response.drift()[0];
    assert_eq!(drift.expected(), "a number, or a string that holds one");
    assert_eq!(drift.value(), "s3cr3t");
    assert_eq!(
        format!("{drift:?}"),
        r#"SkippedField { path: "weight", .. }"#
    );
    assert!(!format!("{response:?}").contains("s3cr3t\""));
}

#[test]
fn every_invalid_field_is_reported() {
    let mut body = with("/created", json!(1));
    body["owner"]["active"] = json!(0);
    body["weight"] = json!([]);
    let response = read(&body).unwrap();
    // The order is that of the body, and JSON made in a test has no order of its own.
    let mut reported: Vec<_> = response.drift().iter().map(SkippedField::path).collect();
    reported.sort_unstable();
    assert_eq!(reported, ["created", "owner.active", "weight"]);
}

#[test]
fn required_fields_and_lists_are_never_skipped() {
    for (pointer, value, path) in [
        ("/size", json!("large"), Some("size")),
        ("/sid", Value::Null, Some("sid")),
        ("/parts/1", json!(1), Some("parts[1]")),
        ("/parts/0/id", json!(1), Some("parts[0].id")),
        ("/created", json!([1]), Some("created")),
        ("/owner", json!({ "tags": ["t"] }), Some("owner")),
    ] {
        let error = read(&with(pointer, value)).unwrap_err();
        assert!(error.is_decode(), "{pointer}");
        assert_eq!(error.json_path(), path, "{pointer}");
    }
}

#[test]
fn strict_clients_fail_instead_of_skipping() {
    let body = with("/created", json!("yesterday"));
    let strict = client(&body).call(FetchReport).strict();
    let error = strict.send_blocking().unwrap_err();
    assert!(error.is_decode());
    assert_eq!(error.json_path(), Some("created"));
    let transport = MockTransport::new();
    let _ = transport.on::<FetchReport>().respond_json(200, &body);
    let builder = ClientBuilder::new(&PROFILE)
        .credentials(credentials())
        .strict();
    let client = builder.blocking_transport(transport).build().unwrap();
    assert!(client.call(FetchReport).send_blocking().is_err());
}

fn pointers(value: &Value, at: &str, found: &mut Vec<String>) {
    found.push(at.to_owned());
    if let Value::Object(fields) = value {
        for (key, value) in fields {
            pointers(value, &format!("{at}/{key}"), found);
        }
    }
}

proptest! {
    /// If anything replaces an optional field, the rest is read and the change is reported.
    #[test]
    fn no_optional_field_fails_a_response(
        at in any::<prop::sample::Index>(),
        value in prop_oneof![
            Just(Value::Null), Just(json!("")), Just(json!("text")), Just(json!(1.5)),
            Just(json!(5e9)), Just(json!(true)), Just(json!([])), Just(json!({})),
            Just(json!({ "unknown": 1 })),
        ],
    ) {
        let mut found = Vec::new();
        pointers(&report(), "", &mut found);
        let pointer = at.get(&found).clone();
        let body = with(&pointer, value);
        match read(&body) {
            Ok(response) => {
                for drift in response.drift() {
                    prop_assert!(drift.pointer().starts_with(&pointer), "{} {pointer}", drift.pointer());
                }
            }
            Err(error) => {
                prop_assert!(["", "/sid", "/size"].contains(&pointer.as_str()), "{error}");
            }
        }
    }
}
