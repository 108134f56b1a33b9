//! The JSON values that the generated crate reads as a scalar.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::fmt::rfc2822;
use serde_json::Value;

/// The reading of values with more than one form on the wire.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reading {
    /// In the usual form only.
    Plain,
    /// In any form, as in the fields of structs.
    Lenient,
}

pub(super) fn is_i64(value: &Value, reading: Reading) -> bool {
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

pub(super) fn is_i32(value: &Value, reading: Reading) -> bool {
    let text = value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned);
    let in_range = |number: f64| number.abs() <= f64::from(i32::MAX);
    is_i64(value, reading) && text.parse().is_ok_and(in_range)
}

pub(super) fn is_u64(value: &Value, reading: Reading) -> bool {
    match value {
        Value::Number(number) if reading == Reading::Plain => number.is_u64(),
        Value::Number(number) => number.is_u64() || number.as_f64().is_some_and(is_whole_unsigned),
        Value::String(text) if reading == Reading::Lenient => {
            text.parse::<u64>().is_ok() || text.parse().is_ok_and(is_whole_unsigned)
        }
        _ => false,
    }
}

/// Whether a float is an integer of 64 bits without a sign.
fn is_whole_unsigned(value: f64) -> bool {
    (0.0..u64::MAX as f64).contains(&value) && value.fract() == 0.0
}

pub(super) fn is_decimal(value: &Value, _: Reading) -> bool {
    match value {
        Value::Number(_) => true,
        Value::String(text) => text.parse().is_ok_and(f64::is_finite),
        _ => false,
    }
}

pub(super) fn is_f64(value: &Value, reading: Reading) -> bool {
    match value {
        Value::Number(_) => true,
        Value::String(text) if reading == Reading::Lenient => {
            text.parse().is_ok_and(f64::is_finite)
        }
        _ => false,
    }
}

pub(super) fn is_timestamp(value: &Value, reading: Reading) -> bool {
    value.as_str().is_some_and(|text| {
        text.parse::<Timestamp>().is_ok()
            || (reading == Reading::Lenient && rfc2822::parse(text).is_ok())
    })
}

/// A time of day behind a date is left out and reported, so that the value is no date.
pub(super) fn is_date(value: &Value, _: Reading) -> bool {
    let text = value.as_str();
    text.is_some_and(|text| text.parse::<Date>().is_ok() && !text.contains(['T', 't', ' ']))
}
