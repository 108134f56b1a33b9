//! Values of one of several types.
//!
//! The [`union!`](super::union) and [`tagged_union!`](super::super::tagged_union) macros write the rest for
//! each. Whatever comes is kept: what no alternative fits is the JSON that it is.

use std::borrow::Cow;
use std::cell::Cell;
use std::mem::discriminant;

use serde::de::{DeserializeOwned, Deserializer};
use serde::ser::{Error, Serialize, Serializer};
use serde_json::Value;

/// An enum of alternatives, and a last variant for any other JSON.
pub trait Union: Sized {
    /// The alternative that the value is.
    fn choose(value: &Value) -> Option<Self>;

    /// The variant that keeps a value which is none of the alternatives.
    fn unrecognized(value: Value) -> Self;

    /// Reads a value as it is on the wire.
    ///
    /// # Errors
    ///
    /// If what comes isn't JSON.
    fn from_wire<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value: Value = serde::Deserialize::deserialize(deserializer)?;
        let chosen = within_budget(&value, || Self::choose(&value));
        Ok(chosen.unwrap_or_else(|| Self::unrecognized(value)))
    }
}

/// Finds the alternative that keeps most of a value.
///
/// Each is tried: the value is read as it and written again. What is lost on that way decides, then
/// what is added; among equals the one that was tried first is chosen.
pub struct Alternatives<'a, U> {
    value: &'a Value,
    best: Option<(Misfit, U)>,
}

impl<'a, U> Alternatives<'a, U> {
    /// The alternatives for a value, of which none has been tried.
    #[must_use]
    pub const fn of(value: &'a Value) -> Self {
        Self { value, best: None }
    }

    /// Tries one more alternative.
    #[must_use]
    pub fn or<T>(mut self, variant: impl FnOnce(T) -> U) -> Self
    where
        T: DeserializeOwned + Serialize,
    {
        let best = self.best.as_ref().map(|(misfit, _)| *misfit);
        if best == Some(Misfit::default()) || !spend() {
            return self;
        }
        if let Some((misfit, found)) = read::<T>(self.value)
            && best.is_none_or(|best| misfit < best)
        {
            self.best = Some((misfit, variant(found)));
        }
        self
    }

    /// The best alternative, if there is any.
    #[must_use]
    pub fn best(self) -> Option<U> {
        self.best.map(|(_, found)| found)
    }
}

/// The value of the property that tells alternatives apart, as text.
#[must_use]
pub fn tag<'a>(value: &'a Value, property: &str) -> Option<Cow<'a, str>> {
    match value.get(property)? {
        Value::String(text) => Some(text.into()),
        Value::Number(number) => Some(number.to_string().into()),
        Value::Bool(flag) => Some(flag.to_string().into()),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

/// Writes an alternative, with the first of its tags unless it writes that property itself.
///
/// # Errors
///
/// Only those of the serializer, and of a value that can't be JSON.
pub fn write_tagged<T: Serialize, S: Serializer>(
    value: &T,
    property: &str,
    tags: &[&str],
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let mut written = serde_json::to_value(value).map_err(Error::custom)?;
    if let (Value::Object(entries), Some(tag)) = (&mut written, tags.first()) {
        entries.entry(property).or_insert_with(|| Value::from(*tag));
    }
    written.serialize(serializer)
}

/// The alternative that a tag selects, if the value is one.
#[must_use]
pub fn tagged<T, U>(value: &Value, variant: impl FnOnce(T) -> U) -> Option<U>
where
    T: DeserializeOwned,
{
    spend().then(|| T::deserialize(value).ok().map(variant))?
}

/// The value as `T`, and how badly that fits. It doesn't at all if it is another kind of JSON when it
/// is written again: serde would take the items of a list for the fields of a struct.
fn read<T: DeserializeOwned + Serialize>(value: &Value) -> Option<(Misfit, T)> {
    let found = T::deserialize(value).ok()?;
    let written = serde_json::to_value(&found).ok()?;
    let same_kind = discriminant(value) == discriminant(&written);
    same_kind.then(|| (Misfit::between(value, &written), found))
}

/// What becomes different when a value is read and written again. The less of it, the better.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Misfit {
    /// How many scalars are gone, or of another type.
    lost: usize,
    /// How many properties weren't there before.
    added: usize,
}

impl Misfit {
    fn between(before: &Value, after: &Value) -> Self {
        let mut misfit = Self::default();
        misfit.compare(before, after);
        misfit
    }

    fn compare(&mut self, before: &Value, after: &Value) {
        match (before, after) {
            (Value::Object(before), Value::Object(after)) => {
                for (key, value) in before {
                    self.compare(value, after.get(key).unwrap_or(&Value::Null));
                }
                self.added += after
                    .keys()
                    .filter(|key| !before.contains_key(*key))
                    .count();
            }
            (Value::Array(before), Value::Array(after)) => {
                for (index, value) in before.iter().enumerate() {
                    self.compare(value, after.get(index).unwrap_or(&Value::Null));
                }
            }
            // The text may differ: a date-time has several forms.
            (Value::Null, _)
            | (Value::Bool(_), Value::Bool(_))
            | (Value::Number(_), Value::Number(_))
            | (Value::String(_), Value::String(_)) => {}
            (before, _) => self.lost += scalars(before),
        }
    }
}

/// How many scalars there are in a value; an empty list or object counts as one.
fn scalars(value: &Value) -> usize {
    let inside: usize = match value {
        Value::Null => return 0,
        Value::Array(items) => items.iter().map(scalars).sum(),
        Value::Object(entries) => entries.values().map(scalars).sum(),
        Value::Bool(_) | Value::Number(_) | Value::String(_) => 1,
    };
    inside.max(1)
}

thread_local! {
    /// How many more alternatives may be tried for the outermost union that is being read.
    ///
    /// Unions inside unions are read anew for each alternative around them, which would take time
    /// exponential in their depth for a value that was made to be expensive. serde has no way to
    /// hand a budget down, so it is here while one is being read.
    static BUDGET: Cell<Option<usize>> = const { Cell::new(None) };
}

/// Reads a union with a budget in proportion to its size, unless it is part of one that has one.
fn within_budget<T>(value: &Value, read: impl FnOnce() -> T) -> T {
    if BUDGET.get().is_some() {
        return read();
    }
    let reset = Reset;
    BUDGET.set(Some(scalars(value).saturating_mul(64).saturating_add(1024)));
    let found = read();
    drop(reset);
    found
}

/// Takes the budget away at the end, even if that is a panic.
struct Reset;

impl Drop for Reset {
    fn drop(&mut self) {
        BUDGET.set(None);
    }
}

/// Whether one more alternative may be tried.
fn spend() -> bool {
    let left = BUDGET.get().map(|left| left.checked_sub(1));
    match left {
        Some(Some(left)) => BUDGET.set(Some(left)),
        Some(None) => return false,
        None => {}
    }
    true
}
