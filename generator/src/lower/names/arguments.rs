//! The names of the structs that hold arguments which are passed by name.

use crate::ir::{Candidate, Field, Module, Name, Scope, Shape};

/// Names the structs of all constructors whose arguments need names, operations after types.
pub(in crate::lower) fn name_arguments(module: &mut Module, scope: &mut Scope) {
    let types = module.types.iter().map(|def| {
        let needed = match &def.shape {
            // The lock may keep arguments that have a fixed value.
            Shape::Struct(shape) => {
                let fields = shape.required_fields();
                module.need_names(&fields.map(Field::argument).collect::<Vec<_>>())
            }
            _ => false,
        };
        needed.then_some(&def.name)
    });
    let operations = module.operations().map(|operation| {
        let needed = module.need_names(&operation.required_arguments());
        needed.then_some(&operation.type_name)
    });
    let owners: Vec<_> = types.chain(operations).collect();
    let candidates: Vec<_> = owners.iter().flatten().copied().map(candidate).collect();
    let needed: Vec<bool> = owners.iter().map(Option::is_some).collect();
    let mut names = scope.claim_all(&candidates).into_iter();
    let mut names = needed
        .into_iter()
        .map(|needed| needed.then(|| names.next()).flatten());
    let Module {
        types, resources, ..
    } = module;
    for def in types {
        def.arguments = names.next().flatten();
    }
    let operations = resources.iter_mut().flat_map(|found| &mut found.operations);
    for operation in operations {
        operation.arguments = names.next().flatten();
    }
}

fn candidate(owner: &Name) -> Candidate {
    Candidate::plain(&format!("{}Args", owner.plain()))
}
