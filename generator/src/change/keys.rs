//! The identity of items, independent of their names.

use std::collections::BTreeMap;

use super::model::without_names;
use crate::surface::{Item, ItemKind, Surface, TYPE_KINDS};

/// The items whose key no other one has.
pub(super) fn unique<'a>(
    items: impl Iterator<Item = (Option<String>, &'a Item)>,
) -> BTreeMap<String, &'a Item> {
    let mut all = BTreeMap::<String, Vec<&Item>>::new();
    for (key, item) in items {
        if let Some(key) = key {
            all.entry(key).or_default().push(item);
        }
    }
    let only = all
        .into_iter()
        .filter_map(|(key, items)| match items.as_slice() {
            [item] => Some((key, *item)),
            _ => None,
        });
    only.collect()
}

/// The same part of the document, wherever its type is.
pub(super) fn by_origin(_: &Surface, item: &Item) -> Option<String> {
    (!item.origin.is_empty()).then(|| format!("{} {}", item.module(), item.origin))
}

/// The same method and URL, whatever the operation is called.
pub(super) fn by_call(_: &Surface, item: &Item) -> Option<String> {
    let http = without_names(item.fact("http"));
    item.fact("http")
        .map(|_| format!("{} {http}", item.module()))
}

/// The same members, whatever the type is called.
pub(super) fn by_shape(surface: &Surface, item: &Item) -> Option<String> {
    let members = members(surface, item);
    // A type of a member or two is like many others.
    (members.len() > 2).then(|| {
        let (module, kind) = (item.module(), item.kind);
        format!("{module} {kind} {} {}", item.signature, members.join("\n"))
    })
}

/// The members of a type, each as text, whatever the type is called.
pub(super) fn members(surface: &Surface, item: &Item) -> Vec<String> {
    let name = item.name();
    let start = format!("{}::", item.path);
    let members = surface.items().filter_map(|member| {
        let rest = member.path.strip_prefix(&start)?;
        let signature = member.signature.replace(name, "Self");
        Some(format!(
            "{rest} {} {signature} {:?}",
            member.kind, member.facts
        ))
    });
    members.collect()
}

/// The identity of a member, independent of its name: its part of the document, and its type.
pub(super) fn member_keys(
    surface: &Surface,
    item: &Item,
    parent: &str,
    signature: &str,
) -> [Option<String>; 2] {
    let kind = item.kind;
    let own = format!("{parent} {kind}");
    // The parts of a type that was renamed lie in another part of the document.
    let origin = item.origin.rsplit('/').next().unwrap_or_default();
    let by_origin = (!origin.is_empty()).then(|| format!("{own} {origin}"));
    let mut facts = item.facts.clone();
    facts.remove("wire");
    let by_type = match kind {
        ItemKind::Method => match called(surface, item) {
            Some(http) => Some(format!("{kind} {http}")),
            None => Some(format!("{own} {signature}")),
        },
        // Any two variants have the same type.
        ItemKind::Variant => None,
        ItemKind::Setter => {
            let argument = item.arguments().into_iter().next().unwrap_or_default();
            let signature = signature.replacen(argument, "_", 1);
            Some(format!("{own} {signature} {facts:?}"))
        }
        _ => Some(format!("{own} {signature} {facts:?}")),
    };
    [by_origin, by_type]
}

/// The method and URL of the operation that a method is for.
fn called<'s>(surface: &'s Surface, method: &Item) -> Option<&'s str> {
    let result = method.result();
    let name = result.strip_prefix("runtime::Call<")?.strip_suffix('>')?;
    let path = format!("{}::{name}", method.module());
    surface.get(&path, ItemKind::Struct)?.fact("http")
}

pub(super) fn last(path: &str) -> &str {
    path.rsplit("::").next().unwrap_or_default()
}

pub(super) fn type_at<'s>(surface: &'s Surface, path: &str) -> Option<&'s Item> {
    TYPE_KINDS.iter().find_map(|&kind| surface.get(path, kind))
}
