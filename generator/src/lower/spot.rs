//! Places in a document that get types.

use crate::diagnostics::Place;

use super::text::singular;

/// Where a schema stands, and what a type found there would be called.
#[derive(Clone, Debug)]
pub(super) struct Spot {
    pub(super) place: Place,
    /// Owner and role, as free text: `CreatePortIn phone_numbers`.
    pub(super) words: String,
}

impl Spot {
    pub(super) fn new(place: Place, words: impl Into<String>) -> Self {
        Self {
            place,
            words: words.into(),
        }
    }

    pub(super) fn property(&self, name: &str) -> Self {
        Self::new(
            self.place.join("properties").join(name),
            format!("{} {name}", self.words),
        )
    }

    pub(super) fn items(&self) -> Self {
        Self::new(self.place.join("items"), singular(&self.words))
    }

    pub(super) fn branch(&self, keyword: &str, index: usize, word: &str) -> Self {
        Self::new(
            self.place.join(keyword).join(index),
            format!("{} {word}", self.words),
        )
    }
}
