//! Whether a type can be read from an example, by the rules by which the generated crate reads.

use serde_json::Value;

use crate::diagnostics::Pointer;
use crate::ir::{Module, Presence, Reading, Scalar, Shape, Struct, Type, TypeId};

/// A location where a value does not match its type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Contradiction {
    pub(super) at: Pointer,
    /// The expected value.
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
        Type::Nullable(_) if value.is_null() => return Ok(()),
        Type::Nullable(inner) => return check(module, inner, value, at, reading),
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
        Shape::IntegerEnum(_) if !reads_integer(value) => contradiction(at, "an integer"),
        Shape::Alias(ty) => check(module, ty, value, at, reading),
        // A union keeps a value that fits none of its alternatives.
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

/// Returns the expected value, if this one does not match the type.
fn mismatch(ty: &Type, value: &Value, reading: Reading) -> Option<&'static str> {
    let (fits, expected) = match ty {
        Type::Scalar(scalar) => {
            let facts = scalar.facts();
            ((facts.reads)(value, reading), facts.expected)
        }
        Type::Sid(_) => (value.is_string(), "a string"),
        Type::JsonObject => (value.is_object(), "an object"),
        // Whole bodies, and types that the caller has checked already.
        Type::Binary
        | Type::File
        | Type::Form
        | Type::Json
        | Type::Named(_)
        | Type::List(_)
        | Type::Map(_)
        | Type::Nullable(_) => (true, "a value"),
    };
    (!fits).then_some(expected)
}

fn reads_integer(value: &Value) -> bool {
    (Scalar::I64.facts().reads)(value, Reading::Lenient)
}
