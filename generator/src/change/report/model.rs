//! Changes with their locations, and a summary.

use semver::Version;

use crate::change::model::{Aspect, Change, ManifestLine, SourceLevel};
use crate::change::version::{Release, next_version};
use crate::diagnostics::Location;
use crate::surface::{Item, ItemKind, TYPE_KINDS};

/// The changes between two versions of a crate.
#[derive(Clone, Debug)]
pub struct Report {
    /// The crate.
    pub package: String,
    /// The version that users have.
    pub version: Version,
    /// The changes, the loudest first.
    pub changes: Vec<LocatedChange>,
}

/// A change, and the parts of both documents that it is about.
#[derive(Clone, Debug)]
pub struct LocatedChange {
    /// The change.
    pub change: Change,
    /// The location of the item in the old document.
    pub old: Option<Location>,
    /// The location of the item in the new document.
    pub new: Option<Location>,
    /// The reason that the manifest gives, if it accepts the change.
    pub accepted: Option<String>,
}

impl Report {
    /// Returns the release that the changes need.
    #[must_use]
    pub fn release(&self) -> Release {
        Release::of(self.changes.iter().map(|located| &located.change))
    }

    /// Returns the version to release.
    #[must_use]
    pub fn next_version(&self) -> Version {
        next_version(&self.version, self.release())
    }

    /// Returns the line that summarises the changes.
    #[must_use]
    pub fn headline(&self) -> String {
        let count = |accept: fn(&Change) -> bool| {
            let changes = self.changes.iter();
            changes.filter(|located| accept(&located.change)).count()
        };
        let silent = count(|change| change.is_silent);
        let breaking = count(|change| change.is_breaking() && !change.is_silent);
        let wire = count(|change| change.changes_wire && !change.is_breaking());
        let others = self.changes.len() - silent - breaking - wire;
        let parts = [
            (silent, "silent"),
            (breaking, "breaking"),
            (wire, "of behavior"),
            (others, "compatible"),
        ];
        let parts = parts.into_iter().filter(|(count, _)| *count > 0);
        let parts: Vec<_> = parts
            .map(|(count, what)| format!("{count} {what}"))
            .collect();
        let package = &self.package;
        match parts.as_slice() {
            [] => format!("{package}: the public API is the same."),
            _ => format!(
                "{package}: {} {}: {}. Release {} ({}).",
                self.changes.len(),
                if self.changes.len() == 1 {
                    "change"
                } else {
                    "changes"
                },
                parts.join(", "),
                self.next_version(),
                self.release().as_str()
            ),
        }
    }
}

/// Returns the word for how loud a change is.
pub(super) fn label(change: &Change) -> &'static str {
    match change {
        change if change.is_silent => "SILENT",
        change if change.is_breaking() => "BREAKING",
        change if change.changes_wire => "BEHAVIOR",
        change if change.aspect == Aspect::Renamed => "CHANGED",
        change if change.source == SourceLevel::Minor => "ADDED",
        _ => "CHANGED",
    }
}

/// Returns the lines of the manifest that keep an old name, each with what it does.
pub(super) fn offers(change: &Change) -> impl Iterator<Item = (&'static str, &ManifestLine)> {
    let alias = match change.kind() {
        ItemKind::Field => "keep only the setter's old name, as a deprecated one",
        _ => "keep the old name as a deprecated one",
    };
    let keep = change.keep.iter().map(|line| ("keep the old name", line));
    keep.chain(change.alias.iter().map(move |line| (alias, line)))
}

/// The kinds of changes, the loudest first, with the titles of their sections.
pub(super) const SECTIONS: &[(&str, &str)] = &[
    ("SILENT", "Compiles, and means something else"),
    ("BREAKING", "Breaking changes"),
    ("BEHAVIOR", "Changes of behavior"),
    ("ADDED", "Additions"),
    ("CHANGED", "Other changes"),
];

/// Returns the changes of a section.
pub(super) fn section<'r>(report: &'r Report, title: &str) -> Vec<&'r LocatedChange> {
    let changes = report.changes.iter();
    changes
        .filter(|located| label(&located.change) == title)
        .collect()
}

/// Returns the edit of code that a breaking change requires, as lines of a diff; none for other
/// changes.
pub(super) fn migration(change: &Change) -> Vec<String> {
    // The sentence says all of traits and orders.
    if !change.is_breaking() || change.aspect == Aspect::Traits {
        return Vec::new();
    }
    let is_path = change.aspect == Aspect::Renamed && TYPE_KINDS.contains(&change.kind());
    let show = |item: &Item| match item.signature.as_str() {
        "" => item.path.clone(),
        _ if is_path => item.path.clone(),
        signature if signature.starts_with('(') => format!("{}{signature}", item.path),
        signature => format!("{}: {signature}", item.path),
    };
    let (old, new) = (change.old.as_ref().map(show), change.new.as_ref().map(show));
    if old == new {
        return Vec::new();
    }
    let old = old.map(|old| format!("- {old}"));
    let new = new.map(|new| format!("+ {new}"));
    old.into_iter().chain(new).collect()
}
