//! The cost of reading unions inside unions.

use std::cell::Cell;
use std::fmt::Debug;

use sdksmith_runtime as runtime;
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::{Value, json};

use super::decode;

thread_local! {
    static READS: Cell<usize> = const { Cell::new(0) };
}

/// Counts how often it is read.
#[derive(Clone, Debug, PartialEq, Serialize)]
struct Probe;

impl<'de> Deserialize<'de> for Probe {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        READS.set(READS.get() + 1);
        serde::de::IgnoredAny::deserialize(deserializer).map(|_| Self)
    }
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Level {
    next: Option<Nested>,
    probe: Probe,
}

#[derive(Clone, Debug, PartialEq)]
enum Nested {
    One(Box<Level>),
    Other(Box<Level>),
    Unrecognized(Value),
}
runtime::union!(Nested { One, Other });

/// Returns a value of this depth, in which no alternative keeps every key, so that each is tried.
fn nested(depth: usize) -> Value {
    (0..depth).fold(
        Value::Null,
        |next, _| json!({ "next": next, "probe": 1, "unknown": [1, { "x": 1 }] }),
    )
}

/// Returns how often a level is read.
fn reads(read: impl FnOnce()) -> usize {
    READS.set(0);
    read();
    READS.get()
}

#[test]
fn cost_of_nested_unions_is_linear() {
    for depth in [1, 2, 30, 60, 120] {
        let value = nested(depth);
        let count = reads(|| {
            let read: Nested = serde_json::from_value(value).unwrap();
            assert!(matches!(read, Nested::One(_)), "{read:?}");
        });
        // Each level is tried with both alternatives, and then read.
        assert!(count <= 3 * depth, "{count}");
    }
}

#[test]
fn cost_of_nested_unions_is_linear_with_drift() {
    #[derive(Clone, Debug)]
    struct Root {
        odd: Option<bool>,
        union: Nested,
    }
    runtime::object!(Root {
        odd: optional("odd"),
        union: required("union")
    });
    for depth in [1, 30, 60, 120] {
        let body = json!({ "odd": "yes", "union": nested(depth) });
        let count = reads(|| {
            let (root, drift) = decode::<Root>(&body.to_string());
            assert!(root.unwrap().odd.is_none());
            assert_eq!(drift, ["odd"]);
        });
        // The first pass and the second.
        assert!(count <= 6 * depth, "{count}");
    }
}
