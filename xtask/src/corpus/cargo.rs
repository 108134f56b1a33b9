//! The workspace of the crates, and what cargo says about it.

use std::ffi::OsStr;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::{env, fs, io};

use serde::Deserialize;

use super::libtest::{self, Run};
use super::report::{Row, ShortfallKind, Tally};
use crate::problem::{CargoProblem, FileProblem};
use crate::report::Stop;

/// A cargo workspace with a crate for each document.
#[derive(Debug)]
pub(super) struct Workspace {
    folder: PathBuf,
    jobs: Option<usize>,
}

impl Workspace {
    /// Makes the folder, or takes the one of an earlier run, whose builds save time.
    pub(super) fn create(folder: &Path, jobs: Option<usize>) -> Result<Self, Stop> {
        let create = || {
            fs::create_dir_all(folder)?;
            fs::canonicalize(folder)
        };
        let folder = create().map_err(|error| FileProblem::Write(error).at(folder))?;
        Ok(Self { folder, jobs })
    }

    /// The folder of a crate.
    pub(super) fn crate_folder(&self, name: &str) -> PathBuf {
        self.folder.join("crates").join(name)
    }

    /// Makes the crates of the rows the workspace's members. They get the project's versions of
    /// what both depend on, so that little has to be downloaded.
    pub(super) fn write_manifest(&self, rows: &[Row]) -> Result<(), Stop> {
        let members: Vec<_> =
            packages(rows).map(|name| format!("    \"crates/{name}\",\n")).collect();
        let manifest = format!(
            "[workspace]\nresolver = \"3\"\nmembers = [\n{}]\n\n[profile.dev]\ndebug = false\n",
            members.concat()
        );
        let lock = self.folder.join("Cargo.lock");
        let write = || {
            fs::write(self.folder.join("Cargo.toml"), manifest)?;
            let project = Path::new(env!("CARGO_MANIFEST_DIR")).join("../Cargo.lock");
            if !lock.exists() && project.exists() {
                fs::copy(project, &lock)?;
            }
            Ok(())
        };
        write().map_err(|error: io::Error| FileProblem::Write(error).at(&self.folder))
    }

    /// Compiles everything, with clippy's eyes.
    pub(super) fn lint(&self, rows: &mut [Row]) -> Result<(), Stop> {
        let arguments = ["--workspace", "--all-targets", "--keep-going"];
        self.compile("clippy", &arguments, rows).map(drop)
    }

    /// Makes the documentation.
    pub(super) fn document(&self, rows: &mut [Row]) -> Result<(), Stop> {
        let mut arguments = vec!["--no-deps", "--keep-going"];
        let names = sound(rows);
        arguments.extend(names.iter().flat_map(|name| ["--package", name]));
        if names.is_empty() { Ok(()) } else { self.compile("doc", &arguments, rows).map(drop) }
    }

    /// Runs the examples of the documents, then those of the documentation.
    pub(super) fn test(&self, rows: &mut [Row]) -> Result<(), Stop> {
        let names = sound(rows);
        if names.is_empty() {
            return Ok(());
        }
        let mut arguments = vec!["--no-run", "--tests"];
        arguments.extend(names.iter().flat_map(|name| ["--package", name]));
        let programs = self.compile("test", &arguments, rows)?;
        for row in rows.iter_mut().filter(|row| row.compiles()) {
            let Some(name) = row.package.clone() else { continue };
            eprintln!("testing {name}");
            row.examples = Some(Tally::default());
            let folder = self.crate_folder(&name);
            for (_, program) in programs.iter().filter(|(owner, _)| *owner == name) {
                let run = libtest::run(Command::new(program).current_dir(&folder))?;
                record(run, row, |row| row.examples.get_or_insert_default());
            }
            let mut doc_tests = self.cargo("test");
            doc_tests.args(["--doc", "--package", &name]);
            let run = libtest::run(&mut doc_tests)?;
            record(run, row, |row| row.doc_tests.get_or_insert_default());
        }
        Ok(())
    }
}
