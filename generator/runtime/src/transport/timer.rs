//! Timers without an async runtime: one thread for all of them.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::pin::Pin;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, OnceLock, PoisonError, Weak};
use std::task::{Context, Poll, Waker};
use std::time::{Duration, Instant};

use super::threads;

/// Returns the end of a pause that begins when it is first waited for.
pub(super) fn sleep(pause: Duration) -> Sleep {
    Sleep {
        pause,
        end: None,
        waker: None,
    }
}

/// A pause.
pub(super) struct Sleep {
    pause: Duration,
    end: Option<Instant>,
    waker: Option<Arc<Mutex<Waker>>>,
}

impl Future for Sleep {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        let now = Instant::now();
        let end = match self.end {
            Some(end) => end,
            // A pause that ends too far away to be a point in time never ends.
            None => match now.checked_add(self.pause) {
                Some(end) => *self.end.insert(end),
                None => return Poll::Pending,
            },
        };
        if end <= now {
            return Poll::Ready(());
        }
        match &self.waker {
            // The thread reads the waker once the pause is over. Either it finds the new one, or the pause
            // is found to be over below.
            Some(waker) => lock(waker).clone_from(context.waker()),
            None => {
                let waker = Arc::new(Mutex::new(context.waker().clone()));
                timers().add(end, &waker);
                self.waker = Some(waker);
            }
        }
        match end <= Instant::now() {
            true => Poll::Ready(()),
            false => Poll::Pending,
        }
    }
}

/// The pauses under way.
struct Timers {
    queue: Mutex<Queue>,
    changed: Condvar,
}

#[derive(Default)]
struct Queue {
    pauses: BinaryHeap<Reverse<Pause>>,
    has_thread: bool,
}

/// A pause that may have been dropped since.
struct Pause {
    end: Instant,
    waker: Weak<Mutex<Waker>>,
}

fn timers() -> &'static Timers {
    static TIMERS: OnceLock<Timers> = OnceLock::new();
    TIMERS.get_or_init(|| Timers {
        queue: Mutex::default(),
        changed: Condvar::new(),
    })
}

impl Timers {
    fn add(&'static self, end: Instant, waker: &Arc<Mutex<Waker>>) {
        let mut queue = lock(&self.queue);
        let waker = Arc::downgrade(waker);
        queue.pauses.push(Reverse(Pause { end, waker }));
        if !queue.has_thread {
            // Without a thread, the next pause tries again.
            queue.has_thread = threads::spawn("timers", Box::new(|| self.run())).is_ok();
        }
        drop(queue);
        self.changed.notify_one();
    }

    /// Wakes whoever's pause is over, for as long as the process lives.
    fn run(&self) {
        let mut queue = lock(&self.queue);
        loop {
            let now = Instant::now();
            // Those that were dropped must not pile up before the first that wasn't.
            while let Some(Reverse(first)) = queue.pauses.peek()
                && (first.end <= now || first.waker.strong_count() == 0)
            {
                let due = queue.pauses.pop();
                if let Some(waker) = due.and_then(|Reverse(pause)| pause.waker.upgrade()) {
                    drop(queue);
                    // Not under the lock, which whoever is woken may want.
                    let waker = lock(&waker).clone();
                    waker.wake();
                    queue = lock(&self.queue);
                }
            }
            let next = queue.pauses.peek().map(|Reverse(pause)| pause.end);
            queue = match next {
                Some(end) => {
                    let left = end.saturating_duration_since(Instant::now());
                    let waited = self.changed.wait_timeout(queue, left);
                    waited.unwrap_or_else(PoisonError::into_inner).0
                }
                None => {
                    let waited = self.changed.wait(queue);
                    waited.unwrap_or_else(PoisonError::into_inner)
                }
            };
        }
    }
}

impl PartialEq for Pause {
    fn eq(&self, other: &Self) -> bool {
        self.end == other.end
    }
}

impl Eq for Pause {}

impl PartialOrd for Pause {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Pause {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.end.cmp(&other.end)
    }
}

/// Locks a mutex. Its value is consistent even if another thread panicked.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
