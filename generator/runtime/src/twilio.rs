//! What is particular to Twilio: its credentials, its edges and regions, their names in the
//! environment, and the shape of its errors. Only crates for Twilio's APIs have this module, and no other module refers to it.

use std::str::FromStr;

use secrecy::SecretString;

use super::client::Client;
use super::client::builder::ClientBuilder;
use super::credentials::Credentials;
use super::credentials::environment::variable;
use super::error::Error;
use super::error::configuration::ConfigurationError;
use super::profile::{EndpointParams, ErrorFields, Profile};
use super::values::sid::SidError;

/// The profile of a Twilio API, for the crate with this name and version.
#[must_use]
pub const fn profile(package: &'static str, version: &'static str) -> Profile {
    Profile {
        package,
        version,
        server: "",
        host,
        request_id_header: "twilio-request-id",
        // Two shapes of the vendor's own (`code`, `message`, `more_info`), and RFC 9457.
        error_fields: ErrorFields {
            code: &["/code"],
            message: &["/message", "/detail", "/title"],
            more_info: &["/more_info", "/type"],
            params: &["/params"],
            user_error: &["/userError"],
        },
        schemes: &[],
        by_operation: false,
    }
}

impl Credentials {
    /// An account SID (`AC…`) and the account's auth token.
    pub fn auth_token(account_sid: impl Into<String>, auth_token: impl Into<SecretString>) -> Self {
        let account_sid = account_sid.into();
        Self::basic(account_sid.clone(), auth_token).for_account(account_sid)
    }

    /// An account SID (`AC…`), and the SID (`SK…`) and secret of an API key of that account.
    pub fn api_key(
        account_sid: impl Into<String>,
        key_sid: impl Into<String>,
        key_secret: impl Into<SecretString>,
    ) -> Self {
        Self::basic(key_sid, key_secret).for_account(account_sid)
    }
}

/// The credentials in the environment, of which `lookup` gives the variables.
///
/// `TWILIO_ACCOUNT_SID` names the account. An API key in `TWILIO_API_KEY` and `TWILIO_API_SECRET` is
/// preferred; unless both are there, `TWILIO_AUTH_TOKEN` is used.
///
/// # Errors
///
/// If a variable is missing or empty; the error names it.
pub fn credentials_from_env(
    _profile: &Profile,
    lookup: impl Fn(&str) -> Option<String>,
) -> Result<Credentials, Error> {
    let account_sid = variable(&lookup, "TWILIO_ACCOUNT_SID")?;
    let key = variable(&lookup, "TWILIO_API_KEY");
    let secret = variable(&lookup, "TWILIO_API_SECRET");
    let token = variable(&lookup, "TWILIO_AUTH_TOKEN");
    match (key, secret, token) {
        (Ok(key), Ok(secret), _) => Ok(Credentials::api_key(account_sid, key, secret)),
        (_, _, Ok(token)) => Ok(Credentials::auth_token(account_sid, token)),
        // Half of an API key is more likely a mistake than no auth token.
        (Ok(_), Err(error), _) | (Err(error), Ok(_), _) | (_, _, Err(error)) => Err(error),
    }
}

impl ClientBuilder {
    /// Enters Twilio's network at this edge, such as `ashburn` or `dublin`. Without a region, that
    /// implies the region `us1`.
    pub fn edge(mut self, edge: impl Into<String>) -> Self {
        self.endpoint.edge = Some(edge.into());
        self
    }

    /// Has calls processed in this region, such as `ie1` or `au1`. Each region has credentials of its
    /// own.
    pub fn region(mut self, region: impl Into<String>) -> Self {
        self.endpoint.region = Some(region.into());
        self
    }
}

/// The SID of the account that a client's credentials belong to.
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

/// The builder with what the environment holds, of which `lookup` gives the variables: the
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
    let setting = |name| lookup(name).filter(|value| !value.is_empty());
    if let Some(url) = setting("TWILIO_BASE_URL") {
        builder = builder.base_url(url);
    }
    if let Some(edge) = setting("TWILIO_EDGE") {
        builder = builder.edge(edge);
    }
    if let Some(region) = setting("TWILIO_REGION") {
        builder = builder.region(region);
    }
    Ok(builder)
}

/// The host `product[.edge][.region].twilio.com` for a described one and a chosen place.
///
/// What the place leaves open stays as it is described, and an edge without a region is one of `us1`.
/// Other hosts than Twilio's stay as they are.
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
    let edge = params.edge.as_deref().or(described_edge);
    let region = params.region.as_deref().or(described_region);
    let region = region.or(edge.map(|_| "us1"));
    let parts = [Some(product), edge, region, Some("twilio.com")];
    parts.into_iter().flatten().collect::<Vec<_>>().join(".")
}
