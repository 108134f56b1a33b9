//! A channel from a thread that may block to a future.

use std::collections::VecDeque;
use std::io;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};

use super::threads;

/// The maximum number of items that wait.
const MOST: usize = 2;

/// Runs work on a separate thread. It hands over items, and ends early if the receiver is dropped.
pub(super) fn spawn<T: Send + 'static>(
    work: impl FnOnce(Sender<T>) + Send + 'static,
) -> io::Result<Receiver<T>> {
    let shared = Arc::new(Shared {
        state: Mutex::new(State {
            items: VecDeque::new(),
            has_ended: false,
            is_abandoned: false,
            waker: None,
        }),
        room: Condvar::new(),
    });
    let sender = Sender(Arc::clone(&shared));
    threads::spawn("request-body", Box::new(move || work(sender)))?;
    Ok(Receiver(shared))
}

/// The end that the thread has.
pub(super) struct Sender<T>(Arc<Shared<T>>);

/// The end that the future has.
pub(super) struct Receiver<T>(Arc<Shared<T>>);

struct Shared<T> {
    state: Mutex<State<T>>,
    room: Condvar,
}

struct State<T> {
    items: VecDeque<T>,
    has_ended: bool,
    is_abandoned: bool,
    waker: Option<Waker>,
}

impl<T> Sender<T> {
    /// Waits until there is room and hands over an item. `false` if nobody takes it.
    pub(super) fn send(&self, item: T) -> bool {
        let state = self.0.lock();
        let is_full = |state: &mut State<T>| state.items.len() >= MOST && !state.is_abandoned;
        let waited = self.0.room.wait_while(state, is_full);
        let mut state = waited.unwrap_or_else(PoisonError::into_inner);
        if state.is_abandoned {
            return false;
        }
        state.items.push_back(item);
        wake(state);
        true
    }
}

impl<T> Drop for Sender<T> {
    fn drop(&mut self) {
        let mut state = self.0.lock();
        state.has_ended = true;
        wake(state);
    }
}

impl<T> Receiver<T> {
    /// Returns the next item, or `None` if the thread has ended.
    pub(super) fn poll_next(&mut self, context: &mut Context<'_>) -> Poll<Option<T>> {
        let mut state = self.0.lock();
        if let Some(item) = state.items.pop_front() {
            self.0.room.notify_one();
            return Poll::Ready(Some(item));
        }
        if state.has_ended {
            return Poll::Ready(None);
        }
        state.waker = Some(context.waker().clone());
        Poll::Pending
    }
}

impl<T> Drop for Receiver<T> {
    fn drop(&mut self) {
        self.0.lock().is_abandoned = true;
        self.0.room.notify_one();
    }
}

impl<T> Shared<T> {
    /// The state is whole even if a thread panicked while it held the lock.
    fn lock(&self) -> MutexGuard<'_, State<T>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Wakes the future with the lock released, so that it doesn't run into it.
fn wake<T>(mut state: MutexGuard<'_, State<T>>) {
    let waker = state.waker.take();
    drop(state);
    if let Some(waker) = waker {
        waker.wake();
    }
}
