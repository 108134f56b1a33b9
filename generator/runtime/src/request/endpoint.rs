//! The host of calls, as far as the caller chooses it.

use std::collections::BTreeMap;

use super::super::error::configuration::ConfigurationError;

/// Returns the host to call for a host that the API's description names.
pub type EndpointResolver = fn(host: &str, params: &EndpointParams) -> String;

/// Named parameters of the host to call, such as a region. The vendor's module defines their names and
/// their meaning.
///
/// Each value is one label of a host name: letters, digits and dashes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EndpointParams(BTreeMap<&'static str, String>);

impl EndpointParams {
    /// Creates an empty set.
    #[must_use]
    pub const fn new() -> Self {
        Self(BTreeMap::new())
    }

    /// Sets a parameter.
    pub fn set(&mut self, name: &'static str, value: impl Into<String>) {
        self.0.insert(name, value.into());
    }

    /// Returns the value of a parameter, if it is set.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str)
    }

    /// Checks that each value is a label of a host name, so that none leads out of the vendor's domain.
    pub(super) fn check(&self) -> Result<(), ConfigurationError> {
        match self.0.iter().find(|(_, value)| !is_label(value)) {
            None => Ok(()),
            Some((name, value)) => Err(ConfigurationError::EndpointParam {
                name,
                value: value.clone(),
            }),
        }
    }
}

fn is_label(text: &str) -> bool {
    let allowed = |c: char| c.is_ascii_alphanumeric() || c == '-';
    !text.is_empty() && text.chars().all(allowed)
}
