//! The manifest: which documents become which crate, and how they are read.
//!
//! A manifest is a TOML file. [`Manifest::parse`] turns its text into data, and every mistake into
//! a problem with line and column; [`Manifest::into_input`] adds the texts of the files it names.
//! Which keys there are, and what they do, is described beside the manifest in `spec/README.md`.

mod bare;
mod check;
mod model;
mod problem;
mod read;
mod table;

pub use self::bare::{BareDocuments, is_crate_name};
pub use self::model::{Manifest, ManifestDocument, ManifestOverlay, NamedFile};
pub use self::problem::ManifestProblem;
use crate::diagnostics::Diagnostics;
use crate::document::SourceText;

impl Manifest {
    /// Reads a manifest. Returns `None` when it has a mistake; all of them are reported.
    pub fn parse(text: &SourceText, diagnostics: &mut Diagnostics) -> Option<Self> {
        let file = read::read(text, diagnostics)?;
        check::check(file, text, diagnostics)
    }
}

#[cfg(test)]
mod tests;
