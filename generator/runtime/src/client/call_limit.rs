//! The maximum number of calls that a client makes at the same time.

use std::collections::VecDeque;
use std::fmt;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};

/// The number of calls that a client may make at the same time. The others wait in the order in which they
/// came.
#[derive(Clone)]
pub(crate) struct CallLimit(Arc<Mutex<Queue>>);

struct Queue {
    free: usize,
    /// The waiting calls. A call that is no longer here has got its slot.
    waiting: VecDeque<(u64, Waker)>,
    next_ticket: u64,
}

impl CallLimit {
    /// Creates a limit of at least one call.
    pub(crate) fn new(calls: usize) -> Self {
        Self(Arc::new(Mutex::new(Queue {
            free: calls.max(1),
            waiting: VecDeque::new(),
            next_ticket: 0,
        })))
    }

    /// Waits until another call may begin.
    pub(super) fn enter(&self) -> Entering {
        Entering {
            limit: self.clone(),
            ticket: None,
        }
    }

    fn queue(&self) -> MutexGuard<'_, Queue> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Passes a slot to the first waiting call.
    fn release(&self) {
        let mut queue = self.queue();
        let next = queue.waiting.pop_front();
        if next.is_none() {
            queue.free += 1;
        }
        drop(queue);
        if let Some((_, waker)) = next {
            waker.wake();
        }
    }
}

/// The right to make a call. Dropping it lets the next call begin.
pub(crate) struct CallSlot(CallLimit);

impl Drop for CallSlot {
    fn drop(&mut self) {
        self.0.release();
    }
}

/// The future of a [`CallSlot`].
pub(super) struct Entering {
    limit: CallLimit,
    /// The number in the queue, while the call waits.
    ticket: Option<u64>,
}

impl Future for Entering {
    type Output = CallSlot;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<CallSlot> {
        let this = self.get_mut();
        let mut queue = this.limit.queue();
        match this.ticket {
            // A slot is free only if no call waits.
            None if queue.free > 0 => queue.free -= 1,
            None => {
                let ticket = queue.next_ticket;
                queue.next_ticket += 1;
                queue.waiting.push_back((ticket, context.waker().clone()));
                this.ticket = Some(ticket);
                return Poll::Pending;
            }
            Some(own) => {
                let mut waiting = queue.waiting.iter_mut();
                if let Some((_, waker)) = waiting.find(|(ticket, _)| *ticket == own) {
                    waker.clone_from(context.waker());
                    return Poll::Pending;
                }
                this.ticket = None;
            }
        }
        drop(queue);
        Poll::Ready(CallSlot(this.limit.clone()))
    }
}

impl Drop for Entering {
    fn drop(&mut self) {
        let Some(own) = self.ticket else {
            return;
        };
        let mut queue = self.limit.queue();
        let before = queue.waiting.len();
        queue.waiting.retain(|(ticket, _)| *ticket != own);
        let has_slot = queue.waiting.len() == before;
        drop(queue);
        if has_slot {
            self.limit.release();
        }
    }
}

impl fmt::Debug for CallLimit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CallLimit")
            .field("free", &self.queue().free)
            .finish_non_exhaustive()
    }
}
