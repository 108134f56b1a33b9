//! Items without those that go with others.

use std::collections::BTreeSet;

use super::keys::type_at;
use crate::surface::{Item, ItemKind, Surface, TYPE_KINDS};

/// Returns the items whose holder is not among them: a new type is one change, not one for each
/// field.
pub(super) fn outermost<'a>(surface: &Surface, items: Vec<&'a Item>) -> Vec<&'a Item> {
    let types: BTreeSet<&str> = items
        .iter()
        .filter(|item| TYPE_KINDS.contains(&item.kind) || item.kind == ItemKind::Module)
        .map(|item| item.path.as_str())
        .collect();
    let implementing: BTreeSet<&str> = items
        .iter()
        .filter(|item| item.kind == ItemKind::Impl)
        .map(|item| item.parent())
        .collect();
    let methods: BTreeSet<&str> = items
        .iter()
        .filter(|item| item.kind == ItemKind::Method && !item.origin.is_empty())
        .map(|item| item.origin.as_str())
        .collect();
    let is_held = |item: &Item| {
        let is_part = item.path.match_indices("::").any(|(at, _)| {
            let holder = item.path.get(..at).unwrap_or_default();
            types.contains(holder) && holder != item.path
        });
        let is_of_type = item.kind == ItemKind::Impl && types.contains(item.parent());
        let is_of_impl =
            item.kind == ItemKind::AssociatedType && implementing.contains(item.parent());
        // A module has the SID types from elsewhere in the crate.
        let target = item.signature.strip_prefix("crate::").unwrap_or_default();
        let is_of_target = item.kind == ItemKind::Reexport && types.contains(target);
        let is_of_module = item.kind == ItemKind::Feature && types.contains(item.path.as_str());
        is_part || is_of_type || is_of_impl || is_of_target || is_of_module
    };
    // An operation is its method; the type behind it, and that of its arguments, are parts of it.
    let belongs = |item: &Item| {
        let base = item
            .origin
            .strip_suffix(" arguments")
            .unwrap_or(&item.origin);
        let is_type = TYPE_KINDS.contains(&item.kind);
        let of_type = base.len() < item.origin.len()
            && types
                .iter()
                .any(|path| type_at(surface, path).is_some_and(|of| of.origin == base));
        is_type && !base.is_empty() && (methods.contains(base) || of_type)
    };
    // The setter belongs to its field.
    let is_double = |item: &Item| {
        let is_field = |other: &&Item| other.kind == ItemKind::Field && other.path == item.path;
        item.kind == ItemKind::Setter && items.iter().any(is_field)
    };
    let is_method =
        |item: &Item| item.kind == ItemKind::Method && item.origin.starts_with("operation ");
    items
        .iter()
        .copied()
        .filter(|item| is_method(item) || !(is_held(item) || belongs(item) || is_double(item)))
        .collect()
}
