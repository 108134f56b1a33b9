//! Credentials from environment variables.

use std::collections::HashMap;

use sdksmith_runtime::{Credentials, Error, Profile, SecurityScheme, generic, twilio};

use crate::support::PROFILE;

use super::{header, sent};

fn from_env(variables: &[(&str, &str)]) -> Result<Credentials, Error> {
    let variables: HashMap<_, _> = variables.iter().copied().collect();
    twilio::credentials_from_env(&PROFILE, |name| {
        variables.get(name).map(ToString::to_string)
    })
}

#[test]
fn environment_variables_are_prefixed_with_the_crate_name() {
    static ACME: Profile = generic::profile("acme-api", "1.0.0");
    let problem = |set: &[(&str, &str)]| {
        let set: HashMap<_, _> = set.iter().copied().collect();
        generic::credentials_from_env(&ACME, |name| set.get(name).map(ToString::to_string))
            .map(|credentials| header("authorization", credentials))
            .map_err(|error| error.to_string())
    };
    let token = problem(&[("ACME_API_TOKEN", "t")]).unwrap();
    assert_eq!(token, header("authorization", Credentials::bearer("t")));
    let user = [("ACME_API_USERNAME", "u"), ("ACME_API_PASSWORD", "p")];
    let basic = header("authorization", Credentials::basic("u", "p"));
    assert_eq!(problem(&user).unwrap(), basic);
    assert_eq!(
        problem(&user[..1]).unwrap_err(),
        "the environment variable ACME_API_PASSWORD is not set"
    );
    assert_eq!(
        problem(&[]).unwrap_err(),
        "the environment variable ACME_API_TOKEN is not set"
    );
}

#[test]
fn environment_supplies_the_declared_credentials() {
    const KEY: SecurityScheme = SecurityScheme::Header {
        name: "X-Api-Key",
        variable: "API_KEY",
    };
    const APP: SecurityScheme = SecurityScheme::Query {
        name: "app",
        variable: "APP_KEY",
    };
    static ACME: Profile =
        Profile::generic("acme", "1.0.0").security(&[&[KEY, APP], &[SecurityScheme::Basic]]);
    let from = |set: &[(&str, &str)]| {
        let set: HashMap<_, _> = set.iter().copied().collect();
        generic::credentials_from_env(&ACME, |name| set.get(name).map(ToString::to_string))
    };
    let problem = |set: &[(&str, &str)]| from(set).unwrap_err().to_string();
    let (key, app) = (("ACME_API_KEY", "k"), ("ACME_APP_KEY", "a"));
    let user = ("ACME_USERNAME", "u");
    let both = from(&[key, app]).unwrap();
    assert_eq!(header("x-api-key", both.clone()), "k");
    assert!(sent(both).0.ends_with("?app=a"));
    let not_set = |name: &str| format!("the environment variable {name} is not set");
    assert_eq!(problem(&[]), not_set("ACME_API_KEY"));
    assert_eq!(problem(&[key]), not_set("ACME_APP_KEY"));
    assert_eq!(problem(&[user]), not_set("ACME_PASSWORD"));
    assert!(from(&[key, user, ("ACME_PASSWORD", "p")]).is_ok());
}

#[test]
fn environment_supplies_an_api_key_or_an_auth_token() {
    let account = ("TWILIO_ACCOUNT_SID", "AC1");
    let token = ("TWILIO_AUTH_TOKEN", "t");
    let key = ("TWILIO_API_KEY", "SK1");
    let secret = ("TWILIO_API_SECRET", "s");
    let user = |variables: &[(&str, &str)]| header("authorization", from_env(variables).unwrap());
    let basic = |user, password| header("authorization", Credentials::basic(user, password));
    assert_eq!(user(&[account, token]), basic("AC1", "t"));
    assert_eq!(user(&[account, token, key, secret]), basic("SK1", "s"));
    assert_eq!(user(&[account, token, key]), basic("AC1", "t"));
    let problem = |variables: &[(&str, &str)]| from_env(variables).unwrap_err().to_string();
    assert_eq!(
        problem(&[token]),
        "the environment variable TWILIO_ACCOUNT_SID is not set"
    );
    assert_eq!(
        problem(&[account]),
        "the environment variable TWILIO_AUTH_TOKEN is not set"
    );
    assert_eq!(
        problem(&[account, ("TWILIO_AUTH_TOKEN", "")]),
        "the environment variable TWILIO_AUTH_TOKEN is empty",
    );
    assert_eq!(
        problem(&[account, key]),
        "the environment variable TWILIO_API_SECRET is not set"
    );
}
