//! The size of a value, which bounds keep within what the stages can take.

use serde_json::Value;

/// How deep objects and arrays may be nested, so that no stage runs out of stack. References that are
/// replaced by their targets may nest deeper than the text does.
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
