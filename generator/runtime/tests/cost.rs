//! The cost of hostile responses, in allocations, which don't depend on the machine: reading a body of four
//! times the size allocates at most a little more than four times as much.

#![allow(
    clippy::unwrap_used,
    reason = "a test that meets something unexpected shall fail"
)]

use std::collections::BTreeMap;

use allocation_counter::measure;
use sdksmith_runtime as runtime;
use sdksmith_runtime::{RawResponse, ResponseReader};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};

/// An object that requires a property, with others of each kind.
#[derive(Clone, Debug)]
struct Item {
    id: String,
    size: Option<i64>,
    text: Option<String>,
    counts: Option<BTreeMap<String, i64>>,
    list: Option<Vec<String>>,
    inner: Option<Box<Item>>,
    union: Option<Box<Choice>>,
    others: Map<String, Value>,
}
runtime::object!(Item {
    id: required("id"),
    size: optional("size", lenient),
    text: optional("text"),
    counts: optional("counts", lenient),
    list: optional("list"),
    inner: optional("inner"),
    union: optional("union"),
    ..others
});

/// An object with the same property of another type.
#[derive(Clone, Debug)]
struct Other {
    union: Option<Box<Choice>>,
    id: i64,
}
runtime::object!(Other {
    union: optional("union"),
    id: required("id", lenient)
});

#[derive(Clone, Debug)]
enum Choice {
    Other(Other),
    Item(Box<Item>),
    List(Vec<Choice>),
    Unrecognized(Value),
}
runtime::union!(Choice { Other, Item, List });

/// Returns the bytes that reading a body allocates.
fn allocated<T: DeserializeOwned>(body: &[u8], strict: bool) -> u64 {
    let body = bytes::Bytes::copy_from_slice(body);
    let response = RawResponse::new(http::Response::new(body), "x-id");
    let info = measure(|| {
        let mut reader = ResponseReader::new(&response, strict);
        let outcome = reader.json::<T>();
        drop((outcome, reader.into_drift()));
    });
    info.bytes_total
}

/// Asserts that a body of four times the size costs about four times as much.
fn assert_linear<T: DeserializeOwned>(name: &str, body: impl Fn(usize) -> Vec<u8>) {
    for strict in [false, true] {
        let (small, large) = (body(500), body(2000));
        let few = allocated::<T>(&small, strict);
        let many = allocated::<T>(&large, strict);
        // Lists and tables grow by doubling.
        assert!(many <= 6 * few, "{name}, strict {strict}: {few} -> {many}");
        // Each byte is read into a tree at most, and again into the value and what is reported.
        let each = many / large.len() as u64;
        assert!(each <= 400, "{name}, strict {strict}: {each} bytes a byte");
    }
}

fn nested(depth: usize, around: impl Fn(Value) -> Value, innermost: Value) -> Value {
    (0..depth).fold(innermost, |inner, _| around(inner))
}

fn entries(count: usize, value: Value) -> Value {
    let entry = |number| (format!("key-{number}"), value.clone());
    Value::Object((0..count).map(entry).collect())
}

#[test]
fn drift_is_linear() {
    let item = json!({ "id": "1", "size": "x", "text": 1, "counts": { "a": "b" } });
    assert_linear::<Vec<Item>>("items", |count| {
        json!(vec![item.clone(); count]).to_string().into()
    });
    assert_linear::<Item>("entries of a map", |count| {
        let counts = entries(count, json!("x"));
        json!({ "id": "1", "counts": counts }).to_string().into()
    });
    assert_linear::<Item>("nulls of a list", |count| {
        let list = json!({ "id": "1", "list": vec![Value::Null; count] });
        list.to_string().into()
    });
    assert_linear::<Item>("a long key around many", |count| {
        let counts = entries(count, json!("x"));
        let inner = json!({ "id": "1", "counts": counts });
        let others = json!({ "k".repeat(count * 10): inner });
        json!({ "id": "1", "size": "x", "others": others })
            .to_string()
            .into()
    });
}

/// The innermost object lacks a required property, so each one around it is skipped instead.
#[test]
fn values_that_are_skipped_at_each_level_are_copied_once() {
    let body = |depth: usize| {
        let innermost = json!({ "text": 1, "rest": entries(5_000, json!(1)) });
        let value = nested(depth, |inner| json!({ "inner": inner }), innermost);
        json!({ "id": "1", "inner": value }).to_string()
    };
    let shallow = allocated::<Item>(body(1).as_bytes(), false);
    let deep = allocated::<Item>(body(100).as_bytes(), false);
    assert!(deep <= 2 * shallow, "{shallow} -> {deep}");
}

#[test]
fn unions_are_linear() {
    assert_linear::<Vec<Choice>>("unions", |count| {
        let kinds = json!([{ "id": 1 }, { "id": "1" }, { "id": [] }, [], 1, [{ "id": "1" }]]);
        json!(vec![kinds; count]).to_string().into()
    });
    assert_linear::<Vec<Choice>>("nested unions", |count| {
        let innermost = json!({ "id": "1", "rest": entries(count, json!("x")) });
        let value = nested(60, |inner| json!({ "id": "1", "union": inner }), innermost);
        json!([value]).to_string().into()
    });
    assert_linear::<Item>("nested unions beside drift", |count| {
        let innermost = json!({ "id": [], "size": {}, "rest": entries(count, json!("x")) });
        let value = nested(60, |inner| json!({ "id": "1", "union": inner }), innermost);
        json!({ "id": "1", "size": "x", "union": value })
            .to_string()
            .into()
    });
}

#[test]
fn depth_of_unions_does_not_multiply_their_cost() {
    let body = |depth: usize| {
        let innermost = json!({ "id": [], "rest": entries(5_000, json!("x")) });
        let value = nested(
            depth,
            |inner| json!({ "id": "1", "union": inner }),
            innermost,
        );
        json!({ "id": "1", "size": "x", "union": value }).to_string()
    };
    let shallow = allocated::<Item>(body(1).as_bytes(), false);
    let deep = allocated::<Item>(body(60).as_bytes(), false);
    assert!(deep <= 3 * shallow, "{shallow} -> {deep}");
}

#[test]
fn unusual_texts_are_linear() {
    let item = |text: &[u8]| [br#"{"id":"1","size":"x","text":"#, text, b"}"].concat();
    let cases: [(&str, &[u8]); 6] = [
        ("escapes", br"\n"),
        ("halves of surrogate pairs", br"\ud800"),
        ("no UTF-8", &[0xff]),
        ("no UTF-8 after a backslash", &[b'\\', b'\\', 0xff]),
        ("quotes", br#"\""#),
        ("plain", b"x"),
    ];
    for (name, part) in cases {
        assert_linear::<Item>(name, |count| {
            let text = [b"\"".to_vec(), part.repeat(count * 20), b"\"".to_vec()];
            item(&text.concat())
        });
    }
    assert_linear::<Item>("digits", |count| item(&b"1".repeat(count * 20)));
    assert_linear::<Item>("brackets", |count| item(&b"[".repeat(count * 20)));
    assert_linear::<Item>("brackets in pairs", |count| {
        item(&[b"[".repeat(count), b"]".repeat(count)].concat())
    });
    assert_linear::<Item>("the same key", |count| item(&b"1,\"x\":1".repeat(count)));
    assert_linear::<Item>("spaces", |count| item(&b" ".repeat(count * 20)));
}

/// serde's derives offer no way to skip a property, so that the body is read again for each. At most 16 MiB
/// are, whatever the size of the body.
#[test]
fn types_of_serde_derive_cost_a_bounded_number_of_bytes() {
    #[derive(Deserialize)]
    struct Derived {
        #[allow(dead_code, reason = "it is read")]
        id: Option<u8>,
    }
    for count in [1_000, 100_000] {
        let body = json!(vec![json!({ "id": "x" }); count]).to_string();
        let bytes = allocated::<Vec<Derived>>(body.as_bytes(), false);
        // The tree, and the list of values for each time that the body is read.
        assert!(
            bytes <= (16 << 20) + 60 * body.len() as u64,
            "{count}: {bytes}"
        );
    }
}
