//! The names of a module's types.

use super::Keeper;
use super::names::{Wish, pascal, settle};
use crate::ir::{Module, Name, TypeDef, reserved};
use crate::surface::{
    ERROR_CODES_ORIGIN, MODULE_ORIGIN, component_of, operation_origin, resource_origin, type_origin,
};

impl Keeper<'_> {
    /// All types of a module: they share a scope.
    pub(super) fn keep_types(&self, module: &mut Module) {
        let wishes = self.wishes(module);
        let names = settle(pascal(reserved::TYPES), wishes);
        let mut names = names.into_iter();
        for (slot, name) in name_slots(module).into_iter().zip(&mut names) {
            *slot = name;
        }
    }

    /// Returns a wish for each of the [`name_slots`], in their order.
    fn wishes(&self, module: &Module) -> Vec<Wish<'_>> {
        let wish = |current: &Name, origin: &str| Wish {
            current: current.clone(),
            is_chosen: false,
            kept: self.kept.type_name(&self.module, origin),
        };
        let own = module.type_name.iter();
        let mut wishes: Vec<_> = own.map(|name| wish(name, MODULE_ORIGIN)).collect();
        for def in &module.types {
            let origin = type_origin(module, self.document, def);
            wishes.push(Wish {
                is_chosen: self.is_chosen(def),
                ..wish(&def.name, &origin)
            });
            let arguments = def.arguments.iter();
            wishes.extend(arguments.map(|name| wish(name, &format!("{origin} arguments"))));
        }
        for resource in &module.resources {
            wishes.push(wish(&resource.type_name, &resource_origin(resource)));
            for operation in &resource.operations {
                let origin = operation_origin(operation);
                wishes.push(Wish {
                    is_chosen: self.choices.operation_types.contains_key(&operation.id),
                    ..wish(&operation.type_name, &origin)
                });
                let arguments = operation.arguments.iter();
                wishes.extend(arguments.map(|name| wish(name, &format!("{origin} arguments"))));
            }
        }
        let codes = module.error_codes.iter();
        wishes.extend(codes.map(|codes| wish(&codes.name, ERROR_CODES_ORIGIN)));
        wishes
    }

    fn is_chosen(&self, def: &TypeDef) -> bool {
        let types = &self.choices.types;
        types.contains_key(&def.pointer)
            || component_of(&def.pointer).is_some_and(|name| types.contains_key(&name))
    }
}

/// Returns the scope of the names of a module's types.
fn name_slots(module: &mut Module) -> Vec<&mut Name> {
    let mut slots: Vec<&mut Name> = module.type_name.iter_mut().collect();
    for def in &mut module.types {
        slots.push(&mut def.name);
        slots.extend(&mut def.arguments);
    }
    for resource in &mut module.resources {
        slots.push(&mut resource.type_name);
        for operation in &mut resource.operations {
            slots.push(&mut operation.type_name);
            slots.extend(&mut operation.arguments);
        }
    }
    slots.extend(module.error_codes.as_mut().map(|codes| &mut codes.name));
    slots
}
