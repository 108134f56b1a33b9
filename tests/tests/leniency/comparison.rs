//! The difference between a received value and the value that was read.

use serde_json::Value;

/// A key that no document declares.
pub(crate) const UNDECLARED: &str = "x_undeclared";

/// The places of what came and isn't in what was read. A null may be missing, and so may the key
/// that isn't declared; a number may have come as text.
pub(crate) fn lost(came: &Value, read: &Value) -> Vec<String> {
    let mut pointers = Vec::new();
    compare(came, read, "", &mut pointers);
    pointers.iter().map(|pointer| location(pointer)).collect()
}

/// A JSON pointer the way messages have it: `phone_numbers[0].portable`.
pub(crate) fn location(pointer: &str) -> String {
    let steps = pointer
        .split('/')
        .skip(1)
        .map(|step| match step.parse::<usize>() {
            Ok(index) => format!("[{index}]"),
            Err(_) => format!(".{step}"),
        });
    steps.collect::<String>().trim_start_matches('.').to_owned()
}

fn compare(came: &Value, read: &Value, at: &str, pointers: &mut Vec<String>) {
    match (came, read) {
        (Value::Object(came), Value::Object(_)) => {
            for (name, value) in came.iter().filter(|(name, _)| *name != UNDECLARED) {
                compare(value, &read[name], &format!("{at}/{name}"), pointers);
            }
        }
        (Value::Array(came), Value::Array(items)) if came.len() == items.len() => {
            for (index, (value, item)) in came.iter().zip(items).enumerate() {
                compare(value, item, &format!("{at}/{index}"), pointers);
            }
        }
        // Null items are left out.
        (Value::Array(came), Value::Array(items)) if items.len() == non_null(came).count() => {
            let nulls = came.iter().enumerate().filter(|(_, value)| value.is_null());
            pointers.extend(nulls.map(|(index, _)| format!("{at}/{index}")));
            for ((index, value), item) in non_null(came).zip(items) {
                compare(value, item, &format!("{at}/{index}"), pointers);
            }
        }
        (Value::String(text), Value::Number(number)) if *text == number.to_string() => {}
        _ if came == read => {}
        _ => pointers.push(at.to_owned()),
    }
}

fn non_null(items: &[Value]) -> impl Iterator<Item = (usize, &Value)> {
    items.iter().enumerate().filter(|(_, item)| !item.is_null())
}
