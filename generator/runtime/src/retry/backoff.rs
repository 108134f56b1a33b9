//! Exponential backoff.

use std::hash::{BuildHasher, RandomState};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use super::{FailedAttempt, RetryPolicy};

/// Retries every [transient](super::super::Error::is_transient) failure, after exponentially growing
/// delays with full jitter.
///
/// The delay after attempt *n* is a random part of `first` × 2ⁿ⁻¹, at most `longest`. If the server
/// requests a delay, it is added.
///
/// The number of attempts isn't limited; [`max_attempts`](RetryPolicy::max_attempts) limits it.
#[derive(Debug)]
pub struct ExponentialBackoff {
    first: Duration,
    longest: Duration,
    jitter: Jitter,
}

impl ExponentialBackoff {
    /// Creates a policy whose first delay is at most `first`, and whose delays never exceed `longest`.
    #[must_use]
    pub fn new(first: Duration, longest: Duration) -> Self {
        Self {
            first,
            longest,
            // The standard library seeds its hashers at random.
            jitter: Jitter::new(RandomState::new().hash_one(())),
        }
    }

    /// Returns the same policy with reproducible delays, for tests.
    #[must_use]
    pub fn seeded(mut self, seed: u64) -> Self {
        self.jitter = Jitter::new(seed);
        self
    }

    fn ceiling(&self, attempt: u32) -> Duration {
        let doublings = attempt.saturating_sub(1).min(31);
        self.longest.min(self.first.saturating_mul(1 << doublings))
    }
}

/// A first delay of at most 500 milliseconds, and at most 10 seconds later.
impl Default for ExponentialBackoff {
    fn default() -> Self {
        Self::new(Duration::from_millis(500), Duration::from_secs(10))
    }
}

impl RetryPolicy for ExponentialBackoff {
    fn delay_after(&self, failed: &FailedAttempt<'_>) -> Option<Duration> {
        if !failed.error().is_transient() {
            return None;
        }
        let ceiling = self.ceiling(failed.number());
        let part = ceiling.as_secs_f64() * self.jitter.next();
        let delay = Duration::try_from_secs_f64(part).unwrap_or(ceiling);
        let asked_for = failed.retry_after().unwrap_or_default();
        Some(asked_for.saturating_add(delay))
    }
}

/// Random numbers that spread delays; nothing secret depends on them.
///
/// This is SplitMix64, whose state is a counter and so can be shared without a lock.
#[derive(Debug)]
struct Jitter(AtomicU64);

impl Jitter {
    const STEP: u64 = 0x9e37_79b9_7f4a_7c15;

    const fn new(seed: u64) -> Self {
        Self(AtomicU64::new(seed))
    }

    /// Returns a number from 0 to 1.
    fn next(&self) -> f64 {
        let mut bits = self.0.fetch_add(Self::STEP, Ordering::Relaxed);
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        let high = u32::try_from(bits >> 32).unwrap_or(u32::MAX);
        f64::from(high) / f64::from(u32::MAX)
    }
}
