//! How large a value is, to keep documents that multiply themselves within bounds.

use serde_json::Value;

/// The extent of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Extent {
    /// The number of values in it, itself included.
    pub(super) values: usize,
    /// The number of levels: 1 for a value that holds no other.
    pub(super) depth: usize,
}

/// Measures a value.
pub(super) fn measure(value: &Value) -> Extent {
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
