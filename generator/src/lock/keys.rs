//! The names of credentials, which name the variables of the environment, too.

use std::collections::BTreeMap;

use super::kept::Kept;
use super::names::{Wish, settle};
use crate::ir::{Api, Authentication, Case, Credential, Key, Scope, reserved};
use crate::surface::key_origin;

/// Gives the constructors of credentials their names back.
pub(super) fn keep(api: &mut Api, kept: &Kept<'_>) {
    let found = keys(api);
    let known: BTreeMap<_, _> = found
        .iter()
        .map(|key| (key_origin(key), key.name.clone()))
        .collect();
    let wishes = known.iter().map(|(origin, name)| Wish {
        current: name.clone(),
        is_chosen: false,
        kept: kept.credential(origin),
    });
    let scope = Scope::new(Case::File, reserved::CREDENTIALS);
    let settled = settle(scope, wishes.collect());
    let names: BTreeMap<_, _> = known.keys().cloned().zip(settled).collect();
    for key in keys(api) {
        if let Some(name) = names.get(&key_origin(key)) {
            key.name = name.clone();
        }
    }
}

/// Returns every mention of a key.
fn keys(api: &mut Api) -> Vec<&mut Key> {
    let declared = match &mut api.authentication {
        Authentication::Declared(ways) => ways.as_mut_slice(),
        Authentication::Vendor(_) => &mut [],
    };
    let modules = api.modules.iter_mut();
    let operations = modules.flat_map(|module| module.operations_mut());
    let own = operations.flat_map(|operation| &mut operation.credentials);
    let credentials = declared.iter_mut().chain(own).flatten();
    let keys = credentials.filter_map(|credential| match credential {
        Credential::Key(key) => Some(key),
        Credential::Bearer | Credential::Basic => None,
    });
    keys.collect()
}
