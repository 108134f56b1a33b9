//! Reads an example, writes it again, and compares.

use std::collections::BTreeSet;
use std::io::Write as _;

use jiff::Timestamp;
use jiff::fmt::rfc2822;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// Only nulls may be lost, and keys that the schema doesn't declare. The latter are known (`undeclared`, as
/// JSON pointers), and listed on standard error.
pub(crate) fn round_trip<T: DeserializeOwned + Serialize>(text: &str, undeclared: &[&str]) {
    let before: Value = serde_json::from_str(text).expect("the example is JSON");
    let value: T = serde_json::from_str(text).expect("the example can be read");
    let after = serde_json::to_value(&value).expect("the value can be written");
    let mut differences = Vec::new();
    compare(&before, Some(&after), "", &mut differences);
    // serde_json sorts the keys of objects, unless its feature `preserve_order` is on.
    let lost: BTreeSet<_> = differences
        .iter()
        .map(|difference| difference.at.as_str())
        .collect();
    let expected: BTreeSet<_> = undeclared.iter().copied().collect();
    let report = || {
        differences
            .iter()
            .map(|found| found.to_string())
            .collect::<Vec<_>>()
            .join("\n")
    };
    assert!(
        lost == expected,
        "the value is not the example:\n{}",
        report()
    );
    for pointer in undeclared {
        // Written past the capture of passing tests, because it is worth knowing.
        let _ = writeln!(
            std::io::stderr(),
            "note: the schema doesn't declare {pointer}"
        );
    }
}

/// A location where the value isn't the example.
struct Difference {
    at: String,
    before: Value,
    after: Option<Value>,
}

impl std::fmt::Display for Difference {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match &self.after {
            Some(after) => write!(f, "{}: {} became {after}", self.at, self.before),
            None => write!(f, "{}: {} was lost", self.at, self.before),
        }
    }
}

fn compare(before: &Value, after: Option<&Value>, at: &str, found: &mut Vec<Difference>) {
    match (before, after) {
        (Value::Null, None | Some(Value::Null)) => {}
        (Value::Object(fields), Some(Value::Object(written))) => {
            for (key, value) in fields {
                let key_token = key.replace('~', "~0").replace('/', "~1");
                compare(value, written.get(key), &format!("{at}/{key_token}"), found);
            }
        }
        (Value::Array(items), Some(Value::Array(written))) if items.len() == written.len() => {
            for (index, (item, written)) in items.iter().zip(written).enumerate() {
                compare(item, Some(written), &format!("{at}/{index}"), found);
            }
        }
        (before, Some(after)) if same(before, after) => {}
        (before, after) => found.push(Difference {
            at: at.to_owned(),
            before: before.clone(),
            after: after.cloned(),
        }),
    }
}

/// Whether two scalars mean the same: a number may have been text, a time may be spelled otherwise.
fn same(before: &Value, after: &Value) -> bool {
    before == after
        || number(before).is_some_and(|before| number(after) == Some(before))
        || time(before).is_some_and(|before| time(after) == Some(before))
}

fn number(value: &Value) -> Option<f64> {
    match value {
        Value::Number(number) => number.as_f64(),
        Value::String(text) => text.trim().parse().ok(),
        _ => None,
    }
}

fn time(value: &Value) -> Option<Timestamp> {
    let text = value.as_str()?;
    text.parse()
        .ok()
        .or_else(|| Some(rfc2822::parse(text).ok()?.timestamp()))
}
