//! Headers that say where a request goes and where it ends follow from its URL and body alone.

use http::{HeaderMap, HeaderValue, Method};
use sdksmith_runtime::{
    Attempt, Client, Empty, Interceptor, Operation, OperationInfo, RequestWriter,
};
use serde_json::json;

use crate::support::{FixedTransport, Ping, SERVER, builder};

fn client() -> Client {
    let client = builder()
        .base_url(SERVER)
        .transport(FixedTransport::default());
    client.build().unwrap()
}

#[test]
fn raw_requests_cannot_set_framing_headers() {
    for (name, value) in [
        ("Transfer-Encoding", "chunked"),
        ("content-length", "3"),
        ("Host", "evil.example"),
        ("Connection", "close"),
        ("Upgrade", "h2c"),
        ("TE", "trailers"),
        ("Trailer", "x"),
        ("Keep-Alive", "timeout=5"),
        ("Proxy-Connection", "keep-alive"),
    ] {
        let call = client().request(Method::POST, "/v1/Things");
        let call = call.header(name, value).json(json!({"a": 1}));
        let error = call.request().unwrap_err();
        assert!(error.is_invalid_request(), "{name}: {error}");
        assert!(
            error.to_string().contains("is set by the transport"),
            "{error}"
        );
    }
}

#[test]
fn correct_framing_headers_are_left_to_the_transport() {
    let call = client().request(Method::POST, "/v1/Things");
    let call = call.header("content-length", "7").json(json!({"a": 1}));
    let request = call.header("host", "things.example.com").request().unwrap();
    assert!(!request.headers().contains_key("content-length"));
    assert!(!request.headers().contains_key("host"));
}

#[test]
fn content_type_of_the_caller_precedes_that_of_the_body() {
    let call = client().request(Method::PATCH, "/v1/Things");
    let call = call.header("content-type", "application/merge-patch+json");
    let request = call.json(json!({"a": 1})).request().unwrap();
    assert_eq!(
        request.headers()["content-type"],
        "application/merge-patch+json"
    );
}

/// An operation whose header parameter has the name of a framing header.
#[derive(Clone, Debug)]
struct Measured(&'static str);

impl Operation for Measured {
    type ResponseBody = Empty;

    const INFO: OperationInfo = OperationInfo::put("Measured", SERVER, "/file");

    fn write(&self, request: &mut RequestWriter) {
        request.header("Content-Length", Some(&self.0));
        request.bytes("text/plain", &"12345".into());
    }
}

#[test]
fn content_length_as_a_parameter_must_be_that_of_the_body() {
    assert!(client().call(Measured("5")).request().is_ok());
    for wrong in ["4", "6", "5, 5", "+5x"] {
        assert!(client().call(Measured(wrong)).request().is_err(), "{wrong}");
    }
}

/// Changes what it shouldn't.
struct Meddler;

impl Interceptor for Meddler {
    fn before_attempt(&self, _: Attempt<'_>, headers: &mut HeaderMap) {
        headers.insert("host", HeaderValue::from_static("evil.example"));
        headers.insert("transfer-encoding", HeaderValue::from_static("chunked"));
        headers.append("content-length", HeaderValue::from_static("7"));
        headers.insert("x-own", HeaderValue::from_static("1"));
    }
}

#[tokio::test]
async fn interceptors_cannot_set_framing_headers() {
    let memory = FixedTransport::responding(204, "");
    let client = builder().transport(memory.clone()).interceptor(Meddler);
    client.build().unwrap().call(Ping).send().await.unwrap();
    let headers = memory.requests()[0].headers().clone();
    assert!(!headers.contains_key("host") && !headers.contains_key("transfer-encoding"));
    let lengths: Vec<_> = headers.get_all("content-length").iter().collect();
    assert_eq!(lengths, ["0"]);
    assert_eq!(headers["x-own"], "1");
}
