//! The clock of calls, which a test can replace.

use std::pin::Pin;
use std::thread;
use std::time::{Duration, Instant};

use jiff::Timestamp;

use super::timer;

/// Returns the time and waits. Every [`Transport`](super::super::Transport) has a clock, because how to
/// wait without blocking depends on its runtime.
pub trait Clock: Send + Sync + 'static {
    /// Returns the time that timeouts are measured with.
    fn now(&self) -> Instant {
        Instant::now()
    }

    /// Returns the time of day, for `Retry-After` headers with a date.
    fn timestamp(&self) -> Timestamp {
        Timestamp::now()
    }

    /// Waits without blocking the thread.
    fn sleep(&self, delay: Duration) -> SleepFuture<'_>;

    /// Waits, blocking the thread.
    fn block(&self, delay: Duration) {
        thread::sleep(delay);
    }
}

/// The future of a delay.
pub type SleepFuture<'a> = Pin<Box<dyn Future<Output = ()> + Send + 'a>>;

/// The system's clock, which requires no async runtime: one thread serves all delays.
///
/// A transport on an async runtime may have a clock that uses that runtime's timers instead.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn sleep(&self, delay: Duration) -> SleepFuture<'_> {
        Box::pin(timer::sleep(delay))
    }
}

/// Sleeps with the timers of the Tokio runtime that the transport runs on.
#[cfg(any(feature = "hyper", feature = "reqwest"))]
pub(super) struct TokioClock;

#[cfg(any(feature = "hyper", feature = "reqwest"))]
impl Clock for TokioClock {
    fn sleep(&self, delay: Duration) -> SleepFuture<'_> {
        Box::pin(tokio::time::sleep(delay))
    }
}
