//! The keys of an example that its schema does not declare.

use serde_json::Value;

use crate::diagnostics::Pointer;
use crate::ir::{Module, Reading, Shape, Struct, Type, Union, Variant};

use super::readable;

/// The keys with a value that the type has no room for, as pointers into the example.
pub(super) fn find(
    module: &Module,
    ty: &Type,
    value: &Value,
    at: &Pointer,
    found: &mut Vec<String>,
) {
    match (module.resolve(ty), value) {
        (Type::List(inner), Value::Array(values)) => {
            for (index, value) in values.iter().enumerate() {
                find(module, inner, value, &at.join(index), found);
            }
        }
        (Type::Map(inner), Value::Object(values)) => {
            for (key, value) in values {
                find(module, inner, value, &at.join(key), found);
            }
        }
        (Type::Nullable(inner), value) if !value.is_null() => {
            find(module, inner, value, at, found);
        }
        (Type::Named(id), value) => match &module.get(*id).shape {
            Shape::Struct(shape) => undeclared_in_struct(module, shape, value, at, found),
            Shape::Union(union) => undeclared_in_union(module, union, value, at, found),
            Shape::Enum(_) | Shape::IntegerEnum(_) | Shape::Responses(_) | Shape::Alias(_) => {}
        },
        _ => {}
    }
}

fn undeclared_in_struct(
    module: &Module,
    shape: &Struct,
    value: &Value,
    at: &Pointer,
    found: &mut Vec<String>,
) {
    let Value::Object(values) = value else { return };
    for (key, value) in values.iter().filter(|(_, value)| !value.is_null()) {
        let at = at.join(key);
        match shape.fields.iter().find(|field| field.wire == *key) {
            Some(field) => find(module, &field.ty, value, &at, found),
            None if shape.additional.is_none() => found.push(at.to_string()),
            None => {}
        }
    }
}

/// A union keeps as much as its best alternative, and everything if none fits.
fn undeclared_in_union(
    module: &Module,
    union: &Union,
    value: &Value,
    at: &Pointer,
    found: &mut Vec<String>,
) {
    let fits = |variant: &&Variant| {
        readable::check(module, &variant.ty, value, at, Reading::Lenient).is_ok()
    };
    let losses = union.variants.iter().filter(fits).map(|variant| {
        let mut lost = Vec::new();
        find(module, &variant.ty, value, at, &mut lost);
        lost
    });
    found.extend(losses.min_by_key(Vec::len).unwrap_or_default());
}
