use std::fmt::Debug;

use proptest::prelude::*;
use sdksmith_runtime as runtime;
use sdksmith_runtime::{DecodeError, RawResponse, ResponseReader};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

mod choice;
mod cost;

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
