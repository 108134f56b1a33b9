//! The policy: the consequences of differences.

use std::collections::BTreeSet;

use super::arguments;
use super::keys::type_at;
use super::matching::Matches;
use super::model::{Aspect, Change, SourceLevel, without_names};
use crate::surface::{Item, ItemKind, Surface};

/// An item that is gone: code that names it doesn't compile.
pub(super) fn removed(item: &Item) -> Change {
    let mut change = Change::new(Aspect::Removed, Some(item), None, SourceLevel::Major);
    change.summary = format!("The {} `{}` was removed.", item.kind, item.path);
    change
}

/// An item that is new.
pub(super) fn added(matches: &Matches<'_>, item: &Item) -> Change {
    let mut change = Change::new(Aspect::Added, None, Some(item), SourceLevel::Minor);
    change.summary = format!("The {} `{}` was added.", item.kind, item.path);
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

/// The changes of an item that is still there.
pub(super) fn pair(matches: &Matches<'_>, was: &Item, is: &Item) -> Vec<Change> {
    let mut changes = Vec::new();
    if was.kind != is.kind {
        let mut change = Change::new(Aspect::Kind, Some(was), Some(is), SourceLevel::Major);
        let (old, new) = (article(was.kind), article(is.kind));
        change.summary = format!("`{}` was {old} and is {new}.", was.path);
        return vec![change];
    }
    if matches.renamed_types(&was.signature) != is.signature {
        changes.extend(signature(matches, was, is));
    }
    changes.extend(repointed(was, is));
    let repeats = is.kind == ItemKind::Setter || is_arguments(matches, is);
    if !repeats {
        changes.extend(facts(was, is));
    }
    changes
}

fn signature(matches: &Matches<'_>, was: &Item, is: &Item) -> Option<Change> {
    let old = matches.renamed_types(&was.signature);
    match is.kind {
        ItemKind::Struct | ItemKind::Enum => traits(was, is),
        ItemKind::Constructor | ItemKind::Method | ItemKind::Function => {
            Some(arguments::changed(matches, was, is))
        }
        ItemKind::Setter => setter(was, is, &old),
        _ => {
            let mut change =
                Change::new(Aspect::Signature, Some(was), Some(is), SourceLevel::Major);
            change.summary = format!(
                "The type of `{}` was `{old}` and is `{}`.",
                was.path, is.signature
            );
            change.changes_wire = is.kind == ItemKind::Field && is_sent(matches.new, is.parent());
            Some(change)
        }
    }
}

/// A kind with its article: `an enum`.
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
fn setter(was: &Item, is: &Item, old: &str) -> Option<Change> {
    let renamed = Item {
        signature: old.to_owned(),
        ..was.clone()
    };
    let (old, new) = (
        renamed.argument_types().join(", "),
        is.argument_types().join(", "),
    );
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

/// The facts that differ.
fn facts(was: &Item, is: &Item) -> Vec<Change> {
    let names: BTreeSet<&String> = was.facts.keys().chain(is.facts.keys()).collect();
    let differing = names
        .into_iter()
        .filter(|name| was.fact(name) != is.fact(name));
    differing.filter_map(|name| fact(was, is, name)).collect()
}

fn fact(was: &Item, is: &Item, name: &str) -> Option<Change> {
    let (old, new) = (was.fact(name), is.fact(name));
    let source = SourceLevel::Patch;
    let mut change = Change::new(Aspect::Wire, Some(was), Some(is), source);
    change.summary = difference(&was.path, name, old, new);
    change.changes_wire = true;
    match name {
        "tag" => return None,
        "http" if without_names(old) == without_names(new) => return None,
        "wire" => {
            change.is_silent = was.path == is.path;
            if !change.is_silent {
                return None;
            }
        }
        "order" | "tried" => {
            if !is_reordered(old.unwrap_or_default(), new.unwrap_or_default()) {
                return None;
            }
            change.aspect = Aspect::Order;
            change.is_silent = true;
            change.changes_wire = name == "tried";
        }
        "deprecated" => {
            change.aspect = Aspect::Deprecation;
            change.changes_wire = false;
            let verb = if new.is_some() { "is" } else { "is no longer" };
            change.summary = format!("`{}` {verb} deprecated.", was.path);
        }
        _ if is_constraint(name) => {
            change.aspect = Aspect::Constraint;
            if !is_narrowed(name, old, new) {
                change.source = SourceLevel::Minor;
                change.changes_wire = false;
            }
        }
        _ => {}
    }
    Some(change)
}

/// The difference as a sentence.
fn difference(path: &str, name: &str, old: Option<&str>, new: Option<&str>) -> String {
    // An operation without this fact requires credentials.
    let implied = (name == "authentication").then_some("required");
    let label = label(name);
    match (old.or(implied), new.or(implied)) {
        (Some(old), Some(new)) => format!("The {label} of `{path}` was `{old}` and is `{new}`."),
        (None, Some(new)) => format!("`{path}` has the {label} `{new}` and had none."),
        (Some(old), None) => format!("`{path}` had the {label} `{old}` and has none."),
        (None, None) => format!("The {label} of `{path}` differs."),
    }
}

fn label(name: &str) -> &str {
    match name {
        "http" => "method and URL",
        "wire" => "name on the wire",
        "in" => "location",
        "tags" => "selecting values",
        "order" => "order",
        "tried" => "order of alternatives",
        name => name,
    }
}

/// Whether the names that both lists have are in another order.
fn is_reordered(old: &str, new: &str) -> bool {
    fn names(text: &str) -> Vec<&str> {
        let separator = |char: char| char == '<' || char == ',';
        text.split(separator).map(str::trim).collect()
    }
    let (old, new) = (names(old), names(new));
    let common = |list: &[&str], other: &[&str]| -> Vec<String> {
        let both = list.iter().filter(|name| other.contains(name));
        both.map(|name| (*name).to_owned()).collect()
    };
    common(&old, &new) != common(&new, &old)
}

fn is_constraint(name: &str) -> bool {
    const NAMES: &[&str] = &[
        "minLength",
        "maxLength",
        "minItems",
        "maxItems",
        "uniqueItems",
        "minProperties",
        "maxProperties",
        "minimum",
        "maximum",
        "multipleOf",
        "pattern",
        "values",
        "each",
    ];
    NAMES.contains(&name)
}

/// Whether a value that was allowed no longer is.
fn is_narrowed(name: &str, old: Option<&str>, new: Option<&str>) -> bool {
    // A limit that is exclusive is the narrower one of two.
    let limit = |text: &str| {
        let number = text
            .split(' ')
            .next()
            .and_then(|number| number.parse().ok());
        (number.unwrap_or(0.0_f64), text.contains(' '))
    };
    let is_beyond = |one: &str, other: &str, sign: f64| {
        let ((one, is_exclusive), (other, was_exclusive)) = (limit(one), limit(other));
        one * sign > other * sign || (one == other && is_exclusive && !was_exclusive)
    };
    match (old, new) {
        (_, None) => false,
        (None, Some(_)) => true,
        (Some(old), Some(new)) if name.starts_with("min") => is_beyond(new, old, 1.0),
        (Some(old), Some(new)) if name.starts_with("max") => is_beyond(new, old, -1.0),
        (Some(old), Some(new)) if name == "values" => {
            let new: Vec<_> = new.split(", ").collect();
            !old.split(", ").all(|value| new.contains(&value))
        }
        _ => true,
    }
}
