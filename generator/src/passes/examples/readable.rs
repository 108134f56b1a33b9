//! Whether a type can be read from an example, by the rules by which the generated crate reads.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::fmt::rfc2822;
use serde_json::Value;

use crate::diagnostics::Pointer;
use crate::ir::{Module, Presence, Shape, Struct, Type, TypeId};

/// How values with more than one form on the wire are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reading {
    /// In the usual form only.
    Plain,
    /// In any form, as in the fields of structs.
    Lenient,
}

/// A location where a value isn't what its type wants.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Contradiction {
    pub(super) at: Pointer,
    /// What belongs there.
    pub(super) expected: &'static str,
}

/// Finds the first location where a value can't be read as the type.
pub(super) fn check(
    module: &Module,
    ty: &Type,
    value: &Value,
    at: &Pointer,
    reading: Reading,
) -> Result<(), Contradiction> {
    let scalar = match module.resolve(ty) {
        Type::Json => return Ok(()),
        Type::Named(id) => return named(module, *id, value, at, reading),
        Type::List(inner) => {
            let Value::Array(values) = value else {
                return contradiction(at, "a list");
            };
            let mut values = values.iter().enumerate();
            return values.try_for_each(|(index, value)| {
                check(module, inner, value, &at.join(index), reading)
            });
        }
        Type::Map(inner) => {
            let Value::Object(values) = value else {
                return contradiction(at, "an object");
            };
            let mut values = values.iter();
            return values
                .try_for_each(|(key, value)| check(module, inner, value, &at.join(key), reading));
        }
        scalar => scalar,
    };
    match mismatch(scalar, value, reading) {
        Some(expected) => contradiction(at, expected),
        None => Ok(()),
    }
}

fn contradiction(at: &Pointer, expected: &'static str) -> Result<(), Contradiction> {
    let at = at.clone();
    Err(Contradiction { at, expected })
}

fn named(
    module: &Module,
    id: TypeId,
    value: &Value,
    at: &Pointer,
    reading: Reading,
) -> Result<(), Contradiction> {
    match &module.get(id).shape {
        Shape::Struct(shape) => structure(module, shape, value, at),
        Shape::Enum(_) if !value.is_string() => contradiction(at, "a string"),
        Shape::IntegerEnum(_) if !is_integer(value, Reading::Lenient) => {
            contradiction(at, "an integer")
        }
        Shape::Alias(ty) => check(module, ty, value, at, reading),
        // A union keeps what fits none of its alternatives.
        Shape::Enum(_) | Shape::IntegerEnum(_) | Shape::Union(_) | Shape::Responses(_) => Ok(()),
    }
}

fn structure(
    module: &Module,
    shape: &Struct,
    value: &Value,
    at: &Pointer,
) -> Result<(), Contradiction> {
    let Value::Object(values) = value else {
        return contradiction(at, "an object");
    };
    for field in &shape.fields {
        let at = at.join(&field.wire);
        match values.get(&field.wire) {
            None | Some(Value::Null) if field.presence != Presence::Required => {}
            None => return contradiction(&at, "a value"),
            Some(value) => check(module, &field.ty, value, &at, Reading::Lenient)?,
        }
    }
    let Some((_, rest)) = &shape.additional else {
        return Ok(());
    };
    let declared = |key: &String| shape.fields.iter().any(|field| field.wire == *key);
    let mut others = values.iter().filter(|(key, _)| !declared(key));
    others.try_for_each(|(key, value)| check(module, rest, value, &at.join(key), Reading::Plain))
}

/// What belongs in the location of a value that isn't of the type.
fn mismatch(ty: &Type, value: &Value, reading: Reading) -> Option<&'static str> {
    let (fits, expected) = match ty {
        Type::Bool => (value.is_boolean(), "`true` or `false`"),
        Type::I32 | Type::I64 => {
            let fits = is_integer(value, reading) && (*ty == Type::I64 || is_32_bit(value));
            (fits, "an integer")
        }
        Type::F64 => (is_number(value, reading), "a number"),
        Type::Timestamp | Type::Rfc2822 => (
            value.as_str().is_some_and(|text| is_time(text, reading)),
            "a date-time",
        ),
        Type::Date => {
            let fits = value
                .as_str()
                .is_some_and(|text| text.parse::<Date>().is_ok());
            (fits, "a date")
        }
        Type::JsonObject => (value.is_object(), "an object"),
        Type::String | Type::Uri | Type::Sid(_) => (value.is_string(), "a string"),
        // Whole bodies, and what the caller has seen to already.
        Type::Binary
        | Type::File
        | Type::Form
        | Type::Json
        | Type::Named(_)
        | Type::List(_)
        | Type::Map(_) => (true, "a value"),
    };
    (!fits).then_some(expected)
}

fn is_integer(value: &Value, reading: Reading) -> bool {
    match value {
        Value::Number(number) if reading == Reading::Plain => number.is_i64(),
        Value::Number(number) => number.is_i64() || number.as_f64().is_some_and(is_whole),
        Value::String(text) if reading == Reading::Lenient => {
            text.parse::<i64>().is_ok() || text.parse().is_ok_and(is_whole)
        }
        _ => false,
    }
}

/// Whether a float is an integer of 64 bits.
fn is_whole(value: f64) -> bool {
    let in_range = value >= i64::MIN as f64 && value < -(i64::MIN as f64);
    in_range && value.fract() == 0.0
}

fn is_32_bit(value: &Value) -> bool {
    let text = value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned);
    text.parse()
        .is_ok_and(|value: f64| value.abs() <= f64::from(i32::MAX))
}

fn is_number(value: &Value, reading: Reading) -> bool {
    match value {
        Value::Number(_) => true,
        Value::String(text) if reading == Reading::Lenient => {
            text.parse().is_ok_and(f64::is_finite)
        }
        _ => false,
    }
}

fn is_time(text: &str, reading: Reading) -> bool {
    text.parse::<Timestamp>().is_ok()
        || (reading == Reading::Lenient && rfc2822::parse(text).is_ok())
}
