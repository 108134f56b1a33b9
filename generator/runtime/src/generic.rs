//! An API of no known vendor: the environment variables are named after the crate.

use super::client::builder::ClientBuilder;
use super::credentials::Credentials;
use super::credentials::environment::env_variable;
use super::error::Error;
use super::error::configuration::ConfigurationError;
use super::request::profile::Profile;
use super::request::security::SecurityScheme;

/// Creates the profile of the API, for the crate with this name and version.
#[must_use]
pub const fn profile(package: &'static str, version: &'static str) -> Profile {
    Profile::generic(package, version)
}

/// Creates credentials from the environment variables that `lookup` returns.
///
/// They meet the first of the profile's [security requirements](Profile::security) whose variables are
/// all set, or all such requirements if operations declare different ones. For a crate `acme-api` the
/// variables are `ACME_API_TOKEN`, a bearer token, or else `ACME_API_USERNAME` and `ACME_API_PASSWORD`,
/// unless the API's description declares other schemes.
///
/// # Errors
///
/// If a variable is missing or empty; the error names it.
pub fn credentials_from_env(
    profile: &Profile,
    lookup: impl Fn(&str) -> Option<String>,
) -> Result<Credentials, Error> {
    let prefix = match profile.env_prefix {
        "" => profile.package.to_ascii_uppercase().replace('-', "_"),
        prefix => prefix.to_owned(),
    };
    let value = |name: &str| env_variable(&lookup, &format!("{prefix}_{name}"));
    let is_there =
        |scheme: &SecurityScheme| scheme.variables().iter().all(|name| value(name).is_ok());
    let complete = profile
        .security
        .iter()
        .filter(|requirement| requirement.iter().all(is_there));
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

/// Returns the error that names the missing variable of a requirement. A requirement of which a
/// variable is set is more likely the intended one.
fn missing(profile: &Profile, value: impl Fn(&str) -> Result<String, Error>) -> Error {
    let set = |requirement: &[SecurityScheme]| {
        let variables = requirement.iter().flat_map(SecurityScheme::variables);
        variables.map(|name| value(name)).collect::<Vec<_>>()
    };
    let mut requirements = profile.security.iter().map(|requirement| set(requirement));
    let begun = requirements.rfind(|requirement| requirement.iter().any(Result::is_ok));
    let requirement =
        begun.or_else(|| profile.security.first().map(|requirement| set(requirement)));
    let missing = requirement.into_iter().flatten().find_map(Result::err);
    missing.unwrap_or_else(|| Error::configuration(ConfigurationError::NoCredentials))
}

/// Configures a builder with the [credentials](credentials_from_env) in the environment variables that
/// `lookup` returns.
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
