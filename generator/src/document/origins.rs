//! Where something stands that the model has at another place: targets of references that have been
//! copied, or have become components.

use std::collections::HashMap;
use std::sync::Arc;

use crate::diagnostics::{Place, Pointer};

/// From places of the model to those of the files.
#[derive(Clone, Debug)]
pub(super) struct Origins {
    document: Arc<str>,
    /// What stands for a place, by that place.
    copies: HashMap<Place, Place>,
}

impl Origins {
    pub(super) fn new(document: &Arc<str>) -> Self {
        Self {
            document: Arc::clone(document),
            copies: HashMap::new(),
        }
    }

    /// Notes that what stands at `target` has been put at `holder`.
    pub(super) fn note(&mut self, holder: Place, target: Place) {
        self.copies.insert(holder, target);
    }

    /// Notes that what has been put at one place went to another.
    pub(super) fn moved(&mut self, from: &Place, to: Place) {
        if let Some(target) = self.copies.remove(from) {
            self.copies.insert(to, target);
        }
    }

    /// The place of what the model has at a pointer.
    pub(super) fn of(&self, pointer: &Pointer) -> Place {
        let start = Place::file(&self.document);
        pointer
            .tokens()
            .fold(start, |place, token| self.follow(place.join(token)))
    }

    /// A copy can be of a place that holds another copy. References that go round in circles end
    /// somewhere on the circle.
    fn follow(&self, place: Place) -> Place {
        let next = |place: &Place| self.copies.get(place).cloned();
        std::iter::successors(Some(place.clone()), next)
            .take(self.copies.len() + 1)
            .last()
            .unwrap_or(place)
    }
}
