//! The transports of a client: those of the caller, or the defaults.

use std::sync::Arc;

use http::Uri;

use super::super::error::configuration::ConfigurationError;
use super::super::transport::Transport;
#[cfg(feature = "blocking")]
use super::super::transport::blocking::BlockingTransport;
#[cfg(feature = "hyper")]
use super::super::transport::http_builder::HttpTransportBuilder;

/// The transports for async and for blocking calls.
#[derive(Default)]
pub(crate) struct Transports {
    pub(crate) asynchronous: Option<Arc<dyn Transport>>,
    #[cfg(feature = "blocking")]
    pub(crate) blocking: Option<Arc<dyn BlockingTransport>>,
    /// The settings of the default transports.
    #[cfg(feature = "hyper")]
    pub(crate) http: HttpTransportBuilder,
}

impl Transports {
    /// Returns the same transports, or the defaults if there are none. A caller who sets one of the two
    /// gets no default for the other, so that no test reaches the network by accident.
    pub(crate) fn or_default(mut self) -> Result<Self, ConfigurationError> {
        if self.is_empty() {
            self.set_defaults()?;
        } else {
            self.refuse_settings()?;
        }
        Ok(self)
    }

    #[cfg(feature = "hyper")]
    fn set_defaults(&mut self) -> Result<(), ConfigurationError> {
        let transport = self.http.clone().build();
        let transport = transport.map_err(ConfigurationError::Transport)?;
        #[cfg(feature = "blocking")]
        {
            self.blocking = Some(Arc::new(transport.to_blocking()));
        }
        self.asynchronous = Some(Arc::new(transport));
        Ok(())
    }

    #[cfg(not(feature = "hyper"))]
    fn set_defaults(&mut self) -> Result<(), ConfigurationError> {
        Err(NO_TRANSPORT)
    }

    /// Refuses settings of the default transports if the caller brought others.
    #[cfg(feature = "hyper")]
    fn refuse_settings(&self) -> Result<(), ConfigurationError> {
        match self.http.is_default() {
            true => Ok(()),
            false => Err(ConfigurationError::SettingsWithoutTransport),
        }
    }

    #[cfg(not(feature = "hyper"))]
    fn refuse_settings(&self) -> Result<(), ConfigurationError> {
        Ok(())
    }

    /// Whether one of them may send a request to this URL through a proxy.
    pub(crate) fn may_use_proxy(&self, uri: &Uri) -> bool {
        let asynchronous = self.asynchronous.as_ref();
        let may = asynchronous.is_some_and(|transport| transport.may_use_proxy(uri));
        #[cfg(feature = "blocking")]
        let may = may || {
            let blocking = self.blocking.as_ref();
            blocking.is_some_and(|transport| transport.may_use_proxy(uri))
        };
        may
    }

    /// Returns the transport for async calls.
    pub(crate) fn asynchronous(&self) -> Result<Arc<dyn Transport>, ConfigurationError> {
        self.asynchronous.clone().ok_or(NO_TRANSPORT)
    }

    /// Returns the transport for blocking calls.
    #[cfg(feature = "blocking")]
    pub(crate) fn blocking(&self) -> Result<Arc<dyn BlockingTransport>, ConfigurationError> {
        self.blocking
            .clone()
            .ok_or(ConfigurationError::NoTransport {
                setter: "blocking_transport",
                feature: "blocking",
            })
    }

    #[cfg(feature = "blocking")]
    fn is_empty(&self) -> bool {
        self.asynchronous.is_none() && self.blocking.is_none()
    }

    #[cfg(not(feature = "blocking"))]
    fn is_empty(&self) -> bool {
        self.asynchronous.is_none()
    }
}

const NO_TRANSPORT: ConfigurationError = ConfigurationError::NoTransport {
    setter: "transport",
    feature: "hyper",
};
