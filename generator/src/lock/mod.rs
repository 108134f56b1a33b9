//! Names and orders that stay: what an earlier version of the crate had, the new one has, too.
//!
//! The rules of `lower` do not depend on earlier versions. This stage runs after them and gives every
//! thing that the lock knows its name back: types, fields, variants, methods and accessors. Enums keep
//! the order of their variants, which is that of `Ord`, and constructors that of their arguments. What
//! is new follows, and gets a name that nobody has.
//!
//! A thing is known by its identity in the document, never by its name: see
//! [`identity`](crate::surface::identity). A name that the manifest chooses is stronger than the lock.

mod kept;
mod keys;
mod members;
mod names;
mod types;

use std::collections::BTreeMap;

use serde_json::Value;

use self::kept::Kept;
use crate::document::Document;
use crate::input::{Input, NameChoices};
use crate::ir::{Api, Module, Name, Type};
use crate::surface::sid_origin;

/// Gives everything that the lock of the input knows its name and its position back.
pub(crate) fn keep(api: &mut Api, input: &Input, documents: &[Document]) {
    let Some(lock) = &input.lock else { return };
    let kept = Kept::new(lock);
    keep_sids(api, input, &kept);
    keys::keep(api, &kept);
    let modules = api.modules.iter_mut().zip(&input.documents).zip(documents);
    for ((module, choices), document) in modules {
        let links = Links::of(module);
        let keeper = Keeper {
            kept: &kept,
            module: module.name.plain().to_owned(),
            choices: &choices.names,
            document: &document.value,
        };
        keeper.keep_members(module);
        keeper.keep_resources(module);
        keeper.keep_types(module);
        links.restore(module);
    }
}

/// The lock, seen from a module.
struct Keeper<'a> {
    kept: &'a Kept<'a>,
    module: String,
    choices: &'a NameChoices,
    document: &'a Value,
}

fn keep_sids(api: &mut Api, input: &Input, kept: &Kept<'_>) {
    let wishes = api.sids.iter().map(|sid| names::Wish {
        current: sid.name.clone(),
        is_chosen: input.sids.contains_key(&sid.prefixes.join("|")),
        kept: kept.type_name("sid", &sid_origin(sid)),
    });
    let settled = names::settle(names::pascal(&[]), wishes.collect());
    for (sid, name) in api.sids.iter_mut().zip(settled) {
        sid.name = name;
    }
}

/// The parts of the IR that refer to fields and variants by their names.
struct Links {
    /// For each operation, the wire names of the field with the items of a page, and of that with the state.
    fields: Vec<[Option<String>; 2]>,
}

impl Links {
    fn of(module: &Module) -> Self {
        let fields = module.operations().map(|operation| {
            let wire = |name: &Name| Some(module.response_field(operation, name)?.wire.clone());
            let items = operation.paging.as_ref();
            let items = items.and_then(|paging| wire(paging.items.as_ref()?));
            let state = operation
                .waiting
                .as_ref()
                .and_then(|found| wire(&found.state));
            [items, state]
        });
        Self {
            fields: fields.collect(),
        }
    }

    /// Makes them refer to the names that the fields and variants have now.
    fn restore(self, module: &mut Module) {
        let renamed: Vec<[Option<Name>; 2]> = module
            .operations()
            .zip(self.fields)
            .map(|(operation, wires)| {
                let body = operation.response.json();
                wires.map(|wire| field_name(module, body?, &wire?))
            })
            .collect();
        let variants = variant_names(module);
        for (operation, [items, state]) in module.operations_mut().zip(renamed) {
            if let (Some(paging), Some(items)) = (&mut operation.paging, items) {
                paging.items = Some(items);
            }
            if let (Some(waiting), Some(state)) = (&mut operation.waiting, state) {
                waiting.state = state;
            }
            if let Some(waiting) = &mut operation.waiting {
                restore_states(&mut waiting.terminal, &variants);
            }
        }
    }
}

fn field_name(module: &Module, body: &Type, wire: &str) -> Option<Name> {
    let Type::Named(id) = module.resolve(body) else {
        return None;
    };
    match &module.get(*id).shape {
        crate::ir::Shape::Struct(shape) => {
            let field = shape.fields.iter().find(|field| field.wire == wire)?;
            Some(field.name.clone())
        }
        _ => None,
    }
}

/// Returns the variants of all enums, by the index of their type and their value.
fn variant_names(module: &Module) -> BTreeMap<(usize, String), Name> {
    let types = module.types.iter().enumerate();
    let variants = types.flat_map(|(index, def)| {
        let variants = match &def.shape {
            crate::ir::Shape::Enum(shape) => shape.variants.as_slice(),
            _ => &[],
        };
        let named = variants.iter();
        named.map(move |found| ((index, found.wire.clone()), found.name.clone()))
    });
    variants.collect()
}

fn restore_states(states: &mut crate::ir::TerminalStates, names: &BTreeMap<(usize, String), Name>) {
    if let crate::ir::TerminalStates::Enum { ty, variants } = states {
        for variant in variants {
            if let Some(name) = names.get(&(ty.0, variant.wire.clone())) {
                variant.name = name.clone();
            }
        }
    }
}
