//! `generator/schemas/manifest.schema.json` describes the manifest as the reader accepts it.

#![allow(
    clippy::unwrap_used,
    reason = "a test that can't read the schema must fail"
)]

use std::collections::BTreeSet;

use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::table::{
    AcceptTable, AllowTable, DocumentTable, ErrorsTable, ExampleTable, ManifestTable, OverlayEntry,
    PackageTable,
};
use crate::dialect::Dialect;
use crate::ir::{Features, PagingScheme};

fn schema() -> Value {
    serde_json::from_str(include_str!("../../schemas/manifest.schema.json")).unwrap()
}

fn reads<T: DeserializeOwned>(value: &Value) -> Result<(), String> {
    // Through text, since the positions of entries come from it.
    let text = toml::to_string(value).unwrap();
    toml::from_str::<T>(&text)
        .map(drop)
        .map_err(|error| error.message().to_owned())
}

/// Returns the keys that the reader of a table knows, by its complaint about one that it doesn't
/// know.
fn known_keys<T: DeserializeOwned>(required: &Value) -> BTreeSet<String> {
    let mut table = required.clone();
    table["no-such-key"] = json!(1);
    let complaint = reads::<T>(&table).unwrap_err();
    assert!(complaint.contains("`no-such-key`, expected"), "{complaint}");
    let quoted = complaint.split('`').skip(1).step_by(2);
    quoted.skip(1).map(str::to_owned).collect()
}

/// Returns a value that a schema accepts.
fn sample(schema: &Value, root: &Value) -> Value {
    if let Some(reference) = schema["$ref"].as_str() {
        return sample(root.pointer(&reference[1..]).unwrap(), root);
    }
    if let Some(value) = schema.get("const") {
        return value.clone();
    }
    match schema["type"].as_str() {
        Some("object") => required(schema, root),
        Some("array") => json!([sample(&schema["items"], root)]),
        Some("integer") => json!(1),
        _ => json!("text"),
    }
}

/// Returns a table with the required keys of a schema alone.
fn required(schema: &Value, root: &Value) -> Value {
    let keys = schema["required"].as_array().into_iter().flatten();
    let keys = keys.map(|key| key.as_str().unwrap());
    let entries = keys.map(|key| (key.to_owned(), sample(&schema["properties"][key], root)));
    Value::Object(entries.collect())
}

#[track_caller]
fn assert_same<T: DeserializeOwned>(pointer: &str) {
    let root = schema();
    let table = root.pointer(pointer).unwrap();
    assert_eq!(table["additionalProperties"], false, "{pointer}");
    let declared = table["properties"].as_object().unwrap();
    let required = required(table, &root);
    assert_eq!(reads::<T>(&required), Ok(()), "{pointer}: {required}");
    // The reader takes a manifest without documents, and the check reports it.
    let keys = required.as_object().unwrap().keys();
    for key in keys.filter(|key| *key != "document") {
        let mut without = required.clone();
        without.as_object_mut().unwrap().remove(key);
        assert!(
            reads::<T>(&without).is_err(),
            "{pointer}: {key} is not required"
        );
    }
    let declared: BTreeSet<_> = declared.keys().cloned().collect();
    let known = known_keys::<T>(&required);
    let tag = ["scheme".to_owned()].into();
    let declared: BTreeSet<_> = match pointer.contains("paging") {
        true => declared.difference(&tag).cloned().collect(),
        false => declared,
    };
    let missing: Vec<_> = known.difference(&declared).collect();
    let unknown: Vec<_> = declared.difference(&known).collect();
    assert!(
        missing.is_empty() && unknown.is_empty(),
        "`{pointer}` of schemas/manifest.schema.json: describe the keys {missing:?}, and remove {unknown:?}, which \
         the reader does not know"
    );
}

#[test]
fn schema_has_the_keys_of_the_reader() {
    assert_same::<ManifestTable>("");
    assert_same::<PackageTable>("/$defs/package");
    assert_same::<DocumentTable>("/$defs/document");
    assert_same::<AllowTable>("/$defs/allow");
    assert_same::<ErrorsTable>("/$defs/errors");
    assert_same::<ExampleTable>("/$defs/example");
    assert_same::<AcceptTable>("/$defs/accept");
    assert_same::<OverlayEntry>("/$defs/overlay");
    let root = schema();
    let schemes = root["$defs"]["paging"]["anyOf"].as_array().unwrap();
    for (index, scheme) in schemes.iter().enumerate() {
        // A scheme without keys of its own takes any: serde ignores them.
        if scheme["properties"].as_object().unwrap().len() > 1 {
            assert_same::<PagingScheme>(&format!("/$defs/paging/anyOf/{index}"));
        }
    }
}

#[test]
fn schema_has_the_schemes_of_the_reader() {
    let complaint = reads::<PagingScheme>(&json!({ "scheme": "no-such-scheme" })).unwrap_err();
    let known: BTreeSet<_> = complaint.split('`').skip(1).step_by(2).skip(1).collect();
    let root = schema();
    let schemes = root["$defs"]["paging"]["anyOf"].as_array().unwrap();
    let declared = schemes.iter();
    let declared = declared.map(|found| found["properties"]["scheme"]["const"].as_str().unwrap());
    let declared: BTreeSet<_> = declared.collect();
    assert_eq!(
        declared, known,
        "`paging` of schemas/manifest.schema.json describes other schemes (left) than the reader knows (right)"
    );
}

#[test]
fn schema_has_the_values_of_the_reader() {
    let root = schema();
    let document = &root["$defs"]["document"]["properties"];
    let advice = "correct the values (left) in schemas/manifest.schema.json";
    assert_eq!(
        document["dialect"]["enum"],
        json!(Dialect::BUILT_IN),
        "{advice}"
    );
    assert_eq!(
        document["features"]["enum"],
        json!(Features::NAMES),
        "{advice}"
    );
}

#[test]
fn every_key_is_described() {
    fn check(value: &Value, path: &str) {
        if let Some(properties) = value["properties"].as_object() {
            for (key, found) in properties {
                let is_described = ["description", "$ref", "const", "minimum"];
                let is_described = is_described.iter().any(|word| found.get(word).is_some());
                assert!(is_described, "{path}/{key} has no description");
                check(found, &format!("{path}/{key}"));
            }
        }
        let members = value.as_object().into_iter().flatten();
        for (key, member) in members.filter(|(key, _)| *key != "properties") {
            check(member, &format!("{path}/{key}"));
        }
    }
    check(&schema(), "");
}
