//! Operations that take different credentials, and clients that have several.

use std::collections::HashMap;

use http::{Method, Request};
use sdksmith_runtime::{
    Client, ClientBuilder, Credentials, Empty, Error, Operation, OperationInfo, Profile,
    RequestWriter, SecurityScheme, generic,
};

use crate::support::{Memory, SECRET, SERVER};

const KEY: SecurityScheme = SecurityScheme::Header {
    name: "X-Api-Key",
    variable: "API_KEY",
};
const APP: SecurityScheme = SecurityScheme::Query {
    name: "app",
    variable: "APP",
};
const SCHEMES: &[&[SecurityScheme]] = &[
    &[KEY, APP],
    &[SecurityScheme::Bearer],
    &[SecurityScheme::Basic],
];

static ACME: Profile = Profile::generic("acme", "1.0.0")
    .server(SERVER)
    .security_by_operation(SCHEMES);

/// An operation whose facts are what the test says.
struct Known(OperationInfo);

impl Operation for Known {
    type ResponseBody = Empty;

    const INFO: OperationInfo = OperationInfo::get("Known", SERVER, "/things");

    fn info(&self) -> OperationInfo {
        self.0.clone()
    }

    fn write(&self, _request: &mut RequestWriter) {}
}

/// An operation that takes one of these ways.
fn taking(ways: &'static [&'static [SecurityScheme]]) -> Known {
    Known(Known::INFO.security(ways))
}

fn client(credentials: Credentials) -> Result<Client, Error> {
    let builder = ClientBuilder::new(&ACME).credentials(credentials);
    builder.transport(Memory::default()).build()
}

/// Everything that the credentials add to a call: the query, the authorization and all other headers
/// that the test uses, in one line.
fn sent(credentials: Credentials, operation: Known) -> String {
    shown(
        &client(credentials)
            .unwrap()
            .call(operation)
            .request()
            .unwrap(),
    )
}

fn shown<B>(request: &Request<B>) -> String {
    let headers = ["authorization", "x-api-key", "x-tenant"].into_iter();
    let headers = headers.filter_map(|name| request.headers().get(name)?.to_str().ok());
    let query = request.uri().query();
    query
        .into_iter()
        .chain(headers)
        .collect::<Vec<_>>()
        .join("; ")
}

fn bearer() -> Credentials {
    Credentials::bearer("token")
}

/// `Basic dTpw` on the wire.
fn basic() -> Credentials {
    Credentials::basic("u", "p")
}

fn key() -> Credentials {
    Credentials::header("x-api-key", "key")
}

#[test]
fn an_operation_gets_the_first_way_of_which_the_client_has_every_part() {
    let all = || basic().and(bearer()).and(key());
    assert_eq!(
        sent(all(), taking(&[&[SecurityScheme::Bearer]])),
        "Bearer token"
    );
    assert_eq!(
        sent(all(), taking(&[&[SecurityScheme::Basic]])),
        "Basic dTpw"
    );
    assert_eq!(
        sent(all(), taking(&[&[KEY], &[SecurityScheme::Basic]])),
        "key"
    );
    let both = taking(&[
        &[KEY, APP],
        &[SecurityScheme::Basic],
        &[SecurityScheme::Bearer],
    ]);
    assert_eq!(sent(all(), both), "Basic dTpw");
    let app = || all().and(Credentials::query("app", "a"));
    assert_eq!(sent(app(), taking(&[&[APP, KEY]])), "app=a; key");
    assert_eq!(sent(app(), Known(Known::INFO.public())), "");
}

#[test]
fn what_the_description_knows_nothing_of_always_goes_along() {
    let tenant = || Credentials::header("X-Tenant", "t");
    let with_key = || bearer().and(tenant()).and(key());
    assert_eq!(
        sent(with_key(), taking(&[&[SecurityScheme::Bearer]])),
        "Bearer token; t"
    );
    assert_eq!(sent(with_key(), taking(&[&[KEY]])), "key; t");
    let optional = || Known(taking(&[&[SecurityScheme::Basic]]).0.optional_credentials());
    assert_eq!(sent(with_key(), optional()), "t");
    assert!(
        client(tenant())
            .unwrap()
            .call(taking(&[&[KEY]]))
            .request()
            .is_err()
    );
    let by_hand = || Credentials::header("authorization", "Token t");
    assert_eq!(
        sent(by_hand(), taking(&[&[SecurityScheme::Bearer]])),
        "Token t"
    );
}

#[test]
fn a_call_without_what_it_takes_is_not_sent() {
    let operation = || taking(&[&[KEY, APP], &[SecurityScheme::Bearer]]);
    let credentials = Credentials::basic("u", SECRET).and(Credentials::header("X-Api-Key", SECRET));
    let client = client(credentials).unwrap();
    let error = client.call(operation()).request().unwrap_err();
    assert!(error.is_configuration());
    assert_eq!(
        error.to_string(),
        "Known was not sent: the operation takes the header `X-Api-Key` with the query parameter `app`, or a \
         bearer token, and the client has a user name and a password, the header `X-Api-Key`; set what \
         it takes with `ClientBuilder::credentials`"
    );
    assert!(!format!("{error:?}").contains(SECRET));
    let optional = Known(operation().0.optional_credentials());
    assert_eq!(shown(&client.call(optional).request().unwrap()), "");
}

#[test]
fn nothing_that_goes_along_may_go_over_plain_http() {
    let url = |credentials| {
        let builder = ClientBuilder::new(&ACME).credentials(credentials);
        let builder = builder.base_url("http://example.com");
        let client = builder.transport(Memory::default()).build().unwrap();
        let optional = Known(taking(&[&[SecurityScheme::Basic]]).0.optional_credentials());
        client.call(optional).request()
    };
    assert!(url(bearer()).is_ok());
    assert!(url(basic()).is_err());
}

#[test]
fn where_nothing_is_said_all_go_as_far_as_they_go_together() {
    assert_eq!(
        sent(bearer().and(key()), Known(Known::INFO)),
        "Bearer token; key"
    );
    let both = client(basic().and(bearer())).unwrap();
    let any = both.request(Method::GET, "/things").request().unwrap();
    assert_eq!(shown(&any), "Bearer token");
}

#[test]
fn two_for_the_same_place_are_refused_where_no_operation_tells_them_apart() {
    let refused = |profile: &'static Profile, credentials: Credentials| {
        let builder = ClientBuilder::new(profile).credentials(credentials);
        let error = builder.transport(Memory::default()).build().unwrap_err();
        error.to_string()
    };
    static SAME: Profile = Profile::generic("acme", "1.0.0").security(SCHEMES);
    static UNKNOWN: Profile = Profile::generic("acme", "1.0.0").security_by_operation(&[&[KEY]]);
    let problem = "the credentials can't be sent: two of them use the same header";
    assert_eq!(refused(&SAME, basic().and(bearer())), problem);
    assert_eq!(refused(&UNKNOWN, basic().and(bearer())), problem);
    assert_eq!(refused(&ACME, bearer().and(bearer())), problem);
    assert_eq!(
        refused(
            &ACME,
            bearer().and(Credentials::header("Authorization", "x"))
        ),
        problem
    );
    assert!(refused(&ACME, basic().and(Credentials::bearer("a\nb"))).contains("a line break"));
    let both = client(basic().and(bearer())).unwrap();
    let both = both.call(taking(&[&[SecurityScheme::Basic, SecurityScheme::Bearer]]));
    assert!(
        both.request()
            .unwrap_err()
            .to_string()
            .ends_with("the same header")
    );
}

#[test]
fn the_environment_gives_everything_that_operations_take() {
    let from = |set: &[(&str, &str)]| {
        let set: HashMap<_, _> = set.iter().copied().collect();
        generic::credentials_from_env(&ACME, |name| set.get(name).map(ToString::to_string))
    };
    let (token, key) = (("ACME_TOKEN", "token"), ("ACME_API_KEY", "key"));
    let user = [("ACME_USERNAME", "u"), ("ACME_PASSWORD", "p")];
    let all = [token, key, ("ACME_APP", "a"), user[0], user[1]];
    for (way, wire) in SCHEMES
        .iter()
        .zip(["app=a; key", "Bearer token", "Basic dTpw"])
    {
        let way: &'static [&'static [SecurityScheme]] = std::slice::from_ref(way);
        assert_eq!(sent(from(&all).unwrap(), taking(way)), wire);
    }
    // What is incomplete is no reason to do without what is complete.
    assert_eq!(
        sent(from(&[token, key]).unwrap(), Known(Known::INFO)),
        "Bearer token"
    );
    let problem = from(&[key, user[0]]).unwrap_err().to_string();
    assert_eq!(problem, "the environment variable ACME_PASSWORD is not set");
    let problem = from(&[]).unwrap_err().to_string();
    assert_eq!(problem, "the environment variable ACME_API_KEY is not set");
}
