//! Any bytes as a response: what must hold for each, for tests and fuzzing.

use std::cell::Cell;
use std::collections::BTreeMap;

use bytes::Bytes;
use jiff::Timestamp;
use sdksmith_runtime as runtime;
use sdksmith_runtime::{RawResponse, ResponseReader, SkippedField};
use serde::de::IgnoredAny;
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::{Map, Value};

thread_local! {
    static READS: Cell<usize> = const { Cell::new(0) };
}

/// Counts how often it is read.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(crate) struct Probe;

impl<'de> Deserialize<'de> for Probe {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        READS.set(READS.get() + 1);
        IgnoredAny::deserialize(deserializer).map(|_| Self)
    }
}

/// A response with a property of each kind. Its names are short, so that fuzzing finds them.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Node {
    probe: Option<Probe>,
    integer: Option<i64>,
    float: Option<f64>,
    text: Option<String>,
    time: Option<Timestamp>,
    list: Option<Vec<Node>>,
    map: Option<BTreeMap<String, Node>>,
    union: Option<Box<Union>>,
    others: Map<String, Value>,
}
runtime::object!(Node {
    probe: optional("p"),
    integer: optional("i", lenient),
    float: optional("f", lenient),
    text: optional("t"),
    time: optional("d", lenient),
    list: optional("l"),
    map: optional("m", lenient),
    union: optional("u"),
    ..others
});

/// An alternative that requires a property, and whose own union is another.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Leaf {
    probe: Probe,
    next: Option<Box<Tagged>>,
}
runtime::object!(Leaf {
    probe: required("p"),
    next: optional("u")
});

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Union {
    Integer(i64),
    Float(f64),
    Leaf(Leaf),
    List(Vec<Union>),
    Node(Box<Node>),
    Unrecognized(Value),
}
runtime::union!(Union {
    Integer,
    Float,
    Leaf,
    List,
    Node
});

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Tagged {
    Leaf(Leaf),
    Node(Box<Node>),
    Unrecognized(Value),
}
runtime::tagged_union!(
    "t",
    Tagged {
        Leaf: ["1"],
        Node: ["n", "true"]
    }
);

fn read(body: &[u8], strict: bool) -> Option<(Union, Vec<SkippedField>)> {
    let body = Bytes::copy_from_slice(body);
    let response = RawResponse::new(http::Response::new(body), "x-id");
    let mut reader = ResponseReader::new(&response, strict);
    let value = reader.json().ok()?;
    Some((value, reader.into_drift()))
}

/// Asserts what holds for every body: the cost is linear, and what can be read strictly can be read
/// leniently.
pub(crate) fn assert_sound(body: &[u8]) {
    READS.set(0);
    let lenient = read(body, false);
    let reads = READS.get();
    assert!(reads <= 16 * (body.len() + 1), "{reads} {}", body.len());
    if let Some((_, drift)) = read(body, true) {
        assert!(drift.is_empty());
        assert!(lenient.is_some());
    }
}

/// Asserts that a value is read the same in both ways if nothing is skipped, unless a key is duplicate.
#[allow(dead_code, reason = "fuzzing finds duplicate keys")]
pub(crate) fn assert_same(body: &[u8]) {
    if let (Some((lenient, drift)), Some((strict, _))) = (read(body, false), read(body, true))
        && drift.is_empty()
    {
        assert_eq!(lenient, strict);
    }
}
