//! Which item of the new version is which of the old one.

use std::collections::{BTreeMap, BTreeSet};

use super::keys::{by_call, by_origin, by_shape, last, member_keys, type_at, unique};
use super::model::Change;
use super::outermost::outermost;
use super::rename::rename;
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
            // The setter belongs to its field.
            let is_setter =
                *kind == ItemKind::Setter && self.old.get(old, ItemKind::Field).is_some();
            (!is_setter).then(|| rename(was, is))
        });
        types.chain(members).collect()
    }
}

fn is_member(item: &Item) -> bool {
    use ItemKind::{Field, Method, Setter, Variant};
    matches!(item.kind, Field | Setter | Variant | Method)
}
