//! The parts of a value, for parameters and forms, which can't contain JSON.
//!
//! Values are first written as JSON, which every type in a request supports, and then split. The order
//! is kept.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::Result;
use serde_json::value::RawValue;

/// A JSON value, split by one level.
pub(super) enum Parts<'a> {
    Null,
    /// A string without its quotes, a number, or a boolean.
    Scalar(Cow<'a, str>),
    List(Vec<&'a RawValue>),
    Object(Vec<(String, &'a RawValue)>),
}

impl<'a> Parts<'a> {
    pub(super) fn of(json: &'a RawValue) -> Result<Self> {
        let text = json.get();
        Ok(match text.as_bytes().first() {
            Some(b'n') => Self::Null,
            Some(b'[') => Self::List(serde_json::from_str(text)?),
            Some(b'{') => Self::Object(entries(json)?),
            Some(b'"') => Self::Scalar(serde_json::from_str::<String>(text)?.into()),
            _ => Self::Scalar(literal(text)),
        })
    }
}

/// Returns the entries of a JSON object, in order.
pub(super) fn entries(json: &RawValue) -> Result<Vec<(String, &RawValue)>> {
    serde_json::from_str(json.get()).map(|Entries(entries)| entries)
}

/// Returns a scalar as plain text, a list or an object as JSON; `None` for null.
pub(crate) fn text(json: &RawValue) -> Result<Option<String>> {
    Ok(match Parts::of(json)? {
        Parts::Null => None,
        Parts::Scalar(text) => Some(text.into_owned()),
        Parts::List(_) | Parts::Object(_) => Some(json.get().to_owned()),
    })
}

/// Returns the number of elements of a list; 0 for any other value.
pub(crate) fn count(json: &RawValue) -> usize {
    match Parts::of(json) {
        Ok(Parts::List(items)) => items.len(),
        _ => 0,
    }
}

/// Returns the value at a JSON pointer (RFC 6901) that passes through objects only. Only the path to
/// the value is parsed.
pub(crate) fn find<'a>(json: &'a [u8], pointer: &str) -> Option<&'a RawValue> {
    let mut found: &RawValue = serde_json::from_str(str::from_utf8(json).ok()?).ok()?;
    for step in pointer.split('/').skip(1) {
        let key = step.replace("~1", "/").replace("~0", "~");
        let entries = entries(found).ok()?;
        found = entries.into_iter().find(|(name, _)| *name == key)?.1;
    }
    Some(found)
}

/// Returns a boolean or a number as text. JSON writes a float without a fraction as `5.0`; elsewhere it
/// is `5`.
fn literal(text: &str) -> Cow<'_, str> {
    match text.parse::<f64>() {
        Ok(float) if text.contains(['.', 'e', 'E']) => float.to_string().into(),
        _ => text.into(),
    }
}

/// A JSON object whose entries keep their order.
struct Entries<'a>(Vec<(String, &'a RawValue)>);

impl<'de> Deserialize<'de> for Entries<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> std::result::Result<Self, D::Error> {
        deserializer.deserialize_map(EntriesVisitor)
    }
}

struct EntriesVisitor;

impl<'de> Visitor<'de> for EntriesVisitor {
    type Value = Entries<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A>(self, mut map: A) -> std::result::Result<Self::Value, A::Error>
    where
        A: MapAccess<'de>,
    {
        let mut entries = Vec::new();
        while let Some(entry) = map.next_entry()? {
            entries.push(entry);
        }
        Ok(Entries(entries))
    }
}
