//! The workspace of the crates, which compiles, tests and documents them together.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{fs, io};

use sdksmith::counted;

use super::cargo::{self, Message};
use super::libtest;
use super::table::{Row, ShortfallKind, Tally};
use crate::problem::{CargoProblem, FileProblem};
use crate::program::Program;
use crate::report::CommandError;

/// A cargo workspace with a crate for each document.
#[derive(Debug)]
pub(super) struct Workspace {
    folder: PathBuf,
    /// The lock file whose versions of dependencies the crates use.
    cargo_lock: PathBuf,
    jobs: Option<usize>,
    command: String,
}

/// A compiled test program, and its crate.
#[derive(Debug)]
struct TestProgram {
    package: String,
    path: PathBuf,
}

/// The features of the crates: the default ones, and the mock transport.
const FEATURES: [&str; 2] = ["--features", "test-util"];

impl Workspace {
    /// Creates the folder, or reuses that of an earlier run, whose builds save time.
    pub(super) fn create(program: &Program, jobs: Option<usize>) -> Result<Self, CommandError> {
        let folder = program.target("corpus");
        // Cargo reports canonical paths.
        let real = fs::create_dir_all(&folder).and_then(|()| fs::canonicalize(&folder));
        let folder = real.map_err(|error| FileProblem::Write(error).at(&folder))?;
        let cargo_lock = program.cargo_lock();
        Ok(Self {
            folder,
            cargo_lock,
            jobs,
            command: format!("{} corpus", program.name),
        })
    }

    /// Returns the command that generates the crates, for the headers of their files.
    pub(super) fn command(&self) -> String {
        self.command.clone()
    }

    /// Returns the folder of a crate.
    pub(super) fn crate_folder(&self, name: &str) -> PathBuf {
        self.folder.join("crates").join(name)
    }

    /// Writes the manifest of the workspace, whose members are the crates of the rows.
    pub(super) fn write_manifest(&self, rows: &[Row]) -> Result<(), CommandError> {
        let names = rows.iter().filter_map(|row| row.package.as_deref());
        let members: String = names
            .map(|name| format!("    \"crates/{name}\",\n"))
            .collect();
        let head = "[workspace]\nresolver = \"3\"\n";
        let text = format!("{head}members = [\n{members}]\n\n[profile.dev]\ndebug = false\n");
        let write = || -> io::Result<()> {
            fs::write(self.folder.join("Cargo.toml"), text)?;
            // The dependencies in the project's lock file are downloaded already.
            if self.cargo_lock.exists() {
                fs::copy(&self.cargo_lock, self.folder.join("Cargo.lock"))?;
            }
            Ok(())
        };
        write().map_err(|error| FileProblem::Write(error).at(&self.folder))
    }

    /// Compiles everything with clippy.
    pub(super) fn lint(&self, rows: &mut [Row]) -> Result<(), CommandError> {
        self.compile("clippy", &["--all-targets", "--keep-going"], rows)
            .map(drop)
    }

    /// Builds the documentation.
    pub(super) fn document(&self, rows: &mut [Row]) -> Result<(), CommandError> {
        self.compile("doc", &["--no-deps", "--keep-going"], rows)
            .map(drop)
    }

    /// Runs the tests of the documents' examples and the documentation tests.
    pub(super) fn test(&self, rows: &mut [Row]) -> Result<(), CommandError> {
        let programs = self.compile("test", &["--no-run", "--tests"], rows)?;
        for row in rows.iter_mut().filter(|row| row.compiles()) {
            let Some(name) = row.package.clone() else {
                continue;
            };
            eprintln!("testing {name}");
            let mut examples = Tally::default();
            for program in programs.iter().filter(|program| program.package == name) {
                let mut command = Command::new(&program.path);
                examples += self.run(command.current_dir(self.crate_folder(&name)), row)?;
            }
            row.examples = Some(examples);
            let mut doc_tests = self.cargo("test");
            doc_tests.args(["--doc", "--package", &name]).args(FEATURES);
            row.doc_tests = Some(self.run(&mut doc_tests, row)?);
        }
        Ok(())
    }

    fn run(&self, command: &mut Command, row: &mut Row) -> Result<Tally, CommandError> {
        let run = libtest::run(command);
        let run =
            run.map_err(|error| FileProblem::Read(error).at(Path::new(command.get_program())))?;
        run.failures
            .into_iter()
            .for_each(|reason| row.fall_short(ShortfallKind::Test, reason));
        Ok(run.tally)
    }

    /// Runs cargo on the crates without a known failure, and adds its findings to the rows. Returns the
    /// programs in `tests/`.
    fn compile(
        &self,
        subcommand: &str,
        arguments: &[&str],
        rows: &mut [Row],
    ) -> Result<Vec<TestProgram>, CommandError> {
        let sound = rows.iter().filter(|row| row.compiles());
        let packages: Vec<_> = sound.filter_map(|row| row.package.clone()).collect();
        if packages.is_empty() {
            return Ok(Vec::new());
        }
        eprintln!("cargo {subcommand}: {}", counted(packages.len(), "crate"));
        let mut command = self.cargo(subcommand);
        command
            .args(arguments)
            .args(FEATURES)
            .args(packages.iter().flat_map(|name| ["--package", name]));
        let mut programs = Vec::new();
        let status = cargo::run(command, |message| programs.extend(self.take(message, rows)));
        let sound = rows.iter().filter(|row| row.compiles()).count();
        match status {
            Ok(status) if status.success() || sound < packages.len() => Ok(programs),
            Ok(_) => Err(CommandError::at(
                &self.folder,
                CargoProblem::Failed(subcommand.to_owned()),
            )),
            Err(error) => Err(CommandError::at(&self.folder, CargoProblem::NotRun(error))),
        }
    }

    /// Adds a message to the row of its crate, or returns the test program that it announces.
    fn take(&self, message: Message, rows: &mut [Row]) -> Option<TestProgram> {
        match message {
            Message::Finding {
                manifest_path,
                message,
            } => {
                let package = self.package(&manifest_path)?;
                let kind = message.kind()?;
                let mut rows = rows.iter_mut();
                let row = rows.find(|row| row.package.as_ref() == Some(&package))?;
                row.fall_short(kind, message.text());
                None
            }
            Message::Artifact {
                manifest_path,
                target,
                executable: Some(path),
            } if target.is_integration_test() => Some(TestProgram {
                package: self.package(&manifest_path)?,
                path,
            }),
            _ => None,
        }
    }

    fn cargo(&self, subcommand: &str) -> Command {
        let mut cargo = cargo::cargo(subcommand);
        cargo
            .current_dir(&self.folder)
            .arg("--target-dir")
            .arg(self.folder.join("target"));
        if let Some(jobs) = self.jobs {
            cargo.args(["--jobs", &jobs.to_string()]);
        }
        cargo
    }

    /// Returns the crate of a manifest, if it is a crate of this workspace.
    fn package(&self, manifest: &Path) -> Option<String> {
        let folder = manifest
            .parent()?
            .strip_prefix(self.folder.join("crates"))
            .ok()?;
        folder.to_str().map(str::to_owned)
    }
}
