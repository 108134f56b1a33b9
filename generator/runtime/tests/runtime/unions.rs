use std::cell::Cell;
use std::fmt::Debug;

use proptest::prelude::*;
use sdksmith_runtime as runtime;
use sdksmith_runtime::{DecodeError, RawResponse, ResponseReader};
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
fn alternative_that_keeps_most_data_is_chosen() {
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
fn value_matching_no_alternative_is_kept() {
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
fn discriminator_selects_the_alternative() {
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

/// A union with many alternatives, of which none keeps everything.
#[derive(Clone, Debug, PartialEq)]
enum Many {
    A(Narrow),
    B(Narrow),
    C(Narrow),
    D(Narrow),
    E(Narrow),
    F(Narrow),
    G(Narrow),
    H(Narrow),
    Unrecognized(Value),
}
runtime::union!(Many {
    A,
    B,
    C,
    D,
    E,
    F,
    G,
    H
});

/// The first alternatives of the outer union read the inner one, but only the last keeps `own`.
#[test]
fn number_of_alternatives_does_not_change_the_choice() {
    #[derive(Clone, Debug, PartialEq)]
    struct Plain {
        items: Vec<Many>,
    }
    runtime::object!(Plain {
        items: required("items")
    });
    #[derive(Clone, Debug, PartialEq)]
    struct Whole {
        items: Vec<Many>,
        own: Option<i64>,
    }
    runtime::object!(Whole {
        items: required("items"),
        own: optional("own")
    });
    #[derive(Clone, Debug, PartialEq)]
    enum Outer {
        A(Plain),
        B(Plain),
        C(Plain),
        D(Whole),
        Unrecognized(Value),
    }
    runtime::union!(Outer { A, B, C, D });
    let items = vec![json!({ "id": "a", "lost": 1 }); 500];
    let read: Outer = read(&json!({ "items": items, "own": 7 }));
    let Outer::D(whole) = read else {
        panic!("{read:?}");
    };
    assert_eq!((whole.own, whole.items.len()), (Some(7), 500));
}

/// Reads a response, and returns the paths of what is skipped.
fn decode<T: DeserializeOwned>(body: &str) -> (Result<T, DecodeError>, Vec<String>) {
    let response = RawResponse::new(http::Response::new(body.to_owned().into()), "x-id");
    let mut reader = ResponseReader::new(&response, false);
    let value = reader.json();
    let drift = reader.into_drift();
    (
        value,
        drift.iter().map(|field| field.path().to_owned()).collect(),
    )
}

#[test]
fn unreadable_optional_field_of_an_alternative_is_skipped() {
    let (value, drift) = decode::<Any>(r#"{"id":"a","size":1,"next":{"id":"b","padding":7}}"#);
    let Any::Wide(wide) = value.unwrap() else {
        panic!("the alternative with most data");
    };
    // The inner value can be read without `padding` in each of its alternatives.
    assert_eq!(
        wide.next,
        Some(Box::new(Any::Narrow(Narrow { id: "b".into() })))
    );
    assert_eq!(drift, Vec::<String>::new());

    let (value, drift) = decode::<Tagged>(r#"{"kind":"Wide","id":"a","size":{"x":1}}"#);
    let id = "a".into();
    let wide = Wide {
        id,
        size: None,
        next: None,
    };
    assert_eq!(value.unwrap(), Tagged::Wide(Box::new(wide.clone())));
    assert_eq!(drift, ["size"]);

    #[derive(Clone, Debug, PartialEq)]
    enum Only {
        Wide(Wide),
        Unrecognized(Value),
    }
    runtime::union!(Only { Wide });
    #[derive(Clone, Debug, PartialEq)]
    struct Page {
        items: Vec<Only>,
        last: Option<Only>,
    }
    runtime::object!(Page {
        items: required("items"),
        last: optional("last")
    });
    let (value, drift) = decode::<Page>(
        r#"{"items":[{"id":"a","size":"big"},{"id":7},{"size":1}],"last":{"id":"a","size":[]}}"#,
    );
    let page = value.unwrap();
    assert_eq!(page.items[0], Only::Wide(wide.clone()));
    assert_eq!(page.items[1], Only::Unrecognized(json!({ "id": 7 })));
    assert_eq!(page.items[2], Only::Unrecognized(json!({ "size": 1 })));
    assert_eq!(page.last, Some(Only::Wide(wide)));
    assert_eq!(drift, ["items[0].size", "last.size"]);
}

/// An alternative whose own union recognizes its value is better than one whose union doesn't.
#[test]
fn recognized_unions_inside_are_preferred() {
    #[derive(Clone, Debug, PartialEq)]
    enum Texts {
        Text(String),
        Unrecognized(Value),
    }
    runtime::union!(Texts { Text });
    #[derive(Clone, Debug, PartialEq)]
    enum Flags {
        Flag(bool),
        Unrecognized(Value),
    }
    runtime::union!(Flags { Flag });
    #[derive(Clone, Debug, PartialEq)]
    struct Of<T> {
        value: T,
    }
    impl<'de, T: Deserialize<'de>> Deserialize<'de> for Of<T> {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            T::deserialize(deserializer).map(|value| Self { value })
        }
    }
    impl<T: Serialize> Serialize for Of<T> {
        fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            self.value.serialize(serializer)
        }
    }
    #[derive(Clone, Debug, PartialEq)]
    enum Outer {
        Texts(Of<Texts>),
        Flags(Of<Flags>),
        Unrecognized(Value),
    }
    runtime::union!(Outer { Texts, Flags });
    let flag = Outer::Flags(Of {
        value: Flags::Flag(true),
    });
    assert_eq!(read::<Outer>(&json!(true)), flag);
    let text = Outer::Texts(Of {
        value: Texts::Text("a".into()),
    });
    assert_eq!(read::<Outer>(&json!("a")), text);
    let neither = Outer::Texts(Of {
        value: Texts::Unrecognized(json!(1)),
    });
    assert_eq!(read::<Outer>(&json!(1)), neither);
}

#[derive(Clone, Debug, PartialEq)]
enum Number {
    Float(f64),
    Integer(i64),
    Unrecognized(Value),
}
runtime::union!(Number { Float, Integer });

#[test]
fn number_is_read_as_the_exact_alternative() {
    for (json, value) in [
        ("9007199254740993", Number::Integer(9_007_199_254_740_993)),
        ("9007199254740992", Number::Float(9_007_199_254_740_992.0)),
        ("1.5", Number::Float(1.5)),
        ("0.1", Number::Float(0.1)),
    ] {
        assert_eq!(serde_json::from_str::<Number>(json).unwrap(), value);
        assert_eq!(decode::<Number>(json).0.unwrap(), value, "{json}");
    }
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
    fn reading_never_fails_and_keeps_scalars(json in any_json()) {
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
fn undeclared_discriminator_is_written() {
    let narrow = Tagged::Narrow(Narrow { id: "a".into() });
    let json = serde_json::to_value(&narrow).unwrap();
    assert_eq!(json, json!({"kind": "narrow", "id": "a"}));
    assert_eq!(read::<Tagged>(&json), narrow);
    let never = serde_json::to_value(Tagged::Never("x".into())).unwrap();
    assert_eq!(never, json!("x"));
}

#[test]
fn discriminator_may_be_a_non_string() {
    #[derive(Clone, Debug, PartialEq)]
    enum Coded {
        Number(Narrow),
        Flag(Narrow),
        Unrecognized(Value),
    }
    runtime::tagged_union!(
        "kind",
        Coded {
            Number: ["7"],
            Flag: ["true"]
        }
    );
    let narrow = Narrow { id: "a".into() };
    let value = read::<Coded>(&json!({ "kind": 7, "id": "a" }));
    assert_eq!(value, Coded::Number(narrow.clone()));
    let value = read::<Coded>(&json!({ "kind": true, "id": "a" }));
    assert_eq!(value, Coded::Flag(narrow));
    for json in [json!({ "kind": null, "id": "a" }), json!({ "id": "a" })] {
        assert_eq!(read::<Coded>(&json), Coded::Unrecognized(json));
    }
}
