//! The budget for retries.

use std::sync::atomic::{AtomicU32, Ordering};

/// The budget that all calls of a client share for retries, so that retries don't worsen an outage.
///
/// The budget starts full. A retry withdraws from it, a success deposits a part. When it is empty,
/// calls fail after their first attempt until successes refill it. It depends on outcomes only, not on
/// time.
#[derive(Debug)]
pub struct RetryBudget {
    /// The highest balance: as many retries as after the start, and at least one and the deposit of a
    /// success, or else a budget without a start would never have enough for a retry.
    capacity: u32,
    is_unlimited: bool,
    /// The deposit of a success; a retry withdraws [`Self::RETRY`].
    refund: u32,
    balance: AtomicU32,
}

impl RetryBudget {
    const RETRY: u32 = 100;

    /// Creates a budget of `burst` retries without any success, and of `percent` retries for every
    /// hundred successes. Of the latter, it saves up to `burst` for later, or those of a single success
    /// if they are more, or one.
    #[must_use]
    pub const fn new(burst: u32, percent: u32) -> Self {
        let start = burst.saturating_mul(Self::RETRY);
        let capacity = match percent {
            0 => start,
            _ => max(start, max(percent, Self::RETRY)),
        };
        Self {
            capacity,
            is_unlimited: start == u32::MAX,
            refund: percent,
            balance: AtomicU32::new(start),
        }
    }

    /// Creates an unlimited budget.
    #[must_use]
    pub const fn unlimited() -> Self {
        Self::new(u32::MAX, u32::MAX)
    }

    /// Withdraws a retry, if enough is left.
    pub(crate) fn withdraw(&self) -> bool {
        if self.is_unlimited {
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

const fn max(one: u32, other: u32) -> u32 {
    if one > other { one } else { other }
}

/// A hundred retries without any success, and twenty for every hundred successes.
impl Default for RetryBudget {
    fn default() -> Self {
        Self::new(100, 20)
    }
}
