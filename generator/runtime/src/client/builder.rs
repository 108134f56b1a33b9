//! The configuration of a client.

use std::sync::Arc;
use std::time::Duration;

use http::HeaderValue;

use super::super::credentials::Credentials;
use super::super::credentials::choice::Choice;
use super::super::error::Error;
use super::super::error::configuration::ConfigurationError;
use super::super::request::encode::header_value;
use super::super::request::endpoint::EndpointParams;
use super::super::request::memo::Memo;
use super::super::request::profile::Profile;
use super::super::request::server::{Destination, Servers};
use super::super::retry::RetryPolicy;
use super::super::retry::budget::RetryBudget;
use super::super::slots::Slots;
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

/// Configures a [`Client`]. Everything but the credentials has a default.
#[must_use]
pub struct ClientBuilder {
    pub(crate) profile: &'static Profile,
    /// The parameters of the host. The vendor's module has the setters.
    pub(crate) endpoint: EndpointParams,
    credentials: Option<Credentials>,
    base_url: Option<String>,
    plain_http_hosts: Vec<String>,
    user_agent_suffix: Option<String>,
    settings: Settings,
    budget: RetryBudget,
    call_limit: Option<Slots>,
    interceptors: Vec<Arc<dyn Interceptor>>,
    transports: Transports,
}

impl ClientBuilder {
    /// Creates a builder for the API with this profile.
    pub fn new(profile: &'static Profile) -> Self {
        Self {
            profile,
            endpoint: EndpointParams::new(),
            credentials: None,
            base_url: None,
            plain_http_hosts: Vec::new(),
            user_agent_suffix: None,
            settings: Settings::default(),
            budget: RetryBudget::default(),
            call_limit: None,
            interceptors: Vec::new(),
            transports: Transports::default(),
        }
    }

    /// Sets the credentials. A client without credentials can call the operations that require none.
    pub fn credentials(mut self, credentials: Credentials) -> Self {
        self.credentials = Some(credentials);
        self
    }

    /// Sends every call to this server instead of the one that the API's description names.
    ///
    /// `url` is absolute, with the scheme http or https. It replaces scheme, host and port. Its path,
    /// if it has one, is prepended to the path of every call.
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.base_url = Some(url.into());
        self
    }

    /// Allows credentials over plain http to the host with this name or address. They are always
    /// allowed to the local machine (`localhost`, `127.0.0.0/8` and `::1`), unless the request may go
    /// through a proxy.
    pub fn allow_plain_http(mut self, host: impl Into<String>) -> Self {
        self.plain_http_hosts.push(host.into());
        self
    }

    /// Sets the time limit of a call, including all attempts and the delays between them. The default
    /// is 2 minutes.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.settings.timeout = timeout;
        self
    }

    /// Sets the time limit of one attempt, from the start of connecting to the end of the response. The
    /// default is 30 seconds.
    pub fn attempt_timeout(mut self, timeout: Duration) -> Self {
        self.settings.attempt_timeout = timeout;
        self
    }

    /// Sets the time limit for connecting, including the TLS handshake. The default is 10 seconds. A
    /// server that can't be reached within it has seen nothing of the call, so that every call is
    /// retried, also a POST.
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.settings.connect_timeout = timeout;
        self
    }

    /// Sets the retry policy. The default is [`ExponentialBackoff`](super::super::ExponentialBackoff)
    /// with up to 4 attempts; [`NoRetry`](super::super::NoRetry) turns retries off.
    pub fn retry(mut self, policy: impl RetryPolicy) -> Self {
        self.settings.retry = Arc::new(policy);
        self
    }

    /// Sets the budget that all calls share for retries.
    pub fn retry_budget(mut self, budget: RetryBudget) -> Self {
        self.budget = budget;
        self
    }

    /// Sets the maximum number of calls in progress at the same time, of all clones of the client and of
    /// async and blocking calls together. The default is no maximum; zero counts as one.
    ///
    /// Further calls wait in the order in which they were sent. The wait is a part of the call's
    /// [`timeout`](Self::timeout); if it passes, the call fails with an error for which
    /// [`is_busy`](Error::is_busy) holds, and nothing was sent. A call is in progress from its first attempt
    /// to its last, with the delays between them, and a [download](super::super::Call::download) until it
    /// is dropped.
    pub fn max_concurrent_calls(mut self, calls: usize) -> Self {
        self.call_limit = Some(Slots::new(calls));
        self
    }

    /// Reads responses strictly: an optional field that doesn't match the API's description is an
    /// error, instead of absent and listed in [`Response::drift`](super::super::Response::drift).
    pub fn strict(mut self) -> Self {
        self.settings.strict = true;
        self
    }

    /// Sets the maximum size of a response body, in bytes. The default is 32 MiB.
    pub fn max_response_bytes(mut self, bytes: usize) -> Self {
        self.settings.max_response_bytes = bytes;
        self
    }

    /// Adds an interceptor, which runs before and after every attempt. Interceptors run in the order in
    /// which they are added.
    pub fn interceptor(mut self, interceptor: impl Interceptor) -> Self {
        self.interceptors.push(Arc::new(interceptor));
        self
    }

    /// Appends text, such as `my-app/1.2`, to the `User-Agent` header, which otherwise contains the
    /// name and the version of this crate.
    pub fn user_agent_suffix(mut self, suffix: impl Into<String>) -> Self {
        self.user_agent_suffix = Some(suffix.into());
        self
    }

    /// Sends all calls through these proxies, async and blocking ones. By default none is used.
    ///
    /// [`Proxy::from_env`] reads them from the environment. The setting is for the default transports;
    /// with another one, [`build`](Self::build) fails.
    #[cfg(feature = "hyper")]
    pub fn proxy(mut self, proxy: Proxy) -> Self {
        self.transports.http = self.transports.http.proxy(proxy);
        self
    }

    /// Adds trusted root certificates in PEM to those of the operating system. The setting is for the
    /// default transports, async and blocking; with another one, [`build`](Self::build) fails.
    #[cfg(feature = "hyper")]
    pub fn root_certificates(mut self, pem: impl Into<Vec<u8>>) -> Self {
        self.transports.http = self.transports.http.root_certificates(pem);
        self
    }

    /// Asks servers to compress responses by gzip, and decompresses them, for async and blocking calls. By
    /// default nothing is compressed, regardless of the enabled features; see
    /// [`HttpTransportBuilder::gzip`](super::super::HttpTransportBuilder::gzip). The setting is for the
    /// default transports; with another one, [`build`](Self::build) fails.
    #[cfg(feature = "gzip")]
    pub fn gzip(mut self) -> Self {
        self.transports.http = self.transports.http.gzip();
        self
    }

    /// Sets the transport for async calls. The default requires the feature `hyper`.
    ///
    /// The client then has no default transport for blocking calls.
    pub fn transport(mut self, transport: impl Transport) -> Self {
        self.transports.asynchronous = Some(Arc::new(transport));
        self
    }

    /// Sets the transport for blocking calls.
    ///
    /// The client then has no default transport for async calls.
    #[cfg(feature = "blocking")]
    pub fn blocking_transport(mut self, transport: impl BlockingTransport) -> Self {
        self.transports.blocking = Some(Arc::new(transport));
        self
    }

    /// Builds the client.
    ///
    /// # Errors
    ///
    /// If the credentials can't be sent, the base URL isn't an absolute http or https URL, an endpoint
    /// parameter isn't a label of a host name, the suffix of the user agent isn't visible ASCII, or the
    /// default transport can't be created.
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
        let user_agent = self.user_agent()?;
        let base_url = self.base_url.as_deref();
        let destination = Destination::new(self.profile, self.endpoint, base_url)?;
        Ok(Shared {
            user_agent,
            servers: Servers::of(destination),
            authorizations: Memo::new(),
            transports: self.transports.or_default()?,
            profile: self.profile,
            credentials: self.credentials,
            plain_http_hosts: self.plain_http_hosts,
            settings: self.settings,
            budget: self.budget,
            call_limit: self.call_limit,
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
