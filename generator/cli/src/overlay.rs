//! `overlay`: prints a document with an overlay applied.

use std::path::{Path, PathBuf};

use clap::Args;
use sdksmith::Diagnostics;
use sdksmith::document::apply_overlay;

use crate::input::read_text;
use crate::report::{self, CommandError, Outcome};

/// Print a document with an overlay applied, as JSON with the document's order of keys
#[derive(Debug, Args)]
pub struct Overlay {
    /// The document, in JSON or YAML
    #[arg(value_name = "DOC")]
    document: PathBuf,
    /// The overlay, in JSON or YAML: OpenAPI Overlay 1.0 or 1.1
    #[arg(value_name = "OVERLAY")]
    overlay: PathBuf,
}

impl Overlay {
    /// Runs the command.
    ///
    /// # Errors
    /// Returns the problems of its input or arguments.
    pub fn run(&self) -> Result<Outcome, CommandError> {
        let read = |path: &Path| read_text(path).map_err(|problem| problem.at(path));
        let (document, overlay) = (read(&self.document)?, read(&self.overlay)?);
        let mut diagnostics = Diagnostics::default();
        let Some(value) = apply_overlay(&document, &overlay, &mut diagnostics) else {
            return Err(diagnostics.into());
        };
        report::print_diagnostics(&diagnostics.into_sorted());
        // The alternate form of a value is indented JSON.
        report::print_result(format_args!("{value:#}"))?;
        Ok(Outcome::Success)
    }
}
