//! Defaults of required parameters: they are sent unless a caller sets another value.

use serde_json::Value;

use crate::ir::{ParameterLocation, Reading, Scalar, Shape, Type};
use crate::lower::context::Lowering;

/// Whether a default, as JSON text, is a value of the type that can be sent in a parameter.
pub(super) fn fits(
    lowering: &Lowering<'_>,
    ty: &Type,
    location: ParameterLocation,
    text: &str,
) -> bool {
    let Ok(value) = serde_json::from_str::<Value>(text) else {
        return false;
    };
    // Null is not sent, and an empty segment would change the path.
    let is_sendable = !value.is_null() && (location != ParameterLocation::Path || value != "");
    is_sendable && is_value_of(lowering, ty, &value)
}

fn is_value_of(lowering: &Lowering<'_>, ty: &Type, value: &Value) -> bool {
    match ty {
        // The default is sent as it is, so it has the form of requests.
        Type::Scalar(scalar @ Scalar::Rfc2822) => {
            let reads = scalar.facts().reads;
            reads(value, Reading::Lenient) && !reads(value, Reading::Plain)
        }
        Type::Scalar(scalar) => (scalar.facts().reads)(value, Reading::Plain),
        Type::Json => !value.is_null(),
        Type::Nullable(ty) => value.is_null() || is_value_of(lowering, ty, value),
        Type::JsonObject | Type::Map(_) => value.is_object(),
        Type::List(item) => {
            let mut items = value.as_array().into_iter().flatten();
            value.is_array() && items.all(|value| is_value_of(lowering, item, value))
        }
        Type::Named(id) => match &lowering.types.get(*id).shape {
            Shape::Alias(ty) => is_value_of(lowering, ty, value),
            Shape::Enum(known) => known.variants.iter().any(|of| value == of.wire.as_str()),
            Shape::IntegerEnum(known) => known.variants.iter().any(|of| *value == of.wire),
            Shape::Struct(_) => value.is_object(),
            // A union inside a union is left out: it may be the same one.
            Shape::Union(union) => union.variants.iter().any(|variant| {
                !is_union(lowering, &variant.ty) && is_value_of(lowering, &variant.ty, value)
            }),
            Shape::Responses(_) => false,
        },
        Type::Binary | Type::File | Type::Form | Type::Sid(_) => false,
    }
}

fn is_union(lowering: &Lowering<'_>, ty: &Type) -> bool {
    match ty {
        Type::Named(id) => match &lowering.types.get(*id).shape {
            Shape::Alias(ty) => is_union(lowering, ty),
            shape => matches!(shape, Shape::Union(_)),
        },
        Type::Nullable(ty) => is_union(lowering, ty),
        _ => false,
    }
}
