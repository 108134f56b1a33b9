//! What a test finds out about the calls that were sent.

use std::panic::{AssertUnwindSafe, catch_unwind};

use sdksmith_runtime::testing::MockTransport;
use sdksmith_runtime::{Body, Empty, Operation, OperationInfo, Part, RequestWriter};
use serde_json::json;

use crate::support::{
    CreateThing, FetchThing, ListThings, NewPart, NewThing, SECRET, SendFile, Thing, builder,
};

/// An operation with places of all kinds in its path, and a form.
struct Rename {
    group: String,
    file: String,
}

impl Operation for Rename {
    type ResponseBody = Empty;

    const INFO: OperationInfo = OperationInfo::post(
        "Rename",
        "https://things.example.com/base",
        "/v1 beta/{Group}/things/{Part}.{Format}/end",
    );

    fn write(&self, request: &mut RequestWriter) {
        request.path("Group", &self.group);
        request.path("Part", &self.file);
        request.path("Format", &"json".to_owned());
        request.form(&json!({ "Name": "a b", "Other": "ä&" }));
    }
}

/// Sends a call to a server that has a path of its own.
async fn send(transport: &MockTransport, operation: impl Operation) {
    let client = builder().transport(transport.clone());
    let client = client.base_url("http://localhost/proxy/x").build().unwrap();
    let _ = client.call(operation).send().await;
}

#[tokio::test]
async fn values_are_found_where_they_were_sent() {
    let transport = MockTransport::new();
    let (group, file) = ("a/ö".to_owned(), "{Format}".to_owned());
    send(&transport, Rename { group, file }).await;
    let sent = &transport.sent_to::<Rename>()[0];
    assert!(sent.path().starts_with("/proxy/x/base/v1%20beta/a%2F"));
    assert_eq!(sent.path_value("Group").as_deref(), Some("a/ö"));
    assert_eq!(sent.path_value("Part").as_deref(), Some("{Format}"));
    assert_eq!(sent.path_value("Format").as_deref(), Some("json"));
    assert_eq!(sent.path_value("Other"), None);
    assert_eq!(sent.form("Name").as_deref(), Some("a b"));
    assert_eq!(sent.form("Other").as_deref(), Some("ä&"));
    assert_eq!(sent.form_pairs().count(), 2);
    let body = NewThing {
        name: "x=1".into(),
        parts: vec![],
    };
    send(&transport, CreateThing { body }).await;
    let json = transport.sent_to::<CreateThing>();
    assert!(json.iter().all(|sent| sent.form("x").is_none()));
}

fn list(size: i32) -> ListThings {
    ListThings {
        size: Some(size),
        trace: Some("on".into()),
        ..ListThings::default()
    }
}

fn named(name: &str) -> CreateThing {
    let parts = vec![NewPart { owner: None }];
    CreateThing {
        body: NewThing {
            name: name.into(),
            parts,
        },
    }
}

#[tokio::test]
async fn a_call_is_found_among_others() {
    let transport = MockTransport::new();
    send(&transport, list(1)).await;
    send(&transport, list(2)).await;
    send(&transport, named("x")).await;
    transport.assert_sent(&list(2));
    transport.assert_sent(&named("x"));
}

/// What is said of a call that wasn't sent.
fn complaint(transport: &MockTransport, operation: &impl Operation) -> String {
    let assertion = AssertUnwindSafe(|| transport.assert_sent(operation));
    let panic = catch_unwind(assertion).unwrap_err();
    panic.downcast_ref::<String>().unwrap().clone()
}

#[tokio::test]
async fn a_call_that_was_not_sent_is_shown_beside_those_that_were() {
    let transport = MockTransport::new();
    send(&transport, list(1)).await;
    send(&transport, named("x")).await;
    let said = complaint(&transport, &list(2));
    let expected = "ListThings was not sent as expected: expected\n  GET /v1/Things?Size=2\n\
                    but what was sent to it is\n  GET /proxy/x/v1/Things?Size=1";
    assert_eq!(said, expected);
    assert!(!said.contains(SECRET));
    let other_header = ListThings {
        trace: Some("off".into()),
        ..list(1)
    };
    assert_ne!(complaint(&transport, &other_header), "");
    let said = complaint(&transport, &named("y"));
    assert!(said.contains(r#"POST /v1/Things {"name":"y""#), "{said}");
    let said = complaint(&transport, &FetchThing { id: "1".into() });
    assert!(said.ends_with("but nothing was sent to it"), "{said}");
}

/// Blocking calls are replied to from the same stubs, and kept beside the others.
#[test]
fn blocking_calls_are_replied_to_and_kept() {
    let transport = MockTransport::new();
    let things: Vec<Thing> = Vec::new();
    let _ = transport.on::<ListThings>().respond_with(&things);
    let client = builder().blocking_transport(transport.clone()).build();
    let client = client.unwrap();
    assert_eq!(client.call(list(3)).send_blocking().unwrap(), things);
    let error = client.call(list(3)).send_blocking().unwrap_err();
    assert!(error.to_string().ends_with("was already used"), "{error}");
    transport.assert_sent(&list(3));
    transport.assert_all_used();
}

#[tokio::test]
async fn what_is_read_while_it_is_sent_is_there_as_bytes() {
    let api = MockTransport::new();
    let _ = api
        .on::<SendFile>()
        .respond_json(204, &json!(null))
        .always();
    let client = builder().transport(api.clone());
    let client = client.blocking_transport(api.clone()).build().unwrap();
    let operation = SendFile {
        title: "Bill".into(),
        file: Part::new("bill.txt", Body::reader(None, || Ok(&b"10.00"[..]))),
    };
    client.call(operation.clone()).send().await.unwrap();
    client.call(operation.clone()).send_blocking().unwrap();
    for sent in api.sent() {
        let body = str::from_utf8(sent.body()).unwrap();
        assert!(body.contains("\r\n\r\nBill\r\n") && body.contains("\r\n\r\n10.00\r\n"));
    }
    api.assert_sent(&operation);
    let mut other = operation;
    other.title = "Receipt".into();
    assert!(catch_unwind(AssertUnwindSafe(|| api.assert_sent(&other))).is_err());
}
