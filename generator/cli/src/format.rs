//! Formats the files that the generator has not formatted, with rustfmt in its default style.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::{Command, Stdio};
use std::{env, fs, io};

use tempfile::TempDir;

use crate::problem::{FileProblem, RustfmtProblem};
use crate::report::CommandError;

/// The files of a crate: path inside it, with `/`, and content.
pub(crate) type Files = BTreeMap<String, Vec<u8>>;

/// Formats these files of a crate. All others are formatted already.
///
/// rustfmt follows `mod`. It therefore gets all files in a temporary folder, where no configuration from
/// outside applies.
pub(crate) fn format(
    files: &mut Files,
    unformatted: &BTreeSet<String>,
) -> Result<(), CommandError> {
    if unformatted.is_empty() {
        return Ok(());
    }
    let folder = TempDir::new().map_err(|error| FileProblem::Write(error).at(Path::new("temp")))?;
    write(files, unformatted, folder.path())
        .map_err(|error| FileProblem::Write(error).at(folder.path()))?;
    run_rustfmt(folder.path(), unformatted)
        .map_err(|problem| CommandError::at(Path::new("rustfmt"), problem))?;
    for (path, content) in files
        .iter_mut()
        .filter(|(path, _)| unformatted.contains(*path))
    {
        let path = folder.path().join(path);
        *content = fs::read(&path).map_err(|error| FileProblem::Read(error).at(&path))?;
    }
    Ok(())
}

/// Writes the code; files that are formatted already are written empty.
fn write(files: &Files, unformatted: &BTreeSet<String>, folder: &Path) -> io::Result<()> {
    // The nearest configuration applies, and this one is empty.
    fs::write(folder.join("rustfmt.toml"), "")?;
    for (path, content) in files.iter().filter(|(path, _)| path.ends_with(".rs")) {
        let target = folder.join(path);
        fs::create_dir_all(target.parent().unwrap_or(folder))?;
        let is_unformatted = unformatted.contains(path);
        fs::write(
            target,
            if is_unformatted {
                content.as_slice()
            } else {
                b""
            },
        )?;
    }
    Ok(())
}

fn run_rustfmt(folder: &Path, roots: &BTreeSet<String>) -> Result<(), RustfmtProblem> {
    let arguments = ["--edition", "2024", "--quiet"];
    let mut rustfmt = Command::new("rustfmt");
    rustfmt
        .args(arguments)
        .args(roots)
        .current_dir(folder)
        .stdin(Stdio::null());
    let output = rustfmt.output().map_err(|_| RustfmtProblem::Missing)?;
    if output.status.success() {
        return Ok(());
    }
    if version().is_none() {
        return Err(RustfmtProblem::Missing);
    }
    let reason = String::from_utf8_lossy(&output.stderr);
    let reason = reason.replace(&format!("{}/", folder.display()), "");
    Err(RustfmtProblem::Rejected(reason.trim().to_owned()))
}

/// Returns the version of rustfmt, if it is installed: rustup has a proxy for components that are not. The
/// current folder is that of [`format`], because rustup chooses the toolchain by it.
pub(crate) fn version() -> Option<String> {
    let mut rustfmt = Command::new("rustfmt");
    rustfmt.arg("--version").current_dir(env::temp_dir());
    let output = rustfmt.output().ok()?;
    let text = String::from_utf8_lossy(&output.stdout);
    output.status.success().then(|| text.trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    const UGLY: &str = "pub  fn  one( )->u8{1}\n";
    const TIDY: &str = "pub fn one() -> u8 {\n    1\n}\n";

    fn files<const N: usize>(files: [(&str, &str); N]) -> Files {
        files
            .map(|(path, text)| (path.to_owned(), text.as_bytes().to_vec()))
            .into()
    }

    fn formatted(mut files: Files, unformatted: &[&str]) -> Result<Files, CommandError> {
        let unformatted = unformatted.iter().map(|path| (*path).to_owned()).collect();
        format(&mut files, &unformatted).map(|()| files)
    }

    #[test]
    fn only_unformatted_files_change() {
        let lib = "pub mod a;\npub mod b;\n";
        let ugly = [
            ("examples/e.rs", UGLY),
            ("src/a/c.rs", UGLY),
            ("src/a/mod.rs", "pub  mod c;\n"),
            ("src/b.rs", UGLY),
            ("src/lib.rs", lib),
        ];
        let tidy = [
            ("examples/e.rs", TIDY),
            ("src/a/c.rs", UGLY),
            ("src/a/mod.rs", "pub mod c;\n"),
            ("src/b.rs", UGLY),
            ("src/lib.rs", lib),
        ];
        let unformatted = ["examples/e.rs", "src/a/mod.rs"];
        let found = formatted(files(ugly), &unformatted);
        assert_eq!(found.ok(), Some(files(tidy)));
        assert_eq!(formatted(files(ugly), &[]).ok(), Some(files(ugly)));
    }

    #[test]
    fn invalid_code_is_rejected_with_its_location() {
        let invalid = files([("src/lib.rs", "pub fn {")]);
        let error = formatted(invalid, &["src/lib.rs"]).err();
        let text = error.map(|error| {
            error
                .diagnostics()
                .iter()
                .map(ToString::to_string)
                .collect::<String>()
        });
        let text = text.unwrap_or_default();
        assert!(text.starts_with("error[rustfmt-rejected]"), "{text}");
        assert!(text.contains("--> src/lib.rs:1:9"), "{text}");
    }
}
