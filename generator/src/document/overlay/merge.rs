//! Merges an update into an existing value.

use serde_json::Value;

use crate::diagnostics::Pointer;
use crate::document::problem::kind;

/// The kinds of values that don't merge, and where they meet inside the target.
pub(super) struct Conflict {
    pub(super) location: Pointer,
    pub(super) found: &'static str,
    pub(super) update: &'static str,
}

/// Merges an update into an action's target. Returns whether anything has changed.
///
/// Objects are merged member by member. An array is extended by the items of another array, or by
/// any other value as one item. A primitive value is replaced.
pub(super) fn merge_into_target(target: &mut Value, update: &Value) -> Result<bool, Conflict> {
    match target {
        Value::Array(items) if !update.is_array() => {
            items.push(update.clone());
            Ok(true)
        }
        _ => merge(target, update, &Pointer::root()),
    }
}

fn merge(target: &mut Value, update: &Value, location: &Pointer) -> Result<bool, Conflict> {
    match (target, update) {
        (Value::Object(members), Value::Object(updates)) => {
            let mut changed = false;
            for (key, update) in updates {
                changed |= match members.get_mut(key) {
                    Some(member) => merge(member, update, &location.join(key))?,
                    None => members.insert(key.clone(), update.clone()).is_none(),
                };
            }
            Ok(changed)
        }
        (Value::Array(items), Value::Array(updates)) => {
            items.extend(updates.iter().cloned());
            Ok(!updates.is_empty())
        }
        (target, update) if is_primitive(target) && is_primitive(update) => {
            let changed = *target != *update;
            target.clone_from(update);
            Ok(changed)
        }
        (target, update) => Err(Conflict {
            location: location.clone(),
            found: kind(target),
            update: kind(update),
        }),
    }
}

/// Whether a value contains no other values.
pub(super) fn is_primitive(value: &Value) -> bool {
    !value.is_object() && !value.is_array()
}
