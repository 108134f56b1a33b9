//! Descriptions of bounds.

use std::fmt::Display;
use std::ops::{Bound, RangeBounds};

/// Describes bounds: `1 to 100`, `exactly 34`, `at least 1`, `more than 0`.
pub(super) fn describe<T: Display + PartialEq>(bounds: &impl RangeBounds<T>) -> String {
    match (bounds.start_bound(), bounds.end_bound()) {
        (Bound::Included(low), Bound::Included(high)) if low == high => format!("exactly {low}"),
        (Bound::Included(low), Bound::Included(high)) => format!("{low} to {high}"),
        (low, high) => [low_end(low), high_end(high)]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join(" and "),
    }
}

fn low_end(bound: Bound<&impl Display>) -> Option<String> {
    match bound {
        Bound::Included(low) => Some(format!("at least {low}")),
        Bound::Excluded(low) => Some(format!("more than {low}")),
        Bound::Unbounded => None,
    }
}

fn high_end(bound: Bound<&impl Display>) -> Option<String> {
    match bound {
        Bound::Included(high) => Some(format!("at most {high}")),
        Bound::Excluded(high) => Some(format!("less than {high}")),
        Bound::Unbounded => None,
    }
}
