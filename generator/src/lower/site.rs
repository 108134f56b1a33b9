//! Places in a document that get types.

use crate::diagnostics::Location;

use super::words::singular;

/// Where a schema stands, and what a type found there would be called.
#[derive(Clone, Debug)]
pub(super) struct SchemaSite {
    pub(super) location: Location,
    /// Owner and role, as free text: `CreatePortIn phone_numbers`.
    pub(super) words: String,
}

impl SchemaSite {
    pub(super) fn new(location: Location, words: impl Into<String>) -> Self {
        Self {
            location,
            words: words.into(),
        }
    }

    pub(super) fn property(&self, name: &str) -> Self {
        Self::new(
            self.location.join("properties").join(name),
            format!("{} {name}", self.words),
        )
    }

    pub(super) fn items(&self) -> Self {
        Self::new(self.location.join("items"), singular(&self.words))
    }

    pub(super) fn branch(&self, keyword: &str, index: usize, word: &str) -> Self {
        Self::new(
            self.location.join(keyword).join(index),
            format!("{} {word}", self.words),
        )
    }
}
