//! A queue for a limited number of slots, such as the calls that a client makes at the same time.

use std::collections::VecDeque;
use std::fmt;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};

/// A limited number of slots. Those who find none free wait in the order in which they came.
#[derive(Clone)]
pub(crate) struct Slots(Arc<Mutex<Queue>>);

struct Queue {
    free: usize,
    /// Those who wait. Who is no longer here has got a slot.
    waiting: VecDeque<(u64, Waker)>,
    next_ticket: u64,
}

impl Slots {
    /// Creates this number of slots, but at least one.
    pub(crate) fn new(slots: usize) -> Self {
        Self(Arc::new(Mutex::new(Queue {
            free: slots.max(1),
            waiting: VecDeque::new(),
            next_ticket: 0,
        })))
    }

    /// Waits for a slot.
    pub(crate) fn enter(&self) -> Entering {
        Entering {
            slots: self.clone(),
            ticket: None,
        }
    }

    fn queue(&self) -> MutexGuard<'_, Queue> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Passes a slot to the first who waits.
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

/// A slot. Dropping it passes it to the first who waits.
pub(crate) struct Slot(Slots);

impl Drop for Slot {
    fn drop(&mut self) {
        self.0.release();
    }
}

/// The future of a [`Slot`].
pub(crate) struct Entering {
    slots: Slots,
    /// The number in the queue, while this waits.
    ticket: Option<u64>,
}

impl Future for Entering {
    type Output = Slot;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Slot> {
        let this = self.get_mut();
        let mut queue = this.slots.queue();
        match this.ticket {
            // A slot is free only if nobody waits.
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
        Poll::Ready(Slot(this.slots.clone()))
    }
}

impl Drop for Entering {
    fn drop(&mut self) {
        let Some(own) = self.ticket else {
            return;
        };
        let mut queue = self.slots.queue();
        let before = queue.waiting.len();
        queue.waiting.retain(|(ticket, _)| *ticket != own);
        let has_slot = queue.waiting.len() == before;
        drop(queue);
        if has_slot {
            self.slots.release();
        }
    }
}

impl fmt::Debug for Slots {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Slots")
            .field("free", &self.queue().free)
            .finish_non_exhaustive()
    }
}
