//! Whether and when a call that failed is tried again.

pub(super) mod backoff;
pub(super) mod budget;

use std::fmt::Debug;
use std::sync::Arc;
use std::time::Duration;

use super::error::Error;
use super::request::info::OperationInfo;

/// Decides whether and when a call that failed is tried again.
///
/// The client asks after every attempt that failed, with four exceptions: it never repeats a call
/// that [may have taken effect](Error::may_have_taken_effect) unless the call is idempotent, nor one
/// whose body [can't be read](Error::is_request_body), never waits beyond the call's timeout, and
/// never spends more than its [`RetryBudget`](super::RetryBudget).
pub trait RetryPolicy: Debug + Send + Sync + 'static {
    /// How long to wait before the next attempt. `None` gives up.
    fn delay_after(&self, failed: &FailedAttempt<'_>) -> Option<Duration>;

    /// The same policy, with at most so many attempts, the first included.
    fn max_attempts(self, attempts: u32) -> MaxAttempts<Self>
    where
        Self: Sized,
    {
        MaxAttempts {
            policy: self,
            attempts,
        }
    }

    /// The same policy, with no attempt that would begin later than this after the first.
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
    /// The operation that was called.
    #[must_use]
    pub const fn operation(&self) -> &'a OperationInfo {
        self.operation
    }

    /// Which attempt it was; the first is 1.
    #[must_use]
    pub const fn number(&self) -> u32 {
        self.number
    }

    /// The time since the first attempt began.
    #[must_use]
    pub const fn elapsed(&self) -> Duration {
        self.elapsed
    }

    /// How it failed.
    #[must_use]
    pub const fn error(&self) -> &'a Error {
        self.error
    }

    /// How long the server wants to be left alone, if it said so.
    #[must_use]
    pub const fn retry_after(&self) -> Option<Duration> {
        self.retry_after
    }
}

/// A policy with a largest number of attempts; see [`RetryPolicy::max_attempts`].
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

/// A policy with a longest time; see [`RetryPolicy::max_elapsed`].
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

/// The policy that never tries again.
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
