//! The facts about the wire and about the client that differ.

use std::collections::BTreeSet;

use super::matching::Matches;
use super::model::{Aspect, Change, SourceLevel, without_names};
use crate::surface::{Item, ItemKind, Surface, is_constraint};

/// Returns the changes of an item's facts.
pub(super) fn facts(matches: &Matches<'_>, was: &Item, is: &Item) -> Vec<Change> {
    let names: BTreeSet<&String> = was.facts.keys().chain(is.facts.keys()).collect();
    let differing = names
        .into_iter()
        .filter(|name| was.fact(name) != is.fact(name));
    let changes = differing.filter_map(|name| {
        let values = (value(matches.old, was, name), value(matches.new, is, name));
        let is_reported = name == CREDENTIALS && follows_crate(matches, was, values);
        fact(was, is, name, values).filter(|_| !is_reported)
    });
    changes.collect()
}

/// The fact of a default that the client sends.
const FALLBACK: &str = "fallback";

/// The fact of the credentials that an operation, or the whole crate, takes.
const CREDENTIALS: &str = "credentials";

/// Whether the credentials of an operation are those of the crate before and after, so that the change of the
/// crate reports theirs.
fn follows_crate(
    matches: &Matches<'_>,
    item: &Item,
    (old, new): (Option<&str>, Option<&str>),
) -> bool {
    let is_that_of = |surface: &Surface, credentials| {
        let of_crate = surface.get("crate", ItemKind::Crate);
        let of_crate = of_crate.and_then(|found| found.fact(CREDENTIALS));
        of_crate.is_some() && is_same_choice(of_crate, credentials)
    };
    item.kind != ItemKind::Crate && is_that_of(matches.old, old) && is_that_of(matches.new, new)
}

/// Returns the value of a fact. A fact that an operation lacks is that of the whole crate, or the
/// default.
fn value<'s>(surface: &'s Surface, item: &'s Item, name: &str) -> Option<&'s str> {
    let implied = || match name {
        "authentication" => Some("required"),
        CREDENTIALS if item.fact("authentication") != Some("none") => {
            surface.get("crate", ItemKind::Crate)?.fact(name)
        }
        _ => None,
    };
    item.fact(name).or_else(implied)
}

fn fact(
    was: &Item,
    is: &Item,
    name: &str,
    (old, new): (Option<&str>, Option<&str>),
) -> Option<Change> {
    let mut change = Change::new(Aspect::Wire, Some(was), Some(is), SourceLevel::Patch);
    change.fact = Some(name.to_owned());
    change.summary = difference(&was.path, name, old, new);
    change.changes_wire = true;
    match name {
        "tag" => return None,
        // The default of a required parameter is the value that is sent.
        "default" if was.facts.contains_key(FALLBACK) || is.facts.contains_key(FALLBACK) => {
            return None;
        }
        // Only the order of what an operation itself says has a meaning.
        CREDENTIALS if is_implied(was, is, name) && is_same_choice(old, new) => return None,
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
        _ if is_constraint(name) => {
            change.aspect = Aspect::Constraint;
            if !is_narrowed(name, old, new) {
                change.source = SourceLevel::Minor;
                change.changes_wire = false;
            }
        }
        _ => beside_wire(&mut change, name),
    }
    Some(change)
}

/// Whether one of two items leaves a fact to the whole crate.
fn is_implied(was: &Item, is: &Item, name: &str) -> bool {
    was.fact(name).is_none() || is.fact(name).is_none()
}

/// Whether the alternatives are the same, in any order.
fn is_same_choice(old: Option<&str>, new: Option<&str>) -> bool {
    let ways = |text: Option<&str>| -> BTreeSet<String> {
        let ways = text.into_iter().flat_map(|text| text.split(" or "));
        ways.map(str::to_owned).collect()
    };
    ways(old) == ways(new)
}

/// Adjusts the change of a fact that is not about requests and responses.
fn beside_wire(change: &mut Change, name: &str) {
    let path = change.path();
    let is_set = change.new.as_ref().and_then(|new| new.fact(name)).is_some();
    let (aspect, source, summary) = match name {
        "deprecated" => {
            let verb = if is_set { "is" } else { "is no longer" };
            let summary = format!("`{path}` {verb} deprecated.");
            (Aspect::Deprecation, SourceLevel::Patch, Some(summary))
        }
        "personal data" => {
            let summary = match is_set {
                true => format!("`{path}` is personal data now: `Debug` redacts it."),
                false => format!("`{path}` is no longer personal data: `Debug` shows it."),
            };
            (Aspect::Client, SourceLevel::Patch, Some(summary))
        }
        "error codes" => (Aspect::Client, SourceLevel::Patch, None),
        "rust version" => (Aspect::Requirement, SourceLevel::Minor, None),
        _ => return,
    };
    (change.aspect, change.source, change.changes_wire) = (aspect, source, false);
    if let Some(summary) = summary {
        change.summary = summary;
    }
}

/// Returns a sentence about the difference.
fn difference(path: &str, name: &str, old: Option<&str>, new: Option<&str>) -> String {
    let (label, is_plural) = label(name);
    let (was, is) = match is_plural {
        true => ("were", "are"),
        false => ("was", "is"),
    };
    let the = if is_plural { "" } else { "the " };
    let (of, subject) = match path {
        "crate" => ("the crate".to_owned(), "The crate".to_owned()),
        path => (format!("`{path}`"), format!("`{path}`")),
    };
    match (old, new) {
        (Some(old), Some(new)) => {
            format!("The {label} of {of} {was} `{old}` and {is} `{new}`.")
        }
        (None, Some(new)) if is_plural => format!("{subject} has {label}: `{new}`. It had none."),
        (None, Some(new)) => format!("{subject} has {the}{label} `{new}` and had none."),
        (Some(old), None) if is_plural => format!("{subject} had {label}: `{old}`. It has none."),
        (Some(old), None) => format!("{subject} had {the}{label} `{old}` and has none."),
        (None, None) => format!("The {label} of {of} {was} changed."),
    }
}

/// Returns the words for a fact, and whether they are a plural.
fn label(name: &str) -> (&str, bool) {
    let plural = |label| (label, true);
    let singular = |label| (label, false);
    match name {
        "http" => plural("method and URL"),
        "wire" => singular("name on the wire"),
        "in" => singular("location"),
        "tags" => plural("discriminator values"),
        "discriminator" => singular("discriminator property"),
        "order" => singular("order of the variants"),
        "tried" => singular("order in which the alternatives are tried"),
        "format" => singular("format on the wire"),
        "accept" => singular("`Accept` header"),
        "paging" => singular("paging scheme"),
        "stream" => singular("format of the stream"),
        "fallback" => singular("value that is sent by default"),
        "fixed value" => singular("value that the constructor sets"),
        CREDENTIALS => plural(CREDENTIALS),
        "scopes" => plural("scopes of access tokens"),
        "token URL" => singular("URL of the token server"),
        "styles" => plural("styles of fields"),
        "media types" => plural("media types of parts"),
        "successes" => plural("statuses of success"),
        "statuses" => plural("statuses"),
        "event" => singular("name and expected status of the event"),
        "final states" => plural("final states"),
        "prefixes" => plural("prefixes"),
        "values" => plural("allowed values"),
        "each" => plural("constraints of the items"),
        "alternatives" => plural("required alternatives"),
        "error codes" => plural("error codes of the constraints"),
        "variable" => singular("environment variable"),
        "environment variables" => plural("environment variables"),
        "environment prefix" => singular("prefix of the environment variables"),
        "unprocessed statuses" => plural("statuses after which any call is repeated"),
        "fixed hosts" => plural("hosts that keep their names in all regions"),
        "vendor rules" => plural("vendor rules"),
        "servers" => plural("servers to choose from"),
        "idempotent" => singular("mark of repeatable calls"),
        "attempts" => singular("maximum number of attempts"),
        "time limit" => singular("time limit in seconds"),
        "time limit of an attempt" => singular("time limit of an attempt in seconds"),
        "rust version" => singular("required version of Rust"),
        name => (name, false),
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
