//! Where an example isn't what its schema says.

use serde_json::Value;

use crate::diagnostics::Pointer;
use crate::ir::{Module, Presence, Shape, Struct, Type};

/// The first place where the type certainly can't hold the value, as a pointer into the example.
pub(super) fn find(module: &Module, ty: &Type, value: &Value, at: &Pointer) -> Option<Pointer> {
    let unless = |fits: bool| (!fits).then(|| at.clone());
    match (module.resolve(ty), value) {
        (Type::I32 | Type::I64 | Type::F64, Value::String(text)) => {
            unless(text.trim().parse::<f64>().is_ok())
        }
        (Type::I32 | Type::I64 | Type::F64, value) => unless(value.is_number()),
        (Type::Bool, value) => unless(value.is_boolean() || value.is_string()),
        (
            Type::String | Type::Timestamp | Type::Rfc2822 | Type::Date | Type::Uri | Type::Sid(_),
            value,
        ) => unless(value.is_string()),
        (Type::List(inner), Value::Array(values)) => values
            .iter()
            .enumerate()
            .find_map(|(index, value)| find(module, inner, value, &at.join(index))),
        (Type::Map(inner), Value::Object(values)) => values
            .iter()
            .find_map(|(key, value)| find(module, inner, value, &at.join(key))),
        (Type::List(_), _) => unless(false),
        (Type::Map(_) | Type::JsonObject, value) => unless(value.is_object()),
        (Type::Named(id), value) => match &module.get(*id).shape {
            Shape::Struct(shape) => in_struct(module, shape, value, at),
            Shape::Enum(_) => unless(value.is_string()),
            Shape::IntegerEnum(_) | Shape::Union(_) | Shape::Answers(_) | Shape::Alias(_) => None,
        },
        (Type::Json | Type::Binary | Type::File, _) => None,
    }
}

fn in_struct(module: &Module, shape: &Struct, value: &Value, at: &Pointer) -> Option<Pointer> {
    let Value::Object(values) = value else {
        return Some(at.clone());
    };
    shape.fields.iter().find_map(|field| {
        let at = at.join(&field.wire);
        match values.get(&field.wire) {
            None | Some(Value::Null) => (field.presence == Presence::Required).then_some(at),
            Some(value) => find(module, &field.ty, value, &at),
        }
    })
}
