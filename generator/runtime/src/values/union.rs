//! Unions: values of one of several types.
//!
//! The [`union!`](super::super::union) and [`tagged_union!`](super::super::tagged_union) macros
//! implement each of them. A value that fits no alternative is kept as JSON.

use std::borrow::Cow;
use std::cell::Cell;
use std::mem::discriminant;

use serde::de::{DeserializeOwned, Deserializer};
use serde::ser::{Error, Serialize, Serializer};
use serde_json::Value;

/// An enum of alternatives, and a last variant for any other JSON.
pub trait Union: Sized {
    /// Returns the alternative of a value.
    fn choose(value: &Value) -> Option<Self>;

    /// Returns the variant for a value that fits no alternative.
    fn unrecognized(value: Value) -> Self;

    /// Reads a value from its wire form.
    ///
    /// # Errors
    ///
    /// If the input isn't JSON.
    fn from_wire<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value: Value = serde::Deserialize::deserialize(deserializer)?;
        let chosen = within_budget(&value, || Self::choose(&value));
        Ok(chosen.unwrap_or_else(|| Self::unrecognized(value)))
    }
}

/// Finds the alternative that preserves most of a value.
///
/// Each alternative reads the value and writes it again. The one that loses least is chosen, and of
/// those the one that adds least; of equals, the first.
pub struct Alternatives<'a, U> {
    value: &'a Value,
    best: Option<(Misfit, U)>,
}

impl<'a, U> Alternatives<'a, U> {
    /// Creates the state before any alternative is tried.
    #[must_use]
    pub const fn of(value: &'a Value) -> Self {
        Self { value, best: None }
    }

    /// Tries another alternative.
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

    /// Returns the best alternative, if there is any.
    #[must_use]
    pub fn best(self) -> Option<U> {
        self.best.map(|(_, found)| found)
    }
}

/// Returns the text of the discriminator property.
#[must_use]
pub fn read_tag<'a>(value: &'a Value, property: &str) -> Option<Cow<'a, str>> {
    match value.get(property)? {
        Value::String(text) => Some(text.into()),
        Value::Number(number) => Some(number.to_string().into()),
        Value::Bool(flag) => Some(flag.to_string().into()),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

/// Writes an alternative, and adds the first of its tags unless it writes that property itself.
///
/// # Errors
///
/// Those of the serializer, and of a value that can't be written as JSON.
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

/// Reads the alternative that a tag selects, if the value is one.
#[must_use]
pub fn read_tagged<T, U>(value: &Value, variant: impl FnOnce(T) -> U) -> Option<U>
where
    T: DeserializeOwned,
{
    spend().then(|| T::deserialize(value).ok().map(variant))?
}

/// Reads the value as `T`, and returns the difference. There is none if the value is another kind of
/// JSON when it is written again: serde would read the items of a list as the fields of a struct.
fn read<T: DeserializeOwned + Serialize>(value: &Value) -> Option<(Misfit, T)> {
    let found = T::deserialize(value).ok()?;
    let written = serde_json::to_value(&found).ok()?;
    let same_kind = discriminant(value) == discriminant(&written);
    same_kind.then(|| (Misfit::between(value, &written), found))
}

/// The difference after a value is read and written again. The smaller, the better.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Misfit {
    /// The number of scalars that are lost, or of another type.
    lost: usize,
    /// The number of properties that are added.
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

/// Returns the number of scalars in a value; an empty list or object counts as one.
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
    /// The number of alternatives that may still be tried for the outermost union that is being read.
    ///
    /// Nested unions are read again for each alternative around them, which would take time exponential
    /// in their depth for a malicious value. serde can't pass a budget down, so it is kept here while a
    /// union is being read.
    static BUDGET: Cell<Option<usize>> = const { Cell::new(None) };
}

/// Reads a union with a budget in proportion to its size, unless it is nested in one that has a budget.
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

/// Removes the budget at the end, even after a panic.
struct Reset;

impl Drop for Reset {
    fn drop(&mut self) {
        BUDGET.set(None);
    }
}

/// Whether another alternative may be tried.
fn spend() -> bool {
    let left = BUDGET.get().map(|left| left.checked_sub(1));
    match left {
        Some(Some(left)) => BUDGET.set(Some(left)),
        Some(None) => return false,
        None => {}
    }
    true
}
