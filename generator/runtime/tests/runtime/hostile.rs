//! Requests from hostile values, and what the parts of a response may be.

use http::{HeaderMap, HeaderValue};
use proptest::prelude::*;
use sdksmith_runtime::testing::{MockResponse, MockTransport};
use sdksmith_runtime::{
    Attempt, ClientBuilder, CookieStyle, Credentials, Empty, HeaderStyle, Interceptor, Operation,
    OperationInfo, PathStyle, QueryStyle, RequestWriter,
};
use serde_json::{Value, json};
use url::Url;

use crate::support::{FetchThing, FixedTransport, PROFILE, SERVER, builder};

/// An operation that takes the same value in every position.
#[derive(Clone, Debug)]
struct Everywhere(Value);

impl Operation for Everywhere {
    type ResponseBody = Empty;

    const INFO: OperationInfo = OperationInfo::post("Everywhere", SERVER, "/a/{p}/{q}/{r}/z");

    fn write(&self, request: &mut RequestWriter) {
        request.path_as("p", PathStyle::Simple { explode: false }, &self.0);
        request.path_as("q", PathStyle::Label { explode: true }, &self.0);
        request.path_as("r", PathStyle::Matrix { explode: true }, &self.0);
        let value = Some(&self.0);
        request.query_as("d", QueryStyle::DeepObject, value);
        request.query_as("o", QueryStyle::Dotted, value);
        request.query_as("u", QueryStyle::Untyped, value);
        request.header_as("X-H", HeaderStyle::Simple { explode: false }, value);
        request.cookie_as("c", CookieStyle::Form { explode: false }, value);
    }
}

fn hostile() -> impl Strategy<Value = Value> {
    let text = prop_oneof![
        any::<String>(),
        "([./\\\\;=&?#%@:,\\[\\]\r\n\u{0}]|%2[eEfF]|role|é){0,6}",
    ];
    let scalar = prop_oneof![
        text.prop_map(Value::from),
        any::<i64>().prop_map(Value::from)
    ];
    scalar.prop_recursive(2, 8, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..3).prop_map(Value::from),
            prop::collection::btree_map("[a\\[\\].=,;&/]{0,3}", inner, 0..3)
                .prop_map(|map| Value::Object(map.into_iter().collect())),
        ]
    })
}

/// An operation with the header and a cookie as parameters.
#[derive(Clone, Debug)]
struct CookieHeader;

impl Operation for CookieHeader {
    type ResponseBody = Empty;

    const INFO: OperationInfo = OperationInfo::get("CookieHeader", SERVER, "/a");

    fn write(&self, request: &mut RequestWriter) {
        request.header("Cookie", Some(&"a=1; b=2"));
        request.cookie("c", Some(&3));
    }
}

#[test]
fn parameter_that_is_the_cookie_header_stays_beside_cookies() {
    let request = CookieHeader.request().unwrap();
    assert_eq!(request.headers()["cookie"], "a=1; b=2; c=3");
}

proptest! {
    #[test]
    fn values_never_leave_their_position(value in hostile()) {
        let Ok(request) = Everywhere(value).request() else { return Ok(()) };
        // The URL is the same after normalisation, and has the segments and parameters of the operation.
        let text = request.uri().to_string();
        let url = Url::parse(&text).unwrap();
        prop_assert_eq!(url.as_str(), &text);
        prop_assert_eq!(url.host_str(), Some("things.example.com"));
        let segments: Vec<_> = url.path_segments().unwrap().collect();
        prop_assert_eq!((segments.len(), segments[0], segments[4]), (5, "a", "z"));
        for (name, _) in url.query_pairs() {
            let own = name.starts_with("d[") || name.starts_with("o.");
            prop_assert!(own || ["d", "o", "u"].contains(&&*name), "{}", name);
        }
        for name in request.headers().keys() {
            let own = ["x-h", "cookie", "accept", "content-length", "content-type"];
            prop_assert!(own.contains(&name.as_str()), "{}", name);
        }
        let cookies = request.headers().get("cookie").map(|value| value.to_str().unwrap());
        let names = cookies.into_iter().flat_map(|all| all.split("; "));
        prop_assert!(names.clone().all(|cookie| cookie.starts_with("c=")), "{:?}", cookies);
        prop_assert!(names.count() <= 1);
    }

    #[test]
    fn raw_links_reach_their_own_server_only(
        link in prop_oneof![
            any::<String>(),
            "(https?:)?[/\\\\]{0,3}(things\\.example\\.com|evil\\.example|@|:|\\.|%2f|\t|[a-z]){0,5}[/?#]?",
        ],
    ) {
        let client = builder().base_url(SERVER).transport(FixedTransport::default()).build().unwrap();
        if let Ok(request) = client.request(http::Method::GET, link).request() {
            prop_assert_eq!(request.uri().host(), Some("things.example.com"));
            prop_assert_eq!(request.uri().scheme_str(), Some("https"));
            prop_assert_eq!(request.uri().port(), None);
        }
    }

    #[test]
    fn any_content_type_is_read(
        status in prop::sample::select(vec![200_u16, 400]),
        media_type in prop_oneof!["[ -~]{0,20}", "[a-z/+; =\"]{0,20}(json)?[a-z/+; =\"]{0,20}"],
    ) {
        let body = json!({ "sid": "TH1", "parts": [], "message": "no" });
        let transport = FixedTransport::responding(status, &body.to_string());
        let transport = transport.with("content-type", &media_type);
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        let call = crate::support::fetch(transport);
        let result = runtime.block_on(async move { call.send().await });
        match result {
            Ok(thing) => prop_assert_eq!((status, thing.sid.as_str()), (200, "TH1")),
            Err(error) => prop_assert_eq!((status, error.message()), (400, Some("no"))),
        }
    }
}

#[test]
fn hostile_text_is_sent_where_it_can_be_encoded() {
    for text in [
        "../x",
        "%2e%2e",
        "a b;c=d&e",
        "..;/",
        "x][role",
        "\\..\\",
        "#?@:,",
    ] {
        let request = Everywhere(json!(text)).request().unwrap();
        assert_eq!(request.headers()["x-h"], text);
    }
}

/// Returns the URI of a call with this base URL.
fn called(base: &str) -> Option<String> {
    let builder = ClientBuilder::new(&PROFILE).credentials(Credentials::bearer("t"));
    let builder = builder.base_url(base).transport(FixedTransport::default());
    let call = builder.build().ok()?.call(FetchThing { id: "1".into() });
    Some(call.request().ok()?.uri().to_string())
}

#[test]
fn base_urls_have_one_meaning() {
    for (base, at) in [
        (
            "https://b\u{fc}cher.example",
            "https://xn--bcher-kva.example/v1/Things/1.json",
        ),
        (
            "https://EXAMPLE.com:443/",
            "https://example.com/v1/Things/1.json",
        ),
        ("https://[::1]:8443", "https://[::1]:8443/v1/Things/1.json"),
        ("http://[::1]", "http://[::1]/v1/Things/1.json"),
        ("http://127.1", "http://127.0.0.1/v1/Things/1.json"),
        (
            "https://example.com/a/../b",
            "https://example.com/b/v1/Things/1.json",
        ),
        (
            "https://example.com/a b",
            "https://example.com/a%20b/v1/Things/1.json",
        ),
    ] {
        assert_eq!(called(base).as_deref(), Some(at), "{base}");
    }
    for base in [
        "https://user@example.com",
        "https://:pass@example.com",
        "https://example.com?x",
        "https://example.com#x",
        "https://exa mple.com",
        "https://example.com:99999",
        "//example.com",
        "ftp://example.com",
        "http://example.com",
        "http://localhost.example.com",
        "http://127.0.0.1.example.com",
        "http://[::ffff:8.8.8.8]",
    ] {
        assert_eq!(called(base), None, "{base}");
    }
}

/// Appends cookies in headers of their own.
struct Cookies;

impl Interceptor for Cookies {
    fn before_attempt(&self, _: Attempt<'_>, headers: &mut HeaderMap) {
        headers.append("cookie", HeaderValue::from_static("a=1"));
        headers.append("cookie", HeaderValue::from_static("b=2"));
    }
}

#[tokio::test]
async fn cookies_of_interceptors_stay_beside_the_key() {
    let transport = MockTransport::new();
    let page = json!({ "sid": "", "parts": [] });
    let _ = transport
        .on::<FetchThing>()
        .respond(MockResponse::json(200, &page));
    let builder = ClientBuilder::new(&PROFILE).credentials(Credentials::cookie("key", "k"));
    let builder = builder.transport(transport.clone()).interceptor(Cookies);
    let call = builder.build().unwrap().call(FetchThing { id: "1".into() });
    call.send().await.unwrap();
    assert_eq!(
        transport.sent()[0].header("cookie"),
        Some("a=1; b=2; key=k")
    );
}
