use http::header::AUTHORIZATION;
use sdksmith_runtime::{
    Client, ClientBuilder, Credentials, Empty, Error, Operation, OperationInfo, RequestWriter,
};

use crate::support::{
    FetchThing, FixedTransport, PROFILE, Ping, SECRET, SERVER, builder, client, credentials, fetch,
};

mod environment;

fn client_with(credentials: Credentials) -> Result<Client, Error> {
    let builder = ClientBuilder::new(&PROFILE).credentials(credentials);
    builder.transport(FixedTransport::default()).build()
}

/// Returns the header that the credentials set.
fn header(name: &str, credentials: Credentials) -> String {
    let call = client_with(credentials)
        .unwrap()
        .call(FetchThing { id: "1".into() });
    let request = call.request().unwrap();
    assert!(request.headers()[name].is_sensitive());
    request.headers()[name].to_str().unwrap().to_owned()
}

#[test]
fn each_credential_kind_sets_its_header() {
    // RFC 7617, section 2, and RFC 6750, section 2.1, give these as examples.
    let basic = Credentials::basic("Aladdin", "open sesame");
    assert_eq!(
        header("authorization", basic),
        "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ=="
    );
    let bearer = Credentials::bearer("mF_9.B5f-4.1JqM");
    assert_eq!(header("authorization", bearer), "Bearer mF_9.B5f-4.1JqM");
    assert_eq!(
        header("x-api-key", Credentials::header("X-Api-Key", "k")),
        "k"
    );
    let token = Credentials::auth_token("AC1", "t");
    assert_eq!(
        header("authorization", token),
        header("authorization", Credentials::basic("AC1", "t"))
    );
    let key = Credentials::api_key("AC1", "SK1", "s");
    assert_eq!(key.account(), Some("AC1"));
    assert_eq!(
        header("authorization", key),
        header("authorization", Credentials::basic("SK1", "s"))
    );
}

/// Returns the URI and the cookies of a request with these credentials.
fn sent(credentials: Credentials) -> (String, Option<String>) {
    let call = client_with(credentials)
        .unwrap()
        .call(FetchThing { id: "1".into() });
    let request = call.request().unwrap();
    let cookies = request.headers().get("cookie").map(|cookies| {
        assert!(cookies.is_sensitive());
        cookies.to_str().unwrap().to_owned()
    });
    (request.uri().to_string(), cookies)
}

#[test]
fn api_keys_are_sent_in_the_query_or_a_cookie() {
    let (uri, cookies) = sent(Credentials::query("api key", "a&b=c"));
    assert!(uri.ends_with("/1.json?api%20key=a%26b%3Dc"), "{uri}");
    assert_eq!(cookies, None);
    let (uri, cookies) = sent(Credentials::cookie("sid", "a=b+c"));
    assert!(uri.ends_with("/1.json"), "{uri}");
    assert_eq!(cookies.as_deref(), Some("sid=a=b+c"));
}

/// A request without its key would be answered as if the key were wrong.
#[tokio::test]
async fn urls_that_become_too_long_with_the_key_are_errors() {
    let transport = FixedTransport::responding(200, "{}");
    let length = usize::from(u16::MAX) - "https://things.example.com".len();
    for id in [length, length - 30].map(|length| "a".repeat(length)) {
        let builder = ClientBuilder::new(&PROFILE).credentials(Credentials::query("key", SECRET));
        let client = builder.transport(transport.clone()).build().unwrap();
        let call = client.call(FetchThing { id });
        assert!(call.request().unwrap_err().to_string().contains("too long"));
        let error = call.send().await.unwrap_err();
        assert!(error.to_string().contains("too long"), "{error}");
        assert!(!format!("{error} {error:?}").contains(SECRET));
    }
    assert!(transport.requests().is_empty());
}

#[test]
fn several_credentials_are_sent_together() {
    let all = || Credentials::header("X-Key", "k").and(Credentials::bearer("t"));
    assert_eq!(header("x-key", all()), "k");
    assert_eq!(header("authorization", all()), "Bearer t");
    assert_eq!(
        format!("{:?}", all().and(Credentials::query("q", SECRET))),
        "Credentials(Header and Bearer and Query, [redacted])"
    );
    let error = client_with(Credentials::bearer("t").and(Credentials::basic("u", "p")));
    let error = error.unwrap_err().to_string();
    assert!(error.contains("the same header"), "{error}");
}

#[test]
fn credentials_do_not_overwrite_what_the_operation_writes() {
    struct Own;
    impl Operation for Own {
        type ResponseBody = Empty;
        const INFO: OperationInfo = OperationInfo::get("Own", SERVER, "/own");
        fn write(&self, request: &mut RequestWriter) {
            request.query("key", Some(&"mine".to_owned()));
            request.cookie("a", Some(&"1".to_owned()));
        }
    }
    let credentials = Credentials::query("key", "other")
        .and(Credentials::cookie("a", "2"))
        .and(Credentials::cookie("b", "3"));
    let request = client_with(credentials)
        .unwrap()
        .call(Own)
        .request()
        .unwrap();
    assert_eq!(request.uri().query(), Some("key=mine"));
    assert_eq!(request.headers()["cookie"], "a=1; b=3");
}

#[tokio::test]
async fn errors_hide_api_keys_of_the_query() {
    let transport = FixedTransport::responding(401, "{}");
    let builder = ClientBuilder::new(&PROFILE).credentials(Credentials::query("key", SECRET));
    let client = builder.transport(transport.clone()).build().unwrap();
    let call = client.call(FetchThing { id: "1".into() });
    let error = call.clone().send().await.unwrap_err();
    assert!(transport.requests()[0].uri().to_string().contains(SECRET));
    for text in [
        format!("{error} {error:#?}"),
        format!("{client:?} {call:?}"),
    ] {
        assert!(!text.contains(SECRET), "{text}");
    }
}

#[test]
fn credentials_that_cannot_be_sent_are_rejected() {
    let unusable = [
        Credentials::basic("", "secret"),
        Credentials::basic("a:b", "secret"),
        Credentials::basic("a", ""),
        Credentials::basic("a", "secret\n"),
        Credentials::bearer(""),
        Credentials::bearer("secret\r\nX: y"),
        Credentials::bearer("gehëim"),
        Credentials::header("not a name", "secret"),
        Credentials::query("key", ""),
        Credentials::cookie("sid", "a;b"),
        Credentials::cookie("s=d", "secret"),
    ];
    for credentials in unusable {
        let error = client_with(credentials).unwrap_err();
        assert!(error.is_configuration());
        assert!(!error.to_string().contains("secret\n"), "{error}");
        assert!(
            error
                .to_string()
                .starts_with("the credentials can't be sent: "),
            "{error}"
        );
    }
}

#[test]
fn credentials_are_sent_only_over_https_or_to_loopback() {
    let table = [
        ("https://example.com", true),
        ("https://10.0.0.1", true),
        ("http://localhost:80", true),
        ("http://LOCALHOST", true),
        ("http://127.0.0.1:8080", true),
        ("http://127.255.0.9", true),
        ("http://0x7f.1", true),
        ("http://[::1]:9", true),
        ("http://internal.example", true),
        ("http://Internal.Example:8080", true),
        ("http://[fd00::1]", true),
        ("http://example.com", false),
        ("http://localhost.example.com", false),
        ("http://127.0.0.1.example.com", false),
        ("http://sub.internal.example", false),
        ("http://128.0.0.1", false),
        ("http://0.0.0.0", false),
        ("http://[::2]", false),
        ("http://[::ffff:127.0.0.1]", false),
    ];
    for (base, allowed) in table {
        let builder = builder()
            .allow_plain_http("internal.example")
            .allow_plain_http("fd00::1")
            .base_url(base)
            .transport(FixedTransport::default());
        let request = builder
            .build()
            .unwrap()
            .call(FetchThing { id: "1".into() })
            .request();
        assert_eq!(request.is_ok(), allowed, "{base}");
        if let Err(error) = request {
            assert!(error.to_string().contains("plain http to"), "{error}");
        }
    }
}

#[tokio::test]
async fn calls_over_plain_http_are_not_sent() {
    let transport = FixedTransport::responding(200, "{}");
    let builder = builder()
        .base_url("http://example.com")
        .transport(transport.clone());
    let error = builder
        .build()
        .unwrap()
        .call(FetchThing { id: "1".into() })
        .send()
        .await;
    assert_eq!(
        error.unwrap_err().to_string(),
        "FetchThing was not sent: credentials aren't sent over plain http to `example.com`; use \
         https, or allow the host with `ClientBuilder::allow_plain_http`",
    );
    assert!(transport.requests().is_empty());
}

#[tokio::test]
async fn public_operations_get_no_credentials() {
    let transport = FixedTransport::responding(200, "");
    let builder = builder()
        .base_url("http://example.com")
        .transport(transport.clone());
    builder.build().unwrap().call(Ping).send().await.unwrap();
    assert!(
        !transport.requests()[0]
            .headers()
            .contains_key(AUTHORIZATION)
    );
}

#[tokio::test]
async fn optional_credentials_are_sent_if_configured() {
    struct Open;
    impl Operation for Open {
        type ResponseBody = Empty;
        const INFO: OperationInfo =
            OperationInfo::get("Open", SERVER, "/open").optional_credentials();
        fn write(&self, _request: &mut RequestWriter) {}
    }
    let transport = FixedTransport::responding(204, "");
    let builder = ClientBuilder::new(&PROFILE).transport(transport.clone());
    builder.build().unwrap().call(Open).send().await.unwrap();
    assert!(
        !transport.requests()[0]
            .headers()
            .contains_key(AUTHORIZATION)
    );
    let transport = FixedTransport::responding(204, "");
    let builder = ClientBuilder::new(&PROFILE).transport(transport.clone());
    let client = builder.credentials(credentials()).build().unwrap();
    client.call(Open).send().await.unwrap();
    assert!(
        transport.requests()[0]
            .headers()
            .contains_key(AUTHORIZATION)
    );
}

#[tokio::test]
async fn client_without_credentials_calls_only_public_operations() {
    let transport = FixedTransport::responding(200, "");
    let builder = ClientBuilder::new(&PROFILE).transport(transport.clone());
    let client = builder.build().unwrap();
    client.call(Ping).send().await.unwrap();
    let error = client
        .call(FetchThing { id: "1".into() })
        .send()
        .await
        .unwrap_err();
    assert!(error.is_configuration());
    assert!(
        error.to_string().contains("requires credentials"),
        "{error}"
    );
    assert_eq!(transport.requests().len(), 1);
}

#[tokio::test]
async fn debug_output_hides_secrets() {
    let builder = builder();
    let call = fetch(FixedTransport::responding(401, "{}"));
    let request = call.request().unwrap();
    let encoded = request.headers()[AUTHORIZATION]
        .to_str()
        .unwrap()
        .to_owned();
    let error = call.clone().send().await.unwrap_err();
    let texts = [
        format!("{:?} {:#?}", credentials(), Credentials::bearer(SECRET)),
        format!("{builder:?}"),
        format!("{:#?}", client()),
        format!("{call:?}"),
        format!("{request:?}"),
        format!("{error:?} {error}"),
    ];
    for text in texts {
        assert!(!text.contains(SECRET) && !text.contains(&encoded), "{text}");
    }
}

#[test]
fn client_is_send_sync_and_clone() {
    fn shared<T: Clone + Send + Sync + 'static>(_: &T) {}
    fn sent<T: Send + 'static>(_: T) {}
    let client = client();
    shared(&client);
    sent(client.call(Ping).send_with_response());
}
