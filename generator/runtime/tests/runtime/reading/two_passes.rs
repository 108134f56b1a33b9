//! The two passes over a body read the same values, and report the same errors.

use proptest::prelude::*;
use sdksmith_runtime as runtime;
use serde::de::IgnoredAny;
use serde_json::Value;

use super::{json, paths, read};

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
    fn lenient_reading_accepts_whatever_strict_reading_accepts(body in known_json(), damaged in any::<Option<(prop::sample::Index, u8)>>()) {
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
