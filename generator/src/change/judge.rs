//! The policy: the consequences of differences.

use std::collections::BTreeSet;

use super::arguments;
use super::facts::facts;
use super::keys::type_at;
use super::matching::Matches;
use super::model::{Aspect, Change, SourceLevel};
use crate::surface::{Item, ItemKind, Surface};

/// An item that is gone: code that names it doesn't compile.
pub(super) fn removed(matches: &Matches<'_>, item: &Item) -> Change {
    let mut change = Change::new(Aspect::Removed, Some(item), None, SourceLevel::Major);
    change.summary = match implemented(item) {
        Some(name) => format!("`{}` no longer implements `{name}`.", item.parent()),
        None => format!("The {} `{}` was removed.", item.kind, item.path),
    };
    if let Some(advice) = advice(matches, item) {
        change.summary.push_str(advice);
    }
    change
}

/// Returns the advice for a removed setter whose field still exists.
fn advice(matches: &Matches<'_>, item: &Item) -> Option<&'static str> {
    let field = matches.new.get(&item.path, ItemKind::Field)?;
    match item.kind {
        ItemKind::Setter if field.fact("access") == Some("read-only") => {
            Some(" The server sets the value.")
        }
        ItemKind::Setter if !is_optional(&field.signature) => {
            Some(" The value is required now: pass it to the constructor.")
        }
        _ => None,
    }
}

/// Returns the trait that an implementation is of.
fn implemented(item: &Item) -> Option<&str> {
    let (_, name) = item.path.split_once(": ")?;
    (item.kind == ItemKind::Impl).then_some(name)
}

/// An item that is new.
pub(super) fn added(matches: &Matches<'_>, item: &Item) -> Change {
    let mut change = Change::new(Aspect::Added, None, Some(item), SourceLevel::Minor);
    change.summary = match implemented(item) {
        Some(name) => format!("`{}` implements `{name}`.", item.parent()),
        None => format!("The {} `{}` was added.", item.kind, item.path),
    };
    let holder = type_at(matches.new, item.parent());
    let can_grow = holder.is_none_or(|holder| holder.signature.contains("non_exhaustive"));
    if matches!(item.kind, ItemKind::Field | ItemKind::Variant) && !can_grow {
        change.source = SourceLevel::Major;
        change.summary = format!(
            "The {} `{}` was added, and code that names all of `{}` lacks it.",
            item.kind,
            item.path,
            item.parent()
        );
    }
    let is_required = item.kind == ItemKind::Field && !is_optional(&item.signature);
    if is_required && (is_sent(matches.new, item.parent()) || is_arguments(matches, item)) {
        change.changes_wire = true;
    }
    change
}

fn is_arguments(matches: &Matches<'_>, item: &Item) -> bool {
    type_at(matches.new, item.parent()).is_some_and(|of| of.origin.ends_with(" arguments"))
}

fn is_optional(ty: &str) -> bool {
    ty.starts_with("Option<") || ty.starts_with("runtime::Nullable<")
}

/// Whether requests hold values of a type.
fn is_sent(surface: &Surface, path: &str) -> bool {
    let checked = format!("{path}: runtime::Check");
    let is_operation = || Some(type_at(surface, path)?.fact("http")?.to_owned());
    surface.get(&checked, ItemKind::Impl).is_some() || is_operation().is_some()
}

/// Returns the changes of an item that is still there.
pub(super) fn pair(matches: &Matches<'_>, was: &Item, is: &Item) -> Vec<Change> {
    let mut changes = Vec::new();
    if was.kind != is.kind {
        let mut change = Change::new(Aspect::Kind, Some(was), Some(is), SourceLevel::Major);
        let (old, new) = (article(was.kind), article(is.kind));
        change.summary = format!("`{}` was {old} and is {new}.", was.path);
        return vec![change];
    }
    if matches.signature_before(was) != matches.signature_after(is) {
        changes.extend(signature(matches, was, is));
    }
    changes.extend(repointed(was, is));
    let repeats = is.kind == ItemKind::Setter || is_arguments(matches, is);
    if !repeats {
        changes.extend(facts(matches, was, is));
    }
    changes
}

fn signature(matches: &Matches<'_>, was: &Item, is: &Item) -> Option<Change> {
    let (old, new) = (matches.signature_before(was), matches.signature_after(is));
    match is.kind {
        ItemKind::Struct | ItemKind::Enum => traits(was, is),
        ItemKind::Constructor | ItemKind::Method | ItemKind::Function => {
            Some(arguments::changed(matches, was, is))
        }
        ItemKind::Setter => setter(was, is, &old, &new),
        _ => {
            let mut change =
                Change::new(Aspect::Signature, Some(was), Some(is), SourceLevel::Major);
            change.summary = format!("The type of `{}` was `{old}` and is `{new}`.", was.path);
            change.changes_wire = is.kind == ItemKind::Field && is_sent(matches.new, is.parent());
            Some(change)
        }
    }
}

/// Returns a kind with its article: `an enum`.
fn article(kind: ItemKind) -> String {
    let word = kind.as_str();
    let article = if word.starts_with(['a', 'e', 'i', 'o', 'u']) {
        "an"
    } else {
        "a"
    };
    format!("{article} {word}")
}

/// A setter: the name of its argument means nothing.
fn setter(was: &Item, is: &Item, old: &str, new: &str) -> Option<Change> {
    let types = |signature: &str| {
        let item = Item {
            signature: signature.to_owned(),
            ..was.clone()
        };
        item.argument_types().join(", ")
    };
    let (old, new) = (types(old), types(new));
    if old == new {
        return None;
    }
    let source = match arguments::is_widened(&old, &new) {
        true => SourceLevel::Minor,
        false => SourceLevel::Major,
    };
    let mut change = Change::new(Aspect::Signature, Some(was), Some(is), source);
    change.summary = format!("The setter `{}` took `{old}` and takes `{new}`.", was.path);
    change.changes_wire = source == SourceLevel::Major;
    Some(change)
}

/// Derived traits, and `non_exhaustive`.
fn traits(was: &Item, is: &Item) -> Option<Change> {
    let words = |item: &Item| -> BTreeSet<String> {
        let words = item.signature.split(", ").map(str::to_owned);
        words.filter(|word| !word.is_empty()).collect()
    };
    let (old, new) = (words(was), words(is));
    let lost: Vec<_> = old.difference(&new).cloned().collect();
    let gained: Vec<_> = new.difference(&old).cloned().collect();
    let closes = |words: &[String]| words.iter().any(|word| word == "non_exhaustive");
    let breaks = lost.iter().any(|word| word != "non_exhaustive") || closes(&gained);
    let source = if breaks {
        SourceLevel::Major
    } else {
        SourceLevel::Minor
    };
    let mut change = Change::new(Aspect::Traits, Some(was), Some(is), source);
    let list = |verb: &str, words: &[String]| {
        (!words.is_empty()).then(|| format!("{verb} `{}`", words.join("`, `")))
    };
    let parts: Vec<_> = [list("lost", &lost), list("gained", &gained)]
        .into_iter()
        .flatten()
        .collect();
    change.summary = format!("`{}` {}.", was.path, parts.join(" and "));
    (!parts.is_empty()).then_some(change)
}

/// A name that means another thing of the document: code compiles and does something else.
fn repointed(was: &Item, is: &Item) -> Option<Change> {
    let is_same_name = was.path == is.path;
    let differs = was.origin != is.origin && !was.origin.is_empty() && !is.origin.is_empty();
    let is_operation = is.kind == ItemKind::Method && is.origin.starts_with("operation ");
    if !(is_same_name && differs && is_operation) {
        return None;
    }
    let mut change = Change::new(Aspect::Wire, Some(was), Some(is), SourceLevel::Patch);
    change.changes_wire = true;
    change.is_silent = true;
    let id = |item: &Item| item.origin.replace("operation ", "");
    change.summary = format!(
        "`{}` called the operation `{}` and calls `{}`.",
        was.path,
        id(was),
        id(is)
    );
    Some(change)
}
