use std::rc::Rc;

use http::{Method, Request};
use percent_encoding::percent_decode_str;
use proptest::prelude::*;
use sdksmith_runtime::{Body, ClientBuilder, Empty, Operation, OperationInfo, RequestWriter};
use url::Url;

use crate::support::{
    CreateThing, FetchThing, FixedTransport, ListThings, Material, NewPart, NewThing, PROFILE,
    Ping, SERVER, ThingSid, builder, client,
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

/// An operation that is not `Send`.
struct Local(Rc<String>);

impl Operation for Local {
    type ResponseBody = Empty;

    const INFO: OperationInfo = OperationInfo::put("Local", SERVER, "/{Id}").public();

    fn write(&self, request: &mut RequestWriter) {
        request.path("Id", self.0.as_ref());
    }
}

/// A `Send` bound would make the compiler visit everything that a generated operation contains.
#[test]
fn operations_need_not_be_send() {
    assert_eq!(uri(&Local(Rc::new("x".to_owned()))), format!("{SERVER}/x"));
}

#[test]
fn path_values_are_encoded_within_their_segment() {
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
fn dot_segments_are_rejected_as_path_values() {
    for id in ["", ".", ".."] {
        let error = FetchThing { id: id.into() }.request().unwrap_err();
        assert!(error.is_invalid_request());
        assert_eq!(error.violations()[0].field(), "Id");
    }
}

#[test]
fn missing_path_parameter_is_an_error() {
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
    fn any_path_value_keeps_the_segments(
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
    fn any_query_value_round_trips(token in any::<String>()) {
        let url = Url::parse(&uri(&list(|list| list.token = Some(token.clone())))).unwrap();
        let pairs: Vec<_> = url.query_pairs().collect();
        prop_assert_eq!(pairs, [("Token".into(), token.into())]);
    }
}

#[test]
fn query_parameters_keep_their_order() {
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
fn all_violations_are_reported_in_one_error() {
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
fn header_values_must_be_visible_ascii() {
    let request = |trace: &str| list(|list| list.trace = Some(trace.into())).request();
    assert_eq!(request("a, b").unwrap().headers()["x-trace"], "a, b");
    for trace in ["a\nb", "a\0", "ä"] {
        assert!(request(trace).unwrap_err().is_invalid_request(), "{trace}");
    }
}

#[test]
fn operation_may_set_its_own_authorization() {
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
fn too_long_url_is_an_error() {
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
fn json_body_has_its_content_type() {
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
    let client = builder()
        .base_url(base_url)
        .transport(FixedTransport::default());
    let route = Route {
        a: "x".into(),
        b: "y".into(),
    };
    client.build().unwrap().call(route).request().unwrap()
}

#[test]
fn base_url_replaces_the_origin_and_prefixes_the_path() {
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
fn invalid_base_urls_are_rejected() {
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
fn operation_without_a_server_requires_a_base_url() {
    struct Relative;
    impl Operation for Relative {
        type ResponseBody = Empty;
        const INFO: OperationInfo = OperationInfo::get("Relative", "/api", "/x").public();
        fn write(&self, _: &mut RequestWriter) {}
    }
    let error = Relative.request().unwrap_err().to_string();
    assert!(error.contains("ClientBuilder::base_url"), "{error}");
    let builder = builder().base_url("https://example.com");
    let client = builder
        .transport(FixedTransport::default())
        .build()
        .unwrap();
    let request = client.call(Relative).request().unwrap();
    assert_eq!(request.uri(), "https://example.com/api/x");
}

#[cfg(not(feature = "hyper"))]
#[tokio::test]
async fn transport_is_required_without_the_default_one() {
    let client = builder().build().unwrap();
    let error = client.call(Ping).send().await.unwrap_err();
    assert!(
        error.to_string().contains("ClientBuilder::transport"),
        "{error}"
    );
    assert!(
        builder()
            .transport(FixedTransport::default())
            .build()
            .is_ok()
    );
}

#[test]
fn user_agent_names_crate_and_application() {
    let client = |builder: ClientBuilder| builder.transport(FixedTransport::default()).build();
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

#[tokio::test]
async fn constraints_may_be_left_to_the_server() {
    let transport = FixedTransport::responding(201, "");
    let client = builder().transport(transport.clone()).build().unwrap();
    let owner: ThingSid = serde_json::from_str("\"TH1\"").unwrap();
    let parts = vec![NewPart { owner: Some(owner) }; 4];
    let body = NewThing {
        name: "longer than ten".into(),
        parts,
    };
    let call = client.call(CreateThing { body });
    let error = call.clone().send().await.unwrap_err();
    assert_eq!(error.violations().len(), 6, "{error}");
    assert_eq!(transport.requests().len(), 0);
    call.unchecked().send().await.unwrap();
    assert_eq!(transport.requests().len(), 1);
    // It applies to that call alone.
    let things = list(|list| list.size = Some(1000));
    client.call(things.clone()).send().await.unwrap_err();
    let request = client.call(things).unchecked().request().unwrap();
    assert_eq!(request.uri().query(), Some("Size=1000"));
}

#[test]
fn unsafe_values_are_refused_even_if_constraints_are_left_to_the_server() {
    let client = crate::support::client();
    for id in ["", ".", "..", "%2E"] {
        let call = client.call(FetchThing { id: id.into() }).unchecked();
        assert_eq!(call.request().is_err(), id != "%2E", "{id}");
    }
    let trace = list(|list| list.trace = Some("a\r\nb".into()));
    let error = client.call(trace).unchecked().request().unwrap_err();
    assert_eq!(error.violations().len(), 1);
}
