// @generated: a copy of `generator/runtime/src/retry/budget.rs`; edit that file instead.

//! How many retries a client can afford.

use std::sync::atomic::{AtomicU32, Ordering};

/// What a client may spend on retries, all calls together, so that an outage isn't made worse by
/// every call coming several times.
///
/// The budget starts full. A retry takes from it, a success gives a part back; when it is empty,
/// calls fail at once as their first attempt did, until successes fill it again. It knows no time,
/// only what the server has answered.
#[derive(Debug)]
pub struct RetryBudget {
    capacity: u32,
    /// What a success gives back, where a retry takes [`Self::RETRY`].
    refund: u32,
    balance: AtomicU32,
}

impl RetryBudget {
    const RETRY: u32 = 100;

    /// A budget of `burst` retries while nothing succeeds, and of `percent` retries for every
    /// hundred successes.
    #[must_use]
    pub const fn new(burst: u32, percent: u32) -> Self {
        let capacity = burst.saturating_mul(Self::RETRY);
        Self {
            capacity,
            refund: percent,
            balance: AtomicU32::new(capacity),
        }
    }

    /// A budget that is never used up.
    #[must_use]
    pub const fn unlimited() -> Self {
        Self::new(u32::MAX, u32::MAX)
    }

    /// Takes the price of a retry, if there is enough left.
    pub(crate) fn withdraw(&self) -> bool {
        if self.capacity == u32::MAX {
            return true;
        }
        self.change(|balance| balance.checked_sub(Self::RETRY))
    }

    /// Gives back what a success is worth.
    pub(crate) fn deposit(&self) {
        self.change(|balance| Some(balance.saturating_add(self.refund).min(self.capacity)));
    }

    fn change(&self, change: impl FnMut(u32) -> Option<u32>) -> bool {
        let (set, fetch) = (Ordering::Relaxed, Ordering::Relaxed);
        self.balance.fetch_update(set, fetch, change).is_ok()
    }
}

/// A hundred retries while nothing succeeds, and twenty for every hundred successes.
impl Default for RetryBudget {
    fn default() -> Self {
        Self::new(100, 20)
    }
}
