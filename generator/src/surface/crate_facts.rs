//! The facts that concern all modules of a crate.

use std::collections::BTreeSet;

use super::item::{ItemKind, Surface};
use super::origins::key_origin;
use super::values::{Facts, annotate, credentials, facts, variables};
use crate::ir::{Api, Authentication, Credential};

/// Adds the facts of the crate, and those of the constructors of its credentials.
pub(super) fn add(surface: &mut Surface, api: &Api) {
    annotate(surface, "crate", ItemKind::Crate, own(api), "");
    authentication(surface, api);
    token_grants(surface, api);
}

/// Returns the facts of the crate that the manifest, the dialect and the servers of all documents
/// decide.
fn own(api: &Api) -> Facts {
    let statuses: Vec<_> = api.unprocessed.iter().map(u16::to_string).collect();
    let hosts: BTreeSet<&str> = api
        .modules
        .iter()
        .flat_map(|module| &module.fixed_hosts)
        .map(String::as_str)
        .collect();
    let hosts: Vec<_> = hosts.into_iter().collect();
    let vendor = Some(api.runtime_module.clone());
    facts([
        ("rust version", Some(api.package.oldest_rust().to_owned())),
        ("vendor rules", vendor.filter(|vendor| vendor != "generic")),
        ("unprocessed statuses", joined(&statuses)),
        ("fixed hosts", joined(&hosts)),
    ])
}

fn joined<T: AsRef<str>>(texts: &[T]) -> Option<String> {
    let texts: Vec<_> = texts.iter().map(AsRef::as_ref).collect();
    (!texts.is_empty()).then(|| texts.join(", "))
}

/// The token servers that constructors of credentials name.
fn token_grants(surface: &mut Surface, api: &Api) {
    for grant in &api.token_grants {
        let path = format!("Credentials::{}", grant.name.plain());
        let facts = facts([("token URL", grant.url.clone())]);
        annotate(surface, &path, ItemKind::Function, facts, "");
    }
}

fn authentication(surface: &mut Surface, api: &Api) {
    let ways = match &api.authentication {
        Authentication::Vendor(vendor) => {
            let variables = variables(&vendor.environment);
            let facts = facts([("environment variables", Some(variables))]);
            return annotate(surface, "crate", ItemKind::Crate, facts, "");
        }
        Authentication::Declared(ways) => ways,
    };
    // The alternatives come from all operations, in an order without meaning.
    let mut sorted = ways.clone();
    sorted.sort_by_key(|way| credentials(std::slice::from_ref(way)));
    let own = facts([
        ("credentials", Some(credentials(&sorted))),
        ("environment prefix", Some(api.package.variable_prefix())),
    ]);
    annotate(surface, "crate", ItemKind::Crate, own, "");
    for credential in ways.iter().flatten() {
        if let Credential::Key(key) = credential {
            let path = format!("Credentials::{}", key.name.plain());
            let facts = facts([("variable", Some(key.variable()))]);
            annotate(surface, &path, ItemKind::Function, facts, &key_origin(key));
        }
    }
}
