//! The settings of a single call: headers, query parameters, servers, credentials, keys.

use std::time::Duration;

use http::Method;
use sdksmith_runtime::testing::{MockResponse, MockTransport};
use sdksmith_runtime::{
    Call, Client, ClientBuilder, Credentials, Empty, Error, Operation, OperationInfo, Part,
    Profile, RequestWriter, SecurityScheme, ServerTemplate, ServerVariable,
};

use crate::support::{
    CreateThing, FetchThing, FixedTransport, ListThings, NewPart, NewThing, Ping, SECRET, SendFile,
    builder, client, credentials, fetch,
};

fn header(request: &http::Request<sdksmith_runtime::Body>, name: &str) -> Option<String> {
    let value = request.headers().get(name)?;
    Some(value.to_str().unwrap().to_owned())
}

fn list() -> Call<ListThings> {
    client().call(ListThings {
        size: Some(5),
        trace: Some("own".into()),
        ..ListThings::default()
    })
}

fn create() -> CreateThing {
    CreateThing {
        body: NewThing {
            name: "a".into(),
            parts: vec![NewPart { owner: None }],
        },
    }
}

#[test]
fn headers_and_query_parameters_are_added() {
    let call = list()
        .with_header("X-Feature", "beta, new")
        .with_header("x-trace", "mine")
        .with_query("expand[]", "a&b")
        .with_query("limit", 3);
    let request = call.request().unwrap();
    assert_eq!(
        request.uri().query(),
        Some("Size=5&expand%5B%5D=a%26b&limit=3")
    );
    assert_eq!(header(&request, "x-feature").as_deref(), Some("beta, new"));
    assert_eq!(header(&request, "x-trace").as_deref(), Some("mine"));
    assert_eq!(request.headers().get_all("x-trace").iter().count(), 1);
}

#[tokio::test]
async fn additions_are_in_every_attempt_and_in_no_other_call() {
    let transport = MockTransport::new();
    let stub = transport.on::<Ping>().respond(MockResponse::status(429));
    let stub = stub.respond(MockResponse::status(204));
    let _ = stub.respond(MockResponse::status(204));
    let client = ClientBuilder::new(&crate::support::PROFILE).transport(transport.clone());
    let client = client.build().unwrap();
    let call = client
        .call(Ping)
        .with_header("X-Run", "7")
        .with_query("run", 7);
    call.send().await.unwrap();
    client.call(Ping).send().await.unwrap();
    let sent = transport.sent();
    let runs: Vec<_> = sent.iter().map(|sent| sent.header("x-run")).collect();
    assert_eq!(runs, [Some("7"), Some("7"), None]);
    let queries: Vec<_> = sent.iter().map(|sent| sent.http().uri().query()).collect();
    assert_eq!(queries, [Some("run=7"), Some("run=7"), None]);
}

#[test]
fn headers_of_the_transport_and_of_credentials_are_refused() {
    for name in [
        "Authorization",
        "authorization",
        "Proxy-Authorization",
        "Host",
        "Content-Length",
        "Transfer-Encoding",
        "Connection",
    ] {
        let error = fetch(FixedTransport::default())
            .with_header(name, "0")
            .request();
        let error = error.unwrap_err();
        assert!(error.is_invalid_request(), "{name}: {error}");
        assert_eq!(error.violations()[0].field(), name);
    }
    for (name, value) in [
        ("two words", "x"),
        ("X-A", "line\nbreak"),
        ("X-A", "ä"),
        ("", "x"),
    ] {
        let call = fetch(FixedTransport::default()).with_header(name, value);
        assert!(
            call.request().unwrap_err().is_invalid_request(),
            "{name}: {value}"
        );
    }
}

#[test]
fn the_boundary_of_a_form_is_kept_and_other_content_types_are_replaced() {
    let form = client().call(SendFile {
        title: "a".into(),
        file: Part::new("a.txt", "text"),
    });
    let error = form
        .with_header("Content-Type", "multipart/form-data")
        .request();
    assert!(error.unwrap_err().is_invalid_request());
    let json = client()
        .call(create())
        .with_header("content-type", "application/vnd.a+json");
    let request = json.request().unwrap();
    assert_eq!(
        header(&request, "content-type").as_deref(),
        Some("application/vnd.a+json")
    );
}

#[test]
fn debug_shows_no_value_that_may_be_secret() {
    let call = list()
        .with_header("X-Api-Key", "k3y")
        .with_header("Cookie", "session=k3y")
        .with_header("Accept-Language", "de")
        .with_query("token", "k3y")
        .with_credentials(Credentials::bearer("k3y"));
    let shown = format!("{call:?}");
    assert!(!shown.contains("k3y"), "{shown}");
    assert!(
        shown.contains("X-Api-Key") && shown.contains("\"de\""),
        "{shown}"
    );
    let request = call.request().unwrap();
    let shown = format!("{:?}", request.headers());
    assert!(!shown.contains("k3y"), "{shown}");
}

static KEYS: &[&[SecurityScheme]] = &[&[
    SecurityScheme::Header {
        name: "X-Api-Key",
        variable: "KEY",
    },
    SecurityScheme::Query {
        name: "api_key",
        variable: "KEY",
    },
    SecurityScheme::Cookie {
        name: "session",
        variable: "KEY",
    },
]];

static KEYED: Profile = Profile::generic("keyed", "1.0.0").security(KEYS);

#[test]
fn additions_never_replace_credentials() {
    let all = Credentials::header("X-Api-Key", SECRET)
        .and(Credentials::query("api_key", SECRET))
        .and(Credentials::cookie("session", SECRET));
    let client = ClientBuilder::new(&KEYED).credentials(all);
    let client = client.transport(FixedTransport::default()).build().unwrap();
    let call = || client.call(FetchThing { id: "1".into() });
    for replacing in [
        call().with_header("x-api-key", "mine"),
        call().with_query("api_key", "mine"),
        call().with_header("Cookie", "a=b; session=mine"),
    ] {
        let error = replacing.request().unwrap_err();
        assert!(error.is_configuration(), "{error}");
        assert!(error.to_string().contains("with_credentials"), "{error}");
        assert!(!error.to_string().contains("mine"), "{error}");
    }
    let request = call().with_header("Cookie", "a=b").request().unwrap();
    let cookies = header(&request, "cookie").unwrap();
    assert_eq!(cookies, format!("a=b; session={SECRET}"));
}

#[test]
fn credentials_of_a_call_replace_the_clients() {
    let basic = |request: http::Request<sdksmith_runtime::Body>| header(&request, "authorization");
    let own = fetch(FixedTransport::default()).request().unwrap();
    let other = fetch(FixedTransport::default()).with_credentials(Credentials::bearer("other"));
    assert_eq!(
        basic(other.request().unwrap()).as_deref(),
        Some("Bearer other")
    );
    assert!(basic(own).unwrap().starts_with("Basic "));

    let without = ClientBuilder::new(&crate::support::PROFILE).transport(FixedTransport::default());
    let without = without.build().unwrap();
    let call = without.call(FetchThing { id: "1".into() });
    assert!(call.request().unwrap_err().is_configuration());
    let request = call.with_credentials(credentials()).request().unwrap();
    assert!(basic(request).unwrap().starts_with("Basic "));
    // An operation without security gets none.
    let request = without.call(Ping).with_credentials(credentials()).request();
    assert_eq!(basic(request.unwrap()), None);
    // Credentials that can't be sent are an error of the call.
    let call = without.call(FetchThing { id: "1".into() });
    let call = call.with_credentials(Credentials::bearer("line\nbreak"));
    assert!(call.request().unwrap_err().is_configuration());
}

#[test]
fn a_base_url_of_a_call_replaces_the_server() {
    let uri = |call: Call<FetchThing>| call.request().map(|request| request.uri().to_string());
    let call = || fetch(FixedTransport::default());
    assert_eq!(
        uri(call().with_base_url("https://eu.example.com/api/")).unwrap(),
        "https://eu.example.com/api/v1/Things/1.json"
    );
    assert_eq!(
        uri(call()).unwrap(),
        "https://things.example.com/v1/Things/1.json"
    );
    for wrong in [
        "example.com",
        "ftp://example.com",
        "https://a@example.com",
        "https://a.b/?c",
    ] {
        assert!(
            uri(call().with_base_url(wrong))
                .unwrap_err()
                .is_configuration(),
            "{wrong}"
        );
    }
    // Credentials aren't sent over plain http there, either.
    let error = uri(call().with_base_url("http://example.com")).unwrap_err();
    assert!(error.to_string().contains("plain http"), "{error}");
}

static SERVERS: Profile = Profile::generic("regions", "1.0.0").servers(&[
    &[
        ServerTemplate {
            name: "production",
            url: "https://{region}.example.com/{version}/",
            variables: &[
                ServerVariable {
                    name: "region",
                    default: "us",
                    values: &["us", "eu"],
                },
                ServerVariable {
                    name: "version",
                    default: "v1",
                    values: &[],
                },
            ],
        },
        ServerTemplate {
            name: "sandbox",
            url: "https://sandbox.example.com",
            variables: &[],
        },
    ],
    &[ServerTemplate {
        name: "uploads",
        url: "https://up.example.com",
        variables: &[],
    }],
]);

#[derive(Clone, Debug)]
struct Regional;

impl Operation for Regional {
    type ResponseBody = Empty;

    const INFO: OperationInfo =
        OperationInfo::get("Regional", "https://us.example.com/v1", "/things").public();

    fn write(&self, _: &mut RequestWriter) {}
}

fn regional() -> Call<Regional> {
    let client = ClientBuilder::new(&SERVERS).transport(FixedTransport::default());
    client.build().unwrap().call(Regional)
}

fn uri_of(call: Call<Regional>) -> Result<String, Error> {
    call.request().map(|request| request.uri().to_string())
}

#[test]
fn servers_are_chosen_by_name_and_by_their_variables() {
    let uri = |call| uri_of(call).unwrap();
    assert_eq!(uri(regional()), "https://us.example.com/v1/things");
    assert_eq!(
        uri(regional().with_server("sandbox")),
        "https://sandbox.example.com/things"
    );
    let eu = regional()
        .with_server_variable("region", "us")
        .with_server_variable("region", "eu");
    assert_eq!(uri(eu.clone()), "https://eu.example.com/v1/things");
    let both = eu
        .with_server("production")
        .with_server_variable("version", "v2.1");
    assert_eq!(uri(both.clone()), "https://eu.example.com/v2.1/things");
    let last = both.with_base_url("https://other.example.com");
    assert_eq!(uri(last.clone()), "https://other.example.com/v1/things");
    let last = last.with_server("production");
    assert_eq!(uri(last), "https://eu.example.com/v2.1/things");
}

#[test]
fn unknown_servers_and_values_are_errors_that_name_the_known_ones() {
    let error = |call| uri_of(call).unwrap_err().to_string();
    let unknown = error(regional().with_server("uploads"));
    assert!(unknown.contains("`production`, `sandbox`"), "{unknown}");
    let unknown = error(regional().with_server_variable("zone", "a"));
    assert!(unknown.contains("`region`, `version`"), "{unknown}");
    let value = error(regional().with_server_variable("region", "mars"));
    assert!(value.contains("expected `us`, `eu`"), "{value}");
    for hostile in [
        "",
        ".",
        "..",
        "a/b",
        "evil.com/",
        "a@evil.com",
        "a#",
        "a?",
        "a:1",
        "ü",
        "a b",
    ] {
        let call = regional().with_server_variable("version", hostile);
        assert!(uri_of(call).unwrap_err().is_configuration(), "{hostile}");
    }
    let call = fetch(FixedTransport::default()).with_server_variable("edge", "x");
    assert!(call.request().unwrap_err().is_configuration());
}

/// A POST whose description names the header of its idempotency key.
#[derive(Clone, Debug)]
struct Pay(Option<String>);

impl Operation for Pay {
    type ResponseBody = Empty;

    const INFO: OperationInfo = OperationInfo::post("Pay", crate::support::SERVER, "/pay")
        .public()
        .idempotency_key("X-Request-Token");

    fn write(&self, request: &mut RequestWriter) {
        request.header("X-Request-Token", self.0.as_ref());
    }
}

/// Returns the keys of all attempts of a call whose first two attempts have an unknown effect.
async fn attempts<O: Operation>(
    call: impl Fn(&Client) -> Call<O>,
    header: &str,
) -> Vec<Option<String>> {
    let transport = MockTransport::new();
    let stub = transport.on::<O>().respond(MockResponse::status(500));
    let stub = stub.respond(MockResponse::status(502));
    let _ = stub.respond(MockResponse::status(204));
    let client = ClientBuilder::new(&crate::support::PROFILE).transport(transport.clone());
    let client = client.build().unwrap();
    let _ = call(&client).send().await;
    let sent = transport.sent();
    sent.iter()
        .map(|sent| sent.header(header).map(str::to_owned))
        .collect()
}

#[tokio::test]
async fn a_key_makes_a_post_repeatable_and_is_the_same_in_every_attempt() {
    let key = Some("k-1".to_owned());
    let three = vec![key.clone(); 3];
    let ping = attempts(
        |client| client.call(Ping).with_idempotency_key("k-1"),
        "idempotency-key",
    );
    assert_eq!(ping.await, three);
    let pay = |client: &Client| client.call(Pay(None)).with_idempotency_key("k-1");
    assert_eq!(attempts(pay, "x-request-token").await, three);
    let argument = |client: &Client| client.call(Pay(Some("k-1".into())));
    assert_eq!(attempts(argument, "x-request-token").await, three);
    assert_eq!(
        attempts(|client| client.call(Pay(None)), "x-request-token").await,
        [None]
    );
    let header = |client: &Client| client.call(Ping).with_header("Idempotency-Key", "k-1");
    assert_eq!(
        attempts(header, "idempotency-key").await,
        [key],
        "the API names no such header"
    );
}

/// A POST with facts about its repetition and its time.
#[derive(Clone, Debug)]
struct Slow;

impl Operation for Slow {
    type ResponseBody = Empty;

    const INFO: OperationInfo = OperationInfo::post("Slow", crate::support::SERVER, "/slow")
        .public()
        .idempotent()
        .max_attempts(2)
        .attempt_timeout(300);

    fn write(&self, _: &mut RequestWriter) {}
}

#[tokio::test]
async fn an_operation_has_retries_and_time_limits_of_its_own() {
    assert_eq!(attempts(|client| client.call(Slow), "none").await.len(), 2);
    let transport = MockTransport::new();
    let late = MockResponse::status(204).slow(Duration::from_secs(290));
    let _ = transport.on::<Slow>().respond(late.clone()).always();
    let _ = transport
        .on_request(Method::POST, "/ping")
        .respond(late)
        .always();
    let client = builder().transport(transport).build().unwrap();
    client.call(Slow).send().await.unwrap();
    let error = client
        .call(Slow)
        .timeout(Duration::from_secs(3))
        .send()
        .await;
    assert!(error.unwrap_err().is_timeout());
    assert!(client.call(Ping).send().await.unwrap_err().is_timeout());
}
