//! The pairs of items of the old and the new version.

use std::collections::{BTreeMap, BTreeSet};

use super::keys::{
    by_call, by_operations, by_origin, by_shape, by_use, last, member_keys, type_at, unique,
    with_words, without_aliases,
};
use super::model::Change;
use super::outermost::outermost;
use super::rename::{Kept, rename};
use super::similar;
use crate::surface::{Item, ItemKind, Surface, TYPE_KINDS};

/// The items of two versions, matched.
pub(super) struct Matches<'a> {
    pub(super) old: &'a Surface,
    pub(super) new: &'a Surface,
    /// Old paths of types to new ones, where they differ.
    moved: BTreeMap<&'a str, &'a str>,
    members: Members<'a>,
}

/// Old paths of members to new ones, where they differ.
type Members<'a> = BTreeMap<(&'a str, ItemKind), &'a str>;

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
            .filter(|item| type_at(new, &item.path).is_none_or(|is| is_former_only(item, is)))
            .collect();
        for was in &lost {
            let alias = type_at(new, &was.path);
            if let Some(path) = alias.and_then(Item::former_name_of) {
                self.moved.insert(&was.path, path);
            }
        }
        let found = new.items().filter(is_type);
        let found = found.filter(|item| item.former_name_of().is_none());
        let found: Vec<_> = found
            .filter(|item| type_at(old, &item.path).is_none())
            .collect();
        let keys: [fn(&Surface, &Item) -> Option<String>; 5] =
            [by_origin, by_call, by_operations, by_shape, by_use];
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
        let lost = lost.into_iter();
        let lost: Vec<_> = lost
            .filter(|item| !self.moved.contains_key(item.path.as_str()))
            .collect();
        let moved: BTreeSet<_> = self.moved.values().copied().collect();
        let found = found.into_iter();
        let found: Vec<_> = found
            .filter(|item| !moved.contains(item.path.as_str()))
            .collect();
        for (was, is) in similar::pairs(old, &lost, new, &found) {
            self.moved.insert(&was.path, &is.path);
        }
    }

    /// Finds fields, setters, variants, methods and accessors that have another name.
    fn match_members(&mut self) {
        let lost = self.old.items().filter(|item| is_member(item));
        let lost = lost.filter(|item| self.counterpart(item).is_none());
        let lost: Vec<_> = lost.collect();
        let mut members = self.members_with_former_names(&lost);
        members.extend(self.moved_reexports());
        self.match_by_keys(&lost, &mut members);
        self.members = members;
    }

    /// Returns the members whose old names are deprecated ones of the new version.
    fn members_with_former_names(&self, lost: &[&'a Item]) -> Members<'a> {
        let is_field = |surface: &Surface, path| surface.get(path, ItemKind::Field).is_some();
        let mut members = Members::new();
        for was in lost {
            if let Some(path) = self.former(was).and_then(Item::former_name_of) {
                members.insert((was.path.as_str(), was.kind), path);
                // The field of a setter has the same new name.
                let is_setter = was.kind == ItemKind::Setter;
                if is_setter && is_field(self.old, &was.path) && is_field(self.new, path) {
                    members.insert((was.path.as_str(), ItemKind::Field), path);
                }
            }
        }
        members
    }

    /// Returns the re-exports of types that have another name.
    fn moved_reexports(&self) -> Members<'a> {
        let items = self.old.items();
        let reexports = items.filter(|item| item.kind == ItemKind::Reexport);
        let moved = reexports.filter_map(|was| {
            let target = was.signature.strip_prefix("crate::").unwrap_or_default();
            let name = last(self.moved.get(target)?);
            let path = format!("{}::{name}", was.parent());
            let is = self.new.get(&path, ItemKind::Reexport)?;
            Some(((was.path.as_str(), was.kind), is.path.as_str()))
        });
        moved.collect()
    }

    /// Finds members of the new version by what they are. The first key of a member is more precise than the second.
    fn match_by_keys(&self, lost: &[&'a Item], members: &mut Members<'a>) {
        let (old, new) = (self.old, self.new);
        let known: BTreeSet<(String, ItemKind)> = old
            .items()
            .map(|item| (self.translated(&item.path), item.kind))
            .collect();
        let found = new.items().filter(|item| is_member(item));
        let found = found.filter(|item| !known.contains(&(item.path.clone(), item.kind)));
        let found: Vec<_> = found.collect();
        let keys_of_old = |item: &Item| {
            let parent = self.translated(item.parent());
            let signature = self.renamed_types(&item.signature);
            member_keys(old, item, &parent, &signature)
        };
        let keys_of_new = |item: &Item| member_keys(new, item, item.parent(), &item.signature);
        for choice in 0..2 {
            let wanted = lost.iter();
            let wanted = unique(wanted.map(|item| (keys_of_old(item)[choice].clone(), *item)));
            let open = found.iter();
            let open = unique(open.map(|item| (keys_of_new(item)[choice].clone(), *item)));
            for (key, was) in wanted {
                // A field and its setter have one path.
                let is_new = |is: &&&Item| {
                    let mut known = members.iter();
                    !known.any(|((_, kind), path)| *kind == is.kind && *path == is.path)
                };
                if let Some(is) = open.get(&key).filter(is_new) {
                    members
                        .entry((was.path.as_str(), was.kind))
                        .or_insert(is.path.as_str());
                }
            }
        }
    }

    /// Returns the path that an item has in the new version, if it is still there.
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

    /// Returns the signature of an item of the old version, with the new names of types, and without
    /// aliases: to the compiler, an alias is the type that it stands for.
    pub(super) fn signature_before(&self, was: &Item) -> String {
        self.renamed_types(&without_aliases(self.old, was))
    }

    /// Returns the signature of an item of the new version, without aliases.
    pub(super) fn signature_after(&self, is: &Item) -> String {
        without_aliases(self.new, is)
    }

    /// Returns a signature with the new names of types that have been renamed.
    fn renamed_types(&self, signature: &str) -> String {
        let names: BTreeMap<&str, &str> = self
            .moved
            .iter()
            .map(|(old, new)| (last(old), last(new)))
            .filter(|(old, new)| old != new)
            .collect();
        with_words(signature, |word| names.get(word).copied())
    }

    /// Returns the item of the new version that an old one has become.
    fn counterpart(&self, item: &Item) -> Option<&'a Item> {
        if let Some(path) = self.members.get(&(item.path.as_str(), item.kind)) {
            return self.new.get(path, item.kind);
        }
        let mut path = self.translated(&item.path);
        if let (ItemKind::Impl, Some((owner, name))) = (item.kind, path.split_once(": ")) {
            path = format!("{owner}: {}", self.renamed_types(name));
        }
        let found = match TYPE_KINDS.contains(&item.kind) {
            true => type_at(self.new, &path),
            false => self.new.get(&path, item.kind),
        };
        found.filter(|is| !is_former_only(item, is))
    }

    /// Returns the deprecated name that stands in the new version where an old item stood.
    fn former(&self, item: &Item) -> Option<&'a Item> {
        let found = match item.kind {
            kind if TYPE_KINDS.contains(&kind) => type_at(self.new, &item.path),
            kind => {
                let path = format!("{}::{}", self.translated(item.parent()), item.name());
                let kind = match kind {
                    ItemKind::Variant => ItemKind::Constant,
                    kind => kind,
                };
                self.new.get(&path, kind)
            }
        };
        found.filter(|is| is_former_only(item, is))
    }

    /// Returns every old item that is still there, with its new form.
    pub(super) fn pairs(&self) -> Vec<(&'a Item, &'a Item)> {
        let items = self.old.items();
        items
            .filter_map(|item| Some((item, self.counterpart(item)?)))
            .collect()
    }

    /// Returns the items that are gone, without those whose holder is gone with them.
    pub(super) fn removed(&self) -> Vec<&'a Item> {
        let gone = self.old.items();
        let gone = gone.filter(|item| self.counterpart(item).is_none());
        let gone = gone.filter(|item| !self.is_other_kind(item));
        outermost(self.old, gone.collect())
    }

    /// Returns the items that are new, without those whose holder is new, too.
    pub(super) fn added(&self) -> Vec<&'a Item> {
        let known: BTreeSet<_> = self
            .pairs()
            .into_iter()
            .map(|(_, is)| (is.path.as_str(), is.kind))
            .collect();
        let kept = self.old.items().filter_map(|item| self.former(item));
        let kept: BTreeSet<_> = kept.map(|is| (is.path.as_str(), is.kind)).collect();
        let is_known = |item: &Item| {
            let key = (item.path.as_str(), item.kind);
            known.contains(&key) || kept.contains(&key)
        };
        let added = self.new.items().filter(|item| !is_known(item));
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

    /// Returns the changes of names, each with the line that keeps the old one.
    pub(super) fn renamed(&self) -> Vec<Change> {
        let rename = |was: &Item, is: &Item| {
            let has_setter = |surface: &Surface, field: &Item| {
                let setter = surface.get(&field.path, ItemKind::Setter);
                field.kind == ItemKind::Field && setter.is_some()
            };
            let setter = self.old.get(&was.path, ItemKind::Setter);
            let kept = match (self.former(was), setter.and_then(|was| self.former(was))) {
                (Some(_), _) => Kept::Name,
                (None, Some(_)) => Kept::Setter,
                (None, None) => Kept::Nothing,
            };
            let has_setter = has_setter(self.old, was) && has_setter(self.new, is);
            rename(was, is, kept, has_setter)
        };
        let types = self.moved.iter().filter_map(|(old, new)| {
            let (was, is) = (type_at(self.old, old)?, type_at(self.new, new)?);
            Some(rename(was, is))
        });
        let members = self.members.iter().filter_map(|((old, kind), new)| {
            let (was, is) = (self.old.get(old, *kind)?, self.new.get(new, *kind)?);
            // The setter belongs to its field.
            let is_setter =
                *kind == ItemKind::Setter && self.old.get(old, ItemKind::Field).is_some();
            // A re-export follows its type.
            (!is_setter && *kind != ItemKind::Reexport).then(|| rename(was, is))
        });
        types.chain(members).collect()
    }
}

/// Whether what stands in the place of an old item is only the deprecated name of another one.
fn is_former_only(was: &Item, is: &Item) -> bool {
    is.former_name_of().is_some() && was.former_name_of().is_none()
}

fn is_member(item: &Item) -> bool {
    use ItemKind::{Field, Method, Setter, Variant};
    matches!(item.kind, Field | Setter | Variant | Method)
}
