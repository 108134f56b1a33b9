use std::collections::BTreeMap;
use std::io::Read;

use proptest::prelude::*;
use sdksmith_runtime::{
    Body, Check, Checker, Empty, Error, Form, Multipart, MultipartWriter, Nullable, Operation,
    OperationInfo, Part, QueryStyle, RequestWriter,
};
use serde::Serialize;
use serde_json::{Value, json};

use crate::support::SERVER;

/// An operation that writes the request of a test.
struct Writes<F>(F);

impl<F: Fn(&mut RequestWriter) + Send + Sync + 'static> Operation for Writes<F> {
    type ResponseBody = Empty;

    const INFO: OperationInfo = OperationInfo::post("Writes", SERVER, "/");

    fn write(&self, request: &mut RequestWriter) {
        (self.0)(request);
    }
}

/// Returns the content type and the body.
fn sent(write: fn(&mut RequestWriter)) -> Result<(String, String), Error> {
    let request = Writes(write).request()?;
    let content_type = request.headers().get("content-type");
    let content_type = content_type.map(|value| value.to_str().unwrap().to_owned());
    let body = String::from_utf8(request.body().bytes().unwrap().to_vec()).unwrap();
    Ok((content_type.unwrap_or_default(), body))
}

#[derive(Serialize)]
struct NewFlow {
    #[serde(rename = "Webhooks.OnMessageSend.Url")]
    url: String,
    #[serde(rename = "StartTime<")]
    before: Option<String>,
    #[serde(rename = "Tags")]
    tags: Vec<String>,
    #[serde(rename = "Zone")]
    zone: Nullable<String>,
    #[serde(rename = "Enabled")]
    enabled: bool,
    #[serde(rename = "Rate")]
    rate: f64,
    #[serde(rename = "Limits")]
    limits: BTreeMap<String, i64>,
    #[serde(rename = "Anything")]
    anything: Value,
}

impl Check for NewFlow {
    fn check(&self, checker: &mut Checker) {
        checker.required("Tags", &self.tags).items(..=3);
    }
}

fn flow() -> NewFlow {
    NewFlow {
        url: "https://example.com/?a=b c+d".into(),
        before: None,
        tags: vec!["x".into(), "y&z=ä".into()],
        zone: Nullable::Null,
        enabled: true,
        rate: 5.0,
        limits: BTreeMap::from([("a".into(), 1)]),
        anything: json!("text"),
    }
}

#[test]
fn form_fields_keep_their_order() {
    let (content_type, body) = sent(|request| request.form(&flow())).unwrap();
    assert_eq!(content_type, "application/x-www-form-urlencoded");
    assert_eq!(
        body,
        "Webhooks.OnMessageSend.Url=https%3A%2F%2Fexample.com%2F%3Fa%3Db%20c%2Bd&Tags=x\
         &Tags=y%26z%3D%C3%A4&Enabled=true&Rate=5&Limits=%7B%22a%22%3A1%7D&Anything=text",
    );
}

#[test]
fn form_fields_support_styles() {
    let (_, body) = sent(|request| {
        let body = json!({
            "Parameter99": { "Key": "k", "Value": "v" },
            "Tags": [1, 2],
            "Untyped": [1, 2],
        });
        let styles = [
            ("Parameter99", QueryStyle::Dotted),
            ("Tags", QueryStyle::Form { explode: false }),
            ("Untyped", QueryStyle::Untyped),
        ];
        request.form_as(&body, &styles);
    })
    .unwrap();
    assert_eq!(
        body,
        "Parameter99.Key=k&Parameter99.Value=v&Tags=1,2&Untyped=%5B1%2C2%5D"
    );
}

#[test]
fn form_is_checked_and_must_be_an_object() {
    let error = sent(|request| {
        let mut flow = flow();
        flow.tags = vec![String::new(); 4];
        request.form(&flow);
    });
    let error = error.unwrap_err().to_string();
    assert!(
        error.contains("`Tags`: must have at most 3 items"),
        "{error}"
    );
    let error = sent(|request| request.form(&vec![1])).unwrap_err();
    assert!(error.is_invalid_request(), "{error}");
}

proptest! {
    #[test]
    fn form_fields_round_trip(
        fields in prop::collection::btree_map(".{1,5}", any::<String>(), 0..5),
    ) {
        let body = fields.clone();
        let request = Writes(move |request: &mut RequestWriter| request.form(&body)).request();
        let request = request.unwrap();
        let read: BTreeMap<String, String> =
            url::form_urlencoded::parse(request.body().bytes().unwrap()).into_owned().collect();
        prop_assert_eq!(read, fields);
    }
}

#[test]
fn optional_body_may_be_absent() {
    let nothing: fn(&mut RequestWriter) = |request| {
        request.optional_json(None::<&NewFlow>);
        request.optional_json_as("application/scim+json", None::<&NewFlow>);
        request.optional_form(None::<&NewFlow>);
        request.optional_multipart(None::<&Upload>);
        request.optional_text("text/plain", None::<&String>);
        request.optional_bytes("application/pdf", None);
    };
    assert_eq!(sent(nothing).unwrap(), (String::new(), String::new()));
    assert_eq!(
        Writes(nothing).request().unwrap().headers()["content-length"],
        "0"
    );
}

#[test]
fn every_body_kind_has_its_content_type() {
    let json = sent(|request| {
        request.optional_json_as("application/scim+json", Some(&json!({ "a": 1 })));
    });
    assert_eq!(
        json.unwrap(),
        ("application/scim+json".into(), r#"{"a":1}"#.into())
    );
    let text = sent(|request| {
        request.optional_text("text/csv", Some(&"ä,b".to_owned()));
    });
    assert_eq!(
        text.unwrap(),
        ("text/csv; charset=utf-8".into(), "ä,b".into())
    );
    let xml = sent(|request| {
        request
            .text("application/xml", &"<a/>".to_owned())
            .length(1..);
    });
    assert_eq!(xml.unwrap(), ("application/xml".into(), "<a/>".into()));
    let bytes = sent(|request| {
        request.optional_bytes("application/pdf", Some(&Body::from("%PDF")));
    });
    assert_eq!(bytes.unwrap(), ("application/pdf".into(), "%PDF".into()));
}

struct Upload {
    title: String,
    tags: Vec<String>,
    meta: BTreeMap<String, i64>,
    note: Option<String>,
    file: Part,
    more: Option<Vec<Part>>,
}

impl Check for Upload {
    fn check(&self, checker: &mut Checker) {
        checker.required("file", &self.file);
    }
}

impl Multipart for Upload {
    fn write(&self, body: &mut MultipartWriter<'_>) {
        body.field("title", Some(&self.title));
        body.field("tags", Some(&self.tags));
        body.field("meta", Some(&self.meta));
        body.field("note", self.note.as_ref());
        body.file("file", Some(&self.file));
        body.files("more", self.more.as_ref());
    }
}

fn upload() -> Upload {
    Upload {
        title: "part-0-boundary\r\n".into(),
        tags: vec!["a".into(), "b".into()],
        meta: BTreeMap::from([("n".into(), 1)]),
        note: None,
        file: Part::new("a\"\r\nX: y.pdf", "%PDF").media_type("application/pdf"),
        more: Some(vec![Part::new("1", vec![0_u8])]),
    }
}

#[test]
fn multipart_parts_keep_their_order() {
    let (content_type, body) = sent(|request| request.optional_multipart(Some(&upload()))).unwrap();
    // The first boundary occurs in the title.
    assert_eq!(
        content_type,
        "multipart/form-data; boundary=part-1-boundary"
    );
    let part = |header: &str, content: &str| {
        format!(
            "--part-1-boundary\r\nContent-Disposition: form-data; name={header}\r\n\r\n{content}\r\n"
        )
    };
    let expected = [
        part("\"title\"", "part-0-boundary\r\n"),
        part("\"tags\"", "a"),
        part("\"tags\"", "b"),
        part("\"meta\"\r\nContent-Type: application/json", r#"{"n":1}"#),
        part(
            "\"file\"; filename=\"a%22%0D%0AX: y.pdf\"\r\nContent-Type: application/pdf",
            "%PDF",
        ),
        part(
            "\"more\"; filename=\"1\"\r\nContent-Type: application/octet-stream",
            "\0",
        ),
        "--part-1-boundary--\r\n".to_owned(),
    ];
    assert_eq!(body, expected.concat());
}

#[test]
fn form_without_files_accepts_any_object() {
    let (_, body) =
        sent(|request| request.multipart(&json!({ "a": ["x", 1], "b": null }))).unwrap();
    let part = |content: &str| {
        format!(
            "--part-0-boundary\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n{content}\r\n"
        )
    };
    let end = "--part-0-boundary--\r\n";
    assert_eq!(body, format!("{}{}{end}", part("x"), part("1")));
    let error = sent(|request| request.multipart(&vec![1])).unwrap_err();
    assert!(error.is_invalid_request(), "{error}");
}

#[test]
fn multipart_fields_with_a_media_type_are_json() {
    let (_, body) = sent(|request| {
        let body = json!({ "a": ["x", null, { "b": 1 }], "c": "x" });
        request.multipart_as(
            &body,
            &[("a", "application/vnd.a+json"), ("d", "text/json")],
        );
    })
    .unwrap();
    let part = |header: &str, content: &str| {
        let start = "--part-0-boundary\r\nContent-Disposition: form-data; name=";
        format!("{start}{header}\r\n\r\n{content}\r\n")
    };
    let json = "\"a\"\r\nContent-Type: application/vnd.a+json";
    let expected = [
        part(json, "\"x\""),
        part(json, "{\"b\":1}"),
        part("\"c\"", "x"),
        "--part-0-boundary--\r\n".to_owned(),
    ];
    assert_eq!(body, expected.concat());
}

#[test]
fn text_part_without_a_file_name_is_a_plain_field() {
    let sent = |file: fn() -> Part| {
        let write = move |request: &mut RequestWriter| {
            request.multipart(&Form::new().file("a", file()));
        };
        let request = Writes(write).request().unwrap();
        String::from_utf8(request.body().bytes().unwrap().to_vec()).unwrap()
    };
    let part = |header: &str| {
        let start = "--part-0-boundary\r\nContent-Disposition: form-data; name=\"a\"";
        format!("{start}{header}\r\n\r\nx\r\n--part-0-boundary--\r\n")
    };
    assert_eq!(sent(|| Part::text("x")), part(""));
    let typed = sent(|| Part::text("x").media_type("text/uri-list"));
    assert_eq!(typed, part("\r\nContent-Type: text/uri-list"));
}

#[test]
fn streamed_file_is_written_between_its_delimiters() {
    let content = |name: &str, file: Body| {
        let mut upload = upload();
        upload.file = Part::new(name, file);
        Writes(move |request: &mut RequestWriter| request.multipart(&upload))
            .request()
            .unwrap()
    };
    let read_later = || content("a", Body::reader(Some(4), || Ok(&b"%PDF"[..])));
    let (one, other) = (read_later(), read_later());
    assert_eq!(one.body().bytes(), None);
    // The boundary is unpredictable; nothing else differs between the two.
    let boundary = |request: &http::Request<Body>| {
        let media_type = request.headers()["content-type"].to_str().unwrap();
        let (_, boundary) = media_type.split_once("boundary=").unwrap();
        boundary.to_owned()
    };
    assert_ne!(boundary(&one), boundary(&other));
    let collect = |request: http::Request<Body>| {
        let (length, mut reader) = request.into_body().into_reader().unwrap();
        let mut body = String::new();
        reader.read_to_string(&mut body).unwrap();
        assert_eq!(length, Some(body.len() as u64));
        body
    };
    let whole = content("a", "%PDF".into());
    let expected = collect(whole.clone()).replace(&boundary(&whole), "");
    for request in [one, other] {
        let boundary = boundary(&request);
        assert_eq!(collect(request).replace(&boundary, ""), expected);
    }
    let unknown = content("a", Body::reader(None, || Ok(&b"%PDF"[..])));
    assert_eq!(unknown.into_body().into_reader().unwrap().0, None);
}

#[test]
fn invalid_media_type_of_a_file_is_an_error() {
    for media_type in ["", "pdf", "text/plain\r\nX: y"] {
        let mut checker = Checker::default();
        Part::new("a", "b")
            .media_type(media_type)
            .check(&mut checker);
        assert_eq!(checker.into_violations().len(), 1, "{media_type:?}");
    }
    let (_, body) = sent(|request| {
        let mut upload = upload();
        upload.more = Some(vec![
            Part::new("1", "one"),
            Part::new("2", "two").media_type("text/plain"),
        ]);
        let media_types = [("file", "image/gif"), ("more", "image/png")];
        request.optional_multipart_as(Some(&upload), &media_types);
    })
    .unwrap();
    let of_parts = body
        .lines()
        .filter_map(|line| line.strip_prefix("Content-Type: "));
    let of_parts: Vec<_> = of_parts.collect();
    assert_eq!(
        of_parts,
        [
            "application/json",
            "application/pdf",
            "image/png",
            "text/plain"
        ]
    );
    let debug = format!("{:?}", Part::new("a.txt", "s3cr3t"));
    assert!(
        debug.contains("a.txt") && !debug.contains("s3cr3t"),
        "{debug}"
    );
}

/// A file that holds many boundaries, and a few broken ones.
fn list_of_boundaries() -> String {
    let lines = (0..400_000).filter(|number| *number != 390_000);
    let lines = lines.map(|number| format!("part-{number}-boundary\n"));
    let broken = "part-part-99999999999999999999999-boundary part-x-boundary part-";
    lines.collect::<String>() + broken
}

#[test]
fn a_file_that_lists_boundaries_costs_no_more_than_another() {
    // Trying each candidate on all of it takes hours.
    let (content_type, body) = sent(|request| {
        let mut upload = upload();
        upload.file = Part::new("list.txt", list_of_boundaries());
        request.multipart(&upload);
    })
    .unwrap();
    let boundary = "part-390000-boundary";
    assert_eq!(
        content_type,
        format!("multipart/form-data; boundary={boundary}")
    );
    // Two tags, the title, an object and two files after the first boundary, and the end.
    assert_eq!(body.matches(&format!("\r\n--{boundary}")).count(), 6);
}
