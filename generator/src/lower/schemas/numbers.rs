//! Numbers: the scalars that hold all values of a schema.

use openapiv3::{
    IntegerFormat, IntegerType, NumberFormat, NumberType, SchemaData, VariantOrUnknownOrEmpty,
};

use crate::dialect::Dialect;
use crate::ir::Scalar;

/// Returns the scalar of an integer. Bounds beyond the 32 bits of its format mean that the format
/// is wrong.
pub(super) fn of_integer(integer: &IntegerType) -> Scalar {
    let fits = |bound: &i64| i32::try_from(*bound).is_ok();
    match &integer.format {
        VariantOrUnknownOrEmpty::Item(IntegerFormat::Int32)
            if integer.minimum.iter().chain(&integer.maximum).all(fits) =>
        {
            Scalar::I32
        }
        VariantOrUnknownOrEmpty::Unknown(format) if is_unsigned(format) => Scalar::U64,
        _ => Scalar::I64,
    }
}

/// Whether integers of this format need 64 bits without a sign.
fn is_unsigned(format: &str) -> bool {
    let format = plain(format);
    matches!(format.as_str(), "uint64" | "ulong" | "unsignedlong" | "u64")
}

/// Returns the first and the last integer of a format that has no scalar. `None` if a bound beyond them shows
/// that the format is wrong.
pub(super) fn range_of_format(integer: &IntegerType) -> Option<(i64, i64)> {
    let VariantOrUnknownOrEmpty::Unknown(format) = &integer.format else {
        return None;
    };
    let (first, last) = match plain(format).as_str() {
        "int8" | "i8" => (i8::MIN.into(), i8::MAX.into()),
        "int16" | "i16" => (i16::MIN.into(), i16::MAX.into()),
        "uint8" | "u8" => (0, u8::MAX.into()),
        "uint16" | "u16" => (0, u16::MAX.into()),
        "uint32" | "u32" => (0, u32::MAX.into()),
        _ => return None,
    };
    let mut bounds = integer.minimum.iter().chain(&integer.maximum);
    bounds
        .all(|bound| (first..=last).contains(bound))
        .then_some((first, last))
}

/// Returns a format without separators, in lower case.
fn plain(format: &str) -> String {
    format.replace(['-', '_'], "").to_ascii_lowercase()
}

/// Returns the scalar of a number: exact if its format, its default, its example or its factor requires it,
/// or if the API's vendor sends all numbers so.
pub(super) fn of_number(dialect: &Dialect, number: &NumberType, data: &SchemaData) -> Scalar {
    let is_text = |value: &serde_json::Value| value.is_string();
    let is_exact = data.default.iter().chain(&data.example).any(is_text)
        || number
            .multiple_of
            .is_some_and(|factor| factor.fract() != 0.0);
    match &number.format {
        VariantOrUnknownOrEmpty::Item(NumberFormat::Float | NumberFormat::Double) => Scalar::F64,
        VariantOrUnknownOrEmpty::Unknown(format) if !is_exact => Scalar::of_number_format(format),
        VariantOrUnknownOrEmpty::Empty if !is_exact && !dialect.exact_numbers => Scalar::F64,
        _ => Scalar::Decimal,
    }
}
