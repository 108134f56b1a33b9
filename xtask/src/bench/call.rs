//! The runs of the programs that are compared.

use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::rivals::Rival;

/// A run of a program.
#[derive(Debug)]
pub(super) struct Call {
    pub(super) program: PathBuf,
    pub(super) arguments: Vec<String>,
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
        }
    }
}

/// Builds this generator as users install it, and returns its program.
pub(super) fn build_ours(project: &Path) -> io::Result<PathBuf> {
    build(project, &["--release", "--package", "sdksmith-cli"])?;
    Ok(project.join("target/release/sdksmith"))
}

/// Builds a program of this project.
pub(super) fn build(project: &Path, arguments: &[&str]) -> io::Result<()> {
    let mut cargo = Command::new("cargo");
    cargo.arg("build").args(arguments);
    let status = cargo.current_dir(project).status()?;
    match status.success() {
        true => Ok(()),
        false => Err(io::Error::other("a program of this project does not build")),
    }
}
