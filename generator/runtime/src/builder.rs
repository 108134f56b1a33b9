//! How a client is configured.

use std::sync::Arc;
use std::time::Duration;

use http::HeaderValue;

use super::client::{Client, Shared};
use super::configuration::ConfigurationError;
use super::credentials::Credentials;
use super::encode::header_value;
use super::error::Error;
use super::profile::Profile;
use super::server::Server;
use super::transport::{Limits, Transport, TransportError};

/// Configures a [`Client`]. Everything has a default but the credentials.
#[must_use]
pub struct ClientBuilder {
    profile: &'static Profile,
    credentials: Option<Credentials>,
    base_url: Option<String>,
    plain_http_hosts: Vec<String>,
    user_agent_suffix: Option<String>,
    limits: Limits,
    transport: Option<Arc<dyn Transport>>,
}

impl ClientBuilder {
    /// A client for the API with this profile.
    pub fn new(profile: &'static Profile) -> Self {
        Self {
            profile,
            credentials: None,
            base_url: None,
            plain_http_hosts: Vec::new(),
            user_agent_suffix: None,
            limits: Limits::default(),
            transport: None,
        }
    }

    /// Sets the credentials. A client without any can make the calls that need none.
    pub fn credentials(mut self, credentials: Credentials) -> Self {
        self.credentials = Some(credentials);
        self
    }

    /// Sends every call to this server instead of the one that the API's description names.
    ///
    /// `url` is absolute, with the scheme http or https. It replaces scheme, host and port; if it
    /// has a path, that goes before the path of every call.
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.base_url = Some(url.into());
        self
    }

    /// Allows credentials to travel over plain http to the host with this name or address. To this
    /// machine itself (`localhost`, `127.0.0.0/8` and `::1`) they always may.
    pub fn allow_plain_http(mut self, host: impl Into<String>) -> Self {
        self.plain_http_hosts.push(host.into());
        self
    }

    /// Sets how long a call may take, from the start of connecting to the end of the answer. The
    /// default is 30 seconds.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.limits.timeout = timeout;
        self
    }

    /// Sets how many bytes the body of an answer may have. The default is 32 MiB.
    pub fn max_response_bytes(mut self, bytes: usize) -> Self {
        self.limits.max_response_bytes = bytes;
        self
    }

    /// Adds to the `User-Agent` header, which otherwise names this crate and its version alone:
    /// `my-app/1.2`.
    pub fn user_agent_suffix(mut self, suffix: impl Into<String>) -> Self {
        self.user_agent_suffix = Some(suffix.into());
        self
    }

    /// Sets what carries the requests. The default needs the feature `reqwest`.
    pub fn transport(mut self, transport: impl Transport) -> Self {
        self.transport = Some(Arc::new(transport));
        self
    }

    /// Builds the client.
    ///
    /// # Errors
    ///
    /// If the credentials can't be sent in a header, the base URL isn't an absolute http or https
    /// URL, the suffix of the user agent isn't visible ASCII, or the default transport can't be set
    /// up.
    pub fn build(self) -> Result<Client, Error> {
        match self.shared() {
            Ok(shared) => Ok(Client(Arc::new(shared))),
            Err(error) => Err(Error::configuration(error)),
        }
    }

    fn shared(self) -> Result<Shared, ConfigurationError> {
        if let Some(credentials) = &self.credentials {
            credentials.to_header()?;
        }
        let user_agent = self.user_agent()?;
        let base = self.base_url.as_deref().map(Server::parse).transpose()?;
        let transport = match self.transport {
            Some(transport) => transport,
            None => default_transport().map_err(ConfigurationError::Transport)?,
        };
        Ok(Shared {
            profile: self.profile,
            credentials: self.credentials,
            base,
            plain_http_hosts: self.plain_http_hosts,
            user_agent,
            limits: self.limits,
            transport,
        })
    }

    fn user_agent(&self) -> Result<HeaderValue, ConfigurationError> {
        let Profile {
            package, version, ..
        } = self.profile;
        let text = match &self.user_agent_suffix {
            Some(suffix) => format!("{package}/{version} {suffix}"),
            None => format!("{package}/{version}"),
        };
        header_value(&text).ok_or(ConfigurationError::UserAgent)
    }
}

impl std::fmt::Debug for ClientBuilder {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ClientBuilder")
            .field("credentials", &self.credentials)
            .field("limits", &self.limits)
            .finish_non_exhaustive()
    }
}

#[cfg(feature = "reqwest")]
fn default_transport() -> Result<Arc<dyn Transport>, TransportError> {
    Ok(Arc::new(super::http_transport::HttpTransport::new()?))
}

#[cfg(not(feature = "reqwest"))]
fn default_transport() -> Result<Arc<dyn Transport>, TransportError> {
    Err(TransportError::new(
        super::transport::TransportErrorKind::Other,
        "there is none; set one with `ClientBuilder::transport`, or enable the feature `reqwest`",
    ))
}
