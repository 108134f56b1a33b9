//! The original locations of parts of the model: targets of references that were copied, or became
//! components.

use std::collections::HashMap;
use std::sync::Arc;

use crate::diagnostics::{Location, Pointer};

/// Maps locations of the model to locations of the files.
#[derive(Clone, Debug)]
pub(super) struct Origins {
    document: Arc<str>,
    /// The original location of each moved part.
    copies: HashMap<Location, Location>,
}

impl Origins {
    pub(super) fn new(document: &Arc<str>) -> Self {
        Self {
            document: Arc::clone(document),
            copies: HashMap::new(),
        }
    }

    /// Records that the value at `target` was copied to `holder`.
    pub(super) fn note(&mut self, holder: Location, target: Location) {
        self.copies.insert(holder, target);
    }

    /// Records that the value at one location was moved to another.
    pub(super) fn moved(&mut self, from: &Location, to: Location) {
        if let Some(target) = self.copies.remove(from) {
            self.copies.insert(to, target);
        }
    }

    /// Returns the original location of the part of the model at a pointer.
    pub(super) fn of(&self, pointer: &Pointer) -> Location {
        let start = Location::file(&self.document);
        pointer
            .tokens()
            .fold(start, |location, token| self.follow(location.join(token)))
    }

    /// The source of a copy can contain another copy. Cyclic references end at any location of the
    /// cycle.
    fn follow(&self, location: Location) -> Location {
        let next = |location: &Location| self.copies.get(location).cloned();
        std::iter::successors(Some(location.clone()), next)
            .take(self.copies.len() + 1)
            .last()
            .unwrap_or(location)
    }
}
