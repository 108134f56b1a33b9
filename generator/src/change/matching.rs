//! Which item of the new version is which of the old one.

use std::collections::{BTreeMap, BTreeSet};

use super::model::without_names;
use super::model::{Aspect, Change, ManifestLine, SourceLevel};
use crate::surface::{Item, ItemKind, Surface, TYPE_KINDS};

/// The items of two versions, matched.
pub(super) struct Matches<'a> {
    pub(super) old: &'a Surface,
    pub(super) new: &'a Surface,
    /// Old paths of types to new ones, where they differ.
    moved: BTreeMap<&'a str, &'a str>,
    /// Old paths of members to new ones, where they differ.
    members: BTreeMap<(&'a str, ItemKind), &'a str>,
}

impl<'a> Matches<'a> {
    pub(super) fn find(old: &'a Surface, new: &'a Surface) -> Self {
        let mut matches = Self {
            old,
            new,
            moved: BTreeMap::new(),
            members: BTreeMap::new(),
        };
        matches.match_types();
        matches.match_members();
        matches
    }

    /// Finds types that have moved, and those that have been renamed and have the same members.
    fn match_types(&mut self) {
        let (old, new) = (self.old, self.new);
        let is_type = |item: &&Item| TYPE_KINDS.contains(&item.kind);
        let lost = old.items().filter(is_type);
        let lost: Vec<_> = lost
            .filter(|item| type_at(new, &item.path).is_none())
            .collect();
        let found = new.items().filter(is_type);
        let found: Vec<_> = found
            .filter(|item| type_at(old, &item.path).is_none())
            .collect();
        let keys: [fn(&Surface, &Item) -> Option<String>; 3] = [by_origin, by_call, by_shape];
        for key in keys {
            let free = |item: &&&Item| !self.moved.values().any(|path| *path == item.path);
            let open = unique(
                found
                    .iter()
                    .filter(free)
                    .map(|item| (key(new, item), *item)),
            );
            let wanted = lost
                .iter()
                .filter(|item| !self.moved.contains_key(item.path.as_str()));
            let wanted = unique(wanted.map(|item| (key(old, item), *item)));
            for (name, was) in wanted {
                if let Some(is) = open.get(&name) {
                    self.moved.insert(&was.path, &is.path);
                }
            }
        }
    }

    /// Finds fields, setters, variants, methods and accessors that have another name.
    fn match_members(&mut self) {
        let (old, new) = (self.old, self.new);
        let lost = old.items().filter(|item| is_member(item));
        let lost: Vec<_> = lost
            .filter(|item| self.counterpart(item).is_none())
            .collect();
        let known: BTreeSet<(String, ItemKind)> = old
            .items()
            .map(|item| (self.translated(&item.path), item.kind))
            .collect();
        let found = new.items().filter(|item| is_member(item));
        let found: Vec<_> = found
            .filter(|item| !known.contains(&(item.path.clone(), item.kind)))
            .collect();
        let key_of_old = |item: &Item| {
            let parent = self.translated(item.parent());
            let signature = self.renamed_types(&item.signature);
            member_keys(old, item, &parent, &signature)
        };
        let key_of_new = |item: &Item| member_keys(new, item, item.parent(), &item.signature);
        let mut members = BTreeMap::new();
        for choice in 0..2 {
            let wanted = unique(
                lost.iter()
                    .map(|item| (key_of_old(item)[choice].clone(), *item)),
            );
            let open = unique(
                found
                    .iter()
                    .map(|item| (key_of_new(item)[choice].clone(), *item)),
            );
            for (key, was) in wanted {
                let is_new = |is: &&&Item| !members.values().any(|path| *path == is.path);
                if let Some(is) = open.get(&key).filter(is_new) {
                    members
                        .entry((was.path.as_str(), was.kind))
                        .or_insert(is.path.as_str());
                }
            }
        }
        self.members = members;
    }

    /// The path that an item has in the new version, if it is still there.
    fn translated(&self, path: &str) -> String {
        let mut end = path.len();
        loop {
            if let Some(new) = path.get(..end).and_then(|start| self.moved.get(start)) {
                return format!("{new}{}", path.get(end..).unwrap_or_default());
            }
            match path.get(..end).and_then(|start| start.rfind(':')) {
                Some(at) => end = at,
                None => return path.to_owned(),
            }
        }
    }

    /// A signature with the new names of types that have been renamed.
    pub(super) fn renamed_types(&self, signature: &str) -> String {
        let names: BTreeMap<&str, &str> = self
            .moved
            .iter()
            .map(|(old, new)| (last(old), last(new)))
            .filter(|(old, new)| old != new)
            .collect();
        if names.is_empty() {
            return signature.to_owned();
        }
        let mut text = String::new();
        let mut word = String::new();
        for char in signature.chars().chain([' ']) {
            if char.is_alphanumeric() || char == '_' {
                word.push(char);
                continue;
            }
            text.push_str(names.get(word.as_str()).copied().unwrap_or(&word));
            word.clear();
            text.push(char);
        }
        text.pop();
        text
    }

    /// The item of the new version that an old one has become.
    fn counterpart(&self, item: &Item) -> Option<&'a Item> {
        if let Some(path) = self.members.get(&(item.path.as_str(), item.kind)) {
            return self.new.get(path, item.kind);
        }
        let path = self.translated(&item.path);
        match TYPE_KINDS.contains(&item.kind) {
            true => type_at(self.new, &path),
            false => self.new.get(&path, item.kind),
        }
    }

    /// Every old item that is still there, with its new form.
    pub(super) fn pairs(&self) -> Vec<(&'a Item, &'a Item)> {
        let items = self.old.items();
        items
            .filter_map(|item| Some((item, self.counterpart(item)?)))
            .collect()
    }

    /// The items that are gone, without those whose holder is gone with them.
    pub(super) fn removed(&self) -> Vec<&'a Item> {
        let gone = self.old.items();
        let gone = gone.filter(|item| self.counterpart(item).is_none());
        let gone = gone.filter(|item| !self.is_other_kind(item));
        outermost(self.old, gone.collect())
    }

    /// The items that are new, without those whose holder is new, too.
    pub(super) fn added(&self) -> Vec<&'a Item> {
        let known: BTreeSet<_> = self
            .pairs()
            .into_iter()
            .map(|(_, is)| (is.path.as_str(), is.kind))
            .collect();
        let items = self.new.items();
        let added = items.filter(|item| !known.contains(&(item.path.as_str(), item.kind)));
        let holder = |item: &Item| type_at(self.new, item.parent());
        let others: BTreeSet<&str> = self
            .pairs()
            .into_iter()
            .filter(|(was, is)| was.kind != is.kind)
            .map(|(_, is)| is.path.as_str())
            .collect();
        let added = added.filter(|item| {
            holder(item).is_none_or(|holder| !others.contains(holder.path.as_str()))
        });
        outermost(self.new, added.collect())
    }

    /// Whether the type that holds an item is another kind of type now, so that all of it is new.
    fn is_other_kind(&self, item: &Item) -> bool {
        let holder = type_at(self.old, item.parent());
        let pair = holder.and_then(|holder| Some((holder, self.counterpart(holder)?)));
        pair.is_some_and(|(was, is)| was.kind != is.kind)
    }

    /// The changes of names, each with the line that keeps the old one.
    pub(super) fn renamed(&self) -> Vec<Change> {
        let types = self.moved.iter().filter_map(|(old, new)| {
            let (was, is) = (type_at(self.old, old)?, type_at(self.new, new)?);
            let belongs_to_other =
                was.origin.ends_with(" arguments") || was.origin.starts_with("resource ");
            (!belongs_to_other).then(|| rename(was, is))
        });
        let members = self.members.iter().filter_map(|((old, kind), new)| {
            let (was, is) = (self.old.get(old, *kind)?, self.new.get(new, *kind)?);
            // The setter goes with its field.
            let is_setter =
                *kind == ItemKind::Setter && self.old.get(old, ItemKind::Field).is_some();
            (!is_setter).then(|| rename(was, is))
        });
        types.chain(members).collect()
    }
}

fn rename(was: &Item, is: &Item) -> Change {
    let mut change = Change::new(Aspect::Renamed, Some(was), Some(is), SourceLevel::Major);
    let verb = match last(&was.path) == last(&is.path) {
        true => "moved",
        false => "was renamed",
    };
    change.summary = format!("`{}` {verb} to `{}`.", was.path, is.path);
    change.keep = keep(was, is);
    change
}

/// The line of the manifest that keeps the name of what the document renamed.
fn keep(was: &Item, is: &Item) -> Option<ManifestLine> {
    let name = was.name();
    if name == is.name() {
        return None;
    }
    let (table, key) = match is.kind {
        ItemKind::Method if is.origin.starts_with("operation ") => (
            "document.operations",
            is.origin.strip_prefix("operation ")?.to_owned(),
        ),
        ItemKind::Method if is.origin.starts_with("resource ") => {
            ("document.resources", is.fact("tag")?.to_owned())
        }
        kind if TYPE_KINDS.contains(&kind) && is.origin.starts_with('/') => {
            let component = is.origin.strip_prefix("/components/schemas/");
            let component = component.filter(|name| !name.contains('/'));
            let key = component.map(|name| name.replace("~1", "/").replace("~0", "~"));
            ("document.types", key.unwrap_or_else(|| is.origin.clone()))
        }
        _ => return None,
    };
    let quoted = serde_json::to_string(&key).ok()?;
    Some(ManifestLine {
        module: is.module().to_owned(),
        table,
        line: format!("{quoted} = \"{name}\""),
    })
}

fn last(path: &str) -> &str {
    path.rsplit("::").next().unwrap_or_default()
}

fn is_member(item: &Item) -> bool {
    use ItemKind::{Field, Method, Setter, Variant};
    matches!(item.kind, Field | Setter | Variant | Method)
}

fn type_at<'s>(surface: &'s Surface, path: &str) -> Option<&'s Item> {
    TYPE_KINDS.iter().find_map(|&kind| surface.get(path, kind))
}

/// The items whose key no other one has.
fn unique<'a>(
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
fn by_origin(_: &Surface, item: &Item) -> Option<String> {
    (!item.origin.is_empty()).then(|| format!("{} {}", item.module(), item.origin))
}

/// The same method and URL, whatever the operation is called.
fn by_call(_: &Surface, item: &Item) -> Option<String> {
    let http = without_names(item.fact("http"));
    item.fact("http")
        .map(|_| format!("{} {http}", item.module()))
}

/// The same members, whatever the type is called.
fn by_shape(surface: &Surface, item: &Item) -> Option<String> {
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
    let members: Vec<_> = members.collect();
    // A type of a member or two is like many others.
    (members.len() > 2).then(|| {
        let (module, kind) = (item.module(), item.kind);
        format!("{module} {kind} {} {}", item.signature, members.join("\n"))
    })
}

/// What a member is, whatever it is called: its part of the document, and its type.
fn member_keys(
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

/// The items whose holder is not among them: a new type is one change, not one for each field.
fn outermost<'a>(surface: &Surface, items: Vec<&'a Item>) -> Vec<&'a Item> {
    let types: BTreeSet<&str> = items
        .iter()
        .filter(|item| TYPE_KINDS.contains(&item.kind) || item.kind == ItemKind::Module)
        .map(|item| item.path.as_str())
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
        is_part || (item.kind == ItemKind::Impl && types.contains(item.parent()))
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
    // The setter goes with its field.
    let is_double = |item: &Item| {
        let is_field = |other: &&Item| other.kind == ItemKind::Field && other.path == item.path;
        item.kind == ItemKind::Setter && items.iter().any(|other| is_field(&other))
    };
    let is_method =
        |item: &Item| item.kind == ItemKind::Method && item.origin.starts_with("operation ");
    items
        .iter()
        .copied()
        .filter(|item| is_method(item) || !(is_held(item) || belongs(item) || is_double(item)))
        .collect()
}
