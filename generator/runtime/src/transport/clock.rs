//! The clock of calls, which a test can replace.

use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};
use std::thread;
use std::time::{Duration, Instant};

use jiff::Timestamp;

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

/// The system's clock, which requires no async runtime: every delay has a thread of its own.
///
/// This is sufficient for the few delays of an ordinary client. A transport on an async runtime should
/// have a clock that uses that runtime's timers.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn sleep(&self, delay: Duration) -> SleepFuture<'_> {
        Box::pin(ThreadSleep {
            started: Instant::now(),
            delay,
            waker: None,
        })
    }
}

/// A delay during which a thread sleeps. If it is dropped early, the thread wakes nobody.
struct ThreadSleep {
    started: Instant,
    delay: Duration,
    waker: Option<Arc<Mutex<Waker>>>,
}

impl Future for ThreadSleep {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        let left = || self.delay.saturating_sub(self.started.elapsed());
        if let Some(waker) = &self.waker {
            // The thread takes the lock before it wakes, so either the delay is over here, or the
            // thread finds the new waker.
            let mut waker = lock(waker);
            if left().is_zero() {
                return Poll::Ready(());
            }
            waker.clone_from(context.waker());
            return Poll::Pending;
        }
        let left = left();
        if left.is_zero() {
            return Poll::Ready(());
        }
        let waker = Arc::new(Mutex::new(context.waker().clone()));
        wake_after(left, Arc::clone(&waker));
        self.waker = Some(waker);
        Poll::Pending
    }
}

fn wake_after(delay: Duration, waker: Arc<Mutex<Waker>>) {
    let shared = Arc::clone(&waker);
    let sleeper = thread::Builder::new().spawn(move || {
        thread::sleep(delay);
        lock(&shared).wake_by_ref();
    });
    if sleeper.is_err() {
        // No thread can be started: a late wake-up is better than none.
        thread::sleep(delay);
        lock(&waker).wake_by_ref();
    }
}

/// A waker is valid even if a thread panicked while it held the lock.
fn lock(waker: &Mutex<Waker>) -> MutexGuard<'_, Waker> {
    waker.lock().unwrap_or_else(PoisonError::into_inner)
}
