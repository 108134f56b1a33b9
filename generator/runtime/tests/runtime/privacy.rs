//! Secrets and personal data appear only where the caller asks for them.

use std::collections::BTreeMap;
use std::error::Error as _;
use std::fmt::Debug;
use std::marker::PhantomData;

use http::Method;
use sdksmith_runtime::testing::{MockResponse, MockTransport};
use sdksmith_runtime::{
    Client, ClientBuilder, Error, FromResponse, Json, Operation, OperationInfo, RequestWriter, Text,
};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::json;

use crate::support::{FixedTransport, PROFILE, SECRET, ThingSid, credentials, fetch};

/// The value that must not appear, as text and as a number.
const PERSONAL: &str = "+13175787";
const NUMBER: i64 = 13_175_787;

/// Returns everything that an error prints.
fn shown(error: &Error) -> String {
    let mut shown = format!("{error} {error:?} {error:#?}");
    let mut source = error.source();
    while let Some(cause) = source {
        shown.push_str(&format!(" {cause} {cause:?}"));
        source = cause.source();
    }
    shown
}

#[track_caller]
fn assert_private(shown: &str) {
    assert!(!shown.contains(&PERSONAL[1..]), "{shown}");
    assert!(!shown.contains(SECRET), "{shown}");
}

/// An operation that accepts any response.
struct Get<A>(PhantomData<fn() -> A>);

impl<A: FromResponse + 'static> Operation for Get<A> {
    type ResponseBody = A;
    const INFO: OperationInfo =
        OperationInfo::get("Get", "https://things.example.com", "/").public();

    fn write(&self, _: &mut RequestWriter) {}
}

fn client(transport: FixedTransport) -> Client {
    let builder = ClientBuilder::new(&PROFILE).credentials(credentials());
    builder.transport(transport).build().unwrap()
}

/// Returns the error of reading a body.
async fn unreadable<A: FromResponse<Output: Debug> + 'static>(body: &str) -> Error {
    let client = client(FixedTransport::responding(200, body));
    let call = client.call(Get::<A>(PhantomData)).strict();
    call.send().await.unwrap_err()
}

/// A value whose deserialization fails with a message of its own.
#[derive(Debug)]
struct Own;

impl<'de> Deserialize<'de> for Own {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Err(serde::de::Error::custom(format!("no good: {text}")))
    }
}

#[derive(Debug, Deserialize)]
#[expect(dead_code, reason = "nothing of it is ever read")]
struct Chosen {
    choice: Option<Choice>,
}

#[derive(Debug, Deserialize)]
enum Choice {
    One,
}

#[tokio::test]
async fn decode_errors_hide_the_value() {
    async fn check<T: DeserializeOwned + Debug + 'static>(value: serde_json::Value) {
        let body = json!({ "key": value }).to_string();
        let error = unreadable::<Json<BTreeMap<String, T>>>(&body).await;
        assert!(error.is_decode());
        let shown = shown(&error);
        assert_private(&shown);
        assert!(shown.contains("[*]") && !shown.contains("key"), "{shown}");
        let raw = String::from_utf8_lossy(error.raw_body().unwrap()).into_owned();
        assert!(raw.contains(&PERSONAL[1..]), "{raw}");
    }
    check::<bool>(json!(PERSONAL)).await;
    check::<bool>(json!(NUMBER)).await;
    check::<bool>(json!(-NUMBER)).await;
    check::<bool>(json!(13_175_787.5)).await;
    check::<u8>(json!(NUMBER)).await;
    check::<char>(json!(PERSONAL)).await;
    check::<Choice>(json!(PERSONAL)).await;
    check::<Chosen>(json!({ "choice": PERSONAL })).await;
    check::<Own>(json!(format!("{PERSONAL}, expected \"{PERSONAL}"))).await;
    check::<Own>(json!(PERSONAL)).await;
}

#[tokio::test]
async fn decode_errors_hide_the_body() {
    for body in [
        PERSONAL.to_owned(),
        format!("{{\"a\": {PERSONAL}}}"),
        format!("[{NUMBER}"),
        format!("name;{PERSONAL}"),
    ] {
        assert_private(&shown(&unreadable::<Json<Vec<bool>>>(&body).await));
    }
    let client = client(
        FixedTransport::responding(200, PERSONAL).with("content-type", "text/plain; charset=x"),
    );
    let error = client
        .call(Get::<Text>(PhantomData))
        .send()
        .await
        .unwrap_err();
    assert_private(&shown(&error));
}

#[tokio::test]
async fn error_bodies_show_only_their_message() {
    for body in [
        json!({"number": PERSONAL}),
        json!([PERSONAL]),
        json!(PERSONAL),
    ] {
        let error = fetch(FixedTransport::responding(400, &body.to_string()))
            .send()
            .await;
        assert_private(&shown(&error.unwrap_err()));
    }
    let body = json!({"message": "Bad", "code": 7, "params": {"number": PERSONAL}});
    let error = fetch(FixedTransport::responding(400, &body.to_string()))
        .send()
        .await
        .unwrap_err();
    assert_private(&shown(&error));
    assert_eq!(error.params().unwrap()["number"], PERSONAL);
    assert!(error.to_string().contains("Bad (code 7)"), "{error}");
}

#[tokio::test]
async fn debug_of_a_response_hides_value_body_and_links() {
    let link = format!("https://things.example.com/a?number={PERSONAL}");
    let transport = FixedTransport::responding(200, PERSONAL)
        .with("location", &link)
        .with("link", &format!("<{link}>; rel=next"))
        .with("set-cookie", SECRET);
    let response = client(transport)
        .call(Get::<Text>(PhantomData))
        .send_with_response()
        .await;
    let response = response.unwrap();
    assert_private(&format!("{response:?} {response:#?}"));
    assert_eq!(response.value(), PERSONAL);
}

#[tokio::test]
async fn drift_hides_the_value() {
    #[derive(Debug, Deserialize)]
    struct Loose {
        #[expect(dead_code, reason = "it is absent")]
        own: Option<Own>,
    }
    let body = json!({ "own": PERSONAL }).to_string();
    let client = client(FixedTransport::responding(200, &body));
    let call = client.call(Get::<Json<Loose>>(PhantomData));
    let response = call.send_with_response().await.unwrap();
    let drift = &response.drift()[0];
    assert_eq!(drift.path(), "own");
    assert_eq!(drift.value(), PERSONAL);
    assert_private(&format!("{drift:?} {}", drift.expected()));
}

#[test]
fn debug_of_a_raw_request_hides_query_headers_and_body() {
    let api = MockTransport::new();
    let _ = api
        .on_request(Method::GET, "/a")
        .respond(MockResponse::status(204));
    let builder = ClientBuilder::new(&PROFILE).credentials(credentials());
    assert_private(&format!("{builder:?}"));
    let client = builder.transport(api).build().unwrap();
    let call = client
        .request(
            Method::GET,
            format!("https://things.example.com/a?b={PERSONAL}"),
        )
        .query("number", PERSONAL)
        .header("authorization", SECRET)
        .json(json!({ "number": PERSONAL }));
    assert_private(&format!("{client:?} {call:?} {call:#?}"));
    assert!(format!("{call:?}").contains("things.example.com/a"));
}

#[test]
fn invalid_sid_errors_hide_the_text() {
    let error = SECRET.parse::<ThingSid>().unwrap_err();
    assert_private(&format!("{error} {error:?}"));
}

#[tokio::test]
async fn debug_shows_only_headers_that_are_known_to_be_harmless() {
    let transport = FixedTransport::responding(200, "{\"sid\":\"\",\"parts\":[]}")
        .with("x-auth-token", SECRET)
        .with("x-amz-security-token", SECRET)
        .with("set-cookie", SECRET)
        .with("content-type", "application/json")
        .with("twilio-request-id", "RQ1")
        .with("etag", "\"v1\"");
    let response = fetch(transport).send_with_response().await.unwrap();
    let shown = format!("{response:?} {response:#?}");
    assert_private(&shown);
    for public in ["x-auth-token", "application/json", "RQ1", "v1"] {
        assert!(shown.contains(public), "{shown}");
    }
}

#[test]
fn debug_of_a_request_shows_no_header_of_the_caller_that_may_be_a_secret() {
    let builder = ClientBuilder::new(&PROFILE).credentials(credentials());
    let builder = builder.transport(FixedTransport::default());
    let client = builder.base_url("https://things.example.com").build();
    let call = client.unwrap().request(Method::GET, "/");
    let call = call.header("X-Api-Key", SECRET).header("X-Session", SECRET);
    let call = call
        .header("Cookie", SECRET)
        .header("Accept-Language", "de");
    let request = call.request().unwrap();
    let shown = format!("{:?} {call:?}", request.headers());
    assert_private(&shown);
    assert!(
        shown.contains("x-api-key") && shown.contains("\"de\""),
        "{shown}"
    );
    assert_eq!(request.headers()["x-api-key"], SECRET);
}
