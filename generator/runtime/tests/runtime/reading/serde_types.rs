//! Types that derive serde's traits, and forms of serde, in the second pass.

use std::collections::BTreeMap;

use sdksmith_runtime as runtime;
use serde::de::IgnoredAny;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{Item, paths, read};

/// serde's own types can't skip a field, so the whole is read again for each.
#[test]
fn types_of_serde_derive_may_drift() {
    #[derive(Debug, PartialEq, Deserialize)]
    struct Derived {
        id: String,
        size: Option<i64>,
        #[serde(default)]
        counts: BTreeMap<String, u8>,
    }
    let body = r#"[{"id":"a","size":"x","counts":{"k":1,"l":"y"}},{"id":"b","size":{}}]"#;
    let (read, drift) = read::<Vec<Derived>>(body).unwrap();
    assert_eq!(paths(&drift), ["[0].size", "[0].counts[*]", "[1].size"]);
    assert_eq!(read[0].counts, BTreeMap::from([("k".to_owned(), 1)]));
    assert_eq!((read[1].id.as_str(), read[1].size), ("b", None));
    let error = self::read::<Vec<Derived>>(r#"[{"id":1}]"#).unwrap_err();
    assert_eq!(error.path(), Some("[0].id"));
}

#[test]
fn forms_of_serde_are_read_in_the_second_pass() {
    #[derive(Debug, PartialEq, Deserialize)]
    enum Kind {
        Unit,
        Newtype(u8),
        Struct { a: i8 },
    }
    #[derive(Debug, PartialEq, Deserialize)]
    #[serde(untagged)]
    enum Untagged {
        Flag(bool),
        Text(String),
    }
    #[derive(Debug, PartialEq, Deserialize)]
    struct Id(u64);
    // The tokens of `serde_json` begin with a dollar, too.
    #[derive(Debug, PartialEq, Deserialize)]
    #[serde(rename = "$price")]
    struct Price(u32);
    #[derive(Debug, Deserialize)]
    #[expect(dead_code, reason = "it is only compared by `Debug`")]
    struct Forms {
        kinds: Vec<Kind>,
        untagged: (Untagged, Untagged),
        keys: BTreeMap<u16, ()>,
        flags: BTreeMap<bool, char>,
        id: Id,
        price: Price,
        raw: Box<serde_json::value::RawValue>,
        odd: Option<bool>,
    }
    let body = r#"{"kinds":["Unit",{"Newtype":1},{"Struct":{"a":-1}}],"untagged":[true,"x"],
        "keys":{"7":null},"flags":{"true":"c"},"id":18446744073709551615,"price":5,"raw":[1],"odd":"no"}"#;
    let (_, drift) = read::<BTreeMap<String, IgnoredAny>>(body).unwrap();
    assert!(drift.is_empty());
    let direct: serde_json::Result<Forms> = serde_json::from_str(&body.replace("\"no\"", "null"));
    let (forms, drift) = read::<Forms>(body).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(paths(&drift), ["odd"]);
    assert_eq!(format!("{forms:?}"), format!("{:?}", direct.unwrap()));
}

#[test]
fn flattened_struct_keeps_its_properties_only() {
    #[derive(Clone, Debug, PartialEq)]
    struct Inner {
        id: String,
        size: Option<i64>,
    }
    runtime::object!(Inner {
        id: required("id"),
        size: optional("size", lenient)
    });
    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Outer {
        own: i64,
        #[serde(flatten)]
        inner: Inner,
        #[serde(flatten)]
        others: BTreeMap<String, Value>,
    }
    let json = r#"{"own":1,"id":"a","size":2,"x":3}"#;
    let outer: Outer = serde_json::from_str(json).unwrap();
    assert_eq!(outer.others, BTreeMap::from([("x".to_owned(), json!(3))]));
    assert_eq!(serde_json::to_string(&outer).unwrap(), json);
    // A struct that keeps other properties takes what is left.
    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Around {
        own: i64,
        #[serde(flatten)]
        item: Item,
    }
    let json = r#"{"own":1,"probe":null,"x":3}"#;
    let around: Around = serde_json::from_str(json).unwrap();
    assert_eq!(Value::from(around.item.others.clone()), json!({ "x": 3 }));
    assert_eq!(serde_json::to_string(&around).unwrap(), json);
}

#[test]
fn objects_are_read_from_plain_values() {
    use serde::de::IntoDeserializer;
    use serde::de::value::{Error, MapDeserializer};
    #[derive(Debug, PartialEq)]
    struct Pair {
        id: String,
        sizes: BTreeMap<String, i64>,
    }
    runtime::object!(Pair {
        id: required("id"),
        ..sizes(lenient)
    });
    let entries = [("id", "a"), ("size", "7")];
    let map: MapDeserializer<'_, _, Error> = MapDeserializer::new(entries.into_iter());
    let pair = Pair::deserialize(map.into_deserializer()).unwrap();
    let sizes = BTreeMap::from([("size".to_owned(), 7)]);
    assert_eq!((pair.id.as_str(), pair.sizes), ("a", sizes));
}

/// The names of a flattened map are data, those of the struct around it aren't.
#[test]
fn keys_of_flattened_maps_are_not_shown() {
    #[derive(Debug, Deserialize)]
    #[expect(dead_code, reason = "it is never read")]
    struct Flat {
        id: Vec<i64>,
        #[serde(flatten)]
        others: BTreeMap<String, Value>,
    }
    let error = read::<Flat>(r#"{"id":[],"ada@example.com":["\ud800"]}"#).unwrap_err();
    assert_eq!(error.path(), Some("[*][0]"));
}
