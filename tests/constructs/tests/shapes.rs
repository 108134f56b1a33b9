//! Schemas in every position and random schemas: values that they admit survive reading and writing, and
//! those that they refuse are not sent.

#![cfg(feature = "shapes")]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that meets something unexpected shall fail"
)]

use constructs::runtime::{Check, Checker, FromResponse, Json, RawResponse, ResponseReader};
use constructs::shapes;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// Checks the values of each case.
macro_rules! cases {
    ($($name:ident: $good:expr, $bad:expr;)+) => {
        #[test]
        fn admitted_values_survive() {
            let mut lost = Vec::new();
            $(survive::<shapes::$name>(stringify!($name), &$good, &mut lost);)+
            assert!(lost.is_empty(), "{}", lost.join("\n"));
        }

        #[test]
        fn refused_values_are_reported() {
            let mut missed = Vec::new();
            $(refuse::<shapes::$name>(stringify!($name), &$bad, &mut missed);)+
            assert!(missed.is_empty(), "{}", missed.join("\n"));
        }
    };
}

include!(concat!(env!("OUT_DIR"), "/shapes.rs"));

/// Reads each value, writes it again and compares, as serde and as a response, strictly.
fn survive<T>(name: &str, values: &[&str], lost: &mut Vec<String>)
where
    T: DeserializeOwned + Serialize + Check,
{
    for text in values {
        let expected: Value = serde_json::from_str(text).unwrap();
        let from_text = serde_json::from_str::<T>(text).map_err(|error| error.to_string());
        for read in [from_text, read(text)] {
            match read.map(|value| (serde_json::to_value(&value).unwrap(), violations(&value))) {
                Ok((written, refused)) if is_same(&expected, &written) && refused.is_empty() => {}
                Ok(other) => lost.push(format!("{name}: {text} became {other:?}")),
                Err(error) => lost.push(format!("{name}: {text}: {error}")),
            }
        }
    }
}

/// Reads a response, of which nothing may be skipped.
fn read<T: DeserializeOwned>(text: &str) -> Result<T, String> {
    let response = http::Response::new(text.to_owned().into());
    let response = RawResponse::new(response, "x-request-id");
    Json::<T>::read(&mut ResponseReader::new(&response, true)).map_err(|error| error.to_string())
}

fn violations(value: &impl Check) -> Vec<String> {
    let mut checker = Checker::default();
    value.check(&mut checker);
    let violations = checker.into_violations().into_iter();
    violations.map(|found| found.field().to_owned()).collect()
}

fn refuse<T>(name: &str, values: &[(&str, &str)], missed: &mut Vec<String>)
where
    T: DeserializeOwned + Check,
{
    for (path, text) in values {
        let value: T = serde_json::from_str(text).unwrap_or_else(|error| {
            panic!("{name}: {text}: {error}");
        });
        let found = violations(&value);
        if found != [*path] {
            missed.push(format!(
                "{name}: {text}: expected `{path}`, found {found:?}"
            ));
        }
    }
}

/// Whether two values are equal: a number may be written with or without a fraction.
fn is_same(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Number(one), Value::Number(other)) => {
            one == other || (one.is_f64() || other.is_f64()) && one.as_f64() == other.as_f64()
        }
        (Value::Array(one), Value::Array(other)) => {
            one.len() == other.len()
                && one
                    .iter()
                    .zip(other)
                    .all(|(one, other)| is_same(one, other))
        }
        (Value::Object(one), Value::Object(other)) => {
            one.len() == other.len()
                && one
                    .iter()
                    .all(|(key, value)| other.get(key).is_some_and(|other| is_same(value, other)))
        }
        _ => one == other,
    }
}
