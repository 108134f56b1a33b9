use bytes::Bytes;
use http::Response;
use sdk_runtime::{Answer, Binary, Empty, OptionalJson, RawResponse, Text};

use crate::support::{Memory, PROFILE, fetch};

fn raw(body: &'static [u8]) -> RawResponse {
    RawResponse::new(Response::new(Bytes::from_static(body)), &PROFILE)
}

#[test]
fn each_kind_of_answer_reads_its_body() {
    assert_eq!(OptionalJson::<i64>::read(&raw(b"5")).unwrap(), Some(5));
    assert_eq!(OptionalJson::<i64>::read(&raw(b" \n")).unwrap(), None);
    assert!(OptionalJson::<i64>::read(&raw(b"x")).is_err());
    assert_eq!(Text::read(&raw("ä".as_bytes())).unwrap(), "ä");
    assert!(Text::read(&raw(b"\xff")).is_err());
    assert_eq!(Binary::read(&raw(b"\xff")).unwrap(), &b"\xff"[..]);
    Empty::read(&raw(b"<html>")).unwrap();
}

#[tokio::test]
async fn a_response_has_everything_beside_the_value() {
    let body = r#"{"sid":"","parts":[{"size":"3"}]}"#;
    let memory = Memory::answering(202, body)
        .with("twilio-request-id", "RQ1")
        .with("set-cookie", "session=s3cr3t");
    let response = fetch(memory).execute().await.unwrap();
    assert_eq!(response.status(), 202);
    assert_eq!(response.request_id(), Some("RQ1"));
    assert_eq!(response.headers().len(), 2);
    assert_eq!(response.body(), body);
    assert_eq!(response.value().parts[0].size, 3);
    let debug = format!("{response:?}");
    assert!(!debug.contains("s3cr3t"), "{debug}");
    assert_eq!(response.into_value().sid.as_str(), "");
}
