//! The host of a call.

use sdksmith_runtime::testing::MockTransport;
use sdksmith_runtime::twilio::{self, configure_from_env, host};
use sdksmith_runtime::{
    ClientBuilder, Credentials, Empty, EndpointParams, Operation, OperationInfo, Profile,
    RequestWriter,
};

use crate::support::ThingSid;

static PROFILE: Profile = twilio::profile("things", "1.2.3");

#[derive(Clone, Debug)]
struct Fetch;

impl Operation for Fetch {
    type ResponseBody = Empty;
    const INFO: OperationInfo =
        OperationInfo::get("Fetch", "https://numbers.twilio.com", "/v1/Things");
    fn write(&self, _: &mut RequestWriter) {}
}

fn params(edge: Option<&str>, region: Option<&str>) -> EndpointParams {
    let mut params = EndpointParams::new();
    for (name, value) in [("edge", edge), ("region", region)] {
        if let Some(value) = value {
            params.set(name, value);
        }
    }
    params
}

#[test]
fn twilio_host_follows_edge_and_region() {
    let (dublin, ie1) = (Some("dublin"), Some("ie1"));
    for (described, edge, region, called) in [
        ("api.twilio.com", None, None, "api.twilio.com"),
        ("api.twilio.com", dublin, None, "api.dublin.us1.twilio.com"),
        ("api.twilio.com", None, ie1, "api.ie1.twilio.com"),
        ("api.twilio.com", dublin, ie1, "api.dublin.ie1.twilio.com"),
        ("api.au1.twilio.com", None, None, "api.au1.twilio.com"),
        (
            "api.au1.twilio.com",
            dublin,
            None,
            "api.dublin.au1.twilio.com",
        ),
        ("api.au1.twilio.com", None, ie1, "api.ie1.twilio.com"),
        (
            "api.sydney.au1.twilio.com",
            None,
            None,
            "api.sydney.au1.twilio.com",
        ),
        (
            "api.sydney.au1.twilio.com",
            None,
            ie1,
            "api.sydney.ie1.twilio.com",
        ),
        (
            "api.sydney.au1.twilio.com",
            dublin,
            ie1,
            "api.dublin.ie1.twilio.com",
        ),
        ("a.b.c.d.twilio.com", dublin, ie1, "a.b.c.d.twilio.com"),
        ("twilio.com", dublin, ie1, "twilio.com"),
        ("nottwilio.com", dublin, ie1, "nottwilio.com"),
        ("localhost", dublin, ie1, "localhost"),
    ] {
        assert_eq!(
            host(described, &params(edge, region)),
            called,
            "{edge:?} {region:?}"
        );
    }
}

fn builder() -> ClientBuilder {
    ClientBuilder::new(&PROFILE).transport(MockTransport::new())
}

/// Returns the URL that a client with these environment variables calls.
fn url(builder: ClientBuilder, endpoint: &[(&str, &str)]) -> String {
    let credentials = [("TWILIO_ACCOUNT_SID", "AC1"), ("TWILIO_AUTH_TOKEN", "t")];
    let variables: Vec<_> = credentials.iter().chain(endpoint).copied().collect();
    let lookup = |name: &str| {
        let found = variables.iter().find(|(key, _)| *key == name);
        found.map(|(_, value)| (*value).to_owned())
    };
    let client = configure_from_env(builder, lookup)
        .unwrap()
        .build()
        .unwrap();
    client.call(Fetch).request().unwrap().uri().to_string()
}

#[test]
fn builder_takes_precedence_over_the_environment() {
    assert_eq!(url(builder(), &[]), "https://numbers.twilio.com/v1/Things");
    let both = [("TWILIO_EDGE", "dublin"), ("TWILIO_REGION", "ie1")];
    let chosen = "https://numbers.dublin.ie1.twilio.com/v1/Things";
    assert_eq!(url(builder(), &both), chosen);
    let empty = [("TWILIO_EDGE", ""), ("TWILIO_REGION", "")];
    assert_eq!(url(builder().edge("dublin").region("ie1"), &empty), chosen);
    let edge = builder().edge("ashburn");
    assert_eq!(
        url(edge, &[]),
        "https://numbers.ashburn.us1.twilio.com/v1/Things"
    );
}

#[test]
fn fixed_host_ignores_edge_and_region() {
    static FIXED: Profile = twilio::profile("things", "1.2.3").fixed_hosts(&["numbers.twilio.com"]);
    let builder = ClientBuilder::new(&FIXED).edge("dublin").region("ie1");
    let credentials = Credentials::auth_token("AC1", "secret");
    let builder = builder.credentials(credentials);
    let client = builder.transport(MockTransport::new()).build().unwrap();
    let request = client.call(Fetch).request().unwrap();
    assert_eq!(request.uri(), "https://numbers.twilio.com/v1/Things");
}

#[test]
fn base_url_overrides_edge_and_region() {
    let base = builder().base_url("http://127.0.0.1:8080/proxy");
    let both = [("TWILIO_EDGE", "dublin"), ("TWILIO_REGION", "ie1")];
    assert_eq!(url(base, &both), "http://127.0.0.1:8080/proxy/v1/Things");
}

#[test]
fn the_environment_may_have_a_base_url() {
    let local = [("TWILIO_BASE_URL", "http://127.0.0.1:8080/proxy")];
    let called = "http://127.0.0.1:8080/proxy/v1/Things";
    assert_eq!(url(builder(), &local), called);
    let empty = [("TWILIO_BASE_URL", "")];
    assert_eq!(
        url(builder(), &empty),
        "https://numbers.twilio.com/v1/Things"
    );
}

/// Credentials travel to a base URL from the environment as they do to any other.
#[test]
fn a_base_url_of_the_environment_keeps_credentials_off_plain_http() {
    let variables = [
        ("TWILIO_ACCOUNT_SID", "AC1"),
        ("TWILIO_AUTH_TOKEN", "t"),
        ("TWILIO_BASE_URL", "http://proxy.example"),
    ];
    let lookup = |name: &str| {
        let found = variables.iter().find(|(key, _)| *key == name);
        found.map(|(_, value)| (*value).to_owned())
    };
    let client = configure_from_env(builder(), lookup)
        .and_then(ClientBuilder::build)
        .unwrap();
    let error = client.call(Fetch).request().unwrap_err();
    assert!(error.is_configuration(), "{error}");
}

#[test]
fn a_client_knows_its_account() {
    let sid = "TH0123456789abcdefABCDEF0123456789";
    let account = |credentials: Option<Credentials>| {
        let builder = credentials.map_or_else(builder, |found| builder().credentials(found));
        twilio::account_sid::<ThingSid>(&builder.build().unwrap())
    };
    let token = account(Some(Credentials::auth_token(sid, "t")));
    assert_eq!(token.unwrap().as_str(), sid);
    let key = account(Some(Credentials::api_key(sid, "SK0", "t")));
    assert_eq!(key.unwrap().as_str(), sid);
    let header = Credentials::header("X-Key", "k");
    let combined = account(Some(header.and(Credentials::auth_token(sid, "t"))));
    assert_eq!(combined.unwrap().as_str(), sid);
    for none in [None, Some(Credentials::bearer("t"))] {
        assert!(account(none).unwrap_err().is_configuration());
    }
    let malformed = account(Some(Credentials::auth_token("AC1", "t")));
    assert!(malformed.unwrap_err().is_invalid_request());
}

#[test]
fn edge_and_region_cannot_leave_the_vendor_domain() {
    for name in [
        "",
        "a.b",
        "evil.example/",
        "a/",
        "a@b",
        "a:1",
        "ä",
        " ",
        "a\n",
    ] {
        let error = builder().edge(name).build().unwrap_err();
        assert!(error.is_configuration(), "{error}");
        assert!(builder().region(name).build().is_err());
    }
}

#[test]
fn generic_apis_ignore_edge_and_region() {
    static GENERIC: Profile = Profile::generic("things", "1.2.3");
    let builder = ClientBuilder::new(&GENERIC).transport(MockTransport::new());
    let builder = builder.credentials(Credentials::bearer("t"));
    let client = builder.region("ie1").build().unwrap();
    let request = client.call(Fetch).request().unwrap();
    assert_eq!(request.uri(), "https://numbers.twilio.com/v1/Things");
}
