//! The runs of cargo.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;
use std::{fs, io};

use super::super::call::Call;
use super::super::crates::Crate;
use super::super::measure::without_flags;

/// A way to compile a crate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Build {
    Check,
    Debug,
    Release,
}

impl Build {
    /// All ways.
    pub(super) const ALL: [Self; 3] = [Self::Check, Self::Debug, Self::Release];

    /// The ways that are measured with all dependencies.
    pub(super) const COLD: [Self; 2] = [Self::Debug, Self::Release];

    /// Returns what the page calls it.
    pub(super) fn title(self) -> &'static str {
        match self {
            Self::Check => "check",
            Self::Debug => "debug",
            Self::Release => "release",
        }
    }

    /// Returns the run of cargo for the package in a folder.
    pub(super) fn call(self, package: &Path, target: &Path) -> Call {
        let arguments: &[&str] = match self {
            Self::Check => &["check"],
            Self::Debug => &["build"],
            Self::Release => &["build", "--release"],
        };
        let manifest = package.join("Cargo.toml").display().to_string();
        let target = target.display().to_string();
        let options = ["--offline", "--manifest-path", &manifest];
        let arguments = arguments.iter().copied().chain(options);
        let arguments = arguments.chain(["--target-dir", &target]);
        Call {
            program: "cargo".into(),
            arguments: arguments.map(str::to_owned).collect(),
        }
    }
}

/// Makes a crate a workspace of its own, outside of the one of this project.
pub(super) fn detach(written: &Crate) -> io::Result<()> {
    let manifest = written.folder.join("Cargo.toml");
    let mut text = fs::read_to_string(&manifest)?;
    if !text.lines().any(|line| line == "[workspace]") {
        text.push_str("\n[workspace]\n");
    }
    fs::write(manifest, text)
}

/// Fetches the dependencies of a crate, and returns their number, or the error of cargo.
pub(super) fn dependencies(written: &Crate) -> Result<usize, String> {
    let mut cargo = Command::new("cargo");
    cargo.args(["tree", "--edges", "normal,build", "--prefix", "none"]);
    let output = cargo.current_dir(&written.folder).output();
    let output = output.map_err(|error| error.to_string())?;
    if !output.status.success() {
        return Err(first_error(&output.stderr));
    }
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let crates: BTreeSet<_> = text.lines().filter_map(name_and_version).collect();
    // One of them is the crate itself.
    Ok(crates.len().saturating_sub(1))
}

/// Returns the name and the version in a line: `serde v1.0.229 (*)`.
fn name_and_version(line: &str) -> Option<(&str, &str)> {
    let mut words = line.split_whitespace();
    words.next().zip(words.next())
}

/// Runs cargo, and returns the first error if it fails.
pub(super) fn failure(call: &Call) -> io::Result<Option<String>> {
    let mut cargo = Command::new(&call.program);
    without_flags(&mut cargo);
    let output = cargo.args(&call.arguments).output()?;
    let is_success = output.status.success();
    Ok((!is_success).then(|| first_error(&output.stderr)))
}

/// Returns the first error that cargo prints.
pub(in super::super) fn first_error(output: &[u8]) -> String {
    let text = String::from_utf8_lossy(output);
    let error = text.lines().find(|line| line.starts_with("error"));
    error.unwrap_or("cargo fails").replace('|', "\\|")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_error_is_the_reason() {
        let output =
            b"   Compiling a\nwarning: w\nerror[E0277]: `a | b`\n  --> x\nerror: aborting\n";
        assert_eq!(first_error(output), "error[E0277]: `a \\| b`");
    }

    #[test]
    fn a_line_of_the_tree_is_a_name_and_a_version() {
        let expected = Some(("serde", "v1.0.229"));
        assert_eq!(name_and_version("serde v1.0.229 (*)"), expected);
        assert_eq!(name_and_version(""), None);
    }
}
