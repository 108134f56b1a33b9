// @generated: a copy of `generator/runtime/src/transport/clock.rs`; edit that file instead.

//! Time, as calls see it: what a test replaces to take none.

use std::pin::Pin;
use std::thread;
use std::time::{Duration, Instant};

use jiff::Timestamp;

use super::timer;

/// Tells the time and lets it pass. A [`Transport`](super::super::Transport) brings one, since how to wait
/// without blocking depends on what the transport runs on.
pub trait Clock: Send + Sync + 'static {
    /// The time that timeouts are measured with.
    fn now(&self) -> Instant {
        Instant::now()
    }

    /// The time of day, for servers that say when they want to be asked again.
    fn timestamp(&self) -> Timestamp {
        Timestamp::now()
    }

    /// Waits without blocking the thread.
    fn sleep(&self, pause: Duration) -> SleepFuture<'_>;

    /// Waits, blocking the thread.
    fn block(&self, pause: Duration) {
        thread::sleep(pause);
    }
}

/// The end of a pause to come.
pub type SleepFuture<'a> = Pin<Box<dyn Future<Output = ()> + Send + 'a>>;

/// The system's clock, which needs no async runtime: one thread wakes whoever's pause is over.
///
/// A transport that runs on an async runtime may bring a clock that sleeps with that runtime's timers
/// instead.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn sleep(&self, pause: Duration) -> SleepFuture<'_> {
        Box::pin(timer::sleep(pause))
    }
}

/// Sleeps with the timers of the Tokio runtime that the transport runs on anyway.
#[cfg(any(feature = "hyper", feature = "reqwest"))]
pub(super) struct TokioClock;

#[cfg(any(feature = "hyper", feature = "reqwest"))]
impl Clock for TokioClock {
    fn sleep(&self, pause: Duration) -> SleepFuture<'_> {
        Box::pin(tokio::time::sleep(pause))
    }
}
