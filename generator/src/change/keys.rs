//! The identity of items, independent of their names.

use std::collections::{BTreeMap, BTreeSet};

use super::model::without_names;
use crate::surface::{Item, ItemKind, Surface, TYPE_KINDS};

/// Returns the items whose key no other one has.
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

/// The same method and URL, regardless of the name of the operation.
pub(super) fn by_call(_: &Surface, item: &Item) -> Option<String> {
    let http = without_names(item.fact("http"));
    item.fact("http")
        .map(|_| format!("{} {http}", item.module()))
}

/// The same operations, regardless of the name of the tag that groups them.
pub(super) fn by_operations(surface: &Surface, item: &Item) -> Option<String> {
    let is_resource = item.origin.starts_with("resource ");
    let start = format!("{}::", item.path);
    let methods = surface
        .items()
        .filter(|member| member.kind == ItemKind::Method && member.path.starts_with(&start));
    let operations: BTreeSet<&str> = methods
        .map(|member| member.origin.as_str())
        .filter(|origin| !origin.is_empty())
        .collect();
    (is_resource && !operations.is_empty()).then(|| format!("{} {operations:?}", item.module()))
}

/// The same members, regardless of the name of the type.
pub(super) fn by_shape(surface: &Surface, item: &Item) -> Option<String> {
    let members = members(surface, item);
    // A type of a member or two is like many others.
    (members.len() > 2).then(|| {
        let (module, kind) = (item.module(), item.kind);
        format!("{module} {kind} {} {}", item.signature, members.join("\n"))
    })
}

/// The same members and the same users, regardless of the name of the type. Few members prove less than a user.
pub(super) fn by_use(surface: &Surface, item: &Item) -> Option<String> {
    let members = members(surface, item);
    let is_user = |user: &&Item| {
        let is_own = user.parent() == item.path || user.path == item.path;
        !is_own && user.kind != ItemKind::Impl && mentions(&user.signature, item.name())
    };
    let users = surface.items().filter(is_user);
    let users: BTreeSet<_> = users.map(|user| (user.parent(), user.kind)).collect();
    (!members.is_empty() && !users.is_empty())
        .then(|| format!("{} {} {users:?} {members:?}", item.module(), item.kind))
}

/// Returns the signature of an item, with the types that aliases stand for in their places.
pub(super) fn without_aliases(surface: &Surface, item: &Item) -> String {
    let mut signature = item.signature.clone();
    if item.kind == ItemKind::Alias {
        return signature;
    }
    let alias = |word: &str| {
        let paths = [
            item.module().to_owned(),
            format!("{}::unreferenced", item.module()),
        ];
        let mut paths = paths.iter().map(|module| format!("{module}::{word}"));
        paths.find_map(|path| surface.get(&path, ItemKind::Alias))
    };
    // An alias can stand for another one; a circle of them doesn't compile.
    for _ in 0..MAX_ALIASES {
        let expanded = with_words(&signature, |word| Some(alias(word)?.signature.as_str()));
        if expanded == signature {
            break;
        }
        signature = expanded;
    }
    signature
}

/// The most aliases of aliases that are followed.
const MAX_ALIASES: usize = 16;

/// Returns a text with other words in the places of those that `replacement` knows.
pub(super) fn with_words<'w>(text: &str, replacement: impl Fn(&str) -> Option<&'w str>) -> String {
    let mut replaced = String::new();
    let mut word = String::new();
    for char in text.chars().chain([' ']) {
        if char.is_alphanumeric() || char == '_' {
            word.push(char);
            continue;
        }
        replaced.push_str(replacement(&word).unwrap_or(&word));
        word.clear();
        replaced.push(char);
    }
    replaced.pop();
    replaced
}

/// Whether a signature names a type.
fn mentions(signature: &str, name: &str) -> bool {
    let mut words = signature.split(|char: char| !char.is_alphanumeric() && char != '_');
    words.any(|word| word == name)
}

/// Returns the members of a type, each as text, regardless of the name of the type.
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

/// Returns the identity of a member, independent of its name: its part of the document, and its
/// type.
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
        // Any two variants without a value have the same type.
        ItemKind::Variant if signature.is_empty() => None,
        ItemKind::Variant => Some(format!("{own} {signature}")),
        ItemKind::Setter => {
            let argument = item.arguments().into_iter().next().unwrap_or_default();
            let signature = signature.replacen(argument, "_", 1);
            Some(format!("{own} {signature} {facts:?}"))
        }
        _ => Some(format!("{own} {signature} {facts:?}")),
    };
    [by_origin, by_type]
}

/// Returns the method and URL of the operation that a method is for.
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
