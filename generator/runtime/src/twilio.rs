//! Twilio's particular features: its credentials, edges and regions, their names in the environment,
//! and the form of its errors. Only crates for Twilio's APIs contain this module, and no other module
//! imports it.

use std::str::FromStr;

use secrecy::SecretString;

use super::client::Client;
use super::client::builder::ClientBuilder;
use super::credentials::Credentials;
use super::credentials::environment::env_variable;
use super::error::Error;
use super::error::configuration::ConfigurationError;
use super::error::details::ErrorFields;
use super::error::meaning::ErrorMeaning;
use super::request::endpoint::EndpointParams;
use super::request::profile::Profile;
use super::values::sid::SidError;
#[cfg(feature = "webhooks")]
use super::webhooks::{UrlSignature, WebhookVerifier};

/// Creates the profile of a Twilio API, for the crate with this name and version.
#[must_use]
pub const fn profile(package: &'static str, version: &'static str) -> Profile {
    Profile {
        package,
        env_prefix: "",
        version,
        server: "",
        resolve_host: host,
        fixed_hosts: &[],
        request_id_header: "twilio-request-id",
        // Two forms of the vendor's own (`code`, `message`, `more_info`), and RFC 9457.
        errors: ErrorMeaning {
            fields: ErrorFields {
                code: &["/code"],
                message: &["/message", "/detail", "/title"],
                more_info: &["/more_info", "/type"],
                params: &["/params"],
                user_error: &["/userError"],
            },
            // The vendor says so of 429 alone, which is below 500.
            unprocessed: &[],
        },
        security: &[],
        by_operation: false,
        servers: &[],
    }
}

impl Credentials {
    /// Creates credentials from an account SID (`AC…`) and the account's auth token.
    pub fn auth_token(account_sid: impl Into<String>, auth_token: impl Into<SecretString>) -> Self {
        let account_sid = account_sid.into();
        Self::basic(account_sid.clone(), auth_token).for_account(account_sid)
    }

    /// Creates credentials from an account SID (`AC…`), and the SID (`SK…`) and secret of an API key of
    /// that account.
    pub fn api_key(
        account_sid: impl Into<String>,
        key_sid: impl Into<String>,
        key_secret: impl Into<SecretString>,
    ) -> Self {
        Self::basic(key_sid, key_secret).for_account(account_sid)
    }
}

/// Creates credentials from the environment variables that `lookup` returns.
///
/// `TWILIO_ACCOUNT_SID` names the account. An API key in `TWILIO_API_KEY` and `TWILIO_API_SECRET` takes
/// precedence over `TWILIO_AUTH_TOKEN`.
///
/// # Errors
///
/// If a variable is missing or empty; the error names it.
pub fn credentials_from_env(
    _profile: &Profile,
    lookup: impl Fn(&str) -> Option<String>,
) -> Result<Credentials, Error> {
    let account_sid = env_variable(&lookup, "TWILIO_ACCOUNT_SID")?;
    let key = env_variable(&lookup, "TWILIO_API_KEY");
    let secret = env_variable(&lookup, "TWILIO_API_SECRET");
    let token = env_variable(&lookup, "TWILIO_AUTH_TOKEN");
    match (key, secret, token) {
        (Ok(key), Ok(secret), _) => Ok(Credentials::api_key(account_sid, key, secret)),
        (_, _, Ok(token)) => Ok(Credentials::auth_token(account_sid, token)),
        // Half of an API key is more likely a mistake than a missing auth token.
        (Ok(_), Err(error), _) | (Err(error), Ok(_), _) | (_, _, Err(error)) => Err(error),
    }
}

/// The endpoint parameter for the edge at which calls enter Twilio's network.
const EDGE: &str = "edge";

/// The endpoint parameter for the region in which calls are processed.
const REGION: &str = "region";

impl ClientBuilder {
    /// Sets the edge at which calls enter Twilio's network, such as `ashburn` or `dublin`. Without a
    /// region, it implies the region `us1`.
    pub fn edge(mut self, edge: impl Into<String>) -> Self {
        self.endpoint.set(EDGE, edge);
        self
    }

    /// Sets the region in which calls are processed, such as `ie1` or `au1`. Each region has separate
    /// credentials.
    pub fn region(mut self, region: impl Into<String>) -> Self {
        self.endpoint.set(REGION, region);
        self
    }
}

/// Twilio's form of signatures. Source: Twilio's page on the security of webhooks.
#[cfg(feature = "webhooks")]
static SIGNATURE: UrlSignature = UrlSignature {
    signature: "x-twilio-signature",
    settings: "x-twilio-webhooks-signature-settings",
    body_hash: "bodySHA256",
};

#[cfg(feature = "webhooks")]
impl WebhookVerifier {
    /// Creates a verifier of webhooks that Twilio signs with the account's primary auth token. The secret
    /// of an API key signs none.
    ///
    /// Twilio signs webhooks that match a webhooks rule with a shared key instead; see
    /// [`shared_key`](Self::shared_key). Its signatures have no timestamp, so that a webhook can be replayed:
    /// a handler must be able to receive an event twice.
    pub fn auth_token(auth_token: impl Into<SecretString>) -> Self {
        Self::url_signed(&SIGNATURE, auth_token)
    }
}

/// Returns the SID of the account that a client's credentials belong to.
///
/// # Errors
///
/// If the client has no credentials, if they name no account, or if the account's SID is malformed.
pub fn account_sid<S>(client: &Client) -> Result<S, Error>
where
    S: FromStr<Err = SidError>,
{
    let credentials = client.0.credentials.as_ref();
    let account = credentials.and_then(Credentials::account);
    let account = account.ok_or_else(|| {
        Error::configuration(ConfigurationError::OtherCredentials {
            takes: "`Credentials::auth_token` or `Credentials::api_key`".to_owned(),
            has: "no credentials of an account".to_owned(),
        })
    })?;
    Ok(account.parse()?)
}

/// Configures a builder from the environment variables that `lookup` returns: the
/// [credentials](credentials_from_env), the base URL in `TWILIO_BASE_URL`, and the edge and the region
/// in `TWILIO_EDGE` and `TWILIO_REGION`, if they are set and not empty.
///
/// # Errors
///
/// If a variable of the credentials is missing or empty; the error names it.
pub fn configure_from_env(
    builder: ClientBuilder,
    lookup: impl Fn(&str) -> Option<String>,
) -> Result<ClientBuilder, Error> {
    let credentials = credentials_from_env(builder.profile, &lookup)?;
    let mut builder = builder.credentials(credentials);
    let value = |name| lookup(name).filter(|value| !value.is_empty());
    if let Some(url) = value("TWILIO_BASE_URL") {
        builder = builder.base_url(url);
    }
    if let Some(edge) = value("TWILIO_EDGE") {
        builder = builder.edge(edge);
    }
    if let Some(region) = value("TWILIO_REGION") {
        builder = builder.region(region);
    }
    Ok(builder)
}

/// Returns the host `product[.edge][.region].twilio.com` for a described host and the endpoint
/// parameters.
///
/// A parameter that isn't set keeps the described value, and an edge without a region is one of `us1`.
/// Hosts outside Twilio's domain stay unchanged.
#[must_use]
pub fn host(described: &str, params: &EndpointParams) -> String {
    let Some(name) = described.strip_suffix(".twilio.com") else {
        return described.to_owned();
    };
    let parts: Vec<&str> = name.split('.').collect();
    let (product, described_edge, described_region) = match parts[..] {
        [product] => (product, None, None),
        [product, region] => (product, None, Some(region)),
        [product, edge, region] => (product, Some(edge), Some(region)),
        _ => return described.to_owned(),
    };
    let edge = params.get(EDGE).or(described_edge);
    let region = params.get(REGION).or(described_region);
    let region = region.or(edge.map(|_| "us1"));
    let parts = [Some(product), edge, region, Some("twilio.com")];
    parts.into_iter().flatten().collect::<Vec<_>>().join(".")
}
