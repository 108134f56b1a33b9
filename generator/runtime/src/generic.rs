//! An API of which nothing particular is known: credentials are named after the crate.

use super::client::builder::ClientBuilder;
use super::credentials::Credentials;
use super::credentials::environment::variable;
use super::error::Error;
use super::error::configuration::ConfigurationError;
use super::request::profile::Profile;
use super::request::security::SecurityScheme;

/// The profile of the API, for the crate with this name and version.
#[must_use]
pub const fn profile(package: &'static str, version: &'static str) -> Profile {
    Profile::generic(package, version)
}

/// The credentials in the environment, of which `lookup` gives the variables.
///
/// These are the first of the profile's [ways](Profile::schemes) whose variables are all there, or all
/// such if operations say which they take. For a crate `acme-api` they are `ACME_API_TOKEN`, a bearer
/// token, or else `ACME_API_USERNAME` and `ACME_API_PASSWORD`, unless the API's description declares
/// something else.
///
/// # Errors
///
/// If a variable is missing or empty; the error names it.
pub fn credentials_from_env(
    profile: &Profile,
    lookup: impl Fn(&str) -> Option<String>,
) -> Result<Credentials, Error> {
    let prefix = profile.package.to_ascii_uppercase().replace('-', "_");
    let value = |name: &str| variable(&lookup, &format!("{prefix}_{name}"));
    let is_there =
        |scheme: &SecurityScheme| scheme.variables().iter().all(|name| value(name).is_ok());
    let complete = profile
        .security
        .iter()
        .filter(|way| way.iter().all(is_there));
    let most = if profile.by_operation { usize::MAX } else { 1 };
    let mut schemes: Vec<&SecurityScheme> = Vec::new();
    for scheme in complete.take(most).copied().flatten() {
        if !schemes.contains(&scheme) {
            schemes.push(scheme);
        }
    }
    let parts = schemes.into_iter().map(|scheme| scheme.credentials(value));
    let all = parts.reduce(|all, part| Ok(all?.and(part?)));
    all.unwrap_or_else(|| Err(missing(profile, value)))
}

/// The error that names a variable without which no way is complete. A part of something is more likely
/// a mistake than nothing of another.
fn missing(profile: &Profile, value: impl Fn(&str) -> Result<String, Error>) -> Error {
    let set = |way: &[SecurityScheme]| {
        let variables = way.iter().flat_map(SecurityScheme::variables);
        variables.map(|name| value(name)).collect::<Vec<_>>()
    };
    let mut ways = profile.security.iter().map(|way| set(way));
    let begun = ways.rfind(|way| way.iter().any(Result::is_ok));
    let way = begun.or_else(|| profile.security.first().map(|way| set(way)));
    let missing = way.into_iter().flatten().find_map(Result::err);
    missing.unwrap_or_else(|| Error::configuration(ConfigurationError::NoCredentials))
}

/// The builder with the [credentials](credentials_from_env) in the environment, of which `lookup`
/// gives the variables.
///
/// # Errors
///
/// If a variable is missing or empty; the error names it.
pub fn configure_from_env(
    builder: ClientBuilder,
    lookup: impl Fn(&str) -> Option<String>,
) -> Result<ClientBuilder, Error> {
    let credentials = credentials_from_env(builder.profile, lookup)?;
    Ok(builder.credentials(credentials))
}
