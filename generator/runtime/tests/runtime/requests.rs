use std::rc::Rc;

use http::{Method, Request};
use percent_encoding::percent_decode_str;
use proptest::prelude::*;
use sdksmith_runtime::{Body, ClientBuilder, Empty, Operation, OperationInfo, RequestWriter};
use url::Url;

use crate::support::{
    CreateThing, FetchThing, ListThings, Material, Memory, NewPart, NewThing, PROFILE, Ping,
    SERVER, builder, client,
};

#[derive(Debug)]
struct Route {
    a: String,
    b: String,
}

impl Operation for Route {
    type ResponseBody = Empty;

    const INFO: OperationInfo =
        OperationInfo::delete("Route", "https://example.com/base/", "/v1/{A}/of/{B}");

    fn write(&self, request: &mut RequestWriter) {
        request.path("A", &self.a);
        request.path("B", &self.b);
    }
}

fn uri(operation: &impl Operation) -> String {
    operation.request().unwrap().uri().to_string()
}

fn list(set: impl FnOnce(&mut ListThings)) -> ListThings {
    let mut operation = ListThings::default();
    set(&mut operation);
    operation
}

/// An operation that can't leave its thread.
struct Local(Rc<String>);

impl Operation for Local {
    type ResponseBody = Empty;

    const INFO: OperationInfo = OperationInfo::put("Local", SERVER, "/{Id}").public();

    fn write(&self, request: &mut RequestWriter) {
        request.path("Id", self.0.as_ref());
    }
}

/// The compiler would look for `Send` in all that a generated operation holds.
#[test]
fn the_trait_does_not_ask_whether_an_operation_can_leave_its_thread() {
    assert_eq!(uri(&Local(Rc::new("x".to_owned()))), format!("{SERVER}/x"));
}

#[test]
fn path_values_stay_in_their_segment() {
    let uri = |id: &str| uri(&FetchThing { id: id.into() });
    assert_eq!(uri("TH1"), "https://things.example.com/v1/Things/TH1.json");
    for (id, encoded) in [
        ("../x", "..%2Fx"),
        ("a?b#c", "a%3Fb%23c"),
        ("%2e%2E", "%252e%252E"),
        ("a+b c", "a%2Bb%20c"),
        ("{Id}", "%7BId%7D"),
        ("ä\n\\", "%C3%A4%0A%5C"),
        ("...", "..."),
    ] {
        assert_eq!(uri(id), format!("{SERVER}/v1/Things/{encoded}.json"));
    }
}

#[test]
fn path_values_that_no_encoding_keeps_are_refused() {
    for id in ["", ".", ".."] {
        let error = FetchThing { id: id.into() }.request().unwrap_err();
        assert!(error.is_invalid_request());
        assert_eq!(error.violations()[0].field(), "Id");
    }
}

#[test]
fn a_place_without_a_value_is_an_error() {
    struct Forgetful;
    impl Operation for Forgetful {
        type ResponseBody = Empty;
        const INFO: OperationInfo = OperationInfo::get("Forgetful", SERVER, "/v1/{Id}");
        fn write(&self, _: &mut RequestWriter) {}
    }
    assert_eq!(
        Forgetful.request().unwrap_err().to_string(),
        "Forgetful was not sent: `Id`: is required",
    );
}

proptest! {
    #[test]
    fn whatever_the_values_the_path_keeps_its_shape(
        a in prop_oneof![any::<String>(), "[./%{}AB]{0,4}"],
        b in prop_oneof![any::<String>(), "[./%{}AB]{0,4}"],
    ) {
        let refused = |value: &str| matches!(value, "" | "." | "..");
        let route = Route { a: a.clone(), b: b.clone() };
        if refused(&a) || refused(&b) {
            prop_assert!(route.request().is_err());
        } else {
            let url = Url::parse(&uri(&route)).unwrap();
            let segments: Vec<_> = url
                .path_segments()
                .unwrap()
                .map(|segment| percent_decode_str(segment).decode_utf8().unwrap().into_owned())
                .collect();
            prop_assert_eq!(segments, ["base", "v1", &a, "of", &b]);
            prop_assert_eq!((url.query(), url.fragment()), (None, None));
        }
    }

    #[test]
    fn whatever_the_value_the_query_keeps_it(token in any::<String>()) {
        let url = Url::parse(&uri(&list(|list| list.token = Some(token.clone())))).unwrap();
        let pairs: Vec<_> = url.query_pairs().collect();
        prop_assert_eq!(pairs, [("Token".into(), token.into())]);
    }
}

#[test]
fn a_query_has_what_is_set_in_order() {
    assert_eq!(
        uri(&ListThings::default()),
        "https://things.example.com/v1/Things"
    );
    let operation = list(|list| {
        list.token = Some("a b+c&d=ä".into());
        list.size = Some(5);
        list.materials = Some(vec![Material::Wood, Material::from("x y")]);
    });
    assert_eq!(
        uri(&operation),
        "https://things.example.com/v1/Things?Token=a%20b%2Bc%26d%3D%C3%A4&Size=5\
         &Material%3E=WOOD&Material%3E=x%20y",
    );
}

#[test]
fn all_that_is_wrong_comes_in_one_error() {
    let error = list(|list| {
        list.size = Some(101);
        list.materials = Some(vec![Material::Wood; 3]);
        list.trace = Some("a\r\nHost: evil.example".into());
    })
    .request()
    .unwrap_err();
    assert_eq!(
        error.to_string(),
        "ListThings was not sent: `Size`: must be 1 to 100; `Material>`: must have at most 2 \
         items, but has 3; `X-Trace`: must be visible ASCII, without line breaks",
    );
    assert_eq!(error.operation(), Some("ListThings"));
}

#[test]
fn a_header_is_visible_ascii() {
    let request = |trace: &str| list(|list| list.trace = Some(trace.into())).request();
    assert_eq!(request("a, b").unwrap().headers()["x-trace"], "a, b");
    for trace in ["a\nb", "a\0", "ä"] {
        assert!(request(trace).unwrap_err().is_invalid_request(), "{trace}");
    }
}

#[test]
fn credentials_that_an_operation_writes_itself_stay() {
    struct Signed;
    impl Operation for Signed {
        type ResponseBody = Empty;
        const INFO: OperationInfo = OperationInfo::get("Signed", SERVER, "/");
        fn write(&self, request: &mut RequestWriter) {
            request.header("Authorization", Some(&"Signature s3cr3t".to_owned()));
        }
    }
    let request = client().call(Signed).request().unwrap();
    assert_eq!(request.headers()["authorization"], "Signature s3cr3t");
    assert!(!format!("{request:?}").contains("s3cr3t"));
}

#[test]
fn a_url_that_is_too_long_is_an_error() {
    let error = FetchThing {
        id: "x".repeat(70_000),
    }
    .request()
    .unwrap_err();
    assert_eq!(
        error.to_string(),
        "FetchThing was not sent: `URL`: is too long",
    );
}

#[test]
fn a_body_is_json() {
    let name = "a".to_owned();
    let body = NewThing {
        name,
        parts: vec![NewPart { owner: None }],
    };
    let request = CreateThing { body }.request().unwrap();
    assert_eq!(request.method(), Method::POST);
    assert_eq!(request.headers()["content-type"], "application/json");
    assert_eq!(request.headers()["accept"], "application/json");
    assert_eq!(
        request.body().bytes().unwrap(),
        r#"{"name":"a","parts":[{"owner":null}]}"#
    );
}

fn sent_to(base_url: &str) -> Request<Body> {
    let client = builder().base_url(base_url).transport(Memory::default());
    let route = Route {
        a: "x".into(),
        b: "y".into(),
    };
    client.build().unwrap().call(route).request().unwrap()
}

#[test]
fn a_base_url_replaces_the_origin_and_goes_before_the_path() {
    for (base, uri) in [
        (
            "http://127.0.0.1:8080",
            "http://127.0.0.1:8080/base/v1/x/of/y",
        ),
        (
            "https://proxy.example/twilio/",
            "https://proxy.example/twilio/base/v1/x/of/y",
        ),
        (
            "https://Bücher.example",
            "https://xn--bcher-kva.example/base/v1/x/of/y",
        ),
        ("http://[::1]:81", "http://[::1]:81/base/v1/x/of/y"),
    ] {
        assert_eq!(sent_to(base).uri(), uri);
    }
}

#[test]
fn a_base_url_must_be_one() {
    for (base, problem) in [
        ("example.com", "isn't absolute"),
        ("/v1", "isn't absolute"),
        ("ftp://example.com", "neither http nor https"),
        ("https://user:pass@example.com", "user name or password"),
        ("https://example.com?x=pass", "a query"),
    ] {
        let error = builder().base_url(base).build().unwrap_err();
        assert!(error.is_configuration());
        assert!(error.to_string().contains(problem), "{error}");
        assert!(!error.to_string().contains("pass@"), "{error}");
    }
}

#[test]
fn an_operation_without_a_server_needs_a_base_url() {
    struct Relative;
    impl Operation for Relative {
        type ResponseBody = Empty;
        const INFO: OperationInfo = OperationInfo::get("Relative", "/api", "/x").public();
        fn write(&self, _: &mut RequestWriter) {}
    }
    let error = Relative.request().unwrap_err().to_string();
    assert!(error.contains("ClientBuilder::base_url"), "{error}");
    let builder = builder().base_url("https://example.com");
    let client = builder.transport(Memory::default()).build().unwrap();
    let request = client.call(Relative).request().unwrap();
    assert_eq!(request.uri(), "https://example.com/api/x");
}

#[test]
fn the_user_agent_names_the_crate_and_the_application() {
    let client = |builder: ClientBuilder| builder.transport(Memory::default()).build();
    let agent = |builder| {
        let request = client(builder).unwrap().call(Ping).request().unwrap();
        request.headers()["user-agent"].to_str().unwrap().to_owned()
    };
    let plain = ClientBuilder::new(&PROFILE);
    assert_eq!(agent(plain), "things/1.2.3");
    assert_eq!(
        agent(builder().user_agent_suffix("app/2")),
        "things/1.2.3 app/2"
    );
    let error = client(builder().user_agent_suffix("a\nb")).unwrap_err();
    assert!(error.is_configuration());
}
