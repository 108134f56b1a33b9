//! The identifiers that documents give their parts: `$self`, `$id` and `$anchor`.

use std::sync::Arc;

use serde_json::Value;

use crate::diagnostics::{Location, Pointer};

/// Returns the parts of a file that absolute URIs identify: the whole by `$self`, schemas by `$id`.
pub(super) fn of(file: &Arc<str>, value: &Value) -> Vec<(String, Location)> {
    let mut found = Vec::new();
    let mut identify = |uri: Option<&Value>, pointer: &Pointer| {
        let uri = uri.and_then(Value::as_str);
        let uri = uri.map(|uri| uri.trim_end_matches('#'));
        if let Some(uri) = uri.filter(|uri| uri.contains("://")) {
            found.push((uri.to_owned(), Location::new(file, pointer.clone())));
        }
    };
    identify(value.get("$self"), &Pointer::root());
    visit(value, &mut |part, pointer| {
        identify(part.get("$id"), pointer);
        false
    });
    found
}

/// Returns the pointer to the schema with an anchor: `$anchor`, `$dynamicAnchor`, or an `$id` of older
/// drafts.
pub(super) fn anchor(value: &Value, name: &str) -> Option<Pointer> {
    let mut found = None;
    let old = format!("#{name}");
    visit(value, &mut |part, pointer| {
        let is = |key: &str, name: &str| part.get(key).is_some_and(|found| found == name);
        if is("$anchor", name) || is("$dynamicAnchor", name) || is("$id", &old) {
            found = Some(pointer.clone());
        }
        found.is_some()
    });
    found
}

/// Visits every object in a value, in its order, until `stop` returns `true`.
fn visit(value: &Value, stop: &mut impl FnMut(&Value, &Pointer) -> bool) {
    let mut open = vec![(value, Pointer::root())];
    while let Some((value, pointer)) = open.pop() {
        match value {
            Value::Object(members) => {
                if stop(value, &pointer) {
                    return;
                }
                let members = members.iter().rev().filter(|(_, value)| is_nested(value));
                open.extend(members.map(|(key, value)| (value, pointer.join(key))));
            }
            Value::Array(items) => {
                let items = items.iter().enumerate().rev();
                let items = items.filter(|(_, value)| is_nested(value));
                open.extend(items.map(|(index, value)| (value, pointer.join(index))));
            }
            _ => {}
        }
    }
}

fn is_nested(value: &Value) -> bool {
    value.is_object() || value.is_array()
}
