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

use serde_json::Value;

use self::kept::Kept;
use crate::document::Document;
use crate::input::{Input, NameChoices};
use crate::ir::Api;
use crate::surface::sid_origin;

/// Gives everything that the lock of the input knows its name and its position back.
pub(crate) fn keep(api: &mut Api, input: &Input, documents: &[Document]) {
    let Some(lock) = &input.lock else { return };
    let kept = Kept::new(lock);
    keep_sids(api, input, &kept);
    keys::keep(api, &kept);
    let modules = api.modules.iter_mut().zip(&input.documents).zip(documents);
    for ((module, choices), document) in modules {
        let keeper = Keeper {
            kept: &kept,
            module: module.name.plain().to_owned(),
            choices: &choices.names,
            document: &document.value,
        };
        keeper.keep_members(module);
        keeper.keep_resources(module);
        keeper.keep_types(module);
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
