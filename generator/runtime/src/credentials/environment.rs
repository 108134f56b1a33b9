//! Settings from the environment, through a function that the caller gives.

use super::super::error::Error;
use super::super::error::configuration::ConfigurationError;

/// The value of an environment variable, or an error that names it.
///
/// # Errors
///
/// If `lookup` knows no such variable, or its value is empty.
pub fn variable(lookup: &dyn Fn(&str) -> Option<String>, name: &str) -> Result<String, Error> {
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
