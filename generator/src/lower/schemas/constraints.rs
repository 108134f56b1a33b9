//! What a schema demands of a value, and what it says about it.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use openapiv3::{
    AnySchema, ArrayType, BooleanType, IntegerType, NumberType, Schema, SchemaKind, StringType,
    Type as SchemaType,
};
use regex::Regex;
use serde_json::{Value, json};

use crate::ir::{Constraints, Type};

use crate::lower::extensions::ERROR_CODES;

/// The bounds that a schema sets, as far as they mean something for `ty`.
pub(super) fn constraints(schema: &Schema, ty: &Type) -> Constraints {
    let bounds = match (&schema.schema_kind, ty) {
        (SchemaKind::Type(SchemaType::String(string)), Type::String) => of_string(string),
        (SchemaKind::Type(SchemaType::Array(array)), Type::List(_)) => of_array(array),
        (SchemaKind::Type(SchemaType::Integer(integer)), Type::I32 | Type::I64) => {
            of_integer(integer)
        }
        (SchemaKind::Type(SchemaType::Number(number)), Type::F64) => of_number(number),
        (SchemaKind::Type(SchemaType::Boolean(boolean)), Type::Bool) => of_boolean(boolean),
        (SchemaKind::Any(any), Type::Json) => of_any(any),
        _ => Constraints::default(),
    };
    let codes = schema.schema_data.extensions.get(ERROR_CODES);
    let codes = codes.and_then(Value::as_object).into_iter().flatten();
    let codes = codes.filter_map(|(keyword, code)| Some((keyword.clone(), code.as_i64()?)));
    Constraints {
        codes: codes.collect(),
        ..bounds
    }
}

fn of_string(string: &StringType) -> Constraints {
    let checkable = |pattern: &&String| CHECKABLE.is_match(pattern);
    Constraints {
        min_length: string
            .min_length
            .map(|bound| bound as u64)
            .filter(|&bound| bound > 0),
        max_length: string.max_length.map(|bound| bound as u64),
        pattern: string.pattern.as_ref().filter(checkable).cloned(),
        ..Constraints::default()
    }
}

/// The patterns that the runtime checks: rows of characters and classes, each with a number of
/// repetitions, from the text's start to its end.
static CHECKABLE: LazyLock<Regex> = LazyLock::new(|| {
    let escape = r"\\(?:[dw]|[^A-Za-z0-9])";
    let class = format!(r"\[(?:{escape}|[^\\\]\[^])(?:{escape}|[^\\\]\[])*\]");
    let atom = format!(r"(?:{escape}|{class}|[^\\^$|?*+(){{}}\[\]])");
    let repetitions = r"(?:[?*+]|\{[0-9]{1,4}(?:,[0-9]{0,4})?\})?";
    Regex::new(&format!("^\\^(?:{atom}{repetitions})+\\$$")).expect("a test uses it")
});

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
    let bound = |bound: Option<f64>, exclusive: bool| bound.filter(|_| !exclusive).and_then(whole);
    let values = number.enumeration.iter().flatten();
    let values = values.map(|&value| whole(value).map_or_else(|| json!(value), Value::from));
    Constraints {
        minimum: bound(number.minimum, number.exclusive_minimum),
        maximum: bound(number.maximum, number.exclusive_maximum),
        values: values.collect(),
        ..Constraints::default()
    }
}

/// The integer that a number is, if it is one and has no other beside it.
pub(super) fn whole(value: f64) -> Option<i64> {
    (value.fract() == 0.0 && value.abs() < 9e15).then_some(value as i64)
}

/// A boolean that lists both values admits what every boolean does.
fn of_boolean(boolean: &BooleanType) -> Constraints {
    let values: BTreeSet<bool> = boolean.enumeration.iter().copied().flatten().collect();
    let values = if values.len() == 1 {
        values
    } else {
        BTreeSet::new()
    };
    Constraints {
        values: values.into_iter().map(Value::from).collect(),
        ..Constraints::default()
    }
}

/// Values among which are lists or objects have no type of their own.
fn of_any(any: &AnySchema) -> Constraints {
    let values = any.enumeration.iter().filter(|value| !value.is_null());
    Constraints {
        values: values.cloned().collect(),
        ..Constraints::default()
    }
}

/// The value that absence stands for, as JSON text.
pub(in crate::lower) fn default(schema: &Schema) -> Option<String> {
    let value = schema.schema_data.default.as_ref();
    value.filter(|value| !value.is_null()).map(Value::to_string)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_of_classes_are_checkable() {
        for pattern in [
            r"^\+[1-9][0-9]{1,14}$",
            "^[A-Z0-9]{6}$",
            r"^\d+\.\w*$",
            "^[0-9abcdefghjkmnpqrstvwxyz]{26}$",
        ] {
            assert!(CHECKABLE.is_match(pattern), "{pattern}");
        }
        for pattern in [
            "[A-Z]",
            "^(a|b)$",
            "^a",
            r"^\b$",
            "^[^a]$",
            "^a{1,2}{3}$",
            "^$",
            r"^\p{L}$",
        ] {
            assert!(!CHECKABLE.is_match(pattern), "{pattern}");
        }
    }
}
