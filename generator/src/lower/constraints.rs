//! What a schema demands of a value, and what it says about it.

use indexmap::IndexMap;
use openapiv3::{
    ArrayType, IntegerType, NumberType, Schema, SchemaKind, StringType, Type as SchemaType,
};
use serde_json::Value;

use crate::dialect::Dialect;
use crate::ir::{Constraints, Type};

/// The bounds that a schema sets, as far as they mean something for `ty`.
pub(super) fn constraints(schema: &Schema, ty: &Type) -> Constraints {
    match (&schema.schema_kind, ty) {
        (SchemaKind::Type(SchemaType::String(string)), Type::String) => of_string(string),
        (SchemaKind::Type(SchemaType::Array(array)), Type::List(_)) => of_array(array),
        (SchemaKind::Type(SchemaType::Integer(integer)), Type::I32 | Type::I64) => {
            of_integer(integer)
        }
        (SchemaKind::Type(SchemaType::Number(number)), Type::F64) => of_number(number),
        _ => Constraints::default(),
    }
}

fn of_string(string: &StringType) -> Constraints {
    Constraints {
        min_length: string
            .min_length
            .map(|bound| bound as u64)
            .filter(|&bound| bound > 0),
        max_length: string.max_length.map(|bound| bound as u64),
        ..Constraints::default()
    }
}

fn of_array(array: &ArrayType) -> Constraints {
    Constraints {
        min_items: array
            .min_items
            .map(|bound| bound as u64)
            .filter(|&bound| bound > 0),
        max_items: array.max_items.map(|bound| bound as u64),
        ..Constraints::default()
    }
}

fn of_integer(integer: &IntegerType) -> Constraints {
    let above = i64::from(integer.exclusive_minimum);
    let below = i64::from(integer.exclusive_maximum);
    Constraints {
        minimum: integer.minimum.and_then(|bound| bound.checked_add(above)),
        maximum: integer.maximum.and_then(|bound| bound.checked_sub(below)),
        ..Constraints::default()
    }
}

/// Bounds of numbers are kept where they are whole and inclusive; the others are rare enough to be
/// left to the server.
fn of_number(number: &NumberType) -> Constraints {
    let whole = |bound: Option<f64>, exclusive: bool| {
        bound
            .filter(|bound| !exclusive && bound.fract() == 0.0 && bound.abs() < 9e15)
            .map(|bound| bound as i64)
    };
    Constraints {
        minimum: whole(number.minimum, number.exclusive_minimum),
        maximum: whole(number.maximum, number.exclusive_maximum),
        ..Constraints::default()
    }
}

/// Whether the dialect's mark of personal data is among a schema's extensions.
pub(super) fn is_personal(dialect: &Dialect, extensions: &IndexMap<String, Value>) -> bool {
    dialect.personal_data.as_deref().is_some_and(|pointer| {
        let mut tokens = pointer.trim_start_matches('/').splitn(2, '/');
        let extension = tokens.next().and_then(|name| extensions.get(name));
        match (extension, tokens.next()) {
            (Some(value), Some(rest)) => value.pointer(&format!("/{rest}")).is_some(),
            (Some(_), None) => true,
            (None, _) => false,
        }
    })
}
