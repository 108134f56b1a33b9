//! The speed of reading and writing structs with `object!`, as a ratio to serde's derive:
//! `cargo bench -p sdksmith-runtime`.

#![allow(
    clippy::unwrap_used,
    reason = "a benchmark that meets something unexpected shall fail"
)]

use std::hint::black_box;
use std::time::{Duration, Instant};

use sdksmith_runtime as runtime;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, Serialize, Deserialize)]
struct Derived {
    sid: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    account_sid: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    friendly_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    country: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    portable: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    attempts: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    emails: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_created: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
}

#[derive(Clone, Debug)]
struct Object {
    sid: String,
    account_sid: Option<String>,
    friendly_name: Option<String>,
    country: Option<String>,
    portable: Option<bool>,
    attempts: Option<i64>,
    reason: Option<String>,
    emails: Option<Vec<String>>,
    date_created: Option<String>,
    url: Option<String>,
}
runtime::object!(Object {
    sid: required("sid"),
    account_sid: optional("account_sid"),
    friendly_name: optional("friendly_name"),
    country: optional("country"),
    portable: optional("portable"),
    attempts: optional("attempts"),
    reason: optional("reason"),
    emails: optional("emails"),
    date_created: optional("date_created"),
    url: optional("url"),
});

fn main() {
    let page = page(|_| {});
    let reversed = self::page(|properties| properties.reverse());
    compare("reading", &|| read::<Object>(&page), &|| {
        read::<Derived>(&page)
    });
    compare("reading in reverse", &|| read::<Object>(&reversed), &|| {
        read::<Derived>(&reversed)
    });
    let objects: Vec<Object> = serde_json::from_str(&page).unwrap();
    let derived: Vec<Derived> = serde_json::from_str(&page).unwrap();
    compare("writing", &|| write(&objects), &|| write(&derived));
}

/// A page of 200 items, as an API would answer it, whose properties are in the declared order before they
/// are arranged.
fn page(arrange: fn(&mut [String])) -> String {
    let items = (0..200).map(|index| {
        let mut properties = [
            format!(r#""sid":"KW{index:032x}""#),
            r#""account_sid":"AC0123456789abcdef0123456789abcdef""#.to_owned(),
            r#""friendly_name":"Spring migration""#.to_owned(),
            r#""country":"US""#.to_owned(),
            format!(r#""portable":{}"#, index % 3 != 0),
            format!(r#""attempts":{index}"#),
            r#""reason":null"#.to_owned(),
            r#""emails":["a@example.com","b@example.com"]"#.to_owned(),
            r#""date_created":"2026-03-01T12:00:00Z""#.to_owned(),
            r#""url":"https://example.com/v1/Porting/PortIn""#.to_owned(),
            r#""not_declared":{"a":1}"#.to_owned(),
        ];
        arrange(&mut properties);
        format!("{{{}}}", properties.join(","))
    });
    format!("[{}]", items.collect::<Vec<_>>().join(","))
}

fn read<T: DeserializeOwned>(json: &str) {
    black_box(serde_json::from_str::<Vec<T>>(black_box(json)).unwrap());
}

fn write<T: Serialize>(items: &[T]) {
    black_box(serde_json::to_string(black_box(items)).unwrap());
}

/// Runs both in turn, and prints the shortest time of each and their ratio.
fn compare(what: &str, object: &dyn Fn(), derived: &dyn Fn()) {
    let mut shortest = [Duration::MAX; 2];
    for _ in 0..300 {
        for (shortest, run) in shortest.iter_mut().zip([object, derived]) {
            let start = Instant::now();
            run();
            *shortest = start.elapsed().min(*shortest);
        }
    }
    let [object, derived] = shortest;
    let ratio = object.as_secs_f64() / derived.as_secs_f64();
    println!("{what}: object! {object:?}, derive {derived:?}, ratio {ratio:.2}");
}
