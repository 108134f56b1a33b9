//! A change, and its consequences.

use std::fmt;

use sha2::{Digest as _, Sha256};

use crate::surface::{Item, ItemKind};

/// The consequence of a change for code that uses the crate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SourceLevel {
    /// Code that compiles today still compiles, and no item is new.
    Patch,
    /// Code that compiles today still compiles, and an item is new.
    Minor,
    /// Code that compiles today may not compile.
    Major,
}

impl fmt::Display for SourceLevel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Patch => "patch",
            Self::Minor => "minor",
            Self::Major => "major",
        })
    }
}

/// The kind of change of an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Aspect {
    /// It is new.
    Added,
    /// It is gone.
    Removed,
    /// It has another path, and is otherwise the same item.
    Renamed,
    /// It is another kind of item.
    Kind,
    /// Its type, its arguments or its result differ.
    Signature,
    /// Its derived traits differ, or it became or is no longer `#[non_exhaustive]`.
    Traits,
    /// Its order differs: of arguments, of variants.
    Order,
    /// A fact about the wire differs.
    Wire,
    /// The allowed values differ.
    Constraint,
    /// It is deprecated, or no longer.
    Deprecation,
    /// The client behaves differently, apart from requests and responses: the fields that `Debug` redacts, and the
    /// error codes that its checks report.
    Client,
    /// The crate needs another version of Rust.
    Requirement,
}

impl Aspect {
    /// Returns the word for the aspect.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Removed => "removed",
            Self::Renamed => "renamed",
            Self::Kind => "kind",
            Self::Signature => "signature",
            Self::Traits => "traits",
            Self::Order => "order",
            Self::Wire => "wire",
            Self::Constraint => "constraint",
            Self::Deprecation => "deprecation",
            Self::Client => "client",
            Self::Requirement => "requirement",
        }
    }
}

/// The cause of a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Cause {
    /// The document.
    Document,
    /// An overlay of the document.
    Overlay,
    /// The manifest.
    Manifest,
    /// Another version of the generator.
    Generator,
}

impl fmt::Display for Cause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Document => "document",
            Self::Overlay => "overlay",
            Self::Manifest => "manifest",
            Self::Generator => "generator",
        })
    }
}

/// A line of the manifest that keeps the old name of a renamed item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ManifestLine {
    /// The module of the document.
    pub module: String,
    /// The table: `document.types`.
    pub table: String,
    /// The key and the value: `"pet" = "Animal"`.
    pub line: String,
}

/// A change of one item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The kind of the change.
    pub aspect: Aspect,
    /// The old form of the item.
    pub old: Option<Item>,
    /// The new form of the item.
    pub new: Option<Item>,
    /// The name of the fact that differs, if the change concerns one: `maxLength`.
    pub fact: Option<String>,
    /// The change as a sentence.
    pub summary: String,
    /// The consequence for code.
    pub source: SourceLevel,
    /// Whether requests or responses differ.
    pub changes_wire: bool,
    /// Whether code compiles as before, but its meaning changes.
    pub is_silent: bool,
    /// The line that keeps the old name.
    pub keep: Option<ManifestLine>,
    /// The line that takes the new name and keeps the old one as a deprecated name.
    pub alias: Option<ManifestLine>,
    /// Its cause.
    pub cause: Cause,
}

impl Change {
    pub(super) fn new(
        aspect: Aspect,
        old: Option<&Item>,
        new: Option<&Item>,
        source: SourceLevel,
    ) -> Self {
        Self {
            aspect,
            old: old.cloned(),
            new: new.cloned(),
            fact: None,
            summary: String::new(),
            source,
            changes_wire: false,
            is_silent: false,
            keep: None,
            alias: None,
            cause: Cause::Document,
        }
    }

    /// Returns the item as it was, or as it is if it is new.
    fn item(&self) -> Option<&Item> {
        self.old.as_ref().or(self.new.as_ref())
    }

    /// Returns the path of the item: as it was, or as it is if it is new.
    #[must_use]
    pub fn path(&self) -> &str {
        self.item().map_or("", |item| item.path.as_str())
    }

    /// Returns the kind of the item.
    #[must_use]
    pub fn kind(&self) -> ItemKind {
        self.item().map_or(ItemKind::Crate, |item| item.kind)
    }

    /// Returns a name of the change that stays: a hash of the aspect, the kind, the path, and the name of
    /// the fact.
    #[must_use]
    pub fn id(&self) -> String {
        let mut name = format!("{} {} {}", self.aspect.as_str(), self.kind(), self.path());
        if let Some(fact) = &self.fact {
            name.push(' ');
            name.push_str(fact);
        }
        let hash = Sha256::digest(name.as_bytes());
        hash.iter()
            .take(5)
            .map(|byte| format!("{byte:02x}"))
            .collect()
    }

    /// Whether code breaks, at compile time or silently.
    #[must_use]
    pub fn is_breaking(&self) -> bool {
        self.source == SourceLevel::Major || self.is_silent
    }

    /// Returns the position among all changes: the most severe first.
    pub(super) fn rank(&self) -> (bool, std::cmp::Reverse<SourceLevel>, bool, String, Aspect) {
        (
            !self.is_silent,
            std::cmp::Reverse(self.source),
            !self.changes_wire,
            self.path().to_owned(),
            self.aspect,
        )
    }
}

/// Returns a method and a URL without the names of the path's parameters, which never go over the
/// wire.
pub(super) fn without_names(http: Option<&str>) -> String {
    let mut parts = http.unwrap_or_default().split('{');
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |url, part| {
        let rest = part.split_once('}').map_or("", |(_, rest)| rest);
        format!("{url}{{}}{rest}")
    })
}
