//! Requests that no operation describes.

use http::Method;
use sdksmith_runtime::testing::{MockResponse, MockTransport};
use sdksmith_runtime::{Client, ClientBuilder, Profile, twilio};
use serde_json::{Value, json};

use crate::support::{SECRET, credentials};

static PROFILE: Profile = twilio::profile("things", "1.2.3").server("https://things.example.com");

fn client(transport: &MockTransport) -> Client {
    ClientBuilder::new(&PROFILE)
        .credentials(credentials())
        .transport(transport.clone())
        .build()
        .unwrap()
}

#[tokio::test]
async fn a_request_is_sent_as_it_is_written() {
    let transport = MockTransport::new();
    let stub = transport.on_request(Method::POST, "/v3/Things/a%2Fb");
    let _ = stub.respond_json(201, &json!({"sid": "TH1"}));
    let call = client(&transport).request(Method::POST, "/v3/Things/a%2Fb?Deep=1#part");
    let call = call.query("Page Size", 50).query("Note", "a&b+c");
    let call = call.header("X-Trace", "t").json(json!({"name": null}));
    let response = call.send_with_response().await.unwrap();
    assert_eq!(response.status(), 201);
    assert_eq!(response.into_value(), Some(json!({"sid": "TH1"})));

    let sent = &transport.sent()[0];
    assert_eq!(
        sent.http().uri(),
        "https://things.example.com/v3/Things/a%2Fb?Deep=1&Page%20Size=50&Note=a%26b%2Bc",
    );
    assert_eq!(sent.header("x-trace"), Some("t"));
    assert_eq!(sent.header("content-type"), Some("application/json"));
    assert_eq!(sent.header("user-agent"), Some("things/1.2.3"));
    assert!(sent.header("authorization").unwrap().starts_with("Basic "));
    assert_eq!(sent.json::<Value>().unwrap(), json!({"name": null}));
}

#[tokio::test]
async fn retries_and_errors_are_those_of_every_call() {
    let transport = MockTransport::new();
    let stub = transport.on_request(Method::GET, "/v3/Things");
    let stub = stub
        .respond(MockResponse::html(502))
        .respond(MockResponse::status(204));
    let _ = stub.respond_json(404, &json!({"code": 20404, "message": "Gone"}));
    let call = client(&transport).request(Method::GET, "/v3/Things");
    assert_eq!(call.clone().send().await.unwrap(), None);
    let error = call.send().await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "Request failed: 404 Not Found: Gone (code 20404)"
    );

    let stub = transport.on_request(Method::POST, "/v3/Things");
    let _ = stub.respond(MockResponse::html(502));
    let call = client(&transport).request(Method::POST, "/v3/Things");
    assert_eq!(call.send().await.unwrap_err().attempts(), 1);
}

#[tokio::test]
async fn a_link_is_followed_on_the_same_server_only() {
    let client = client(&MockTransport::new());
    let url = |link: &str| {
        let request = client.request(Method::GET, link).request()?;
        Ok::<_, sdksmith_runtime::Error>(request.uri().to_string())
    };
    let own = "https://things.example.com/v1/Things?Page=1&PageToken=v1.2";
    assert_eq!(url(own).unwrap(), own);
    assert_eq!(url("/v1/Things?Page=1&PageToken=v1.2").unwrap(), own);
    assert_eq!(
        url("https://things.example.com:443/").unwrap(),
        "https://things.example.com/"
    );
    for foreign in [
        "",
        "v1/Things",
        "//evil.example/v1/Things",
        "https://evil.example/v1/Things",
        "http://things.example.com/v1/Things",
        "https://things.example.com:8443/v1/Things",
        "https://things.example.com@evil.example/",
        "https://user@things.example.com/",
        "https://user:pw@things.example.com/",
        "https://things.example.com.evil.example/",
        "file:///etc/passwd",
    ] {
        let error = url(foreign).unwrap_err();
        assert!(error.is_configuration(), "{foreign}: {error}");
    }
    let error = url("https://evil.example/v1?Token=secret").unwrap_err();
    assert_eq!(
        error.to_string(),
        "Request was not sent: the link leads to another server than https://things.example.com, \
         and credentials are sent to that server only",
    );
}

/// What a reader of URLs makes of these isn't what they say.
#[test]
fn a_link_leads_where_it_says_or_nowhere() {
    let client = client(&MockTransport::new());
    let target = |link: &str| {
        let request = client.request(Method::GET, link).request();
        request.map(|request| request.uri().path_and_query().unwrap().to_string())
    };
    for (link, sent) in [
        ("/", "/"),
        ("/a//b/", "/a//b/"),
        ("/a%2Fb/%5C%20", "/a%2Fb/%5C%20"),
        ("/a b/ä", "/a%20b/%C3%A4"),
        ("/.a/..b/c../...", "/.a/..b/c../..."),
        ("/a:b@c;d=1,2", "/a:b@c;d=1,2"),
        ("/a?x=../y&z=\\", "/a?x=../y&z=\\"),
        ("/a?b?c#../d", "/a?b?c"),
        ("/a?", "/a?"),
        ("https://things.example.com", "/"),
        ("https://things.example.com?a=/b", "/?a=/b"),
        ("HTTPS://Things.Example.COM/A", "/A"),
    ] {
        assert_eq!(target(link).unwrap(), sent, "{link}");
    }
    for link in [
        "/\\host/x",
        "/a\\b",
        "/a/../b",
        "/a/..",
        "/./a",
        "/a/.",
        "/%2e%2e/a",
        "/a/%2E./b",
        "/a/.%2e",
        "/a\tb",
        "/a\n",
        "/a ",
        "/a?b\n=c",
        "https:/things.example.com/a",
        "https:///things.example.com/a",
        "https://things.example.com/a/../b",
        "https://things.example.com\\@evil.example/",
        "https:\\\\things.example.com\\a",
    ] {
        let error = target(link).unwrap_err();
        assert!(error.is_configuration(), "{link}: {error}");
        let start = "Request was not sent: ambiguous link: its path has";
        assert!(error.to_string().starts_with(start), "{link}: {error}");
    }
}

#[tokio::test]
async fn the_base_url_holds_for_any_request() {
    let client = ClientBuilder::new(&PROFILE)
        .credentials(credentials())
        .base_url("http://localhost:1/proxy")
        .transport(MockTransport::new());
    let call = client.build().unwrap().request(Method::GET, "/v3/Things");
    assert_eq!(
        call.request().unwrap().uri(),
        "http://localhost:1/proxy/v3/Things"
    );
    assert!(!format!("{call:?}").contains(SECRET));
}

#[test]
fn what_is_wrong_is_told_before_anything_is_sent() {
    let client = client(&MockTransport::new());
    let call = client
        .request(Method::GET, "/v3")
        .header("X Y", "a")
        .header("X-Z", "a\nb");
    let error = call.request().unwrap_err();
    let fields: Vec<_> = error
        .violations()
        .iter()
        .map(|wrong| wrong.field())
        .collect();
    assert_eq!(fields, ["X Y", "X-Z"]);
}
