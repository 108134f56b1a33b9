//! A virtual clock.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use jiff::Timestamp;

use super::super::transport::clock::{Clock, SleepFuture};
use super::super::transport::error::{TransportError, TransportErrorKind};

/// A clock that advances only when something sleeps on it, and then at once.
#[derive(Debug)]
pub(super) struct VirtualClock {
    started: Instant,
    passed: Mutex<Passed>,
}

#[derive(Debug, Default)]
struct Passed {
    time: Duration,
    delays: Vec<Duration>,
}

impl VirtualClock {
    /// The time of day when the clock starts: 2025-01-01T00:00:00Z, in seconds.
    const START: i64 = 1_735_689_600;

    pub(super) fn new() -> Self {
        Self {
            started: Instant::now(),
            passed: Mutex::default(),
        }
    }

    /// Advances the clock.
    pub(super) fn advance(&self, time: Duration) {
        let mut passed = self.passed();
        passed.time = passed.time.saturating_add(time);
    }

    /// Advances the clock by a delay, or by the limit, which it must not exceed.
    pub(super) fn wait(&self, delay: Duration, limit: Duration) -> Result<(), TransportError> {
        self.advance(delay.min(limit));
        match delay > limit {
            true => Err(TransportErrorKind::Timeout.into()),
            false => Ok(()),
        }
    }

    /// Returns the durations of all sleeps.
    pub(super) fn delays(&self) -> Vec<Duration> {
        self.passed().delays.clone()
    }

    fn passed(&self) -> MutexGuard<'_, Passed> {
        self.passed.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Clock for VirtualClock {
    fn now(&self) -> Instant {
        let now = self.started.checked_add(self.passed().time);
        now.unwrap_or(self.started)
    }

    fn timestamp(&self) -> Timestamp {
        let start = Timestamp::from_second(Self::START).unwrap_or_default();
        start.checked_add(self.passed().time).unwrap_or(start)
    }

    fn sleep(&self, delay: Duration) -> SleepFuture<'_> {
        self.block(delay);
        Box::pin(std::future::ready(()))
    }

    fn block(&self, delay: Duration) {
        self.advance(delay);
        self.passed().delays.push(delay);
    }
}
