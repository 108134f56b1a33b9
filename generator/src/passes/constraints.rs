//! The constraints that apply: those that schemas state for values of another type are left out.

use crate::ir::{Constraints, Module, Scalar, Shape, Type};

/// Leaves out the constraints that do not apply to the type of their value, which may be an alias.
pub(super) fn settle(module: &mut Module) {
    let all = constrained(module).into_iter();
    let settled: Vec<_> = all
        .map(|(ty, constraints)| of_type(constraints.clone(), module, ty))
        .collect();
    for (constraints, settled) in constraints_mut(module).into_iter().zip(settled) {
        *constraints = settled;
    }
}

/// Returns the constraints of the module, each with the type of its value.
fn constrained(module: &Module) -> Vec<(&Type, &Constraints)> {
    let mut all = Vec::new();
    for def in &module.types {
        match &def.shape {
            Shape::Struct(shape) => {
                let fields = shape.fields.iter();
                all.extend(fields.map(|field| (&field.ty, &field.constraints)));
                let ty = shape.additional.as_ref().map_or(&Type::Json, |(_, ty)| ty);
                all.push((ty, &*shape.additional_constraints));
            }
            Shape::Union(union) => {
                let variants = union.variants.iter();
                all.extend(variants.map(|variant| (&variant.ty, &variant.constraints)));
            }
            _ => {}
        }
    }
    for operation in module.operations() {
        let parameters = operation.parameters.iter();
        all.extend(parameters.map(|parameter| (&parameter.ty, &parameter.constraints)));
        let body = operation.body.iter();
        all.extend(body.map(|body| (&body.ty, &body.constraints)));
    }
    all
}

/// Returns the same constraints, in the same order.
fn constraints_mut(module: &mut Module) -> Vec<&mut Constraints> {
    let mut all = Vec::new();
    for def in &mut module.types {
        match &mut def.shape {
            Shape::Struct(shape) => {
                let fields = shape.fields.iter_mut();
                all.extend(fields.map(|field| &mut field.constraints));
                all.push(&mut *shape.additional_constraints);
            }
            Shape::Union(union) => {
                let variants = union.variants.iter_mut();
                all.extend(variants.map(|variant| &mut variant.constraints));
            }
            _ => {}
        }
    }
    let resources = module.resources.iter_mut();
    for operation in resources.flat_map(|resource| &mut resource.operations) {
        let parameters = operation.parameters.iter_mut();
        all.extend(parameters.map(|parameter| &mut parameter.constraints));
        all.extend(operation.body.iter_mut().map(|body| &mut body.constraints));
    }
    all
}

/// Returns the constraints that apply to values of a type.
fn of_type(all: Constraints, module: &Module, ty: &Type) -> Constraints {
    let found = match module.resolve(ty) {
        Type::Scalar(Scalar::String | Scalar::Uri) => Constraints {
            min_length: all.min_length,
            max_length: all.max_length,
            patterns: all.patterns,
            unchecked_patterns: all.unchecked_patterns,
            ..Constraints::default()
        },
        Type::Scalar(Scalar::Bool) => Constraints {
            values: all.values,
            ..Constraints::default()
        },
        Type::Scalar(scalar) if scalar.is_number() => Constraints {
            minimum: all.minimum,
            maximum: all.maximum,
            multiple_of: all.multiple_of,
            values: all.values,
            ..Constraints::default()
        },
        // The length of binary text is the number of its bytes.
        Type::File => Constraints {
            max_size: all.max_length,
            ..Constraints::default()
        },
        Type::List(item) => Constraints {
            min_items: all.min_items,
            max_items: all.max_items,
            unique_items: all.unique_items,
            each: each(all.each, module, item),
            ..Constraints::default()
        },
        Type::Map(value) => Constraints {
            min_properties: all.min_properties,
            max_properties: all.max_properties,
            each: each(all.each, module, value),
            ..Constraints::default()
        },
        Type::Json => Constraints {
            min_properties: all.min_properties,
            max_properties: all.max_properties,
            values: all.values,
            is_object: all.is_object,
            ..Constraints::default()
        },
        Type::JsonObject => Constraints {
            min_properties: all.min_properties,
            max_properties: all.max_properties,
            ..Constraints::default()
        },
        Type::Named(id) if matches!(module.get(*id).shape, Shape::Struct(_)) => Constraints {
            min_properties: all.min_properties,
            max_properties: all.max_properties,
            ..Constraints::default()
        },
        Type::Nullable(inner) => return of_type(all, module, inner),
        _ => Constraints::default(),
    };
    Constraints {
        codes: all.codes,
        ..found
    }
}

/// Returns the constraints of the elements that apply to their type, if there are any.
fn each(each: Option<Box<Constraints>>, module: &Module, ty: &Type) -> Option<Box<Constraints>> {
    let each = of_type(*each?, module, ty);
    let is_known = !each.is_empty() || !each.unchecked_patterns.is_empty() || each.each.is_some();
    is_known.then(|| Box::new(each))
}
