use bytes::Bytes;
use http::Response;
use sdksmith_runtime as runtime;
use sdksmith_runtime::testing::MockTransport;
use sdksmith_runtime::{
    Binary, Body, DecodeError, Empty, FromResponse, Json, Operation, OperationInfo, OptionalJson,
    RawResponse, RequestWriter, ResponseReader, Text,
};

use crate::support::{FixedTransport, PROFILE, SERVER, Thing, ThingSid, builder, fetch};

fn raw(body: &'static [u8]) -> RawResponse {
    RawResponse::new(
        Response::new(Bytes::from_static(body)),
        PROFILE.request_id_header,
    )
}

fn read<A: FromResponse>(response: &RawResponse) -> Result<A::Output, DecodeError> {
    A::read(&mut ResponseReader::new(response, true))
}

#[test]
fn every_response_kind_reads_its_body() {
    assert_eq!(read::<OptionalJson<i64>>(&raw(b"5")).unwrap(), Some(5));
    assert_eq!(read::<OptionalJson<i64>>(&raw(b" \n")).unwrap(), None);
    assert!(read::<OptionalJson<i64>>(&raw(b"x")).is_err());
    assert_eq!(read::<Text>(&raw("ä".as_bytes())).unwrap(), "ä");
    assert!(read::<Text>(&raw(b"\xff")).is_err());
    assert_eq!(read::<Binary>(&raw(b"\xff")).unwrap(), &b"\xff"[..]);
    read::<Empty>(&raw(b"<html>")).unwrap();
}

#[test]
fn text_is_decoded_by_the_declared_charset() {
    let read = |content_type: &str, body: &'static [u8]| {
        let mut response = Response::new(Bytes::from_static(body));
        let content_type = content_type.parse().unwrap();
        response.headers_mut().insert("content-type", content_type);
        read::<Text>(&RawResponse::new(response, PROFILE.request_id_header))
            .map_err(|error| error.to_string())
    };
    assert_eq!(
        read("text/plain; charset=UTF-8", "\u{feff}ä".as_bytes()).unwrap(),
        "ä"
    );
    assert_eq!(
        read("text/csv; header=present; Charset=\"utf-8\"", b"a").unwrap(),
        "a"
    );
    assert_eq!(read("text/plain;charset=ISO-8859-1", b"\xe4").unwrap(), "ä");
    assert_eq!(
        read("text/plain; charset = latin1 ; x=y", b"\xe4").unwrap(),
        "ä"
    );
    let error = read("text/plain; charset=utf-16", b"a").unwrap_err();
    assert!(error.contains("`utf-16`"), "{error}");
}

/// A response whose type depends on the status.
#[derive(Debug, PartialEq)]
enum PlaceAnswer {
    Placed(Thing),
    Queued(String),
    Known,
}
runtime::responses!(PlaceAnswer {
    Placed: 201 as Json<Thing>,
    Queued: 202..=203 as Text,
    Known: 204
});

struct Place;

impl Operation for Place {
    type ResponseBody = PlaceAnswer;

    const INFO: OperationInfo = OperationInfo::post("Place", SERVER, "/place");

    fn write(&self, _: &mut RequestWriter) {}
}

#[tokio::test]
async fn status_selects_the_response_variant() {
    let place = async |status, body| {
        let transport = FixedTransport::responding(status, body);
        let client = builder().transport(transport).build().unwrap();
        client.call(Place).send().await
    };
    let thing = r#"{"sid":"TH","parts":[]}"#;
    let placed = place(201, thing).await.unwrap();
    assert!(matches!(&placed, PlaceAnswer::Placed(thing) if thing.sid.as_str() == "TH"));
    assert_eq!(
        place(202, "later").await.unwrap(),
        PlaceAnswer::Queued("later".into())
    );
    assert_eq!(
        place(203, "later").await.unwrap(),
        PlaceAnswer::Queued("later".into())
    );
    assert_eq!(place(204, "").await.unwrap(), PlaceAnswer::Known);
    assert_eq!(place(200, thing).await.unwrap(), placed);
    assert!(place(200, "later").await.unwrap_err().is_decode());
}

#[test]
fn accept_header_follows_the_response_type() {
    struct FetchUser;
    impl Operation for FetchUser {
        type ResponseBody = Json<Thing>;
        const INFO: OperationInfo =
            OperationInfo::get("FetchUser", SERVER, "/user").accept("application/scim+json");
        fn write(&self, _: &mut RequestWriter) {}
    }
    let accept = |operation: &dyn Fn() -> http::Request<Body>| {
        operation().headers()["accept"].to_str().unwrap().to_owned()
    };
    assert_eq!(
        accept(&|| FetchUser.request().unwrap()),
        "application/scim+json"
    );
    assert_eq!(
        accept(&|| Place.request().unwrap()),
        "application/json, */*;q=0.5"
    );
}

#[tokio::test]
async fn headers_are_parsed_to_typed_values() {
    let transport = FixedTransport::responding(200, r#"{"sid":"","parts":[]}"#)
        .with("etag", "W/\"7\"")
        .with("x-rate-limit", "12");
    let response = fetch(transport).send_with_response().await.unwrap();
    assert_eq!(response.etag(), Some("W/\"7\""));
    assert_eq!(response.header::<i64>("X-Rate-Limit"), Some(12));
    assert_eq!(response.header::<i64>("etag"), None);
    assert_eq!(response.header::<String>("x-none"), None);
}

#[tokio::test]
async fn response_exposes_status_headers_and_body() {
    let body = r#"{"sid":"","parts":[{"size":"3"}]}"#;
    let transport = FixedTransport::responding(202, body)
        .with("twilio-request-id", "RQ1")
        .with("set-cookie", "session=s3cr3t");
    let response = fetch(transport).send_with_response().await.unwrap();
    assert_eq!(response.status(), 202);
    assert_eq!(response.request_id(), Some("RQ1"));
    assert_eq!(response.headers().len(), 2);
    assert_eq!(response.body(), body);
    assert_eq!(response.value().parts[0].size, 3);
    let debug = format!("{response:?}");
    assert!(!debug.contains("s3cr3t"), "{debug}");
    assert_eq!(response.into_value().sid.as_str(), "");
}

#[tokio::test]
async fn mocked_value_has_its_status() {
    let thing = Thing {
        sid: ThingSid::try_from(format!("TH{:032x}", 7)).unwrap(),
        parts: Vec::new(),
    };
    for (value, status) in [
        (PlaceAnswer::Placed(thing), 201),
        (PlaceAnswer::Queued("later".into()), 202),
        (PlaceAnswer::Known, 204),
    ] {
        let api = MockTransport::new();
        let _ = api.on::<Place>().respond_with(&value);
        let client = builder().transport(api).build().unwrap();
        let response = client.call(Place).send_with_response().await.unwrap();
        assert_eq!(
            (response.status().as_u16(), response.value()),
            (status, &value)
        );
    }
}
