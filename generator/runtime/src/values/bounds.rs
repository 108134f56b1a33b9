//! Descriptions of bounds.

use std::fmt::Display;
use std::ops::{Bound, RangeBounds};

/// The bounds of a number of things.
pub(super) type Counts = (Bound<usize>, Bound<usize>);

/// Returns the bounds of any kind of range.
pub(super) fn counts(bounds: &impl RangeBounds<usize>) -> Counts {
    (bounds.start_bound().cloned(), bounds.end_bound().cloned())
}

/// Returns the problem of a value with a wrong number of things, such as `item`s or `items`.
pub(super) fn miscounted(count: usize, bounds: Counts, [one, several]: [&str; 2]) -> String {
    let allowed = describe(&bounds);
    // A single bound of one takes the singular.
    let unit = match allowed.ends_with(" 1") {
        true => one,
        false => several,
    };
    format!("must have {allowed} {unit}, but has {count}")
}

/// Describes bounds: `1 to 100`, `exactly 34`, `at least 1`, `more than 0`.
pub(super) fn describe<T: Display>(bounds: &impl RangeBounds<T>) -> String {
    describe_texts(text(bounds.start_bound()), text(bounds.end_bound()))
}

fn text<T: Display>(bound: Bound<&T>) -> Bound<String> {
    bound.map(T::to_string)
}

fn describe_texts(low: Bound<String>, high: Bound<String>) -> String {
    let low = match (low, &high) {
        (Bound::Included(low), Bound::Included(high)) if low == *high => {
            return format!("exactly {low}");
        }
        (Bound::Included(low), Bound::Included(high)) => return format!("{low} to {high}"),
        (Bound::Included(low), _) => format!("at least {low}"),
        (Bound::Excluded(low), _) => format!("more than {low}"),
        (Bound::Unbounded, _) => String::new(),
    };
    let high = match high {
        Bound::Included(high) => format!("at most {high}"),
        Bound::Excluded(high) => format!("less than {high}"),
        Bound::Unbounded => String::new(),
    };
    let and = if low.is_empty() || high.is_empty() {
        ""
    } else {
        " and "
    };
    format!("{low}{and}{high}")
}
