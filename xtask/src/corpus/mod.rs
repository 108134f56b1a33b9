//! `corpus`: a crate for every document in a folder, compiled and tested, and what holds of it.

mod cargo;
mod crates;
mod libtest;
mod table;
mod workspace;

use std::path::{Path, PathBuf};
use std::{env, fs};

use clap::{Args, ValueEnum};

use self::table::Table;
use self::workspace::Workspace;
use crate::input::tidy;
use crate::problem::FileProblem;
use crate::report::{self, Outcome, Stop, plural};

/// Generate, compile and test a crate for every document in a folder
#[derive(Debug, Args)]
pub(crate) struct Corpus {
    /// The folder of the documents (`*.json`, `*.yaml`, `*.yml`)
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// Generate and compile only: no tests, no documentation
    #[arg(long)]
    check_only: bool,
    /// How many compilers run at once [default: as many as there are processors]
    #[arg(long, value_name = "N")]
    jobs: Option<usize>,
    /// What to print
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// A table for people, with the reasons of what fails below
    Table,
    /// A JSON array with an object for each document
    Json,
}

impl Corpus {
    pub(crate) fn run(&self) -> Result<Outcome, Stop> {
        let documents = documents(&self.folder)?;
        let workspace = Workspace::create(&target_folder().join("corpus"), self.jobs)?;
        let mut rows = crates::generate_all(&documents, &workspace);
        workspace.write_manifest(&rows)?;
        workspace.lint(&mut rows)?;
        if !self.check_only {
            workspace.test(&mut rows)?;
            workspace.document(&mut rows)?;
        }
        match self.format {
            Format::Table => report::say(Table(&rows))?,
            Format::Json => report::say(format_args!("{:#}", table::json(&rows)))?,
        }
        let short = rows.iter().filter(|row| !row.shortfalls.is_empty()).count();
        eprintln!(
            "{}, {short} with shortfalls",
            plural(rows.len(), "document")
        );
        Ok(if short == 0 {
            Outcome::Holds
        } else {
            Outcome::Fails
        })
    }
}

/// The documents in a folder, by name.
fn documents(folder: &Path) -> Result<Vec<PathBuf>, Stop> {
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

/// Where builds leave their files.
fn target_folder() -> PathBuf {
    let project = tidy(&Path::new(env!("CARGO_MANIFEST_DIR")).join(".."));
    env::var_os("CARGO_TARGET_DIR").map_or_else(|| project.join("target"), PathBuf::from)
}
