//! Where something stands that the model has at another location: targets of references that have been
//! copied, or have become components.

use std::collections::HashMap;
use std::sync::Arc;

use crate::diagnostics::{Location, Pointer};

/// From locations of the model to those of the files.
#[derive(Clone, Debug)]
pub(super) struct Origins {
    document: Arc<str>,
    /// What stands for a location, by that location.
    copies: HashMap<Location, Location>,
}

impl Origins {
    pub(super) fn new(document: &Arc<str>) -> Self {
        Self {
            document: Arc::clone(document),
            copies: HashMap::new(),
        }
    }

    /// Notes that what stands at `target` has been put at `holder`.
    pub(super) fn note(&mut self, holder: Location, target: Location) {
        self.copies.insert(holder, target);
    }

    /// Notes that what has been put at one location went to another.
    pub(super) fn moved(&mut self, from: &Location, to: Location) {
        if let Some(target) = self.copies.remove(from) {
            self.copies.insert(to, target);
        }
    }

    /// The location of what the model has at a pointer.
    pub(super) fn of(&self, pointer: &Pointer) -> Location {
        let start = Location::file(&self.document);
        pointer
            .tokens()
            .fold(start, |location, token| self.follow(location.join(token)))
    }

    /// A copy can be of a location that holds another copy. References that go round in circles end
    /// somewhere on the circle.
    fn follow(&self, location: Location) -> Location {
        let next = |location: &Location| self.copies.get(location).cloned();
        std::iter::successors(Some(location.clone()), next)
            .take(self.copies.len() + 1)
            .last()
            .unwrap_or(location)
    }
}
