//! Enums: the known values of strings and integers, and the names of their variants.

use std::collections::BTreeSet;
use std::fmt::Display;

use openapiv3::{AnySchema, IntegerType, NumberType, SchemaData, StringType};
use serde_json::Value;

use crate::ir::{CATCH_ALL, Candidate, Case, Enum, Scope, Shape, VariantValue};
use crate::lower::extensions::ENUM_NAMES;

use super::constraints::whole;

/// Returns the enum of a string's values, if it lists some.
pub(super) fn of_text(string: &StringType, data: &SchemaData) -> Option<Shape> {
    let values = string.enumeration.iter().flatten().cloned();
    let values = open_enum(values.collect(), data, |value| value.to_owned());
    values.map(Shape::Enum)
}

/// Returns the enum of an integer's values, if it lists some.
pub(super) fn of_integers(integer: &IntegerType, data: &SchemaData) -> Option<Shape> {
    integer_enum(
        integer.enumeration.iter().flatten().copied().collect(),
        data,
    )
}

/// Returns the enum of a number's values, if it lists some and all are whole.
pub(super) fn of_numbers(number: &NumberType, data: &SchemaData) -> Option<Shape> {
    let values = number.enumeration.iter().flatten();
    let values: Option<Vec<i64>> = values.map(|&value| whole(value)).collect();
    integer_enum(values?, data)
}

/// Returns the enum of a schema without a type, if its values are all strings or all integers.
pub(super) fn of_any(any: &AnySchema, data: &SchemaData) -> Option<Shape> {
    let values = || any.enumeration.iter().filter(|value| !value.is_null());
    let texts: Option<Vec<_>> = values()
        .map(|value| value.as_str().map(str::to_owned))
        .collect();
    let texts = texts.and_then(|texts| open_enum(texts, data, |value| value.to_owned()));
    let integers = || values().map(Value::as_i64).collect::<Option<Vec<_>>>();
    texts
        .map(Shape::Enum)
        .or_else(|| integer_enum(integers()?, data))
}

fn integer_enum(values: Vec<i64>, data: &SchemaData) -> Option<Shape> {
    let word = |value: &i64| match value {
        ..0 => format!("value minus {}", value.unsigned_abs()),
        _ => format!("value {value}"),
    };
    open_enum(values, data, word).map(Shape::IntegerEnum)
}

/// Returns an enum of these values, each once, with the document's names for them or those that `word`
/// returns.
fn open_enum<V: Clone + Display + Ord>(
    values: Vec<V>,
    data: &SchemaData,
    word: impl Fn(&V) -> String,
) -> Option<Enum<V>> {
    if values.is_empty() {
        return None;
    }
    let names = names(data, values.len());
    let mut seen = BTreeSet::new();
    let mut wanted = Vec::new();
    let mut kept = Vec::new();
    for (index, value) in values.into_iter().enumerate() {
        if seen.insert(value.clone()) {
            let name = names.and_then(|names| names.get(index)?.as_str());
            let name = name.filter(|name| !name.is_empty()).map(str::to_owned);
            wanted.push(Candidate {
                wanted: name.into_iter().chain([word(&value)]).collect(),
            });
            kept.push(value);
        }
    }
    let names = Scope::new(Case::Pascal, &[CATCH_ALL]).claim_all(&wanted);
    let variants = kept.into_iter().zip(names);
    let variants = variants.map(|(wire, name)| VariantValue { name, wire });
    Some(Enum {
        variants: variants.collect(),
    })
}

/// Returns the document's names of the values, if there is one for each value.
fn names(data: &SchemaData, count: usize) -> Option<&Vec<Value>> {
    let mut lists = ENUM_NAMES
        .iter()
        .filter_map(|name| data.extensions.get(*name)?.as_array());
    lists.find(|names| names.len() == count)
}
