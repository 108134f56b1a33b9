//! Reading JSON that is hostile, unusual or not JSON at all.

use std::collections::BTreeMap;

use bytes::Bytes;
use http::header::{CONTENT_ENCODING, CONTENT_TYPE};
use sdksmith_runtime as runtime;
use sdksmith_runtime::{DecodeError, RawResponse, ResponseReader, SkippedField};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};

use self::cost::Probe;
use super::support::Component;

mod cost;
mod serde_types;
mod two_passes;

#[path = "../../support/json.rs"]
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
fn deeply_nested_unknown_property_is_ignored_in_both_passes() {
    let deep = format!("{}{}", "[".repeat(10_000), "]".repeat(10_000));
    let body = format!(r#"{{"items":[{{"probe":1,"active":"yes"}}],"unknown":{deep}}}"#);
    let (_, drift) = read::<Page>(body).unwrap();
    assert_eq!(paths(&drift), ["items[0].active"]);
    // A kept value must be readable; a list with elements is never skipped.
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

/// A value that is skipped inside a skipped value isn't reported.
#[test]
fn only_the_outermost_skipped_value_is_reported() {
    let (item, drift) = read::<Item>(r#"{"probe":1,"inner":{"active":1,"name":1}}"#).unwrap();
    assert_eq!((item.inner, paths(&drift)), (None, vec!["inner.probe"]));
}
