use std::collections::BTreeMap;
use std::fmt::Debug;

use jiff::Timestamp;
use jiff::civil::{Date, date};
use sdksmith_runtime as runtime;
use sdksmith_runtime::{Lenient, Nullable};
use serde_json::{Value, json};

/// Reads JSON from text and from a [`Value`]. Both results must be equal.
fn read<T: Lenient + PartialEq + Debug>(json: &str) -> Option<T> {
    let from_text = T::read(&mut serde_json::Deserializer::from_str(json)).ok();
    let value: Value = serde_json::from_str(json).unwrap();
    assert_eq!(from_text, T::read(value).ok(), "{json}");
    from_text
}

#[test]
fn integers_are_read_from_numbers_and_text() {
    for json in [
        "5000000000",
        r#""5000000000""#,
        "5e9",
        r#""5e9""#,
        "5000000000.0",
    ] {
        assert_eq!(read::<i64>(json), Some(5_000_000_000), "{json}");
        assert_eq!(read::<i32>(json), None, "{json}");
    }
    assert_eq!(read::<i64>(r#""-9223372036854775808""#), Some(i64::MIN));
    assert_eq!(read::<i32>("-7"), Some(-7));
    let not_integers = [
        "1.5",
        r#""1.5""#,
        r#""""#,
        r#""x""#,
        "true",
        "null",
        "[]",
        "1e19",
        "18446744073709551615",
        "9223372036854775808",
        r#""inf""#,
    ];
    for json in not_integers {
        assert_eq!(read::<i64>(json), None, "{json}");
    }
}

#[test]
fn texts_of_integers_are_exact() {
    for (text, value) in [
        ("0", Some(0)),
        ("-0.0e5", Some(0)),
        ("9007199254740993.0", Some(9_007_199_254_740_993)),
        ("-9223372036854775808", Some(i64::MIN)),
        ("9.223372036854775807e18", Some(i64::MAX)),
        ("9223372036854775808", None),
        ("1e400", None),
        ("1e99999999999999999999", None),
        ("0e99999999999999999999", Some(0)),
        ("1e-99999999999999999999", None),
        ("100E-2", Some(1)),
        ("0.5e+1", Some(5)),
        ("+5", Some(5)),
        ("5.", Some(5)),
        (".", None),
        ("1e", None),
        ("--1", None),
        (" 1", None),
        ("nan", None),
    ] {
        assert_eq!(read::<i64>(&json!(text).to_string()), value, "{text}");
    }
}

#[test]
fn floats_that_may_be_rounded_are_no_integers() {
    // Only the text of the number says which integer it is. serde passes a float, unless the feature
    // `arbitrary_precision` of serde_json is on.
    let read_exactly = read::<i64>("9007199254740993.0");
    assert!(matches!(read_exactly, None | Some(9_007_199_254_740_993)));
    assert_eq!(
        read::<i64>("9007199254740991.0"),
        Some(9_007_199_254_740_991)
    );
}

#[test]
fn floats_are_read_from_numbers_and_text() {
    for (json, number) in [
        ("1.5", 1.5),
        (r#""1.5""#, 1.5),
        ("2", 2.0),
        (r#""-2""#, -2.0),
    ] {
        assert_eq!(read::<f64>(json), Some(number), "{json}");
    }
    assert_eq!(
        read::<f64>("18446744073709551615"),
        Some(18_446_744_073_709_551_615.0)
    );
    for json in [r#""NaN""#, r#""inf""#, r#""""#, "true", "null"] {
        assert_eq!(read::<f64>(json), None, "{json}");
    }
}

#[test]
fn date_times_are_read_in_every_common_form() {
    let time: Timestamp = "2026-03-01T12:00:00Z".parse().unwrap();
    let forms = [
        "2026-03-01T12:00:00Z",
        "2026-03-01T13:00:00+01:00",
        "Sun, 01 Mar 2026 12:00:00 +0000",
        "Sun, 01 Mar 2026 12:00:00 GMT",
    ];
    for text in forms {
        assert_eq!(
            read::<Timestamp>(&format!("{text:?}")),
            Some(time),
            "{text}"
        );
    }
    for json in [r#""""#, r#""yesterday""#, r#""2026-03-01""#, "1772366400"] {
        assert_eq!(read::<Timestamp>(json), None, "{json}");
    }
}

#[test]
fn dates_are_read() {
    assert_eq!(read::<Date>(r#""2026-03-01""#), Some(date(2026, 3, 1)));
    assert_eq!(read::<Date>(r#""2026-02-30""#), None);
}

#[test]
fn lenience_applies_inside_containers() {
    assert_eq!(read::<Option<i64>>("null"), Some(None));
    assert_eq!(read::<Option<i64>>(r#""1""#), Some(Some(1)));
    assert_eq!(read::<Nullable<i64>>("null"), Some(Nullable::Null));
    assert_eq!(read::<Box<i64>>(r#""1""#), Some(Box::new(1)));
    assert_eq!(read::<Vec<i64>>(r#"[1,"2"]"#), Some(vec![1, 2]));
    assert_eq!(read::<Vec<i64>>("[1,null]"), None);
    let map = BTreeMap::from([("a".to_owned(), 1.0)]);
    assert_eq!(read::<BTreeMap<String, f64>>(r#"{"a":"1"}"#), Some(map));
}

#[derive(Debug, PartialEq)]
struct Event {
    at: Option<Timestamp>,
    history: Vec<Timestamp>,
    others: BTreeMap<String, Timestamp>,
}
runtime::object!(Event {
    at: optional("at", rfc2822),
    history: required("history", rfc2822),
    ..others(rfc2822)
});

#[test]
fn rfc_2822_dates_round_trip() {
    let text = "Sun, 01 Mar 2026 12:00:00 +0000";
    let json = json!({ "at": text, "history": [text], "other": text });
    let event: Event = serde_json::from_value(json.clone()).unwrap();
    assert_eq!(serde_json::to_value(&event).unwrap(), json);
    let empty: Event = serde_json::from_value(json!({ "history": [] })).unwrap();
    assert_eq!(empty.at, None);
    assert_eq!(
        serde_json::to_value(&empty).unwrap(),
        json!({ "history": [] })
    );
}
