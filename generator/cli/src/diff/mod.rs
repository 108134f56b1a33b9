//! `diff`: the consequences of another version of a document for users of the crate.

mod baseline;
mod problem;
mod revision;
mod versions;

use std::io::{self, IsTerminal as _};
use std::path::PathBuf;

use clap::builder::PossibleValuesParser;
use clap::{Args, ValueEnum};
use sdksmith::Dialect;
use sdksmith::change::report::{Report, github, html, json, markdown, text};
use sdksmith::change::{Change, SourceLevel};

pub(crate) use self::baseline::released_by;
pub(crate) use self::problem::DiffProblem;
pub use self::versions::Versions;
pub(crate) use self::versions::{Replacement, document_index, replace, report, version_of};
use crate::argument::ReferenceArgs;
use crate::program::Program;
use crate::report::{self, CommandError, Outcome};

/// Show what another version of a document changes in the Rust API
#[derive(Debug, Args)]
#[command(mut_arg("outside_files", |arg| arg.requires("dialect")),
          mut_arg("dangling_references", |arg| arg.requires("dialect")))]
pub struct Diff {
    /// The old and the new document, or only the new one: paths, or `REVISION:PATH` of git [default for
    /// OLD: what the lock has, or the bundled document]
    #[arg(value_name = "FILE", num_args = 1..=2, required = true)]
    files: Vec<String>,
    /// The module whose document is compared [default: found by the name of the file]
    #[arg(long, value_name = "MODULE")]
    document: Option<String>,
    /// The manifest, with its overlays, names and lock [default: `codegen.toml` of the project]
    #[arg(long, value_name = "FILE")]
    manifest: Option<PathBuf>,
    /// Compare both files by themselves, without a manifest, by these rules
    #[arg(long, conflicts_with_all = ["manifest", "document"],
          value_parser = PossibleValuesParser::new(Dialect::BUILT_IN))]
    dialect: Option<String>,
    #[command(flatten)]
    references: ReferenceArgs,
    /// The form of the report
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// The changes for which the exit status is 1
    #[arg(long, value_enum, default_value_t = Limit::Major)]
    fail_on: Limit,
}

/// A form of the report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    Markdown,
    Json,
    Github,
    Html,
}

/// The changes that make the command fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Limit {
    /// The changes that break, at compile time or silently
    Major,
    /// That, and what goes over the wire differently
    Wire,
    /// That, and additions
    Minor,
    /// Nothing
    Never,
}

impl Limit {
    fn is_reached(self, change: &Change) -> bool {
        match self {
            Self::Never => false,
            Self::Major => change.is_breaking(),
            Self::Wire => change.is_breaking() || change.changes_wire,
            Self::Minor => change.changes_wire || change.source >= SourceLevel::Minor,
        }
    }
}

impl Diff {
    /// Runs the command.
    ///
    /// # Errors
    /// Returns the problems of its input or arguments.
    pub fn run(&self, program: &Program) -> Result<Outcome, CommandError> {
        let report = self.report(program)?;
        report::print_result(self.shown(&report))?;
        let open = report
            .changes
            .iter()
            .filter(|located| located.accepted.is_none());
        let mut open = open.map(|located| &located.change);
        match open.any(|change| self.fail_on.is_reached(change)) {
            true => Ok(Outcome::Failure),
            false => Ok(Outcome::Success),
        }
    }

    fn report(&self, program: &Program) -> Result<Report, CommandError> {
        let (old, new) = match self.files.as_slice() {
            [old, new] => (Some(old.as_str()), new.as_str()),
            [new] => (None, new.as_str()),
            _ => (None, ""),
        };
        if let Some(dialect) = &self.dialect {
            let old = old.ok_or_else(|| CommandError::call(DiffProblem::NoOld))?;
            return versions::bare(old, new, dialect, self.references);
        }
        let replacement = Replacement {
            file: new,
            module: self.document.as_deref(),
        };
        let manifest = program.manifest(self.manifest.as_deref())?;
        versions::with_manifest(&manifest, old, &replacement)
    }

    fn shown(&self, report: &Report) -> String {
        let shown = match self.format {
            Format::Text => text(report, has_colors()),
            Format::Markdown => markdown(report),
            // `{:#}` of a value is JSON on many lines.
            Format::Json => format!("{:#}", json(report)),
            Format::Github => github(report),
            Format::Html => html(report),
        };
        shown.trim_end().to_owned()
    }
}

fn has_colors() -> bool {
    io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none()
}
