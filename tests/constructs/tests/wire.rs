//! Requests as they go over the wire, for every style and every kind of body.

#![cfg(all(feature = "v30", feature = "v31"))]
#![allow(
    clippy::unwrap_used,
    reason = "a test that meets something unexpected shall fail"
)]

use std::{env, fs, process};

use constructs::v30::*;
use constructs::{Body, Operation, Part};
use http::Request;
use serde_json::json;

fn request(operation: &impl Operation) -> Request<Body> {
    operation.request().unwrap()
}

fn target(operation: &impl Operation) -> String {
    request(operation).uri().to_string()
}

fn body(operation: &impl Operation) -> (String, String) {
    let request = request(operation);
    let media_type = request.headers()["content-type"]
        .to_str()
        .unwrap()
        .to_owned();
    (
        media_type,
        String::from_utf8(request.body().bytes().unwrap().to_vec()).unwrap(),
    )
}

fn color() -> Color {
    Color::new().r(100).g(200)
}

#[test]
fn path_styles_and_server_variables_are_applied() {
    let operation = PathStyles::new(PathStylesArgs {
        simple: "a/b".to_owned(),
        list: vec![1, 2],
        exploded: color(),
        label: vec!["x".to_owned(), "y".to_owned()],
        matrix: "m".to_owned(),
        matrix_list: vec!["p".to_owned(), "q".to_owned()],
        kind: Kind::AB,
    });
    assert_eq!(
        target(&operation),
        "https://main.acme.test:8443/base/path/a%2Fb/1,2/R=100,G=200/x.x,y/y;matrix=m/\
         ;matrixList=p;matrixList=q/a%20b.json"
    );
}

#[test]
fn every_query_style_is_supported() {
    let query = |set: fn(&mut QueryStyles)| {
        let mut operation = QueryStyles::new();
        set(&mut operation);
        request(&operation)
            .uri()
            .query()
            .unwrap_or_default()
            .to_owned()
    };
    assert_eq!(query(|_| {}), "");
    assert_eq!(
        query(|q| q.form = Some(vec!["a".into(), "b&".into()])),
        "form=a&form=b%26"
    );
    assert_eq!(
        query(|q| q.comma = Some(vec!["a".into(), "b".into()])),
        "comma=a,b"
    );
    assert_eq!(
        query(|q| q.space = Some(vec!["a".into(), "b".into()])),
        "space=a%20b"
    );
    assert_eq!(
        query(|q| q.pipe = Some(vec!["a".into(), "b".into()])),
        "pipe=a%7Cb"
    );
    assert_eq!(
        query(|q| q.deep = Some(color())),
        "deep%5BR%5D=100&deep%5BG%5D=200"
    );
    assert_eq!(query(|q| q.object = Some(color())), "R=100&G=200");
    assert_eq!(
        query(|q| q.json = Some(color())),
        "json=%7B%22R%22%3A100%2C%22G%22%3A200%7D"
    );
    assert_eq!(query(|q| q.anything = Some(json!("v1.2"))), "anything=v1.2");
    let time = |text: &str| Some(text.parse().unwrap());
    let mut operation = QueryStyles::new();
    operation.start_time = time("2026-01-01T00:00:00Z");
    operation.start_time_before = time("2026-01-02T00:00:00Z");
    operation.start_time_after = time("2026-01-03T00:00:00Z");
    assert_eq!(
        request(&operation).uri().query().unwrap(),
        "StartTime=2026-01-01T00%3A00%3A00Z&StartTime%3C=2026-01-02T00%3A00%3A00Z&\
         StartTime%3E=2026-01-03T00%3A00%3A00Z"
    );
}

#[test]
fn header_and_cookie_styles_are_supported() {
    let mut operation = HeaderStyles::new("\"etag\"");
    operation.x_list = Some(vec![1, 2]);
    operation.x_object = Some(color());
    operation.session = Some("a;b".to_owned());
    operation.prefs = Some(vec!["x".to_owned(), "y".to_owned()]);
    let request = request(&operation);
    let header = |name: &str| request.headers()[name].to_str().unwrap();
    assert_eq!(header("if-match"), "\"etag\"");
    assert_eq!(header("x-list"), "1,2");
    assert_eq!(header("x-object"), "R=100,G=200");
    assert_eq!(header("cookie"), "session=a%3Bb; prefs=x,y");
    assert!(HeaderStyles::INFO.is_public());
    assert!(PathStyles::INFO.needs_credentials());
}

#[test]
fn forms_repeat_list_keys_and_encode_objects_as_json() {
    let form = Form::new("https://a.test/?x=1")
        .media_url(["u 1", "u2"])
        .attributes(json!({"k": [1]}))
        .object(color())
        .deep(color())
        .parameter99_value("v")
        .on(true);
    let (media_type, body) = body(&SendForm::new(form));
    assert_eq!(media_type, "application/x-www-form-urlencoded");
    assert_eq!(
        body,
        "Webhooks.OnSend.Url=https%3A%2F%2Fa.test%2F%3Fx%3D1&MediaUrl=u%201&MediaUrl=u2&\
         Attributes=%7B%22k%22%3A%5B1%5D%7D&Object=%7B%22R%22%3A100%2C%22G%22%3A200%7D&\
         Deep%5BR%5D=100&Deep%5BG%5D=200&Parameter99.Value=v&On=true"
    );
}

#[test]
fn multipart_bodies_have_fields_and_files() {
    let upload = UploadRequest::new(
        "Bill",
        Part::new("bill.pdf", "%PDF").media_type("application/pdf"),
    )
    .tags(["a", "b"])
    .pages([Part::new("1.txt", "one"), Part::new("2.txt", "two")]);
    let (media_type, body) = body(&Upload::new(upload));
    let boundary = media_type
        .strip_prefix("multipart/form-data; boundary=")
        .unwrap();
    let parts: Vec<_> = body.split(boundary.trim_matches('"')).collect();
    assert_eq!(parts.len(), 8, "{body}");
    assert!(
        parts[1].contains("name=\"title\"\r\n\r\nBill\r\n"),
        "{body}"
    );
    let file = "name=\"document\"; filename=\"bill.pdf\"\r\nContent-Type: application/pdf";
    assert!(body.contains(file), "{body}");
}

#[test]
fn schemas_may_be_named_part_and_body() {
    let listed: Vec<constructs::v30::Part> =
        serde_json::from_value(json!([{ "name": "bill.pdf", "content": { "text": "10.00" } }]))
            .unwrap();
    let content: Option<constructs::v30::Body> = listed[0].content.clone();
    assert_eq!(content.unwrap().text.as_deref(), Some("10.00"));
}

/// Returns the whole of a body that is read while it is sent.
fn collected(operation: &impl Operation) -> String {
    let runtime = tokio::runtime::Builder::new_current_thread().build();
    let collected = request(operation).into_body().collect();
    let body = runtime.unwrap().block_on(collected).unwrap();
    String::from_utf8(body.to_vec()).unwrap()
}

#[test]
fn bodies_and_files_are_streamed_from_disk() {
    let path = env::temp_dir().join(format!("constructs-{}", process::id()));
    fs::write(&path, "%PDF").unwrap();
    let bytes = SendBytes::new(Body::path(&path));
    assert_eq!(request(&bytes).body().bytes(), None);
    let upload = UploadRequest::new("Bill", Part::new("bill.pdf", Body::path(&path))).pages([
        Part::new("1.txt", "one"),
        Part::new("2.txt", Body::path(&path)),
    ]);
    let bodies = [collected(&bytes), collected(&Upload::new(upload))];
    fs::remove_file(&path).unwrap();
    let [bytes, upload] = bodies;
    assert_eq!(bytes, "%PDF");
    for (name, media_type, content) in [
        // Its place may have several media types, that of the others has one.
        ("bill.pdf", "application/octet-stream", "%PDF"),
        ("1.txt", "text/csv", "one"),
        ("2.txt", "text/csv", "%PDF"),
    ] {
        let file = upload.split_once(name).unwrap().1;
        let start = format!("\"\r\nContent-Type: {media_type}\r\n\r\n{content}\r\n--");
        assert!(file.starts_with(&start), "{upload}");
    }
}

#[test]
fn multipart_bodies_are_checked() {
    let upload = UploadRequest::new("far too long", Part::new("a", "b"));
    let error = Upload::new(upload).request().unwrap_err();
    assert!(error.to_string().contains("`title`"), "{error}");
}

#[test]
fn every_body_kind_keeps_its_media_type() {
    let csv = body(&SendText::new("a,b"));
    assert_eq!(
        csv,
        ("text/csv; charset=utf-8".to_owned(), "a,b".to_owned())
    );
    let bytes = body(&SendBytes::new("abc"));
    assert_eq!(
        bytes,
        ("application/octet-stream".to_owned(), "abc".to_owned())
    );
    let scim = body(&SendScim::new(Node::new("n")));
    assert_eq!(
        scim,
        (
            "application/scim+json".to_owned(),
            r#"{"id":"n"}"#.to_owned()
        )
    );
}

#[test]
fn bounds_apply_at_every_depth() {
    let refused = |operation: &dyn Fn() -> Result<Request<Body>, constructs::Error>| {
        operation().unwrap_err().to_string()
    };
    let id = refused(&|| DeleteNamelessId::new(10).request());
    assert!(
        id.contains("`id`: must be from 1 to 9") || id.contains("`id`: must be"),
        "{id}"
    );
    let limited = refused(&|| SendScim::new(Node::new("n").limited(1.5)).request());
    assert!(limited.contains("`limited`"), "{limited}");
    let mut page = QueryStyles::new();
    page.page = Some(0);
    assert!(refused(&|| page.request()).contains("`page`"));
}
