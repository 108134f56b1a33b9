//! Time, as calls see it: what a test replaces to take none.

use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};
use std::thread;
use std::time::{Duration, Instant};

use jiff::Timestamp;

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
    fn sleep(&self, delay: Duration) -> SleepFuture<'_>;

    /// Waits, blocking the thread.
    fn block(&self, delay: Duration) {
        thread::sleep(delay);
    }
}

/// The end of a delay to come.
pub type SleepFuture<'a> = Pin<Box<dyn Future<Output = ()> + Send + 'a>>;

/// The system's clock, which needs no async runtime: every delay has a thread of its own.
///
/// That suits the few delays of an ordinary client. A transport that runs on an async runtime should
/// bring a clock that sleeps with that runtime's timers.
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

/// A delay that a thread sleeps through. Dropped early, it leaves the thread to wake nobody.
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
            // The thread takes the lock before it wakes, so either the delay is found to be over
            // here, or the thread finds the new waker.
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
        // Out of threads: a late wake-up is better than none.
        thread::sleep(delay);
        lock(&waker).wake_by_ref();
    }
}

/// A waker is whole even if a thread panicked while it held the lock.
fn lock(waker: &Mutex<Waker>) -> MutexGuard<'_, Waker> {
    waker.lock().unwrap_or_else(PoisonError::into_inner)
}
