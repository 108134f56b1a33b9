// @generated: a copy of `generator/runtime/src/client/transports.rs`; edit that file instead.

//! The transports of a client: those of the caller, or the defaults.

use std::sync::Arc;

use super::super::error::configuration::ConfigurationError;
use super::super::transport::Transport;
#[cfg(feature = "blocking")]
use super::super::transport::blocking::BlockingTransport;
use super::super::transport::error::TransportError;

/// The transports for async and for blocking calls.
#[derive(Default)]
pub(crate) struct Transports {
    pub(crate) asynchronous: Option<Arc<dyn Transport>>,
    #[cfg(feature = "blocking")]
    pub(crate) blocking: Option<Arc<dyn BlockingTransport>>,
}

impl Transports {
    /// Returns the same transports, or the defaults if there are none. A caller who sets one of the two
    /// gets no default for the other, so that no test reaches the network by accident.
    pub(crate) fn or_default(self) -> Result<Self, ConfigurationError> {
        if !self.is_empty() {
            return Ok(self);
        }
        let defaults = Self {
            asynchronous: default_transport().map_err(ConfigurationError::Transport)?,
            #[cfg(feature = "blocking")]
            blocking: Some(Arc::new(
                super::super::transport::blocking_http_transport::BlockingHttpTransport::new(),
            )),
        };
        if defaults.is_empty() {
            return Err(NO_TRANSPORT);
        }
        Ok(defaults)
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
    feature: "reqwest",
};

#[cfg(feature = "reqwest")]
fn default_transport() -> Result<Option<Arc<dyn Transport>>, TransportError> {
    Ok(Some(Arc::new(
        super::super::transport::http_transport::HttpTransport::new()?,
    )))
}

#[cfg(not(feature = "reqwest"))]
fn default_transport() -> Result<Option<Arc<dyn Transport>>, TransportError> {
    Ok(None)
}
