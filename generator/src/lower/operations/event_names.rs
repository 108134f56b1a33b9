//! The names of events: they choose among the alternatives of an event, as a discriminator does.

use std::collections::BTreeSet;

use crate::ir::{Discriminator, Shape, Type, TypeId, Union};
use crate::lower::context::Lowering;

/// The field of a server-sent event with its name.
const PROPERTY: &str = "event";

/// Aliases of aliases are followed so far.
const MAX_ALIASES: usize = 8;

/// Makes the name of an event choose its alternative, if each alternative has different names. An event with
/// another name is then kept whole, instead of being taken for the alternative that it resembles.
pub(super) fn discriminate(lowering: &mut Lowering<'_>, item: &Type) {
    let Some(id) = target(lowering, item) else {
        return;
    };
    let Shape::Union(union) = &lowering.types.get(id).shape else {
        return;
    };
    if union.discriminator.is_some() {
        return;
    }
    let Some(names) = distinct_names(lowering, union) else {
        return;
    };
    let mut union = union.clone();
    for (variant, names) in union.variants.iter_mut().zip(names) {
        variant.tags = names;
    }
    union.discriminator = Some(Discriminator {
        property: PROPERTY.to_owned(),
    });
    lowering.types.set_shape(id, Shape::Union(union));
}

/// Returns the names of the events of each alternative, unless an alternative has none or shares
/// one.
fn distinct_names(lowering: &Lowering<'_>, union: &Union) -> Option<Vec<Vec<String>>> {
    let mut seen = BTreeSet::new();
    let names = union.variants.iter().map(|variant| {
        let names = event_names(lowering, &variant.ty);
        let is_distinct = names.iter().all(|name| seen.insert(name.clone()));
        Some(names).filter(|names| is_distinct && !names.is_empty())
    });
    names.collect()
}

/// Returns the values that the property `event` of a type may have.
fn event_names(lowering: &Lowering<'_>, ty: &Type) -> Vec<String> {
    let shape = |ty: &Type| Some(&lowering.types.get(target(lowering, ty)?).shape);
    let Some(Shape::Struct(object)) = shape(ty) else {
        return Vec::new();
    };
    let mut fields = object.fields.iter();
    let event = fields.find(|field| field.wire == PROPERTY);
    match event.and_then(|field| shape(&field.ty)) {
        Some(Shape::Enum(names)) => {
            let names = names.variants.iter();
            names.map(|name| name.wire.clone()).collect()
        }
        _ => Vec::new(),
    }
}

/// Returns the type that a type stands for, if it has a shape.
fn target(lowering: &Lowering<'_>, ty: &Type) -> Option<TypeId> {
    let mut current = ty;
    for _ in 0..MAX_ALIASES {
        let Type::Named(id) = current else {
            return None;
        };
        match &lowering.types.get(*id).shape {
            Shape::Alias(ty) => current = ty,
            _ => return Some(*id),
        }
    }
    None
}
