//! Structs that are JSON objects.

use std::collections::BTreeMap;

use proptest::prelude::*;
use sdksmith_runtime as runtime;
use sdksmith_runtime::Nullable;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

/// A struct with each kind of property.
#[derive(Clone, Debug, PartialEq)]
struct Order {
    id: String,
    r#type: Option<String>,
    size: Option<i64>,
    note: Nullable<String>,
    parts: Option<Vec<Order>>,
}
runtime::object!(Order {
    id: required("Id"),
    r#type: nullable("type"),
    size: optional("size<", lenient),
    note: optional("note"),
    parts: optional("parts"),
});

fn order(id: &str) -> Order {
    Order {
        id: id.to_owned(),
        r#type: None,
        size: None,
        note: Nullable::Unset,
        parts: None,
    }
}

/// A struct without properties of its own.
#[derive(Clone, Debug, PartialEq)]
struct Anything {
    others: Map<String, Value>,
}
runtime::object!(Anything { ..others });

/// A struct that keeps numbers beside its own property.
#[derive(Clone, Debug, PartialEq)]
struct Counts {
    total: Option<i64>,
    each: BTreeMap<String, i64>,
}
runtime::object!(Counts {
    total: optional("total", lenient),
    ..each(lenient)
});

#[derive(Clone, Debug, PartialEq)]
struct Empty {}
runtime::object!(Empty {});

/// Reads JSON from text and from a [`Value`]. Both results must be equal, errors included.
/// A struct with personal data in a property and in what it keeps beside.
#[derive(Clone, PartialEq)]
struct Person {
    r#type: Option<String>,
    name: String,
    size: Option<i64>,
    others: Map<String, Value>,
}
runtime::object!(Person {
    r#type: optional("type"),
    #[personal]
    name: required("name"),
    #[personal]
    size: optional("size", lenient),
    ..#[personal]
    others
});

/// A struct that isn't an object, as operations are.
struct FindPerson {
    name: String,
    page: u32,
}
runtime::redacted!(FindPerson {
    #[personal]
    name,
    page
});

/// A union of which one alternative is personal.
#[derive(PartialEq)]
enum Contact {
    Extension(u32),
    Name(String),
    Unrecognized(Value),
}
runtime::redacted_union!(Contact {
    Extension,
    #[personal]
    Name
});

fn read<T: DeserializeOwned + PartialEq + std::fmt::Debug>(json: &str) -> Result<T, String> {
    let read = serde_json::from_str(json).map_err(|error| error.to_string());
    let value: Value = serde_json::from_str(json).unwrap();
    let from_value = serde_json::from_value(value).map_err(|error| error.to_string());
    match (read, from_value) {
        (Ok(read), Ok(from_value)) => {
            assert_eq!(read, from_value, "{json}");
            Ok(read)
        }
        (Err(error), Err(_)) => Err(error),
        (read, from_value) => panic!("{json}: {read:?}, {from_value:?}"),
    }
}

fn written(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap()
}

#[test]
fn properties_keep_wire_names_and_order() {
    let order = Order {
        r#type: Some("rush".to_owned()),
        size: Some(2),
        note: "x".into(),
        parts: Some(vec![order("B")]),
        ..order("A")
    };
    let json = r#"{"Id":"A","type":"rush","size<":2,"note":"x","parts":[{"Id":"B","type":null}]}"#;
    assert_eq!(written(&order), json);
    assert_eq!(read::<Order>(json).unwrap(), order);
}

#[test]
fn debug_redacts_personal_alternatives() {
    let contacts = [
        Contact::Extension(7),
        Contact::Name("Ada".to_owned()),
        Contact::Unrecognized(Value::from("Ada")),
    ];
    assert_eq!(
        format!("{contacts:?}"),
        "[Extension(7), Name([personal data]), Unrecognized([personal data])]"
    );
}

#[test]
fn debug_redacts_personal_data() {
    let json = r#"{"type":"holder","name":"Ada","size":"170","born":"1815"}"#;
    let person: Person = serde_json::from_str(json).unwrap();
    assert_eq!(
        format!("{person:?}"),
        "Person { type: Some(\"holder\"), name: [personal data], size: [personal data], \
         others: [personal data] }"
    );
    assert_eq!(
        written(&person),
        r#"{"type":"holder","name":"Ada","size":170,"born":"1815"}"#
    );
    let operation = FindPerson {
        name: person.name,
        page: 2,
    };
    assert_eq!(operation.name, "Ada");
    assert_eq!(
        format!("{operation:?}"),
        "FindPerson { name: [personal data], page: 2 }"
    );
}

#[test]
fn properties_are_read_in_any_order() {
    let json = r#"{"new":[{"Id":1}],"note":null,"size<":"7","id":"b","Id":"a"}"#;
    let expected = Order {
        size: Some(7),
        note: Nullable::Null,
        ..order("a")
    };
    assert_eq!(read::<Order>(json).unwrap(), expected);
}

#[test]
fn optional_properties_accept_null() {
    let json = r#"{"Id":"a","type":null,"size<":null,"parts":null}"#;
    assert_eq!(read::<Order>(json).unwrap(), order("a"));
    assert_eq!(read::<Order>(r#"{"Id":"a"}"#).unwrap(), order("a"));
}

#[test]
fn missing_required_property_is_an_error() {
    let error = read::<Order>(r#"{"type":"x"}"#).unwrap_err();
    assert!(error.starts_with("missing field `Id`"), "{error}");
    let error = read::<Order>(r#"{"Id":null}"#).unwrap_err();
    assert!(
        error.starts_with("invalid type: null, expected a string"),
        "{error}"
    );
}

#[test]
fn non_objects_are_errors() {
    for json in [r#"["a"]"#, r#""a""#, "1", "null", "[]"] {
        let error = read::<Order>(json).unwrap_err();
        assert!(error.contains("expected an object"), "{json}: {error}");
        let error = read::<Empty>(json).unwrap_err();
        assert!(error.contains("expected an object"), "{json}: {error}");
    }
    assert_eq!(read::<Empty>(r#"{"a":1}"#).unwrap(), Empty {});
    assert_eq!(written(&Empty {}), "{}");
}

#[test]
fn duplicate_properties_are_errors() {
    for json in [
        r#"{"Id":"a","Id":"a"}"#,
        r#"{"Id":"a","x":1,"Id":"a"}"#,
        r#"{"Id":"a","type":"b","Id":"a"}"#,
    ] {
        let error = serde_json::from_str::<Order>(json).unwrap_err();
        assert!(
            error.to_string().starts_with("duplicate field `Id`"),
            "{json}: {error}"
        );
    }
    let error = serde_json::from_str::<Order>(r#"{"size<":1,"Id":"a","size<":1}"#).unwrap_err();
    assert!(
        error.to_string().starts_with("duplicate field `size<`"),
        "{error}"
    );
}

#[test]
fn additional_properties_are_kept_if_declared() {
    let json = json!({ "a": [1], "b": null, "": {} });
    let anything: Anything = read(&json.to_string()).unwrap();
    assert_eq!(Value::from(anything.others.clone()), json);
    assert_eq!(serde_json::to_value(&anything).unwrap(), json);

    let counts: Counts = read(r#"{"b":"2","total":3,"a":1}"#).unwrap();
    assert_eq!(
        counts.each,
        BTreeMap::from([("a".into(), 1), ("b".into(), 2)])
    );
    assert_eq!(written(&counts), r#"{"total":3,"a":1,"b":2}"#);
    assert!(read::<Counts>(r#"{"a":"x"}"#).is_err());
}

#[test]
fn serialization_errors_are_reported() {
    #[derive(Clone, Debug, PartialEq)]
    struct Pair {
        first: BTreeMap<Vec<i64>, i64>,
        second: i64,
    }
    impl Serialize for Pair {
        fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            let mut object = runtime::ObjectWriter::new(serializer);
            object.write("first", &self.first);
            object.write("second", &self.second);
            object.finish()
        }
    }
    let pair = Pair {
        first: BTreeMap::from([(vec![1], 1)]),
        second: 2,
    };
    let error = serde_json::to_string(&pair).unwrap_err();
    assert!(
        error.to_string().contains("key must be a string"),
        "{error}"
    );
}

/// Declares a struct that a macro of the runtime implements, which is named last.
macro_rules! part {
    ($name:ident, $object:ident) => {
        #[derive(Clone, Debug, PartialEq)]
        struct $name {
            id: String,
            note: Option<String>,
            count: Option<u8>,
            others: BTreeMap<String, Value>,
        }
        runtime::$object!($name {
            id: required("id"),
            note: nullable("Note"),
            count: optional("count"),
            ..others
        });
    };
}

part!(Part, object);
part!(LargePart, large_object);

/// The same struct with serde's derives.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct DerivedPart {
    id: String,
    #[serde(rename = "Note")]
    note: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    count: Option<u8>,
    #[serde(flatten)]
    others: BTreeMap<String, Value>,
}

/// Generates objects of a few properties in any order, most of them declared, some duplicated.
fn objects() -> impl Strategy<Value = String> {
    let name = prop_oneof![4 => "id|Note|count", 1 => "[a-zA-Z]{0,5}"];
    let value = prop_oneof![
        Just(json!(null)),
        any::<bool>().prop_map(Value::from),
        (0..300_i64).prop_map(Value::from),
        ".{0,4}".prop_map(Value::from),
        Just(json!(["a"])),
        Just(json!({ "id": 1 })),
    ];
    let property = (name, value).prop_map(|(name, value)| format!("{}:{value}", json!(name)));
    proptest::collection::vec(property, 0..6)
        .prop_map(|properties| format!("{{{}}}", properties.join(",")))
}

proptest! {
    #[test]
    fn objects_match_serde_derive(json in objects()) {
        /// Reads a struct: its fields with the JSON that it writes, or the error.
        macro_rules! outcome {
            ($name:ident) => {
                serde_json::from_str::<$name>(&json)
                    .map(|part| {
                        let json = written(&part);
                        (part.id, part.note, part.count, part.others, json)
                    })
                    .map_err(|error| error.to_string())
            };
        }
        let expected = outcome!(DerivedPart);
        prop_assert_eq!(outcome!(Part), expected.clone());
        prop_assert_eq!(outcome!(LargePart), expected);
    }
}
