// @generated: a copy of `generator/runtime/src/credentials/environment.rs`; edit that file instead.

//! Credentials from environment variables, which a function looks up.

use super::super::error::Error;
use super::super::error::configuration::ConfigurationError;
use super::super::request::security::SecurityScheme;
use super::Credentials;

/// Returns the value of an environment variable, or an error that names it.
///
/// # Errors
///
/// If the variable isn't set, or is empty.
pub(crate) fn env_variable(
    lookup: &dyn Fn(&str) -> Option<String>,
    name: &str,
) -> Result<String, Error> {
    let missing = |empty| {
        Error::configuration(ConfigurationError::Variable {
            name: name.to_owned(),
            empty,
        })
    };
    match lookup(name) {
        None => Err(missing(false)),
        Some(value) if value.is_empty() => Err(missing(true)),
        Some(value) => Ok(value),
    }
}

impl SecurityScheme {
    /// Creates the credentials of this scheme. `value` returns the variable with a suffix.
    ///
    /// # Errors
    ///
    /// Those of `value`.
    pub fn credentials(
        &self,
        value: impl Fn(&str) -> Result<String, Error>,
    ) -> Result<Credentials, Error> {
        Ok(match self {
            Self::Bearer => Credentials::bearer(value("TOKEN")?),
            Self::Basic => Credentials::basic(value("USERNAME")?, value("PASSWORD")?),
            Self::Header { name, variable } => Credentials::header(*name, value(variable)?),
            Self::Query { name, variable } => Credentials::query(*name, value(variable)?),
            Self::Cookie { name, variable } => Credentials::cookie(*name, value(variable)?),
        })
    }
}
