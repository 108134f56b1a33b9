//! The host of calls, as far as the caller chooses it.

use std::fmt;

use super::super::error::configuration::ConfigurationError;

/// Returns the host to call for a host that the API's description names.
pub type EndpointResolver = fn(host: &str, params: &EndpointParams) -> String;

/// Named parameters of the host to call, such as a region. The vendor's module defines their names and
/// their meaning.
///
/// Each value is one label of a host name: letters, digits and dashes.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct EndpointParams(
    /// They are sorted by name. A list of two or three is less code to compile than a map.
    Vec<(&'static str, String)>,
);

impl EndpointParams {
    /// Creates an empty set.
    #[must_use]
    pub const fn new() -> Self {
        Self(Vec::new())
    }

    /// Sets a parameter.
    pub fn set(&mut self, name: &'static str, value: impl Into<String>) {
        let index = self.0.partition_point(|(known, _)| *known < name);
        match self.0.get_mut(index) {
            Some((known, old)) if *known == name => *old = value.into(),
            _ => self.0.insert(index, (name, value.into())),
        }
    }

    /// Returns the value of a parameter, if it is set.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        let found = self.0.iter().find(|(known, _)| *known == name);
        found.map(|(_, value)| value.as_str())
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

impl fmt::Debug for EndpointParams {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut map = f.debug_map();
        for (name, value) in &self.0 {
            map.entry(name, value);
        }
        map.finish()
    }
}

fn is_label(text: &str) -> bool {
    let allowed = |c: char| c.is_ascii_alphanumeric() || c == '-';
    !text.is_empty() && text.chars().all(allowed)
}
