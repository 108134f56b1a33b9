//! An API of which nothing particular is known: credentials are named after the crate.

use super::builder::ClientBuilder;
use super::credentials::Credentials;
use super::environment::variable;
use super::error::Error;
use super::profile::Profile;

/// The profile of the API, for the crate with this name and version.
#[must_use]
pub const fn profile(package: &'static str, version: &'static str) -> Profile {
    Profile::generic(package, version)
}

/// The credentials in the environment, of which `lookup` gives the variables.
///
/// For a crate `acme-api` these are `ACME_API_TOKEN`, a bearer token; or else `ACME_API_USERNAME` and
/// `ACME_API_PASSWORD`.
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
    match (value("TOKEN"), value("USERNAME")) {
        (Ok(token), _) => Ok(Credentials::bearer(token)),
        (Err(_), Ok(user)) => Ok(Credentials::basic(user, value("PASSWORD")?)),
        (Err(error), Err(_)) => Err(error),
    }
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
