//! Fields, variants and arguments.

use std::collections::BTreeMap;

use super::Keeper;
use super::kept::position;
use super::names::{Wish, pascal, settle, snake};
use crate::input::NameChoices;
use crate::ir::{
    CATCH_ALL, Enum, Module, Name, Operation, Resource, Shape, Struct, TypeDef, Union, reserved,
};
use crate::surface::{
    ERROR_CODES_ORIGIN, alternative_origin, escaped, operation_origin, parameter_origin,
    resource_origin, type_origin,
};

impl Keeper<'_> {
    /// Fields, variants and the order of arguments.
    pub(super) fn keep_members(&self, module: &mut Module) {
        let origins: Vec<_> = module
            .types
            .iter()
            .map(|def| type_origin(module, self.document, def))
            .collect();
        let alternatives: Vec<_> = module
            .types
            .iter()
            .zip(&origins)
            .map(|(def, origin)| self.alternatives(module, def, origin))
            .collect();
        let types = module.types.iter_mut().zip(&origins).zip(alternatives);
        for ((def, origin), alternatives) in types {
            let pointer = def.pointer.clone();
            match &mut def.shape {
                Shape::Struct(shape) => self.keep_fields(shape, origin, &pointer),
                Shape::Enum(shape) => self.keep_variants(shape, origin, &pointer),
                Shape::IntegerEnum(shape) => self.keep_variants(shape, origin, &pointer),
                Shape::Union(union) => {
                    self.keep_alternatives(union, origin, &pointer, &alternatives);
                }
                Shape::Responses(found) => {
                    let wishes = found.iter().map(|response| {
                        let origin = format!("{origin}/{}", response.statuses.0);
                        Wish {
                            current: response.name.clone(),
                            is_chosen: false,
                            kept: self.kept.member(&self.module, &origin),
                        }
                    });
                    let names = settle(pascal(&[]), wishes.collect());
                    for (response, name) in found.iter_mut().zip(names) {
                        response.name = name;
                    }
                }
                Shape::Alias(_) => {}
            }
        }
        for operation in module.operations_mut() {
            self.keep_parameters(operation);
        }
        self.keep_error_codes(module);
    }

    fn keep_fields(&self, shape: &mut Struct, origin: &str, pointer: &str) {
        let choices = NameChoices::of_schema(&self.choices.properties, pointer);
        let wish = |current: &crate::ir::Name, origin: String| Wish {
            current: current.clone(),
            is_chosen: false,
            kept: self.kept.member(&self.module, &origin),
        };
        let fields = shape.fields.iter().map(|field| {
            let origin = format!("{origin}/properties/{}", escaped(&field.wire));
            Wish {
                is_chosen: choices.is_some_and(|found| found.contains_key(&field.wire)),
                ..wish(&field.name, origin)
            }
        });
        let additional = shape.additional.iter();
        let additional =
            additional.map(|(name, _)| wish(name, format!("{origin}/additionalProperties")));
        let wishes = fields.chain(additional).collect();
        let mut names = settle(snake(reserved::FIELDS), wishes).into_iter();
        let arguments = self.kept.arguments(&self.module, origin);
        for (field, name) in shape.fields.iter_mut().zip(&mut names) {
            field.name = name;
            let origin = format!("{origin}/properties/{}", escaped(&field.wire));
            field.is_constant &= !self.kept.is_argument(&self.module, &origin);
            if !arguments.is_empty() {
                field.position = match position(&arguments, field.name.plain()) {
                    usize::MAX => field.position.saturating_add(arguments.len()),
                    kept => kept,
                };
            }
        }
        if let (Some((additional, _)), Some(name)) = (&mut shape.additional, names.next()) {
            *additional = name;
        }
    }

    fn keep_variants<V: ToString>(&self, shape: &mut Enum<V>, origin: &str, pointer: &str) {
        let choices = NameChoices::of_schema(&self.choices.variants, pointer);
        let chosen = |wire: &str| choices.is_some_and(|found| found.contains_key(wire));
        let wishes = shape.variants.iter().map(|variant| {
            let wire = variant.wire.to_string();
            let origin = format!("{origin}/enum/{}", escaped(&wire));
            Wish {
                current: variant.name.clone(),
                is_chosen: chosen(&wire),
                kept: self.kept.member(&self.module, &origin),
            }
        });
        let names = settle(pascal(&[CATCH_ALL]), wishes.collect());
        for (variant, name) in shape.variants.iter_mut().zip(names) {
            variant.name = name;
        }
        let order = self.kept.order(&self.module, origin, "order");
        shape
            .variants
            .sort_by_key(|variant| position(&order, variant.name.plain()));
    }

    /// Whether the manifest chose the present name of a variant of the schema at a pointer.
    fn is_chosen_variant(&self, pointer: &str, name: &Name) -> bool {
        let choices = NameChoices::of_schema(&self.choices.variants, pointer);
        let mut chosen = choices.into_iter().flat_map(BTreeMap::values);
        chosen.any(|choice| choice.name == name.plain())
    }

    /// Returns the identities of the alternatives of a union.
    fn alternatives(&self, module: &Module, def: &TypeDef, origin: &str) -> Vec<String> {
        let Shape::Union(union) = &def.shape else {
            return Vec::new();
        };
        let variants = union.variants.iter();
        variants
            .map(|variant| alternative_origin(module, self.document, origin, variant))
            .collect()
    }

    fn keep_alternatives(
        &self,
        union: &mut Union,
        origin: &str,
        pointer: &str,
        alternatives: &[String],
    ) {
        let wishes = union.variants.iter().zip(alternatives);
        let wishes = wishes.map(|(variant, origin)| Wish {
            current: variant.name.clone(),
            is_chosen: self.is_chosen_variant(pointer, &variant.name),
            kept: self.kept.member(&self.module, origin),
        });
        let names = settle(pascal(&[CATCH_ALL]), wishes.collect());
        for (variant, name) in union.variants.iter_mut().zip(names) {
            variant.name = name;
        }
        let order = self.kept.order(&self.module, origin, "tried");
        union
            .variants
            .sort_by_key(|variant| position(&order, variant.name.plain()));
    }

    /// The names of parameters and of the body, and the order of the required ones.
    fn keep_parameters(&self, operation: &mut Operation) {
        let origin = operation_origin(operation);
        let wish = |current: &crate::ir::Name, origin: String| Wish {
            current: current.clone(),
            is_chosen: false,
            kept: self.kept.member(&self.module, &origin),
        };
        let body = operation.body.iter();
        let choices = self.choices.parameters.get(&operation.id);
        let is_chosen = |key: &str| choices.is_some_and(|found| found.contains_key(key));
        let body = body.map(|body| Wish {
            is_chosen: is_chosen("body"),
            ..wish(&body.name, format!("{origin} body"))
        });
        let parameters = operation.parameters.iter().map(|parameter| {
            let located = format!("{}.{}", parameter.location.as_str(), parameter.wire);
            Wish {
                is_chosen: is_chosen(&parameter.wire) || is_chosen(&located),
                ..wish(&parameter.name, parameter_origin(&origin, parameter))
            }
        });
        let wishes = body.chain(parameters).collect();
        let mut names = settle(snake(reserved::SETTERS), wishes).into_iter();
        if let Some(body) = &mut operation.body {
            body.name = names.next().unwrap_or_else(|| body.name.clone());
        }
        for (parameter, name) in operation.parameters.iter_mut().zip(names) {
            parameter.name = name;
        }
        let order = self.kept.arguments(&self.module, &origin);
        operation.parameters.sort_by_key(|parameter| {
            let position = position(&order, parameter.name.plain());
            (
                !parameter.required,
                if parameter.required { position } else { 0 },
            )
        });
    }

    fn keep_error_codes(&self, module: &mut Module) {
        let Some(codes) = &mut module.error_codes else {
            return;
        };
        let wishes = codes.codes.iter().map(|code| {
            let origin = format!("{ERROR_CODES_ORIGIN}/{}", code.code);
            Wish {
                current: code.name.clone(),
                is_chosen: self.is_chosen_variant(ERROR_CODES_ORIGIN, &code.name),
                kept: self.kept.member(&self.module, &origin),
            }
        });
        let names = settle(pascal(&[CATCH_ALL]), wishes.collect());
        for (code, name) in codes.codes.iter_mut().zip(names) {
            code.name = name;
        }
        let order = self.kept.order(&self.module, ERROR_CODES_ORIGIN, "order");
        codes
            .codes
            .sort_by_key(|code| position(&order, code.name.plain()));
    }

    /// Accessors and methods.
    pub(super) fn keep_resources(&self, module: &mut Module) {
        let wishes = module.resources.iter().map(|resource| Wish {
            current: resource.name.clone(),
            is_chosen: false,
            kept: self.kept.method(&self.module, &resource_origin(resource)),
        });
        let own = self.module.as_str();
        let reserved = [reserved::ACCESSORS, reserved::DEVICES, &[own]].concat();
        let names = settle(snake(&reserved), wishes.collect());
        for (resource, name) in module.resources.iter_mut().zip(names) {
            resource.name = name;
            self.keep_methods(resource);
        }
    }

    fn keep_methods(&self, resource: &mut Resource) {
        let wishes = resource.operations.iter().map(|operation| Wish {
            current: operation.method_name.clone(),
            is_chosen: self.choices.operations.contains_key(&operation.id),
            kept: self.kept.method(&self.module, &operation_origin(operation)),
        });
        let names = settle(snake(reserved::METHODS), wishes.collect());
        for (operation, name) in resource.operations.iter_mut().zip(names) {
            operation.method_name = name;
        }
    }
}
