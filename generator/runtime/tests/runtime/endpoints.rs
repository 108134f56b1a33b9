//! Which host is called.

use sdksmith_runtime::testing::MockTransport;
use sdksmith_runtime::twilio::{self, configure_from_env, host};
use sdksmith_runtime::{
    ClientBuilder, Empty, EndpointParams, Operation, OperationInfo, Profile, RequestWriter,
};

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
fn the_vendors_rule() {
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

/// The URL that a client with the environment's settings calls.
fn url(builder: ClientBuilder, place: &[(&str, &str)]) -> String {
    let credentials = [("TWILIO_ACCOUNT_SID", "AC1"), ("TWILIO_AUTH_TOKEN", "t")];
    let variables: Vec<_> = credentials.iter().chain(place).copied().collect();
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
fn the_environment_and_the_builder_choose() {
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
fn a_base_url_overrides_the_place() {
    let base = builder().base_url("http://127.0.0.1:8080/proxy");
    let both = [("TWILIO_EDGE", "dublin"), ("TWILIO_REGION", "ie1")];
    assert_eq!(url(base, &both), "http://127.0.0.1:8080/proxy/v1/Things");
}

#[test]
fn a_place_can_not_lead_out_of_the_vendors_domain() {
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
fn other_apis_have_no_places() {
    static GENERIC: Profile = Profile::generic("things", "1.2.3");
    let builder = ClientBuilder::new(&GENERIC).transport(MockTransport::new());
    let builder = builder.credentials(sdksmith_runtime::Credentials::bearer("t"));
    let client = builder.region("ie1").build().unwrap();
    let request = client.call(Fetch).request().unwrap();
    assert_eq!(request.uri(), "https://numbers.twilio.com/v1/Things");
}
