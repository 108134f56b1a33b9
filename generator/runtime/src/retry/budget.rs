//! The budget for retries.

use std::sync::atomic::{AtomicU32, Ordering};

/// The budget that all calls of a client share for retries, so that retries don't worsen an outage.
///
/// The budget starts full. A retry withdraws from it, a success deposits a part. When it is empty,
/// calls fail after their first attempt until successes refill it. It depends on outcomes only, not on
/// time.
#[derive(Debug)]
pub struct RetryBudget {
    capacity: u32,
    /// The deposit of a success; a retry withdraws [`Self::RETRY`].
    refund: u32,
    balance: AtomicU32,
}

impl RetryBudget {
    const RETRY: u32 = 100;

    /// Creates a budget of `burst` retries without any success, and of `percent` retries for every
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

    /// Creates an unlimited budget.
    #[must_use]
    pub const fn unlimited() -> Self {
        Self::new(u32::MAX, u32::MAX)
    }

    /// Withdraws a retry, if enough is left.
    pub(crate) fn withdraw(&self) -> bool {
        if self.capacity == u32::MAX {
            return true;
        }
        self.change(|balance| balance.checked_sub(Self::RETRY))
    }

    /// Deposits a success.
    pub(crate) fn deposit(&self) {
        self.change(|balance| Some(balance.saturating_add(self.refund).min(self.capacity)));
    }

    fn change(&self, change: impl FnMut(u32) -> Option<u32>) -> bool {
        let (set, fetch) = (Ordering::Relaxed, Ordering::Relaxed);
        self.balance.fetch_update(set, fetch, change).is_ok()
    }
}

/// A hundred retries without any success, and twenty for every hundred successes.
impl Default for RetryBudget {
    fn default() -> Self {
        Self::new(100, 20)
    }
}
