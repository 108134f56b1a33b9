//! `corpus`: generates, compiles and tests a crate for every document in a folder.

mod cargo;
mod crates;
mod html;
mod libtest;
mod table;
mod workspace;

use std::fs;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use sdksmith::counted;

use self::table::Table;
use self::workspace::Workspace;
use crate::argument::ReferenceArgs;
use crate::problem::FileProblem;
use crate::program::Program;
use crate::report::{self, CommandError, Outcome};

/// Generate, compile and test a crate for every document in a folder
#[derive(Debug, Args)]
pub struct Corpus {
    /// The folder of the documents (`*.json`, `*.yaml`, `*.yml`)
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// Generate and compile only: no tests, no documentation
    #[arg(long)]
    check_only: bool,
    /// The number of compilers that run at once [default: the number of processors]
    #[arg(long, value_name = "N")]
    jobs: Option<usize>,
    #[command(flatten)]
    references: ReferenceArgs,
    /// The format of the output
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// A table, followed by the reasons of failures
    Table,
    /// A JSON array with an object for each document
    Json,
    /// One page for a browser
    Html,
}

impl Corpus {
    /// Runs the command.
    ///
    /// # Errors
    /// Returns the problems of its input or arguments.
    pub fn run(&self, program: &Program) -> Result<Outcome, CommandError> {
        let documents = documents(&self.folder)?;
        let workspace = Workspace::create(program, self.jobs)?;
        let mut rows = crates::generate_all(&documents, self.references, &workspace);
        workspace.write_manifest(&rows)?;
        workspace.lint(&mut rows)?;
        if !self.check_only {
            workspace.test(&mut rows)?;
            workspace.document(&mut rows)?;
        }
        match self.format {
            Format::Table => report::print_result(Table(&rows))?,
            Format::Json => report::print_result(format_args!("{:#}", table::json(&rows)))?,
            Format::Html => report::print_result(html::page(&rows))?,
        }
        let short = rows.iter().filter(|row| !row.shortfalls.is_empty()).count();
        eprintln!(
            "{}, {short} with shortfalls",
            counted(rows.len(), "document")
        );
        Ok(if short == 0 {
            Outcome::Success
        } else {
            Outcome::Failure
        })
    }
}

/// Returns the documents in a folder, sorted by name.
fn documents(folder: &Path) -> Result<Vec<PathBuf>, CommandError> {
    let problem = |error| FileProblem::Read(error).at(folder);
    let mut documents = Vec::new();
    for entry in fs::read_dir(folder).map_err(problem)? {
        let path = entry.map_err(problem)?.path();
        let extension = path.extension().and_then(|extension| extension.to_str());
        if path.is_file() && matches!(extension, Some("json" | "yaml" | "yml")) {
            documents.push(path);
        }
    }
    documents.sort();
    if documents.is_empty() {
        Err(FileProblem::NoDocuments.at(folder))
    } else {
        Ok(documents)
    }
}
