//! The lock, by the identities of its items.

use std::collections::BTreeMap;

use crate::surface::{CONSTANT, Item, ItemKind, Surface, TYPE_KINDS};

/// The names that a lock has for things, by what they are in the documents.
pub(super) struct Kept<'a> {
    lock: &'a Surface,
    names: BTreeMap<(Class, &'a str, &'a str), &'a Item>,
}

/// The item that a name belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Class {
    Type,
    Member,
    Method,
    Credential,
}

impl<'a> Kept<'a> {
    pub(super) fn new(lock: &'a Surface) -> Self {
        let items = lock.items().filter(|item| !item.origin.is_empty());
        let names = items.filter_map(|item| {
            let class = match item.kind {
                kind if TYPE_KINDS.contains(&kind) => Class::Type,
                ItemKind::Field | ItemKind::Variant => Class::Member,
                ItemKind::Method => Class::Method,
                ItemKind::Function => Class::Credential,
                _ => return None,
            };
            Some(((class, item.module(), item.origin.as_str()), item))
        });
        Self {
            lock,
            names: names.collect(),
        }
    }

    fn find(&self, class: Class, module: &str, origin: &str) -> Option<&'a Item> {
        self.names.get(&(class, module, origin)).copied()
    }

    pub(super) fn type_name(&self, module: &str, origin: &str) -> Option<&'a str> {
        Some(self.find(Class::Type, module, origin)?.name())
    }

    /// Returns the name of a field or a variant.
    pub(super) fn member(&self, module: &str, origin: &str) -> Option<&'a str> {
        Some(self.find(Class::Member, module, origin)?.name())
    }

    /// Whether the constructor has an argument for a field.
    pub(super) fn is_argument(&self, module: &str, origin: &str) -> bool {
        self.find(Class::Member, module, origin)
            .is_some_and(|item| {
                let is_optional = ["Option<", "runtime::Nullable<"];
                let is_optional = is_optional.iter().any(|ty| item.signature.starts_with(ty));
                !is_optional && item.fact(CONSTANT).is_none()
            })
    }

    /// Returns the name of a method or an accessor. Those of a crate of one document belong to the
    /// client.
    pub(super) fn method(&self, module: &str, origin: &str) -> Option<&'a str> {
        let found = self.find(Class::Method, module, origin);
        let found = found.or_else(|| self.find(Class::Method, "Client", origin));
        Some(found?.name())
    }

    /// Returns the name of the constructor of credentials.
    pub(super) fn credential(&self, origin: &str) -> Option<&'a str> {
        let found = self.find(Class::Credential, "Credentials", origin)?;
        Some(found.name())
    }

    /// Returns the arguments of the constructor of a type, in their order.
    pub(super) fn arguments(&self, module: &str, origin: &str) -> Vec<&'a str> {
        let constructor = self.find(Class::Type, module, origin).and_then(|item| {
            let path = format!("{}::new", item.path);
            self.lock.get(&path, ItemKind::Constructor)
        });
        constructor.map(Item::arguments).unwrap_or_default()
    }

    /// Returns the variants of an enum, in the order that the fact with this name gives.
    pub(super) fn order(&self, module: &str, origin: &str, fact: &str) -> Vec<&'a str> {
        let separator = if fact == "order" { " < " } else { ", " };
        let item = self.find(Class::Type, module, origin);
        let order = item.and_then(|item| item.fact(fact));
        order.map_or_else(Vec::new, |order| order.split(separator).collect())
    }
}

/// Returns the position of a name in a kept order; behind all others if it is new.
pub(super) fn position(order: &[&str], name: &str) -> usize {
    let found = order.iter().position(|known| *known == name);
    found.unwrap_or(usize::MAX)
}
