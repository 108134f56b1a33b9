//! The cost of reading, and its limits.

use std::cell::Cell;
use std::collections::BTreeMap;

use sdksmith_runtime as runtime;
use serde::de::IgnoredAny;
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::json;

use super::{Item, Page, read};

thread_local! {
    static READS: Cell<usize> = const { Cell::new(0) };
}

/// Counts how often it is read.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(super) struct Probe;

impl<'de> Deserialize<'de> for Probe {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        READS.set(READS.get() + 1);
        IgnoredAny::deserialize(deserializer).map(|_| Self)
    }
}

#[test]
fn cost_of_drift_is_linear() {
    for count in [1, 100, 10_000] {
        let item = json!({ "probe": 1, "active": "yes", "size": "x", "counts": { "a": "b" } });
        let body = json!({ "items": vec![item; count] }).to_string();
        READS.set(0);
        let (page, drift) = read::<Page>(body).unwrap();
        assert_eq!((page.items.len(), drift.len()), (count, 3 * count));
        // The first pass ends at the first item.
        assert!(READS.get() <= count + 1, "{}", READS.get());
    }
}

#[test]
fn large_body_may_drift() {
    let long = "x".repeat(100_000);
    let items = vec![json!({ "probe": 1, "name": long, "active": "yes" }); 50];
    let (page, drift) = read::<Page>(json!({ "items": items }).to_string()).unwrap();
    assert_eq!((page.items.len(), drift.len()), (50, 50));
}

/// An object that contains another of its type, down to a depth that serde_json allows.
#[test]
fn deep_nesting_may_drift() {
    let mut item = json!({ "probe": 1, "active": "yes" });
    for _ in 0..120 {
        item = json!({ "probe": 1, "active": "yes", "inner": item });
    }
    READS.set(0);
    let (_, drift) = read::<Item>(item.to_string()).unwrap();
    assert_eq!(drift.len(), 121);
    assert!(READS.get() <= 2 * 121, "{}", READS.get());
}

/// A long key around many values, which would be copied for each of them.
#[test]
fn memory_of_drift_is_linear() {
    let (key, count) = ("k".repeat(1 << 20), 20_000);
    let items = vec![r#"{"probe":1,"active":1}"#; count].join(",");
    let body = format!(r#"{{"{key}":{{"items":[{items}]}}}}"#);
    #[derive(Debug)]
    struct Pages {
        pages: BTreeMap<String, Page>,
    }
    runtime::object!(Pages { ..pages });
    let (pages, drift) = read::<Pages>(body).unwrap();
    assert_eq!((pages.pages.len(), drift.len()), (1, count));
    assert_eq!(drift[1].path(), "[*].items[1].active");
    assert_eq!(drift[1].pointer(), format!("/{key}/items/1/active"));
}
