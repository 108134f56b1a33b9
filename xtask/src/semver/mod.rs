//! `semver`: holds the verdicts of `diff` against those of cargo-semver-checks.

mod theirs;
mod verdicts;

use std::fs;
use std::io;
use std::path::Path;
use std::process::Command;

use clap::Args;
use sdksmith::{Output, change};
use sdksmith_cli::{CommandError, Outcome, Versions};

use self::verdicts::Verdicts;

/// Compare the verdicts of `diff` on two documents with those of cargo-semver-checks
#[derive(Debug, Args)]
pub(crate) struct Semver {
    /// The old document
    #[arg(value_name = "OLD")]
    old: String,
    /// The new document
    #[arg(value_name = "NEW")]
    new: String,
    /// The rules of the vendor
    #[arg(long, default_value = "generic")]
    dialect: String,
}

impl Semver {
    /// Runs the command. It fails if a difference between the reports has no known reason.
    pub(crate) fn run(&self, project: &Path) -> Result<Outcome, CommandError> {
        let versions = Versions::of_documents(&self.old, &self.new, &self.dialect)?;
        let report = match report(&project.join("target/semver"), &versions) {
            Ok(report) => report,
            Err(error) => {
                eprintln!("error: {error}");
                return Ok(Outcome::Failure);
            }
        };
        let Versions { old, new } = &versions;
        let changes = change::compare(&old.surface, &new.surface);
        let verdicts = Verdicts::new(&old.surface, &changes, &theirs::findings(&report));
        print!("{verdicts}");
        match verdicts.has_unexplained() {
            true => Ok(Outcome::Failure),
            false => Ok(Outcome::Success),
        }
    }
}

/// Returns the report of cargo-semver-checks on two crates.
fn report(folder: &Path, versions: &Versions) -> io::Result<String> {
    let installed = Command::new("cargo")
        .args(["semver-checks", "--version"])
        .output()?;
    if !installed.status.success() {
        return Err(io::Error::other(
            "cargo-semver-checks is not installed; run `cargo install cargo-semver-checks --locked`",
        ));
    }
    let [old, new] = [("old", &versions.old), ("new", &versions.new)]
        .map(|(name, output)| (folder.join(name), output));
    for (folder, output) in [&old, &new] {
        write(folder, output)?;
    }
    let output = Command::new("cargo")
        .args([
            "semver-checks",
            "--release-type",
            "minor",
            "--manifest-path",
        ])
        .arg(new.0.join("Cargo.toml"))
        .arg("--baseline-root")
        .arg(&old.0)
        .output()?;
    let texts =
        [output.stdout, output.stderr].map(|text| String::from_utf8_lossy(&text).into_owned());
    let report = texts.concat();
    // Its exit status is that of breaking changes, too.
    match report.contains("Summary") {
        true => Ok(report),
        false => Err(io::Error::other(report)),
    }
}

/// Writes a crate into a folder, which holds nothing else afterwards.
fn write(folder: &Path, output: &Output) -> io::Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder)?;
    }
    for (path, content) in &output.files {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().unwrap_or(folder))?;
        fs::write(path, content)?;
    }
    Ok(())
}
