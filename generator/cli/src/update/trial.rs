//! The new crate, built and tested before it replaces the old one.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::format::Files;
use crate::problem::FileProblem;
use crate::program::Program;
use crate::report::CommandError;

/// Whether the example tests of a crate pass. It is built beside the project's own builds.
pub(super) fn passes(files: &Files, program: &Program) -> Result<bool, CommandError> {
    let folder = tempfile::tempdir();
    let folder =
        folder.map_err(|error| FileProblem::Write(error).at(Path::new("the temporary folder")))?;
    for (path, content) in files {
        let path = folder.path().join(path);
        let written = write(&path, content);
        written.map_err(|error| FileProblem::Write(error).at(&path))?;
    }
    detach(folder.path())?;
    // The same versions of dependencies as in the project, where it has some.
    let _ = fs::copy(program.cargo_lock(), folder.path().join("Cargo.lock"));
    let status = Command::new("cargo")
        .args(["test", "--quiet", "--tests", "--manifest-path"])
        .arg(folder.path().join("Cargo.toml"))
        .env("CARGO_TARGET_DIR", program.target("update"))
        .envs([("CARGO_INCREMENTAL", "0"), ("CARGO_PROFILE_DEV_DEBUG", "0")])
        .status();
    let status = status.map_err(|error| FileProblem::Read(error).at(Path::new("cargo")))?;
    Ok(status.success())
}

fn write(path: &Path, content: &[u8]) -> std::io::Result<()> {
    fs::create_dir_all(path.parent().unwrap_or(path))?;
    fs::write(path, content)
}

/// Makes the crate a separate workspace.
fn detach(folder: &Path) -> Result<(), CommandError> {
    let path = folder.join("Cargo.toml");
    let edit = || -> std::io::Result<()> {
        let text = fs::read_to_string(&path)?;
        if text.lines().any(|line| line.trim() == "[workspace]") {
            return Ok(());
        }
        fs::write(&path, format!("{text}\n[workspace]\n"))
    };
    edit().map_err(|error| FileProblem::Write(error).at(&path))
}
