//! Forms and their files, in every way in which documents describe them.

#![cfg(feature = "forms")]
#![allow(
    clippy::unwrap_used,
    reason = "a test that meets something unexpected shall fail"
)]

use std::collections::BTreeMap;

use constructs::forms::*;
use constructs::{Form, Operation, Part};
use serde_json::{Map, json};

fn body(operation: &impl Operation) -> String {
    let body = operation.request().unwrap().into_body();
    String::from_utf8(body.bytes().unwrap().to_vec()).unwrap()
}

/// The parts of a body: what follows a part's name, up to its end.
fn parts(operation: &impl Operation) -> Vec<String> {
    let request = operation.request().unwrap();
    let media_type = request.headers()["content-type"].to_str().unwrap();
    let boundary = media_type.strip_prefix("multipart/form-data; boundary=");
    let separator = format!("--{}", boundary.unwrap());
    let body = body(operation);
    let mut parts: Vec<_> = body.split(&separator).map(str::to_owned).collect();
    assert_eq!(parts.pop().unwrap(), "--\r\n");
    assert_eq!(parts.remove(0), "");
    let start = "\r\nContent-Disposition: form-data; name=";
    let parts = parts.iter().map(|part| part.strip_prefix(start).unwrap());
    parts
        .map(|part| part.strip_suffix("\r\n").unwrap().to_owned())
        .collect()
}

fn field(name: &str, value: &str) -> String {
    format!("\"{name}\"\r\n\r\n{value}")
}

fn file(name: &str, file_name: &str, content: &str) -> String {
    format!(
        "\"{name}\"; filename=\"{file_name}\"\r\nContent-Type: application/octet-stream\r\n\r\n{content}"
    )
}

fn json_part(name: &str, json: &str) -> String {
    format!("\"{name}\"\r\nContent-Type: application/json\r\n\r\n{json}")
}

#[test]
fn schema_with_files_has_separate_json_and_form_types() {
    let json = SendJson::new(Scan::new("text").note("abc"));
    assert_eq!(body(&json), r#"{"data":"text","note":"abc"}"#);
    let form = ScanForm::new(Part::new("a", "bytes")).next(Scan::new("text"));
    assert_eq!(
        parts(&SendShared::new(form)),
        [
            file("data", "a", "bytes"),
            json_part("next", r#"{"data":"text"}"#)
        ]
    );
    let long = ScanForm::new(Part::new("a", "bytes")).note("abcd");
    let error = SendShared::new(long).request().unwrap_err().to_string();
    assert!(error.contains("`note`"), "{error}");
}

#[test]
fn schema_without_files_has_one_type() {
    let address = Address::new("Main").lines(["a", "b"]);
    assert_eq!(
        parts(&SendFields::new(address)),
        [
            field("street", "Main"),
            field("lines", "a"),
            field("lines", "b")
        ]
    );
}

#[test]
fn files_are_found_in_every_composition() {
    let bytes = |name: &str| Part::new(name, "bytes");
    let mut files = Files::new(bytes("1"), [bytes("2"), bytes("3")])
        .one_or_more([bytes("4")])
        .or_address(Part::text("https://acme.test"))
        .grid([vec!["a".to_owned()]])
        .map(BTreeMap::from([("k".to_owned(), "v".to_owned())]))
        .at("2026-03-01T12:00:00Z".parse().unwrap())
        .days(["2026-03-02T12:00:00Z".parse().unwrap()]);
    files.additional = BTreeMap::from([("more".to_owned(), bytes("5"))]);
    assert_eq!(
        parts(&SendFiles::new(files)),
        [
            file("named", "1", "bytes"),
            file("listed", "2", "bytes"),
            file("listed", "3", "bytes"),
            file("one_or_more", "4", "bytes"),
            field("or_address", "https://acme.test"),
            json_part("grid", r#"["a"]"#),
            json_part("map", r#"{"k":"v"}"#),
            field("at", "Sun, 01 Mar 2026 12:00:00 +0000"),
            field("days", "Mon, 02 Mar 2026 12:00:00 +0000"),
            file("more", "5", "bytes"),
        ]
    );
}

#[test]
fn part_media_types_identify_files() {
    let bytes = |name: &str| Part::new(name, "bytes");
    let typed = |name: &str, media_type: &str| {
        file(name, "1", "bytes").replace("application/octet-stream", media_type)
    };
    let upload = UploadForm::new(UploadFormArgs {
        image: bytes("1").media_type("image/png"),
        scan: bytes("1"),
    })
    .pages([bytes("1")])
    .label("a")
    .meta(json!({ "k": [1] }));
    assert_eq!(
        parts(&SendByMediaTypes::new(upload)),
        [
            typed("image", "image/png"),
            typed("scan", "application/pdf"),
            file("pages", "1", "bytes"),
            field("label", "a"),
            json_part("meta", r#"{"k":[1]}"#),
        ]
    );
    // A received value is JSON.
    let json: Upload = serde_json::from_value(json!({ "image": 1, "scan": "s" })).unwrap();
    assert_eq!(json.image, json!(1));
}

#[test]
fn maps_and_unions_without_files_are_plain_fields() {
    let map = SendMap::new(BTreeMap::from([("a".to_owned(), 1), ("b".to_owned(), 2)]));
    assert_eq!(parts(&map), [field("a", "1"), field("b", "2")]);
    let union = SendUnion::new(SendUnionRequest::Name(Name::new("Ada")));
    assert_eq!(parts(&union), [field("given", "Ada")]);
}

#[test]
fn open_forms_accept_any_field() {
    let data = Form::new()
        .field("text", "a")
        .field("list", vec![1, 2])
        .field("object", json!({ "k": null }))
        .field("nothing", json!(null))
        .file("file", Part::new("1", "bytes"));
    let expected = [
        field("text", "a"),
        field("list", "1"),
        field("list", "2"),
        json_part("object", r#"{"k":null}"#),
        file("file", "1", "bytes"),
    ];
    assert_eq!(parts(&SendOpen::new(data.clone())), expected);
    assert_eq!(parts(&SendNameless::new(data.clone())), expected);
    assert_eq!(parts(&SendEither::new(data.clone())), expected);
    let mut silent = SendSilent::new();
    assert_eq!(body(&silent), "");
    silent.body = Some(data.clone());
    assert_eq!(parts(&silent), expected);
    assert!(!format!("{silent:?}").contains("bytes"), "{silent:?}");
    let fields = Map::from_iter([("a b".to_owned(), json!("c&d"))]);
    assert_eq!(body(&SendText::new(fields)), "a%20b=c%26d");
    let odd = data.file("odd", Part::new("1", "bytes").media_type("pdf"));
    let error = SendOpen::new(odd).request().unwrap_err().to_string();
    assert!(error.contains("`odd`: must have a media type"), "{error}");
}
