//! All changes of a single leaf of a JSON value.

use std::fmt;

use serde_json::{Value, json};

use crate::comparison::{UNDECLARED, location};
use crate::schema::{Schema, Standing};

/// A change of a leaf; the last is one of an object.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    Null,
    Removed,
    Text,
    EmptyText,
    LongerInteger,
    NumberAsText,
    UnknownKey,
}

/// A value of which a single leaf was changed.
pub(crate) struct Change {
    pub(crate) kind: Kind,
    pub(crate) must_be_accepted: bool,
    pub(crate) value: Value,
    at: String,
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} at {}", self.kind, self.location())
    }
}

impl Change {
    /// The place of the leaf, the way messages have it.
    pub(crate) fn location(&self) -> String {
        location(&self.at)
    }
}

/// All changes of a value with this schema.
pub(crate) fn all(value: &Value, schema: Schema<'_>) -> Vec<Change> {
    let mut locations = Vec::new();
    collect(
        value,
        schema,
        Standing::Required,
        String::new(),
        &mut locations,
    );
    locations
        .iter()
        .flat_map(|location| location.changes(value))
        .collect()
}

/// A leaf, or an object, in a value.
struct Location<'a> {
    at: String,
    found: &'a Value,
    schema: Schema<'a>,
    standing: Standing,
}

/// Collects the leaves and objects in a value. A list or an object without anything in it is a leaf.
fn collect<'a>(
    found: &'a Value,
    schema: Schema<'a>,
    standing: Standing,
    at: String,
    locations: &mut Vec<Location<'a>>,
) {
    if let Some(items) = found.as_array() {
        for (index, item) in items.iter().enumerate() {
            collect(
                item,
                schema.items(),
                Standing::Item,
                format!("{at}/{index}"),
                locations,
            );
        }
    }
    if let Some(fields) = found.as_object() {
        for (name, field) in fields {
            let (schema, standing) = schema.property(name);
            collect(field, schema, standing, format!("{at}/{name}"), locations);
        }
    }
    if found.as_array().is_none_or(Vec::is_empty) {
        locations.push(Location {
            at,
            found,
            schema,
            standing,
        });
    }
}

impl Location<'_> {
    fn changes(&self, whole: &Value) -> Vec<Change> {
        let kinds = self.kinds().iter();
        kinds
            .map(|kind| self.change(*kind, whole.clone()))
            .collect()
    }

    /// The kinds of changes that make another value of this one.
    fn kinds(&self) -> &'static [Kind] {
        use Kind::*;
        match self.found {
            Value::Object(fields) if !fields.is_empty() => &[UnknownKey],
            Value::Null => &[Removed, Text, EmptyText],
            Value::String(_) => &[Null, Removed, Text, EmptyText],
            Value::Number(_) => &[Null, Removed, Text, LongerInteger, NumberAsText],
            _ => &[Null, Removed, Text],
        }
    }

    fn change(&self, kind: Kind, mut whole: Value) -> Change {
        if kind == Kind::Removed {
            remove(&mut whole, &self.at);
        } else if let Some(value) = whole.pointer_mut(&self.at) {
            match kind {
                Kind::Null | Kind::Removed => *value = Value::Null,
                Kind::Text => *value = json!("any other text"),
                Kind::EmptyText => *value = json!(""),
                Kind::LongerInteger => *value = json!(9_007_199_254_740_993_i64),
                Kind::NumberAsText => *value = json!(value.to_string()),
                Kind::UnknownKey => value[UNDECLARED] = json!({ "any": ["thing", 1] }),
            }
        }
        Change {
            kind,
            must_be_accepted: self.schema.admits(kind, self.standing),
            value: whole,
            at: self.at.clone(),
        }
    }
}

fn remove(whole: &mut Value, at: &str) {
    let (parent, last) = at.rsplit_once('/').unwrap_or_default();
    match whole.pointer_mut(parent) {
        Some(Value::Object(fields)) => drop(fields.remove(last)),
        Some(Value::Array(items)) => drop(last.parse().map(|index: usize| items.remove(index))),
        _ => {}
    }
}
