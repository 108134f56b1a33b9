//! Both reports side by side: what each has alone, and why.

use std::collections::BTreeSet;
use std::fmt;

use sdksmith::change::{Aspect, Change};
use sdksmith::surface::{Item, ItemKind, Surface};

use super::theirs::{Finding, without_modules};

/// The breaking changes that one report or both have.
#[derive(Debug, Default)]
pub(super) struct Verdicts {
    both: BTreeSet<String>,
    /// The items, each with the reason for which the other report lacks it.
    only_diff: BTreeSet<(String, Option<&'static str>)>,
    only_theirs: BTreeSet<(String, Option<&'static str>)>,
    /// The number of changes that compile, which rustdoc doesn't show.
    beside: usize,
}

impl Verdicts {
    pub(super) fn new(old: &Surface, changes: &[Change], findings: &[Finding]) -> Self {
        let (broken, beside): (Vec<_>, Vec<_>) = changes
            .iter()
            .filter(|change| change.is_breaking() || change.changes_wire)
            .partition(|change| change.is_breaking() && !change.is_silent);
        let mut verdicts = Self {
            beside: beside.len(),
            ..Self::default()
        };
        for change in &broken {
            let item = item_of(change);
            let is_known = |found: &&Finding| concerns(&found.item, &item);
            match findings.iter().find(is_known) {
                Some(_) => drop(verdicts.both.insert(item)),
                None => drop(verdicts.only_diff.insert((item, reason(change)))),
            }
        }
        for found in findings {
            let is_known = |change: &&Change| concerns(&found.item, &item_of(change));
            if !broken.iter().copied().any(|change| is_known(&change)) {
                let reason = part_of_operation(old, &broken, &found.item);
                let name = format!("{} ({})", found.item, found.lint);
                verdicts.only_theirs.insert((name, reason));
            }
        }
        verdicts
    }

    /// Whether a difference has no known reason.
    pub(super) fn has_unexplained(&self) -> bool {
        let mut all = self.only_diff.iter().chain(&self.only_theirs);
        all.any(|(_, reason)| reason.is_none())
    }
}

/// Returns the item of a change, without its modules.
fn item_of(change: &Change) -> String {
    let path = change.path().split(": ").next().unwrap_or_default();
    without_modules(path)
}

/// Whether a finding is about an item or a part of it.
fn concerns(found: &str, item: &str) -> bool {
    found == item
        || found
            .strip_prefix(item)
            .is_some_and(|rest| rest.starts_with("::"))
}

/// Returns the reason why cargo-semver-checks doesn't report a change.
fn reason(change: &Change) -> Option<&'static str> {
    match (change.aspect, change.kind()) {
        (Aspect::Signature, _) => Some("It compares names and counts of arguments, not types."),
        (Aspect::Traits, _) => {
            Some("Its lint knows derived traits; a macro of the runtime implements others.")
        }
        (_, ItemKind::Impl | ItemKind::AssociatedType) => {
            Some("It does not compare the traits of the runtime.")
        }
        (_, ItemKind::Setter) => Some("The setters of all calls are methods of one type, `Call`."),
        (_, ItemKind::Module | ItemKind::Reexport) => Some("It reports the items inside."),
        _ => None,
    }
}

/// Returns the reason why `diff` has no entry of its own for an item: the type behind an operation goes with
/// its method.
fn part_of_operation(old: &Surface, broken: &[&Change], item: &str) -> Option<&'static str> {
    let name = item.split("::").next().unwrap_or_default();
    let is_it = |found: &&Item| found.path.ends_with(&format!("::{name}"));
    let origin = &old.items().find(is_it)?.origin;
    let base = origin.strip_suffix(" arguments").unwrap_or(origin);
    let mut gone = broken.iter().filter_map(|change| change.old.as_ref());
    let is_part = !base.is_empty() && gone.any(|gone| gone.origin == base);
    let holds_operations = base.starts_with("resource ");
    match (is_part, holds_operations) {
        (true, _) => {
            Some("An operation is its method; the types behind it are parts of that change.")
        }
        (_, true) => Some("The type of a resource goes with its last operation."),
        _ => None,
    }
}

impl fmt::Display for Verdicts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "in both reports: {}", self.both.len())?;
        self.both
            .iter()
            .try_for_each(|item| writeln!(f, "  {item}"))?;
        for (title, found) in [
            ("only in `diff`", &self.only_diff),
            ("only in cargo-semver-checks", &self.only_theirs),
        ] {
            writeln!(f, "\n{title}: {}", found.len())?;
            for (item, reason) in found {
                let reason = reason.unwrap_or("UNEXPLAINED");
                writeln!(f, "  {item}\n      {reason}")?;
            }
        }
        writeln!(
            f,
            "\nchanges on the wire and silent ones, which rustdoc does not contain: {}",
            self.beside
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_finding_is_about_an_item_and_its_parts() {
        for (found, item, is_about) in [
            ("Pet", "Pet", true),
            ("Pet::age", "Pet", true),
            ("Petition", "Pet", false),
            ("Pet", "Pet::age", false),
        ] {
            assert_eq!(concerns(found, item), is_about, "{found} {item}");
        }
    }
}
