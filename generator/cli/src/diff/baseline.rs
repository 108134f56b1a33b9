//! The version that users have, and the changes since then that no new document caused.

use std::collections::BTreeSet;

use sdksmith::change::{Aspect, Cause, Change, compare};
use sdksmith::surface::{Item, Surface};
use sdksmith::{Input, Output, Sources, generate};

use crate::report::CommandError;

/// The version that users have.
pub(crate) struct Baseline {
    pub(crate) surface: Surface,
    pub(super) sources: Sources,
    /// The changes in which the new document has no part, each with its cause.
    others: Vec<Change>,
}

impl Baseline {
    /// Creates the version that a document gives.
    pub(super) fn of(output: Output) -> Self {
        Self {
            surface: output.surface,
            sources: output.sources,
            others: Vec::new(),
        }
    }

    /// Returns the cause of a change from this version to the new document's.
    pub(super) fn cause(&self, change: &Change) -> Cause {
        let id = change.id();
        let known = self.others.iter().find(|other| other.id() == id);
        known.map_or(Cause::Document, |other| other.cause)
    }
}

/// Returns what the lock of an input has, or what its documents give if there is none.
pub(crate) fn released_by(input: &Input) -> Result<Baseline, CommandError> {
    match input.lock.clone() {
        Some(lock) => Ok(released(input, lock)),
        None => Ok(Baseline::of(generate(input)?)),
    }
}

/// Returns what a lock has. The new document does not cause what the bundled documents change against it.
pub(super) fn released(input: &Input, lock: Surface) -> Baseline {
    // The manifest may no longer fit the bundled document; only the causes depend on it.
    let Ok(bundled) = generate(input) else {
        return Baseline {
            surface: lock,
            sources: Sources::default(),
            others: Vec::new(),
        };
    };
    let mut others = compare(&lock, &bundled.surface);
    let causes = Causes::new(input, &lock, &bundled.surface, !others.is_empty());
    for change in &mut others {
        change.cause = causes.of(change);
    }
    Baseline {
        surface: lock,
        sources: bundled.sources,
        others,
    }
}

/// The facts that distinguish the causes of changes that the new document did not cause.
struct Causes<'a> {
    /// The modules of the crate.
    modules: BTreeSet<&'a str>,
    /// The modules whose bundled documents are not those of the lock.
    edited: BTreeSet<&'a str>,
    others: OtherCauses<'a>,
}

/// The causes of the changes for which no bundled document is responsible.
enum OtherCauses<'a> {
    /// Another version of the generator wrote the lock.
    Generator,
    /// The overlays are those of the lock.
    Manifest,
    /// The overlays differ from those of the lock; the manifest may, too.
    Overlays {
        bundled: &'a Surface,
        /// The API without overlays, if the manifest fits the document without them.
        plain: Option<Surface>,
    },
}

impl<'a> Causes<'a> {
    fn new(input: &Input, lock: &Surface, bundled: &'a Surface, is_needed: bool) -> Self {
        let documents = bundled.documents.iter();
        let edited = documents.filter(|(module, sha256)| {
            let locked = lock.documents.get(*module);
            locked.is_some_and(|locked| locked != *sha256)
        });
        Self {
            modules: bundled.documents.keys().map(String::as_str).collect(),
            edited: edited.map(|(module, _)| module.as_str()).collect(),
            others: OtherCauses::new(input, lock, bundled, is_needed),
        }
    }

    fn of(&self, change: &Change) -> Cause {
        let cause = self.others.of(change);
        match self.is_of_edited(change) && cause != Cause::Generator {
            true => Cause::Document,
            false => cause,
        }
    }

    /// Whether a change is one of a document that was edited in place. What belongs to no module comes from
    /// all documents.
    fn is_of_edited(&self, change: &Change) -> bool {
        let item = change.new.as_ref().or(change.old.as_ref());
        let module = item.map_or("", Item::module);
        let is_shared = change.aspect != Aspect::Requirement && !self.modules.contains(module);
        self.edited.contains(module) || (is_shared && !self.edited.is_empty())
    }
}

impl<'a> OtherCauses<'a> {
    fn new(input: &Input, lock: &Surface, bundled: &'a Surface, is_needed: bool) -> Self {
        if lock.generator != bundled.generator {
            return Self::Generator;
        }
        if lock.overlays == bundled.overlays || !is_needed {
            return Self::Manifest;
        }
        let mut input = input.clone();
        for document in &mut input.documents {
            document.source.overlays.clear();
        }
        let plain = generate(&input).ok().map(|output| output.surface);
        Self::Overlays { bundled, plain }
    }

    fn of(&self, change: &Change) -> Cause {
        let (bundled, plain) = match self {
            Self::Generator => return Cause::Generator,
            Self::Manifest => return Cause::Manifest,
            Self::Overlays { bundled, plain } => (bundled, plain),
        };
        // Beside names, the manifest decides little: most of what is no name comes from an overlay.
        let has_other_name = change.aspect == Aspect::Renamed;
        let is_independent = plain.as_ref().is_some_and(|plain| {
            let same = |item: &Item| {
                plain.get(&item.path, item.kind) == bundled.get(&item.path, item.kind)
            };
            change.new.iter().all(same)
        });
        match has_other_name && is_independent {
            true => Cause::Manifest,
            false => Cause::Overlay,
        }
    }
}
