//! The settings of a call, apart from its arguments.

use std::sync::Arc;
use std::time::Duration;

use super::super::request::info::OperationInfo;
use super::super::request::operation::Checks;
use super::super::retry::RetryPolicy;
use super::super::retry::backoff::ExponentialBackoff;
use super::super::transport::Limits;
use super::overrides::Overrides;

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
    /// Whether the time limit of the call ends with the headers of the response, because its body may go
    /// on forever.
    pub(crate) is_endless: bool,
    pub(crate) retry: Arc<dyn RetryPolicy>,
    /// Whether an optional field that can't be read is an error.
    pub(crate) strict: bool,
    pub(crate) checks: Checks,
    /// Whether the caller declared the call idempotent.
    pub(crate) idempotent: bool,
    /// The settings of the call that replace the client's or add to the operation's.
    pub(crate) overrides: Option<Arc<Overrides>>,
}

impl Settings {
    /// Applies the facts of an operation, which precede the settings of the client.
    pub(crate) fn adapt_to(&mut self, operation: &OperationInfo) {
        if let Some(attempts) = operation.declared_attempts() {
            self.retry = Arc::new(Arc::clone(&self.retry).max_attempts(attempts));
        }
        if let Some(limit) = operation.declared_attempt_timeout() {
            self.attempt_timeout = limit;
            self.timeout = self.timeout.max(limit);
        }
        if let Some(limit) = operation.declared_timeout() {
            self.timeout = limit;
        }
    }

    /// Returns the overrides, to change them.
    pub(super) fn overrides_mut(&mut self) -> &mut Overrides {
        Arc::make_mut(self.overrides.get_or_insert_default())
    }
}

impl Default for Settings {
    fn default() -> Self {
        let limits = Limits::default();
        Self {
            timeout: limits.call_timeout,
            attempt_timeout: limits.timeout,
            connect_timeout: limits.connect_timeout,
            max_response_bytes: limits.max_response_bytes,
            is_endless: false,
            retry: Arc::new(ExponentialBackoff::default().max_attempts(4)),
            strict: false,
            checks: Checks::All,
            idempotent: false,
            overrides: None,
        }
    }
}
