//! An API of which nothing particular is known: credentials are named after the crate.

use super::builder::ClientBuilder;
use super::configuration::ConfigurationError;
use super::credentials::Credentials;
use super::environment::variable;
use super::error::Error;
use super::profile::Profile;
use super::scheme::Scheme;

/// The profile of the API, for the crate with this name and version.
#[must_use]
pub const fn profile(package: &'static str, version: &'static str) -> Profile {
    Profile::generic(package, version)
}

/// The credentials in the environment, of which `lookup` gives the variables.
///
/// These are the first of the profile's [schemes](Profile::schemes) whose variables are all there.
/// For a crate `acme-api` they are `ACME_API_TOKEN`, a bearer token, or else `ACME_API_USERNAME` and
/// `ACME_API_PASSWORD`, unless the API's description declares something else.
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
    let mut failed = None;
    for alternative in profile.schemes {
        let parts = alternative.iter().map(|scheme| scheme.credentials(value));
        let all = parts.reduce(|all, part| Ok(all?.and(part?)));
        match all {
            Some(Ok(credentials)) => return Ok(credentials),
            Some(Err(error)) => {
                // A part of something is more likely a mistake than nothing of another.
                let mut variables = alternative.iter().flat_map(Scheme::variables);
                let begun = variables.any(|name| value(name).is_ok());
                if begun || failed.is_none() {
                    failed = Some(error);
                }
            }
            None => {}
        }
    }
    Err(failed.unwrap_or_else(|| Error::configuration(ConfigurationError::NoCredentials)))
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
