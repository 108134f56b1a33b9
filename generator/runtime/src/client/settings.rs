//! The settings of a call, apart from its arguments.

use std::sync::Arc;
use std::time::Duration;

use super::super::request::operation::Checks;
use super::super::retry::RetryPolicy;
use super::super::retry::backoff::ExponentialBackoff;
use super::super::transport::Limits;

/// The settings of a call. Every call begins with a copy of its client's.
#[derive(Clone, Debug)]
pub(crate) struct Settings {
    /// The time limit of the call, including all attempts and delays.
    pub(crate) timeout: Duration,
    /// The time limit of one attempt.
    pub(crate) attempt_timeout: Duration,
    /// The time limit for connecting.
    pub(crate) connect_timeout: Duration,
    pub(crate) max_response_bytes: usize,
    pub(crate) retry: Arc<dyn RetryPolicy>,
    /// Whether an optional field that can't be read is an error.
    pub(crate) strict: bool,
    pub(crate) checks: Checks,
    /// Whether the caller declared the call idempotent.
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
            checks: Checks::All,
            idempotent: false,
        }
    }
}
