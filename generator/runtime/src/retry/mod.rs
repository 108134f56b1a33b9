//! Retries: whether and when a failed call is sent again.

pub(super) mod backoff;
pub(super) mod budget;

use std::fmt::Debug;
use std::sync::Arc;
use std::time::Duration;

use super::error::Error;
use super::request::info::OperationInfo;

/// Decides whether and when a failed call is sent again.
///
/// The client calls it after every failed attempt, with four exceptions: it never repeats a call that
/// [may have taken effect](Error::may_have_taken_effect) unless the call is idempotent, nor one whose
/// body [can't be read](Error::is_request_body), never waits beyond the call's timeout, and never
/// exceeds its [`RetryBudget`](super::RetryBudget). It is also called when no credentials could be
/// [obtained](Error::is_credentials), but not when the API rejected some that can be renewed.
pub trait RetryPolicy: Debug + Send + Sync + 'static {
    /// Returns the delay before the next attempt, or `None` to give up.
    fn delay_after(&self, failed: &FailedAttempt<'_>) -> Option<Duration>;

    /// Returns the same policy, limited to this number of attempts, including the first.
    fn max_attempts(self, attempts: u32) -> MaxAttempts<Self>
    where
        Self: Sized,
    {
        MaxAttempts {
            policy: self,
            attempts,
        }
    }

    /// Returns the same policy, limited to attempts that begin within this time after the first.
    fn max_elapsed(self, time: Duration) -> MaxElapsed<Self>
    where
        Self: Sized,
    {
        MaxElapsed { policy: self, time }
    }
}

/// An attempt that failed, as a [`RetryPolicy`] sees it.
#[derive(Clone, Copy, Debug)]
pub struct FailedAttempt<'a> {
    pub(super) operation: &'a OperationInfo,
    pub(super) number: u32,
    pub(super) elapsed: Duration,
    pub(super) error: &'a Error,
    pub(super) retry_after: Option<Duration>,
}

impl<'a> FailedAttempt<'a> {
    /// Returns the operation.
    #[must_use]
    pub const fn operation(&self) -> &'a OperationInfo {
        self.operation
    }

    /// Returns the number of the attempt, beginning with 1. One for which no credentials could be obtained
    /// counts, too.
    #[must_use]
    pub const fn number(&self) -> u32 {
        self.number
    }

    /// Returns the time since the first attempt began.
    #[must_use]
    pub const fn elapsed(&self) -> Duration {
        self.elapsed
    }

    /// Returns the error.
    #[must_use]
    pub const fn error(&self) -> &'a Error {
        self.error
    }

    /// Returns the delay that the server asked for, if any.
    #[must_use]
    pub const fn retry_after(&self) -> Option<Duration> {
        self.retry_after
    }
}

/// A policy with a maximum number of attempts; see [`RetryPolicy::max_attempts`].
#[derive(Clone, Copy, Debug)]
pub struct MaxAttempts<P> {
    policy: P,
    attempts: u32,
}

impl<P: RetryPolicy> RetryPolicy for MaxAttempts<P> {
    fn delay_after(&self, failed: &FailedAttempt<'_>) -> Option<Duration> {
        if failed.number >= self.attempts {
            return None;
        }
        self.policy.delay_after(failed)
    }
}

/// A policy with a maximum time; see [`RetryPolicy::max_elapsed`].
#[derive(Clone, Copy, Debug)]
pub struct MaxElapsed<P> {
    policy: P,
    time: Duration,
}

impl<P: RetryPolicy> RetryPolicy for MaxElapsed<P> {
    fn delay_after(&self, failed: &FailedAttempt<'_>) -> Option<Duration> {
        let delay = self.policy.delay_after(failed)?;
        (failed.elapsed.saturating_add(delay) <= self.time).then_some(delay)
    }
}

/// The policy that never retries.
#[derive(Clone, Copy, Debug)]
pub struct NoRetry;

impl RetryPolicy for NoRetry {
    fn delay_after(&self, _: &FailedAttempt<'_>) -> Option<Duration> {
        None
    }
}

impl<P: RetryPolicy + ?Sized> RetryPolicy for Arc<P> {
    fn delay_after(&self, failed: &FailedAttempt<'_>) -> Option<Duration> {
        P::delay_after(self, failed)
    }
}
