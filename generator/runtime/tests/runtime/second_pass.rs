//! The second pass over JSON: whatever stands around a value that can't be read is read as in the first.

use std::collections::BTreeMap;

use bytes::Bytes;
use sdksmith_runtime as runtime;
use sdksmith_runtime::{RawResponse, ResponseReader, SkippedField};
use serde::de::DeserializeOwned;
use serde_json::json;

/// An object whose first property drifts in each test, so that there is a second pass.
#[derive(Clone, Debug, PartialEq)]
struct Record {
    odd: Option<bool>,
    name: String,
    size: i64,
    notes: Option<BTreeMap<String, String>>,
}
runtime::object!(Record {
    odd: optional("odd"),
    name: required("name"),
    size: required("size", lenient),
    notes: optional("notes")
});

fn read<T: DeserializeOwned>(body: impl Into<Bytes>) -> (T, Vec<SkippedField>) {
    let response = RawResponse::new(http::Response::new(body.into()), "x-id");
    let mut reader = ResponseReader::new(&response, false);
    let value = reader.json().unwrap();
    (value, reader.into_drift())
}

fn assert_read(body: &str, drift: &[&str]) -> Vec<SkippedField> {
    let (record, found) = read::<Record>(body.to_owned());
    assert_eq!(
        (record.odd, record.name.as_str(), record.size),
        (None, "x", 7),
        "{body}"
    );
    let paths: Vec<_> = found.iter().map(SkippedField::path).collect();
    assert_eq!(paths, drift, "{body}");
    found
}

#[test]
fn spaces_may_be_anywhere() {
    for space in [" ", "\n", "\r\n", "\t", "  \n "] {
        let body = r#"_{_"odd"_:_1_,_"name"_:_"x"_,_"list"_:_[_1_,_{_}_,_[_]_]_,_"size"_:_7_}_"#;
        assert_read(&body.replace('_', space), &["odd"]);
    }
}

#[test]
fn texts_may_contain_characters_of_the_syntax() {
    for text in [
        "]", "}", ",", ":", "[", "{", r#"\""#, r"\\", r#"\\\""#, "\u{e9}", r"\u005d",
    ] {
        let body = format!(
            r#"{{"odd":1,"a{text}":"{text}","b":["{text}",{{"{text}":"{text}"}}],"name":"x","size":7}}"#
        );
        assert_read(&body, &["odd"]);
    }
}

/// Its end is found, whatever it contains, and its text is reported.
#[test]
fn values_after_one_that_is_nested_too_deeply_are_read() {
    for innermost in [
        "{}",
        "1",
        r#"{"]}\"":"[{\\"}"#,
        r#""}""#,
        "[]",
        "[ 1 , {} ]",
    ] {
        let open = r#"{"a": "x]", "b" :"#.repeat(130);
        let deep = format!("{open}{innermost}{}", "}".repeat(130));
        let body = format!(r#"{{"odd":1,"notes":{{"deep":{deep},"n":"1"}},"name":"x","size":7}}"#);
        let (record, drift) = read::<Record>(body.clone());
        assert_eq!((record.name.as_str(), record.size), ("x", 7), "{body}");
        let paths: Vec<_> = drift.iter().map(SkippedField::path).collect();
        assert_eq!(paths, ["odd", "notes[*]"], "{innermost}");
        assert_eq!(
            record.notes,
            Some(BTreeMap::from([("n".into(), "1".into())]))
        );
    }
}

#[test]
fn an_entry_that_is_skipped_leaves_nothing_to_the_next() {
    #[derive(Debug)]
    struct Open {
        counts: BTreeMap<String, i64>,
    }
    runtime::object!(Open { ..counts });
    let (open, drift) = read::<Open>(r#"{"odd":[],"a":1,"odder":{},"b":2}"#);
    assert_eq!(
        open.counts,
        BTreeMap::from([("a".into(), 1), ("b".into(), 2)])
    );
    assert_eq!(drift.len(), 2);
}

#[test]
fn an_error_of_the_whole_body_has_no_path() {
    let response = RawResponse::new(http::Response::new(Bytes::from("[]")), "x-id");
    let error = ResponseReader::new(&response, false).json::<bool>();
    assert_eq!(error.unwrap_err().path(), None);
}

#[test]
fn numbers_of_every_form_are_kept() {
    for (number, size) in [
        ("7", 7),
        ("-7", -7),
        ("7.0", 7),
        ("70e-1", 7),
        ("0.7E+1", 7),
    ] {
        let body = format!(r#"{{"odd":1,"name":"x","size":{number},"other":-0.5e-3}}"#);
        let (record, drift) = read::<Record>(body);
        assert_eq!((record.size, drift.len()), (size, 1), "{number}");
    }
}

#[test]
fn duplicate_property_is_an_error_in_each_form() {
    for body in [
        r#"{"odd":1,"name":"x","size":7,"size":8}"#,
        r#"{"name":"x","name":"y","size":7}"#,
    ] {
        let response = RawResponse::new(http::Response::new(Bytes::from(body)), "x-id");
        let error = ResponseReader::new(&response, false).json::<Record>();
        assert!(
            error.unwrap_err().to_string().contains("duplicate field"),
            "{body}"
        );
    }
}

/// Drift is in the order of the body, not in that in which it is found.
#[test]
fn skipped_values_have_their_location_and_value() {
    let body = r#"{"notes":{"b":1,"a~/":[]},"size":"7","name":"x","odd":"yes"}"#;
    let found = assert_read(body, &["notes[*]", "notes[*]", "odd"]);
    let pointers: Vec<_> = found.iter().map(SkippedField::pointer).collect();
    assert_eq!(pointers, ["/notes/b", "/notes/a~0~1", "/odd"]);
    let values: Vec<_> = found.iter().map(SkippedField::value).collect();
    assert_eq!(values, [&json!(1), &json!([]), &json!("yes")]);
}
