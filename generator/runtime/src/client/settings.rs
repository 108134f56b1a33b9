//! How a call is made, apart from what it says.

use std::sync::Arc;
use std::time::Duration;

use super::super::retry::RetryPolicy;
use super::super::retry::backoff::ExponentialBackoff;
use super::super::transport::Limits;

/// How a call is made. A client has settings, and every call begins with a copy of them.
#[derive(Clone, Debug)]
pub(crate) struct Settings {
    /// How long the call may take, with all attempts and pauses.
    pub(crate) timeout: Duration,
    /// How long one attempt may take.
    pub(crate) attempt_timeout: Duration,
    /// How long connecting may take.
    pub(crate) connect_timeout: Duration,
    pub(crate) max_response_bytes: usize,
    pub(crate) retry: Arc<dyn RetryPolicy>,
    /// Whether an optional field that can't be read makes an answer an error.
    pub(crate) strict: bool,
    /// Whether the caller said that the call may be carried out twice.
    pub(crate) idempotent: bool,
}

impl Default for Settings {
    fn default() -> Self {
        let limits = Limits::default();
        Self {
            timeout: limits.call_timeout,
            attempt_timeout: limits.timeout,
            connect_timeout: limits.connect_timeout,
            max_response_bytes: limits.max_response_bytes,
            retry: Arc::new(ExponentialBackoff::default().max_attempts(4)),
            strict: false,
            idempotent: false,
        }
    }
}
