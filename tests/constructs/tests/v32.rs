//! Additions of OpenAPI 3.2, parameters with fallbacks, and bodies of several media types.

#![cfg(feature = "v32")]
#![allow(
    clippy::unwrap_used,
    reason = "a test that meets something unexpected shall fail"
)]

use constructs::v32::*;
use constructs::{Body, Operation, Part};
use http::Request;

fn request(operation: &impl Operation) -> Request<Body> {
    operation.request().unwrap()
}

fn header(request: &Request<Body>, name: &str) -> String {
    request.headers()[name].to_str().unwrap().to_owned()
}

#[test]
fn methods_of_openapi_3_2_are_sent() {
    let sent = request(&SearchPets::new(Filter::new().name("Rex")));
    assert_eq!(sent.method(), "QUERY");
    assert_eq!(sent.uri().path(), "/pets");
    assert_eq!(sent.body().bytes().unwrap(), r#"{"name":"Rex"}"#);
    assert!(sent.method().is_idempotent());
    let sent = request(&PurgePets::new());
    assert_eq!(sent.method(), "PURGE");
    assert!(!sent.method().is_idempotent());
}

#[test]
fn the_fields_of_a_querystring_are_the_parameters() {
    let filter = Filter::new().name("Rex & Co").tags(["a", "b"]);
    let sent = request(&FindPets::new(filter));
    assert_eq!(
        sent.uri().query().unwrap(),
        "name=Rex%20%26%20Co&tags=a&tags=b"
    );
}

#[test]
fn each_media_type_of_a_response_has_an_operation() {
    let filter = || Filter::new();
    let accept = |sent: Request<Body>| header(&sent, "accept");
    assert_eq!(
        accept(request(&FindPets::new(filter()))),
        "application/json"
    );
    assert_eq!(accept(request(&FindPetsAsCsv::new(filter()))), "text/csv");
    assert_eq!(
        accept(request(&FindPetsStream::new(filter()))),
        "application/jsonl"
    );
}

#[test]
fn each_media_type_of_a_request_has_an_operation() {
    let sent = request(&CreatePet::new(Pet::new().name("Rex")));
    assert_eq!(header(&sent, "content-type"), "application/json");
    let form = PetForm::new().photo(Part::new("rex.png", "bytes"));
    let sent = request(&CreatePetWithMultipart::new(form));
    assert!(header(&sent, "content-type").starts_with("multipart/form-data; boundary="));
    let sent = request(&CreatePetWithPng::new("bytes"));
    assert_eq!(header(&sent, "content-type"), "image/png");
    assert_eq!(sent.body().bytes().unwrap(), "bytes");
}

#[test]
fn fallbacks_are_sent_unless_another_value_is_set() {
    let mut operation = ListPets::new();
    let sent = request(&operation);
    assert_eq!(
        sent.uri().to_string(),
        "https://v32.acme.test/v2/pets/dog?since=2026-01-31&fields=id&fields=name"
    );
    assert_eq!(header(&sent, "x-version"), "2022-11-28");
    operation.version = Some(3);
    operation.kind = Some(ListPetsKind::Cat);
    operation.since = Some("2026-02-28".parse().unwrap());
    operation.fields = Some(vec!["id".to_owned()]);
    operation.x_version = Some("next".to_owned());
    let sent = request(&operation);
    assert_eq!(
        sent.uri().to_string(),
        "https://v32.acme.test/v3/pets/cat?since=2026-02-28&fields=id"
    );
    assert_eq!(header(&sent, "x-version"), "next");
}
