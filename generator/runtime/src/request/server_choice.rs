//! The choice among the servers of the API's description, and of their variables.

use std::borrow::Cow;

use super::super::error::configuration::ConfigurationError;

/// A server of the API's description.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ServerTemplate {
    /// The name, or an empty text if the description gives none.
    pub name: &'static str,
    /// The URL, with a placeholder `{name}` for each variable.
    pub url: &'static str,
    /// The variables of the URL.
    pub variables: &'static [ServerVariable],
}

/// A variable of a server's URL.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ServerVariable {
    /// The name.
    pub name: &'static str,
    /// The value unless a caller sets another one.
    pub default: &'static str,
    /// The values that it may have; empty if any is allowed.
    pub values: &'static [&'static str],
}

/// The server that a caller chooses.
#[derive(Clone, Debug, Default)]
pub(crate) struct ServerChoice {
    name: Option<String>,
    variables: Vec<(String, String)>,
}

impl ServerChoice {
    pub(crate) fn set_name(&mut self, name: String) {
        self.name = Some(name);
    }

    /// Sets a variable; the last value counts.
    pub(crate) fn set_variable(&mut self, name: String, value: String) {
        self.variables.retain(|(known, _)| *known != name);
        self.variables.push((name, value));
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.name.is_none() && self.variables.is_empty()
    }

    /// Returns the URL of the chosen server, for an operation of the described one.
    pub(super) fn url<'d>(
        &self,
        described: &'d str,
        lists: &[&[ServerTemplate]],
    ) -> Result<Cow<'d, str>, ConfigurationError> {
        if self.is_empty() {
            return Ok(Cow::Borrowed(described));
        }
        let server = self.server(described, lists)?;
        self.check_variables(server)?;
        self.fill(server).map(Cow::Owned)
    }

    /// Returns the chosen server of the lists that contain the described one.
    fn server<'t>(
        &self,
        described: &str,
        lists: &[&'t [ServerTemplate]],
    ) -> Result<&'t ServerTemplate, ConfigurationError> {
        let is_described = |server: &ServerTemplate| server.default_url() == described;
        let mut names = Vec::new();
        for list in lists.iter().filter(|list| list.iter().any(is_described)) {
            for server in *list {
                let is_chosen = match &self.name {
                    Some(name) => server.name == name,
                    None => is_described(server),
                };
                if is_chosen {
                    return Ok(server);
                }
                names.push(server.name);
            }
        }
        let Some(name) = &self.name else {
            return Err(self.no_variables());
        };
        names.retain(|name| !name.is_empty());
        Err(ConfigurationError::UnknownServer {
            name: name.clone(),
            known: listed(&names),
        })
    }

    fn no_variables(&self) -> ConfigurationError {
        let first = self.variables.first().map(|(name, _)| name.clone());
        ConfigurationError::UnknownServerVariable {
            name: first.unwrap_or_default(),
            known: listed(&[]),
        }
    }

    /// Checks that the server has each variable that is set.
    fn check_variables(&self, server: &ServerTemplate) -> Result<(), ConfigurationError> {
        let known = |name: &str| server.variables.iter().any(|known| known.name == name);
        match self.variables.iter().find(|(name, _)| !known(name)) {
            None => Ok(()),
            Some((name, _)) => {
                let known: Vec<_> = server.variables.iter().map(|known| known.name).collect();
                Err(ConfigurationError::UnknownServerVariable {
                    name: name.clone(),
                    known: listed(&known),
                })
            }
        }
    }

    /// Returns the URL of a server with the values of its variables.
    fn fill(&self, server: &ServerTemplate) -> Result<String, ConfigurationError> {
        let mut url = server.url.to_owned();
        for variable in server.variables {
            let mut set = self.variables.iter();
            let value = match set.find(|(name, _)| name == variable.name) {
                None => variable.default,
                Some((_, value)) if variable.allows(value) => value,
                Some((_, value)) => return Err(variable.refusal(value)),
            };
            url = variable.fill(&url, value);
        }
        Ok(url)
    }
}

impl ServerTemplate {
    /// Returns the URL with the defaults of the variables, in the form that operations have it.
    fn default_url(&self) -> String {
        let mut url = self.url.to_owned();
        for variable in self.variables {
            url = variable.fill(&url, variable.default);
        }
        url.trim_end_matches('/').to_owned()
    }
}

impl ServerVariable {
    /// Returns a URL with a value for the variable.
    fn fill(&self, url: &str, value: &str) -> String {
        url.replace(&format!("{{{}}}", self.name), value)
    }

    /// Whether it may have a value. A value without a declared list stays within its part of the URL: it
    /// can't end the host, and so can't send the credentials to another one.
    fn allows(&self, value: &str) -> bool {
        let is_safe = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | '~');
        match self.values {
            [] => !value.is_empty() && value.chars().all(is_safe) && !matches!(value, "." | ".."),
            values => values.contains(&value),
        }
    }

    fn refusal(&self, value: &str) -> ConfigurationError {
        ConfigurationError::ServerVariable {
            name: self.name,
            value: value.to_owned(),
            expected: match self.values {
                [] => "letters, digits, dashes, dots, underscores and tildes".to_owned(),
                values => listed(values),
            },
        }
    }
}

/// Returns names in a message.
fn listed(names: &[&str]) -> String {
    match names {
        [] => "none".to_owned(),
        names => format!("`{}`", names.join("`, `")),
    }
}
