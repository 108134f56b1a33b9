//! The runs of the programs that are compared.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{fs, io};

use crate::rivals::Rival;

/// A run of a program.
#[derive(Debug)]
pub(super) struct Call {
    pub(super) program: PathBuf,
    pub(super) arguments: Vec<String>,
    /// The folder that the program writes.
    output: PathBuf,
}

impl Call {
    /// Returns a run of this generator.
    pub(super) fn ours(program: &Path, document: &Path, output: &Path) -> Self {
        let arguments = ["generate".to_owned(), "--spec".to_owned()];
        let paths = [document, output].map(|path| path.display().to_string());
        let [document, folder] = paths;
        let rest = [document, "--out".to_owned(), folder];
        Self {
            program: program.to_owned(),
            arguments: arguments.into_iter().chain(rest).collect(),
            output: output.to_owned(),
        }
    }

    /// Returns a run of another generator.
    pub(super) fn of(rival: &Rival, document: &Path, output: &Path) -> Self {
        let values = [
            ("{spec}", document.display().to_string()),
            ("{out}", output.display().to_string()),
            ("{name}", "client".to_owned()),
        ];
        Self {
            program: rival.name.into(),
            arguments: rival.arguments(&values),
            output: output.to_owned(),
        }
    }

    /// Removes what an earlier run wrote.
    pub(super) fn clean(&self) -> io::Result<()> {
        match fs::remove_dir_all(&self.output) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
            result => result,
        }
    }
}

/// Builds this generator as users install it, and returns its program.
pub(super) fn build_ours(project: &Path) -> io::Result<PathBuf> {
    let mut cargo = Command::new("cargo");
    cargo.args(["build", "--release", "--package", "sdksmith-cli"]);
    let status = cargo.current_dir(project).status()?;
    match status.success() {
        true => Ok(project.join("target/release/sdksmith")),
        false => Err(io::Error::other("the generator does not build")),
    }
}
