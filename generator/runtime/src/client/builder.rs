//! How a client is configured.

use std::sync::Arc;
use std::time::Duration;

use http::HeaderValue;

use super::super::credentials::Credentials;
use super::super::credentials::choice::Choice;
use super::super::error::Error;
use super::super::error::configuration::ConfigurationError;
use super::super::request::encode::header_value;
use super::super::request::profile::{EndpointParams, Profile};
use super::super::request::server::Destination;
use super::super::retry::RetryPolicy;
use super::super::retry::budget::RetryBudget;
use super::super::transport::Transport;
#[cfg(feature = "blocking")]
use super::super::transport::blocking::BlockingTransport;
#[cfg(feature = "hyper")]
use super::super::transport::proxy::Proxy;
use super::Client;
use super::interceptor::Interceptor;
use super::settings::Settings;
use super::shared::Shared;
use super::transports::Transports;

/// Configures a [`Client`]. Everything has a default but the credentials.
#[must_use]
pub struct ClientBuilder {
    pub(crate) profile: &'static Profile,
    /// Where the vendor shall handle calls; the setters are the vendor's.
    pub(crate) endpoint: EndpointParams,
    credentials: Option<Credentials>,
    base_url: Option<String>,
    plain_http_hosts: Vec<String>,
    user_agent_suffix: Option<String>,
    settings: Settings,
    budget: RetryBudget,
    interceptors: Vec<Arc<dyn Interceptor>>,
    transports: Transports,
}

impl ClientBuilder {
    /// A client for the API with this profile.
    pub fn new(profile: &'static Profile) -> Self {
        Self {
            profile,
            endpoint: EndpointParams::default(),
            credentials: None,
            base_url: None,
            plain_http_hosts: Vec::new(),
            user_agent_suffix: None,
            settings: Settings::default(),
            budget: RetryBudget::default(),
            interceptors: Vec::new(),
            transports: Transports::default(),
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
    /// machine itself (`localhost`, `127.0.0.0/8` and `::1`) they may in any case, unless a proxy is on the
    /// way.
    pub fn allow_plain_http(mut self, host: impl Into<String>) -> Self {
        self.plain_http_hosts.push(host.into());
        self
    }

    /// Sets how long a call may take, with all its attempts and the pauses between them. The default
    /// is 2 minutes.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.settings.timeout = timeout;
        self
    }

    /// Sets how long one attempt may take, from the start of connecting to the end of the answer. The
    /// default is 30 seconds.
    pub fn attempt_timeout(mut self, timeout: Duration) -> Self {
        self.settings.attempt_timeout = timeout;
        self
    }

    /// Sets when calls are tried again. The default is [`ExponentialBackoff`](super::super::ExponentialBackoff) with up to 4
    /// attempts; [`NoRetry`](super::super::NoRetry) turns retries off.
    pub fn retry(mut self, policy: impl RetryPolicy) -> Self {
        self.settings.retry = Arc::new(policy);
        self
    }

    /// Sets what all calls together may spend on retries.
    pub fn retry_budget(mut self, budget: RetryBudget) -> Self {
        self.budget = budget;
        self
    }

    /// Reads answers strictly: an optional field that isn't what the API's description says is an
    /// error, and not taken for absent as [`Response::drift`](super::super::Response::drift) tells.
    pub fn strict(mut self) -> Self {
        self.settings.strict = true;
        self
    }

    /// Sets how many bytes the body of an answer may have. The default is 32 MiB.
    pub fn max_response_bytes(mut self, bytes: usize) -> Self {
        self.settings.max_response_bytes = bytes;
        self
    }

    /// Adds code that runs before and after every attempt, in the order in which it is added.
    pub fn interceptor(mut self, interceptor: impl Interceptor) -> Self {
        self.interceptors.push(Arc::new(interceptor));
        self
    }

    /// Adds to the `User-Agent` header, which otherwise names this crate and its version alone:
    /// `my-app/1.2`.
    pub fn user_agent_suffix(mut self, suffix: impl Into<String>) -> Self {
        self.user_agent_suffix = Some(suffix.into());
        self
    }

    /// Sends all calls through these proxies, async and blocking ones. By default none is used.
    ///
    /// [`Proxy::from_env`] takes them from the environment. It is for the default transports; with another
    /// one, [`build`](Self::build) fails.
    #[cfg(feature = "hyper")]
    pub fn proxy(mut self, proxy: Proxy) -> Self {
        self.transports.http = self.transports.http.proxy(proxy);
        self
    }

    /// Trusts the certificates in this text of PEM, too, and those that they vouch for. It is for the
    /// default transports, async and blocking; with another one, [`build`](Self::build) fails.
    #[cfg(feature = "hyper")]
    pub fn root_certificates(mut self, pem: impl Into<Vec<u8>>) -> Self {
        self.transports.http = self.transports.http.root_certificates(pem);
        self
    }

    /// Sets what carries the requests of async calls. The default needs the feature `hyper`.
    ///
    /// A client with a transport of its own has no default one for blocking calls either.
    pub fn transport(mut self, transport: impl Transport) -> Self {
        self.transports.asynchronous = Some(Arc::new(transport));
        self
    }

    /// Sets what carries the requests of blocking calls.
    ///
    /// A client with a transport of its own has no default one for async calls either.
    #[cfg(feature = "blocking")]
    pub fn blocking_transport(mut self, transport: impl BlockingTransport) -> Self {
        self.transports.blocking = Some(Arc::new(transport));
        self
    }

    /// Builds the client.
    ///
    /// # Errors
    ///
    /// If the credentials can't be sent, the base URL isn't an absolute http or https
    /// URL, an edge or region isn't a part of a host name, the suffix of the user agent isn't visible
    /// ASCII, or the default transport can't be set up.
    pub fn build(self) -> Result<Client, Error> {
        match self.shared() {
            Ok(shared) => Ok(Client(Arc::new(shared))),
            Err(error) => Err(Error::configuration(error)),
        }
    }

    fn shared(self) -> Result<Shared, ConfigurationError> {
        if let Some(credentials) = &self.credentials {
            Choice::of(credentials, self.profile).check()?;
        }
        Ok(Shared {
            user_agent: self.user_agent()?,
            destination: Destination::new(self.profile, self.endpoint, self.base_url.as_deref())?,
            transports: self.transports.or_default()?,
            profile: self.profile,
            credentials: self.credentials,
            plain_http_hosts: self.plain_http_hosts,
            settings: self.settings,
            budget: self.budget,
            interceptors: self.interceptors,
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
            .field("settings", &self.settings)
            .finish_non_exhaustive()
    }
}
