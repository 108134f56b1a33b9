//! The choice of an alternative.

use std::fmt::Debug;

use sdksmith_runtime as runtime;
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::{Value, json};

use super::{Narrow, decode, read};

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
