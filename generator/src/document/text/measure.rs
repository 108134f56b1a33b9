//! The size of a value, and the limits that the stages rely on.

use serde_json::Value;

/// The largest depth of nested objects and arrays, so that no stage overflows the stack. References
/// that are replaced by their targets can nest deeper than the text.
pub(in crate::document) const MAX_DEPTH: usize = 100;

/// The extent of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::document) struct Extent {
    /// The number of values in it, itself included.
    pub(in crate::document) values: usize,
    /// The number of levels: 1 for a value that holds no other.
    pub(in crate::document) depth: usize,
}

/// Measures a value.
pub(in crate::document) fn measure(value: &Value) -> Extent {
    let inner: &mut dyn Iterator<Item = &Value> = match value {
        Value::Array(items) => &mut items.iter(),
        Value::Object(members) => &mut members.values(),
        _ => &mut std::iter::empty(),
    };
    let empty = Extent {
        values: 0,
        depth: 0,
    };
    let sum = inner.map(measure).fold(empty, |sum, one| Extent {
        values: sum.values + one.values,
        depth: sum.depth.max(one.depth),
    });
    Extent {
        values: sum.values + 1,
        depth: sum.depth + 1,
    }
}
