//! The manifest: the documents of a crate, and how they are read.
//!
//! A manifest is a TOML file. [`Manifest::parse`] turns its text into data and reports every
//! mistake with its line and column. [`Manifest::into_input`] adds the texts of the files that it
//! names. [`guide::manifest`](crate::guide::manifest) describes the keys.

mod bare;
mod check;
mod crate_name;
mod mistakes;
mod model;
mod package;
mod problem;
mod read;
mod table;

pub use self::bare::BareDocuments;
pub use self::crate_name::{CrateNameError, check_crate_name};
pub use self::model::{Manifest, ManifestDocument, ManifestOverlay, ManifestProgram, NamedFile};
pub use self::problem::ManifestProblem;
use crate::diagnostics::Diagnostics;
use crate::document::SourceText;

impl Manifest {
    /// Reads a manifest. Reports all mistakes, and returns `None` if there are any.
    pub fn parse(text: &SourceText, diagnostics: &mut Diagnostics) -> Option<Self> {
        let file = read::read(text, diagnostics)?;
        check::check(file, text, diagnostics)
    }
}

#[cfg(test)]
mod schema;
#[cfg(test)]
mod tests;
