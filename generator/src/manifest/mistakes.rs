//! The mistakes that the check of a manifest finds.

use toml::Spanned;

use super::model::NamedFile;
use super::problem::ManifestProblem;
use super::read::location;
use crate::diagnostics::Location;
use crate::document::SourceText;

/// The mistakes in a text so far.
pub(super) struct Check<'a> {
    pub(super) text: &'a SourceText,
    pub(super) found: Vec<(Location, ManifestProblem)>,
}

impl Check<'_> {
    /// Returns a file that the manifest names, with the location of its name.
    pub(super) fn file(&self, path: Spanned<String>) -> NamedFile {
        let location = location(self.text, Some(path.span()));
        NamedFile {
            path: path.into_inner(),
            location,
        }
    }

    /// Adds a mistake at a text.
    pub(super) fn report(
        &mut self,
        text: &Spanned<String>,
        problem: impl FnOnce(String) -> ManifestProblem,
    ) {
        self.found.push((
            location(self.text, Some(text.span())),
            problem(text.as_ref().clone()),
        ));
    }
}
