//! Reading JSON that is hostile, unusual or not JSON at all.

use std::cell::Cell;
use std::collections::BTreeMap;

use bytes::Bytes;
use http::header::{CONTENT_ENCODING, CONTENT_TYPE};
use proptest::prelude::*;
use sdksmith_runtime as runtime;
use sdksmith_runtime::{DecodeError, RawResponse, ResponseReader, SkippedField};
use serde::de::{DeserializeOwned, IgnoredAny};
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::{Map, Value, json};

use super::support::Component;

#[path = "../support/json.rs"]
mod json;

type Read<T> = Result<(T, Vec<SkippedField>), DecodeError>;

fn read_response<T: DeserializeOwned>(response: http::Response<Bytes>, strict: bool) -> Read<T> {
    let response = RawResponse::new(response, "x-id");
    let mut reader = ResponseReader::new(&response, strict);
    let value = reader.json()?;
    Ok((value, reader.into_drift()))
}

fn read<T: DeserializeOwned>(body: impl Into<Bytes>) -> Read<T> {
    read_response(http::Response::new(body.into()), false)
}

fn paths(drift: &[SkippedField]) -> Vec<&str> {
    drift.iter().map(SkippedField::path).collect()
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
        IgnoredAny::deserialize(deserializer).map(|_| Self)
    }
}

#[derive(Clone, Debug, PartialEq)]
struct Item {
    probe: Probe,
    name: Option<String>,
    weight: Option<f64>,
    size: Option<i64>,
    active: Option<bool>,
    free: Option<Value>,
    counts: Option<BTreeMap<String, i64>>,
    inner: Option<Box<Item>>,
    others: Map<String, Value>,
}
runtime::object!(Item {
    probe: required("probe"),
    name: optional("name"),
    weight: optional("weight", lenient),
    size: optional("size", lenient),
    active: optional("active"),
    free: optional("free"),
    counts: optional("counts", lenient),
    inner: optional("inner"),
    ..others
});

#[derive(Clone, Debug, PartialEq)]
struct Page {
    items: Vec<Item>,
}
runtime::object!(Page {
    items: required("items")
});

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

#[test]
fn deeply_nested_unknown_property_is_ignored_in_both_passes() {
    let deep = format!("{}{}", "[".repeat(10_000), "]".repeat(10_000));
    let body = format!(r#"{{"items":[{{"probe":1,"active":"yes"}}],"unknown":{deep}}}"#);
    let (_, drift) = read::<Page>(body).unwrap();
    assert_eq!(paths(&drift), ["items[0].active"]);
    // What is kept must be readable; this is a list with elements, which is never skipped.
    let error = read::<Item>(format!(r#"{{"probe":1,"free":{deep}}}"#)).unwrap_err();
    assert!(error.to_string().contains("nested too deeply"), "{error}");
}

#[test]
fn unusual_value_of_an_optional_field_is_skipped() {
    for (body, path, value) in [
        (r#"{"probe":1,"weight":1e400}"#, "weight", json!("1e400")),
        (r#"{"probe":1,"size":1e400}"#, "size", json!("1e400")),
        (r#"{"probe":1,"free":1e400}"#, "free", json!("1e400")),
        (
            r#"{"probe":1,"name":"\ud800"}"#,
            "name",
            json!(r#""\ud800""#),
        ),
        (
            r#"{"probe":1,"free":"\ud800"}"#,
            "free",
            json!(r#""\ud800""#),
        ),
        (
            r#"{"probe":1,"free":{"a":"\udc00"}}"#,
            "free[*]",
            json!(r#""\udc00""#),
        ),
        (
            r#"{"probe":1,"counts":{"\ud800":1}}"#,
            "counts",
            json!({ r#""\ud800""#: 1 }),
        ),
        (r#"{"probe":1,"\ud800":1}"#, "[*]", json!(1)),
        (
            r#"{"probe":1,"other":"\ud800"}"#,
            "[*]",
            json!(r#""\ud800""#),
        ),
        (
            r#"{"probe":1,"size":9223372036854775808}"#,
            "size",
            json!(9_223_372_036_854_775_808_u64),
        ),
    ] {
        let (item, drift) = read::<Item>(body).unwrap();
        if let (Some(Value::Number(_)), []) = (&item.free, drift.as_slice()) {
            // With the feature `arbitrary_precision` of serde_json, a `Value` can be this number.
            continue;
        }
        assert_eq!(paths(&drift), [path], "{body}");
        let found = drift[0].value();
        assert!(
            found == &value || format!("{found}") == "1e+400",
            "{body} {found}"
        );
        assert!(item.others.is_empty(), "{body}");
    }
}

#[test]
fn unusual_value_of_an_unknown_property_is_ignored() {
    #[derive(Debug, PartialEq)]
    struct Closed {
        id: i64,
    }
    runtime::object!(Closed {
        id: required("id", lenient)
    });
    for other in [r#""x":1e400"#, r#""x":"\ud800""#, r#""\ud800":1"#] {
        let (closed, drift) = read::<Closed>(format!(r#"{{"id":"7",{other}}}"#)).unwrap();
        assert_eq!((closed.id, drift.len()), (7, 0), "{other}");
    }
}

#[test]
fn unusual_value_of_a_required_field_is_an_error() {
    #[derive(Debug)]
    struct Weights {
        _all: Vec<f64>,
    }
    runtime::object!(Weights {
        _all: required("all", lenient)
    });
    let error = read::<Weights>(r#"{"all":[1,1e400]}"#).unwrap_err();
    assert_eq!(error.path(), Some("all[1]"));
    assert!(
        error.to_string().contains("the range of a 64-bit float"),
        "{error}"
    );
    let error = read::<Vec<String>>(r#"["\ud800"]"#).unwrap_err();
    assert!(error.to_string().contains("surrogate"), "{error}");
}

#[test]
fn byte_order_mark_is_skipped() {
    let (value, drift) = read::<Vec<i64>>("\u{feff}[1]").unwrap();
    assert_eq!((value, drift.len()), (vec![1], 0));
    assert!(read::<Vec<i64>>("\u{feff}\u{feff}[1]").is_err());
}

#[test]
fn integers_are_exact() {
    for (json, value) in [
        ("9007199254740993", 9_007_199_254_740_993),
        ("9007199254740993.0", 9_007_199_254_740_993),
        ("9.007199254740993e15", 9_007_199_254_740_993),
        (r#""9007199254740993.0""#, 9_007_199_254_740_993),
        ("-9223372036854775808", i64::MIN),
        ("9223372036854775807.0", i64::MAX),
        ("1e18", 1_000_000_000_000_000_000),
        ("5e9", 5_000_000_000),
    ] {
        for strict in [false, true] {
            let body = format!(r#"{{"probe":1,"size":{json}}}"#);
            let response = http::Response::new(body.into());
            let (item, drift) = read_response::<Item>(response, strict).unwrap();
            assert_eq!((item.size, drift.len()), (Some(value), 0), "{json}");
        }
    }
}

#[test]
fn required_integer_beyond_64_bits_is_an_error_that_says_so() {
    #[derive(Debug)]
    struct Sized {
        _size: i64,
    }
    runtime::object!(Sized {
        _size: required("size", lenient)
    });
    for json in ["9223372036854775808", "1e30", r#""9223372036854775808""#] {
        let error = read::<Sized>(format!(r#"{{"size":{json}}}"#)).unwrap_err();
        assert_eq!(error.path(), Some("size"));
        let problem = "expected an integer of at most 64 bits";
        assert!(error.to_string().ends_with(problem), "{error}");
    }
}

#[test]
fn floats_round_trip() {
    // Numbers of 17 digits, all over the range.
    let mut state = 1_u64;
    for _ in 0..5_000 {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        let float = f64::from_bits(state);
        if !float.is_finite() {
            continue;
        }
        let text = format!("{float:.16e}");
        let read: f64 = serde_json::from_str(&text).unwrap();
        assert_eq!(read.to_bits(), float.to_bits(), "{text}");
        let body = format!(r#"{{"probe":1,"active":1,"weight":{text}}}"#);
        let (item, _) = self::read::<Item>(body).unwrap();
        assert_eq!(item.weight.unwrap().to_bits(), float.to_bits(), "{text}");
    }
}

#[test]
fn keys_of_maps_are_not_shown() {
    #[derive(Debug)]
    struct Person {
        _born: i64,
    }
    runtime::object!(Person {
        _born: required("born", lenient)
    });
    #[derive(Debug)]
    struct People {
        _people: BTreeMap<String, Person>,
        nested: Option<BTreeMap<String, Vec<i64>>>,
    }
    runtime::object!(People {
        _people: required("people", lenient),
        nested: optional("nested", lenient)
    });
    let body = r#"{"people":{"ada/a@example.com":{"born":"1815-12-10"}}}"#;
    let (_, drift) = read::<People>(body).unwrap();
    assert_eq!(paths(&drift), ["people[*].born"]);
    assert_eq!(drift[0].absent(), "people[*]");
    assert_eq!(drift[0].pointer(), "/people/ada~1a@example.com/born");
    assert!(!format!("{drift:?}").contains("ada"));
    // A list with elements is never skipped.
    let error = read::<People>(r#"{"people":{},"nested":{"ada@example.com":["x"]}}"#).unwrap_err();
    assert_eq!(error.path(), Some("nested[*][0]"));
    assert!(!format!("{error} {error:?}").contains("ada"), "{error:?}");
    let (people, _) = read::<People>(r#"{"people":{},"nested":{"a":[]}}"#).unwrap();
    assert_eq!(
        people.nested,
        Some(BTreeMap::from([("a".to_owned(), vec![])]))
    );
}

#[test]
fn bytes_that_are_not_utf_8_are_harmless_in_what_is_not_read() {
    let read = |body: &[u8]| {
        let response = http::Response::new(Bytes::copy_from_slice(body));
        read_response::<Component>(response, false)
    };
    let readable: [&[u8]; 3] = [
        b"{\"size\":7,\"note\":\"caf\xe9\"}",
        b"{\"note\":{\"a\":[\"\xff\xfe\\udc00\",\"\\\\\xff\"]},\"size\":7}",
        b"\xef\xbb\xbf{\"note\":\"\\ud83d\xff\",\"size\":7}",
    ];
    for body in readable {
        let (component, drift) = read(body).unwrap();
        assert_eq!((component.size, drift.len()), (7, 0));
    }
    let broken: [&[u8]; 5] = [
        b"{\"size\":\"\xff7\"}",
        b"{\"si\xffze\":7}",
        b"{\"size\":7}\xff",
        b"{\"size\":7,\xff\"note\":1}",
        b"{\"size\":7,\"note\":\"\\\xff\"}",
    ];
    for body in broken {
        assert!(read(body).unwrap_err().to_string().contains("not UTF-8"));
    }
}

#[test]
fn body_that_is_not_json_is_described() {
    let utf_16 = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let described: [(Vec<u8>, &str); 10] = [
        (b"\x1f\x8b\x08\0s3cr3t".to_vec(), "compressed by gzip"),
        (b"\x28\xb5\x2f\xfds3cr3t".to_vec(), "compressed by zstd"),
        (b"\x78\x9c\xabs3cr3t".to_vec(), "compressed by deflate"),
        (utf_16("{\"s3cr3t\":1}"), "UTF-16"),
        (utf_16("\u{feff}{\"s3cr3t\":1}"), "UTF-16"),
        (b"<?xml?><s/>".to_vec(), "XML"),
        (b" \n<html>".to_vec(), "HTML"),
        (b"{\"s3cr3t\":\"\xff\"}".to_vec(), "not UTF-8"),
        (b" ".to_vec(), "empty"),
        (b"s3cr3t".to_vec(), "expected value at line 1 column 1"),
    ];
    for (body, form) in described {
        let response = http::Response::builder()
            .header(CONTENT_TYPE, "application/json")
            .header(CONTENT_ENCODING, "br")
            .body(Bytes::from(body))
            .unwrap();
        let error = read_response::<Value>(response, false).unwrap_err();
        let shown = format!("{error} {error:?}");
        assert!(shown.contains(form), "{shown}");
        assert!(shown.contains("content-type: application/json"), "{shown}");
        assert!(shown.contains("content-encoding: br"), "{shown}");
        assert!(!shown.contains("s3cr3t"), "{shown}");
        assert_eq!(error.path(), None);
    }
}

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
    #[derive(Debug, Deserialize)]
    #[expect(dead_code, reason = "it is only compared by `Debug`")]
    struct Forms {
        kinds: Vec<Kind>,
        untagged: (Untagged, Untagged),
        keys: BTreeMap<u16, ()>,
        flags: BTreeMap<bool, char>,
        id: Id,
        raw: Box<serde_json::value::RawValue>,
        odd: Option<bool>,
    }
    let body = r#"{"kinds":["Unit",{"Newtype":1},{"Struct":{"a":-1}}],"untagged":[true,"x"],
        "keys":{"7":null},"flags":{"true":"c"},"id":18446744073709551615,"raw":[1],"odd":"no"}"#;
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

#[test]
fn duplicate_property_is_an_error() {
    let error = read::<Item>(r#"{"probe":1,"probe":1}"#).unwrap_err();
    assert!(error.to_string().contains("duplicate field"), "{error}");
    let (item, drift) = read::<Item>(r#"{"probe":1,"inner":{"probe":1,"probe":1}}"#).unwrap();
    assert_eq!((item.inner, paths(&drift)), (None, vec!["inner.probe"]));
    assert_eq!(
        (drift[0].absent(), drift[0].value()),
        ("inner", &Value::Null)
    );
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

/// What is skipped inside a value that is skipped itself isn't reported.
#[test]
fn only_the_outermost_skipped_value_is_reported() {
    let (item, drift) = read::<Item>(r#"{"probe":1,"inner":{"active":1,"name":1}}"#).unwrap();
    assert_eq!((item.inner, paths(&drift)), (None, vec!["inner.probe"]));
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

/// A value that is read in the second pass.
#[derive(Debug)]
struct Second {
    odd: Option<bool>,
    value: Value,
}
runtime::object!(Second {
    odd: optional("odd"),
    value: required("value")
});

fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        any::<String>().prop_map(Value::from),
    ];
    leaf.prop_recursive(5, 32, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::btree_map(any::<String>(), inner, 0..4)
                .prop_map(|entries| entries.into_iter().collect()),
        ]
    })
}

/// JSON with the names that the types of `json` have.
fn known_json() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        prop::sample::select(
            &[
                "null",
                "true",
                "1",
                "1e400",
                "0.1",
                "-0",
                r#""n""#,
                r#""\\ud800""#,
                "[]",
                "{}"
            ][..]
        )
        .prop_map(str::to_owned),
        any::<f64>().prop_map(|float| format!("{float:e}")
            .replace("NaN", "0")
            .replace("inf", "1e999")),
    ];
    leaf.prop_recursive(12, 64, 4, |inner| {
        let key = prop::sample::select(&["p", "i", "f", "t", "d", "l", "m", "u", "x"][..]);
        let entries = prop::collection::btree_map(key, inner.clone(), 0..6);
        prop_oneof![
            prop::collection::vec(inner, 0..4).prop_map(|items| format!("[{}]", items.join(","))),
            entries.prop_map(|entries| {
                let entries = entries
                    .iter()
                    .map(|(key, value)| format!("{key:?}:{value}"));
                format!("{{{}}}", entries.collect::<Vec<_>>().join(","))
            }),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn reading_is_sound(body in known_json(), damaged in any::<Option<(prop::sample::Index, u8)>>()) {
        let mut body = body.into_bytes();
        json::assert_same(&body);
        if let Some((index, byte)) = damaged {
            let index = index.index(body.len());
            body[index] = byte;
        }
        json::assert_sound(&body);
    }
}

#[test]
fn bytes_that_are_not_utf_8_are_no_worse_leniently() {
    let body = r#"[{},[null],{"i":1,"p":null,"t":{"i":0.1,"p":1e400,"t":"n"},"u":null}]"#;
    for index in 0..body.len() {
        let mut damaged = body.as_bytes().to_vec();
        damaged[index] = 0x80;
        json::assert_sound(&damaged);
    }
}

#[test]
fn minus_zero_is_kept_in_unrecognized_values() {
    json::assert_same(br#"{"i":[-0]}"#);
}

#[test]
fn recursive_unions_are_sound_at_any_depth() {
    let levels = [
        r#"{"p":1,"t":"n","x":1,"u":"#,
        r#"{"p":1,"t":1,"i":[],"u":"#,
        r#"{"i":"x","l":"x","u":"#,
    ];
    for level in levels {
        for depth in [1, 10, 60, 126] {
            json::assert_sound(format!("{}1{}", level.repeat(depth), "}".repeat(depth)).as_bytes());
        }
    }
    let lists = format!("{}{}", "[[1],".repeat(100), "]".repeat(100)).replace(",]", "]");
    json::assert_sound(lists.as_bytes());
}

proptest! {
    #[test]
    fn second_pass_reads_the_same_values(value in any_json(), is_pretty: bool) {
        let body = json!({ "odd": 1, "value": value });
        let body = match is_pretty {
            true => serde_json::to_string_pretty(&body),
            false => serde_json::to_string(&body),
        };
        let (second, drift) = read::<Second>(body.unwrap()).unwrap();
        prop_assert_eq!((second.odd, paths(&drift)), (None, vec!["odd"]));
        prop_assert_eq!(second.value, value);
    }

    /// Bytes that aren't JSON are an error in both passes, and JSON in neither.
    #[test]
    fn passes_agree_on_syntax(text in r#"[\[\]{},:"\\u0 1e.tfnul-]{0,12}"#) {
        let is_json = serde_json::from_str::<IgnoredAny>(&text).is_ok();
        let body = format!(r#"{{"odd":1,"value":null,"other":{text}}}"#);
        let is_json_inside = serde_json::from_str::<IgnoredAny>(&body).is_ok();
        prop_assert_eq!(read::<Second>(body).is_ok(), is_json_inside, "{}", text);
        prop_assert_eq!(read::<IgnoredAny>(text.clone()).is_ok(), is_json, "{}", text);
    }
}
