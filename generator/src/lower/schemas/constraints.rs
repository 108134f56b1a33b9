//! Constraints of schemas.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use openapiv3::{
    AdditionalProperties, AnySchema, ArrayType, BooleanType, IntegerType, NumberType, ObjectType,
    Schema, SchemaKind, StringType, Type as SchemaType,
};
use regex::Regex;
use serde_json::{Number, Value};

use crate::ir::{Constraints, Limit};
use crate::lower::context::{Lowering, SchemaRef, SchemaSite, layers};
use crate::lower::extensions::ERROR_CODES;
use crate::lower::problem::LowerProblem;

use super::numbers::range_of_format;

/// The maximum number of nested lists and maps that are searched.
const MAX_DEPTH: usize = 16;

/// Returns the constraints of a value: those of its schema, of the component behind a reference, and of the
/// parts of an `allOf`. Contradictory ones are reported and left out.
///
/// The type decides which of them apply, when all types are complete.
pub(in crate::lower) fn constraints(
    lowering: &mut Lowering<'_>,
    schema: SchemaRef<'_>,
    site: &SchemaSite,
) -> Constraints {
    let mut is_contradictory = false;
    let found = merged(lowering, schema, MAX_DEPTH, &mut is_contradictory);
    if is_contradictory {
        lowering.report(&site.location, LowerProblem::CrossedBounds);
    }
    found
}

fn merged(
    lowering: &Lowering<'_>,
    schema: SchemaRef<'_>,
    depth: usize,
    is_contradictory: &mut bool,
) -> Constraints {
    let Some(depth) = depth.checked_sub(1) else {
        return Constraints::default();
    };
    let layers = layers(lowering, schema).into_iter();
    let all = layers.fold(Constraints::default(), |all, layer| {
        let each = contents(layer).map(|contents| {
            let each = merged(lowering, contents, depth, is_contradictory);
            Box::new(each)
        });
        all.and(Constraints { each, ..own(layer) })
    });
    if all.is_contradictory() {
        *is_contradictory = true;
        return Constraints::default();
    }
    all
}

/// Returns the schema of a list's items, or of a map's values.
pub(super) fn contents(schema: &Schema) -> Option<SchemaRef<'_>> {
    match &schema.schema_kind {
        SchemaKind::Type(SchemaType::Array(array)) => array.items.as_ref().map(SchemaRef::from),
        SchemaKind::Type(SchemaType::Object(object)) if object.properties.is_empty() => {
            match &object.additional_properties {
                Some(AdditionalProperties::Schema(values)) => Some(SchemaRef::from(&**values)),
                _ => None,
            }
        }
        SchemaKind::Any(any) => any.items.as_ref().map(SchemaRef::from),
        _ => None,
    }
}

/// Returns the constraints of a schema alone.
fn own(schema: &Schema) -> Constraints {
    let own = match &schema.schema_kind {
        SchemaKind::Type(SchemaType::String(string)) => of_string(string),
        SchemaKind::Type(SchemaType::Array(array)) => of_array(array),
        SchemaKind::Type(SchemaType::Integer(integer)) => of_integer(integer),
        SchemaKind::Type(SchemaType::Number(number)) => of_number(number),
        SchemaKind::Type(SchemaType::Boolean(boolean)) => of_boolean(boolean),
        SchemaKind::Type(SchemaType::Object(object)) => of_object(object),
        SchemaKind::Any(any) => of_any(any),
        _ => Constraints::default(),
    };
    let codes = schema.schema_data.extensions.get(ERROR_CODES);
    let codes = codes.and_then(Value::as_object).into_iter().flatten();
    let codes = codes.filter_map(|(keyword, code)| Some((keyword.clone(), code.as_i64()?)));
    Constraints {
        codes: codes.collect(),
        ..own
    }
}

fn of_string(string: &StringType) -> Constraints {
    let [patterns, unchecked_patterns] = patterns(string.pattern.as_ref());
    Constraints {
        min_length: least(string.min_length),
        max_length: string.max_length.map(|bound| bound as u64),
        patterns,
        unchecked_patterns,
        ..Constraints::default()
    }
}

/// Returns a minimum of a count, unless every count fulfils it.
fn least(bound: Option<usize>) -> Option<u64> {
    bound.map(|bound| bound as u64).filter(|&bound| bound > 0)
}

/// Returns the pattern, as one that the client checks or as another.
fn patterns(pattern: Option<&String>) -> [Vec<String>; 2] {
    let pattern = pattern.filter(|pattern| !pattern.is_empty()).cloned();
    pattern
        .into_iter()
        .partition::<Vec<_>, _>(|pattern| CHECKABLE.is_match(pattern))
        .into()
}

/// The patterns that the runtime checks: sequences of characters and classes, each with an optional
/// repetition, anchored at both ends.
static CHECKABLE: LazyLock<Regex> = LazyLock::new(|| {
    let escape = r"\\(?:[dw]|[^A-Za-z0-9])";
    let class = format!(r"\[(?:{escape}|[^\\\]\[^])(?:{escape}|[^\\\]\[])*\]");
    let atom = format!(r"(?:{escape}|{class}|[^\\^$|?*+(){{}}\[\]])");
    let repetitions = r"(?:[?*+]|\{[0-9]{1,4}(?:,[0-9]{0,4})?\})?";
    Regex::new(&format!("^\\^(?:{atom}{repetitions})+\\$$")).expect("a test uses it")
});

fn of_array(array: &ArrayType) -> Constraints {
    Constraints {
        min_items: least(array.min_items),
        max_items: array.max_items.map(|bound| bound as u64),
        unique_items: array.unique_items,
        ..Constraints::default()
    }
}

fn of_object(object: &ObjectType) -> Constraints {
    Constraints {
        min_properties: least(object.min_properties),
        max_properties: object.max_properties.map(|bound| bound as u64),
        is_object: true,
        ..Constraints::default()
    }
}

fn of_integer(integer: &IntegerType) -> Constraints {
    let limit = |bound: Option<i64>, is_exclusive| {
        bound.map(|bound| Limit {
            value: bound.into(),
            is_exclusive,
        })
    };
    let least = limit(integer.minimum, integer.exclusive_minimum);
    let most = limit(integer.maximum, integer.exclusive_maximum);
    let (first, last) = range_of_format(integer).unzip();
    Constraints {
        minimum: least.or_else(|| limit(first, false)),
        maximum: most.or_else(|| limit(last, false)),
        multiple_of: integer
            .multiple_of
            .and_then(|factor| multiple(factor as f64)),
        ..Constraints::default()
    }
}

fn of_number(number: &NumberType) -> Constraints {
    let values = number.enumeration.iter().flatten();
    let values = values.filter_map(|&value| Some(Value::Number(self::number(value)?)));
    Constraints {
        minimum: limit(number.minimum, number.exclusive_minimum),
        maximum: limit(number.maximum, number.exclusive_maximum),
        multiple_of: number.multiple_of.and_then(multiple),
        values: values.collect(),
        ..Constraints::default()
    }
}

fn limit(bound: Option<f64>, is_exclusive: bool) -> Option<Limit> {
    let value = number(bound?)?;
    Some(Limit {
        value,
        is_exclusive,
    })
}

/// Returns a factor of numbers, unless it is none.
fn multiple(factor: f64) -> Option<Number> {
    number(factor).filter(|_| factor > 0.0)
}

/// Returns a number, without a fraction if it is whole.
fn number(value: f64) -> Option<Number> {
    whole(value).map_or_else(|| Number::from_f64(value), |whole| Some(whole.into()))
}

/// Returns the integer that a number equals, if a float represents that integer exactly.
pub(super) fn whole(value: f64) -> Option<i64> {
    (value.fract() == 0.0 && value.abs() < 9e15).then_some(value as i64)
}

/// Returns the constraints of a boolean; one that lists both values has none.
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

/// Returns the constraints of a schema without a type, or with keywords of several types.
fn of_any(any: &AnySchema) -> Constraints {
    let values = any.enumeration.iter().filter(|value| !value.is_null());
    let [patterns, unchecked_patterns] = patterns(any.pattern.as_ref());
    Constraints {
        min_length: least(any.min_length),
        max_length: any.max_length.map(|bound| bound as u64),
        min_items: least(any.min_items),
        max_items: any.max_items.map(|bound| bound as u64),
        unique_items: any.unique_items.unwrap_or(false),
        min_properties: least(any.min_properties),
        max_properties: any.max_properties.map(|bound| bound as u64),
        minimum: limit(any.minimum, any.exclusive_minimum.unwrap_or(false)),
        maximum: limit(any.maximum, any.exclusive_maximum.unwrap_or(false)),
        multiple_of: any.multiple_of.and_then(multiple),
        patterns,
        unchecked_patterns,
        values: values.cloned().collect(),
        is_object: any.typ.as_deref() == Some("object"),
        ..Constraints::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn character_class_patterns_are_checkable() {
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
