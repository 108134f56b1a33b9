use std::cell::Cell;
use std::fmt::Debug;

use proptest::prelude::*;
use sdksmith_runtime as runtime;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::{Value, json};

#[derive(Clone, Debug, PartialEq)]
struct Narrow {
    id: String,
}
runtime::object!(Narrow { id: required("id") });

#[derive(Clone, Debug, PartialEq)]
struct Wide {
    id: String,
    size: Option<i64>,
    next: Option<Box<Any>>,
}
runtime::object!(Wide {
    id: required("id"),
    size: optional("size"),
    next: optional("next")
});

/// A struct of which each property is there when it is written.
#[derive(Clone, Debug, PartialEq)]
struct Padded {
    id: String,
    padding: Option<String>,
}
runtime::object!(Padded {
    id: required("id"),
    padding: nullable("padding")
});

#[derive(Clone, Debug, PartialEq)]
enum Any {
    Integer(i64),
    Text(String),
    List(Vec<String>),
    Padded(Padded),
    Narrow(Narrow),
    Wide(Box<Wide>),
    Unrecognized(Value),
}
runtime::union!(Any {
    Integer,
    Text,
    List,
    Padded,
    Narrow,
    Wide
});

#[derive(Clone, Debug, PartialEq)]
enum Tagged {
    Narrow(Narrow),
    Wide(Box<Wide>),
    Never(String),
    Unrecognized(Value),
}
runtime::tagged_union!(
    "kind",
    Tagged {
        Narrow: ["narrow", "slim"],
        Wide: ["Wide"],
        Never: [],
    }
);

fn read<T: DeserializeOwned + Serialize + PartialEq + Debug>(json: &Value) -> T {
    let from_text: T = serde_json::from_str(&json.to_string()).unwrap();
    let from_value: T = serde_json::from_value(json.clone()).unwrap();
    assert_eq!(from_text, from_value);
    from_text
}

#[test]
fn the_alternative_that_keeps_most_is_chosen() {
    let wide = |size, next: Option<Any>| {
        let next = next.map(Box::new);
        let id = "a".into();
        Any::Wide(Box::new(Wide { id, size, next }))
    };
    for (json, value) in [
        (json!(5), Any::Integer(5)),
        (json!("5"), Any::Text("5".into())),
        (json!([]), Any::List(vec![])),
        (json!({ "id": "a" }), Any::Narrow(Narrow { id: "a".into() })),
        (json!({ "id": "a", "size": 1 }), wide(Some(1), None)),
        (
            json!({ "id": "a", "size": 1, "other": 2 }),
            wide(Some(1), None),
        ),
        (
            json!({ "id": "a", "size": null }),
            Any::Narrow(Narrow { id: "a".into() }),
        ),
        (
            json!({ "id": "a", "next": 1 }),
            wide(None, Some(Any::Integer(1))),
        ),
        (
            json!({ "id": "a", "padding": null }),
            Any::Padded(Padded {
                id: "a".into(),
                padding: None,
            }),
        ),
    ] {
        assert_eq!(read::<Any>(&json), value, "{json}");
    }
}

#[test]
fn what_fits_nothing_is_kept() {
    for json in [
        json!(1.5),
        json!(true),
        Value::Null,
        json!([1]),
        json!({ "x": [{}] }),
    ] {
        assert_eq!(read::<Any>(&json), Any::Unrecognized(json.clone()));
        assert_eq!(serde_json::to_value(read::<Any>(&json)).unwrap(), json);
    }
}

#[test]
fn a_tag_decides() {
    let narrow = Tagged::Narrow(Narrow { id: "a".into() });
    for kind in ["narrow", "slim"] {
        assert_eq!(
            read::<Tagged>(&json!({ "kind": kind, "id": "a", "size": 1 })),
            narrow
        );
    }
    let wide = read::<Tagged>(&json!({ "kind": "Wide", "id": "a" }));
    assert!(matches!(wide, Tagged::Wide(_)), "{wide:?}");
    for json in [
        json!({ "kind": "wide", "id": "a" }),
        json!({ "id": "a" }),
        json!({ "kind": 1, "id": "a" }),
        json!({ "kind": "narrow", "id": 1 }),
        json!("narrow"),
    ] {
        assert_eq!(read::<Tagged>(&json), Tagged::Unrecognized(json));
    }
    assert_eq!(
        serde_json::to_value(Tagged::Never("x".into())).unwrap(),
        "x"
    );
}

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

#[test]
fn a_value_made_to_be_expensive_is_not() {
    let mut value = Value::Null;
    for _ in 0..60 {
        // No alternative keeps the key, so each is tried.
        value = json!({ "next": value, "probe": 1, "unknown": 1 });
    }
    let read: Nested = serde_json::from_value(value).unwrap();
    assert!(matches!(read, Nested::One(_)), "{read:?}");
    assert!(READS.get() < 20_000, "{}", READS.get());
}

fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        ".{0,3}".prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 16, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..3).prop_map(Value::from),
            prop::collection::btree_map("id|size|next|kind|x", inner, 0..4)
                .prop_map(|entries| entries.into_iter().collect()),
        ]
    })
}

proptest! {
    #[test]
    fn reading_never_fails_and_scalars_stay(json in any_json()) {
        let value: Any = read(&json);
        let written = serde_json::to_value(&value).unwrap();
        prop_assert_eq!(read::<Any>(&written), value);
        if !json.is_object() {
            prop_assert_eq!(written, json.clone());
        }
        read::<Tagged>(&json);
    }
}

#[test]
fn a_tag_that_the_alternative_does_not_write_is_added() {
    let narrow = Tagged::Narrow(Narrow { id: "a".into() });
    let json = serde_json::to_value(&narrow).unwrap();
    assert_eq!(json, json!({"kind": "narrow", "id": "a"}));
    assert_eq!(read::<Tagged>(&json), narrow);
    let never = serde_json::to_value(Tagged::Never("x".into())).unwrap();
    assert_eq!(never, json!("x"));
}

#[test]
fn a_tag_may_be_no_text() {
    let value = json!({"n": 7, "b": true, "s": "x", "null": null});
    let tag = |property| runtime::read_tag(&value, property);
    assert_eq!(tag("n").as_deref(), Some("7"));
    assert_eq!(tag("b").as_deref(), Some("true"));
    assert_eq!(tag("s").as_deref(), Some("x"));
    assert_eq!((tag("null"), tag("none")), (None, None));
}
