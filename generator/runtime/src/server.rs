//! Where requests go.

use url::Url;

use super::configuration::ConfigurationError;
use super::operation::OperationInfo;

/// A server: its scheme, host and port, and a path before the path of every operation.
#[derive(Clone, Debug)]
pub(super) struct Server {
    origin: String,
    prefix: String,
}

impl Server {
    /// Reads the absolute http or https URL of a server.
    pub(super) fn parse(text: &str) -> Result<Self, ConfigurationError> {
        let url = Url::parse(text).map_err(|_| ConfigurationError::ServerNotAbsolute)?;
        if !matches!(url.scheme(), "http" | "https") {
            return Err(ConfigurationError::ServerScheme);
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(ConfigurationError::ServerWithCredentials);
        }
        if url.query().is_some() || url.fragment().is_some() {
            return Err(ConfigurationError::ServerWithQuery);
        }
        Ok(Self {
            origin: url.origin().ascii_serialization(),
            prefix: url.path().trim_end_matches('/').to_owned(),
        })
    }

    /// The server of an operation. A base URL replaces the scheme, host and port that the API's
    /// description names, and its path goes before the described one.
    pub(super) fn of(
        operation: &OperationInfo,
        base: Option<&Self>,
    ) -> Result<Self, ConfigurationError> {
        let Some(base) = base else {
            return Self::parse(operation.server());
        };
        let path = path_of(operation.server()).trim_end_matches('/');
        Ok(Self {
            origin: base.origin.clone(),
            prefix: format!("{}{path}", base.prefix),
        })
    }

    /// The URL of a path and query that are encoded already.
    pub(super) fn url(&self, path: &str, query: &str) -> String {
        let Self { origin, prefix } = self;
        let slash = if path.starts_with('/') { "" } else { "/" };
        let mark = if query.is_empty() { "" } else { "?" };
        format!("{origin}{prefix}{slash}{path}{mark}{query}")
    }
}

/// The path of a URL that may be absolute, relative or empty.
fn path_of(url: &str) -> &str {
    let Some((_, after_scheme)) = url.split_once("://") else {
        return url;
    };
    let start = after_scheme.find('/').unwrap_or(after_scheme.len());
    after_scheme.get(start..).unwrap_or_default()
}
