//! Formats generated code with rustfmt, in its default style.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Command, Stdio};
use std::{fs, io};

use tempfile::TempDir;

use crate::problem::{FileProblem, RustfmtProblem};
use crate::report::CommandError;

/// The files of a crate: path inside it, with `/`, and content.
pub(crate) type Files = BTreeMap<String, Vec<u8>>;

/// Formats the code of a crate. The files of the runtime are copies of formatted files and stay
/// unchanged.
///
/// rustfmt follows `mod` from the roots of the crate. It therefore gets all files in a temporary folder,
/// where no configuration from outside applies.
pub(crate) fn format(mut files: Files) -> Result<Files, CommandError> {
    let folder = TempDir::new().map_err(|error| FileProblem::Write(error).at(Path::new("temp")))?;
    write(&files, folder.path()).map_err(|error| FileProblem::Write(error).at(folder.path()))?;
    let roots: Vec<_> = files.keys().filter(|path| is_root(path)).collect();
    if !roots.is_empty() {
        run_rustfmt(folder.path(), &roots)
            .map_err(|problem| CommandError::at(Path::new("rustfmt"), problem))?;
    }
    for (path, content) in files.iter_mut().filter(|(path, _)| is_generated_code(path)) {
        let path = folder.path().join(path);
        *content = fs::read(&path).map_err(|error| FileProblem::Read(error).at(&path))?;
    }
    Ok(files)
}

/// Writes the code; files that are not formatted are written empty.
fn write(files: &Files, folder: &Path) -> io::Result<()> {
    // The nearest configuration applies, and this one is empty.
    fs::write(folder.join("rustfmt.toml"), "")?;
    for (path, content) in files.iter().filter(|(path, _)| path.ends_with(".rs")) {
        let target = folder.join(path);
        fs::create_dir_all(target.parent().unwrap_or(folder))?;
        fs::write(
            target,
            if is_generated_code(path) {
                content.as_slice()
            } else {
                b""
            },
        )?;
    }
    Ok(())
}

fn run_rustfmt(folder: &Path, roots: &[&String]) -> Result<(), RustfmtProblem> {
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
    if !is_installed() {
        return Err(RustfmtProblem::Missing);
    }
    let reason = String::from_utf8_lossy(&output.stderr);
    let reason = reason.replace(&format!("{}/", folder.display()), "");
    Err(RustfmtProblem::Rejected(reason.trim().to_owned()))
}

/// Whether rustfmt itself is installed: rustup has a proxy for components that are not.
fn is_installed() -> bool {
    Command::new("rustfmt")
        .arg("--version")
        .output()
        .is_ok_and(|output| output.status.success())
}

/// Whether rustfmt formats this file.
pub(crate) fn is_generated_code(path: &str) -> bool {
    path.ends_with(".rs") && !path.starts_with("src/runtime/")
}

/// Whether this file is the root of a crate: the library, a test, an example.
fn is_root(path: &str) -> bool {
    match path.split('/').collect::<Vec<_>>().as_slice() {
        ["src", "lib.rs"] => true,
        ["tests" | "examples", file] => file.ends_with(".rs"),
        _ => false,
    }
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

    #[test]
    fn code_is_formatted_in_every_target() {
        let lib = "pub mod a;\npub mod runtime;\n";
        let ugly = files([
            ("examples/e.rs", UGLY),
            ("README.md", UGLY),
            ("src/a/b.rs", UGLY),
            ("src/a/mod.rs", "pub mod b;\n"),
            ("src/lib.rs", lib),
            ("src/runtime/mod.rs", UGLY),
            ("tests/t.rs", UGLY),
        ]);
        let normalized = files([
            ("examples/e.rs", TIDY),
            ("README.md", UGLY),
            ("src/a/b.rs", TIDY),
            ("src/a/mod.rs", "pub mod b;\n"),
            ("src/lib.rs", lib),
            ("src/runtime/mod.rs", UGLY),
            ("tests/t.rs", TIDY),
        ]);
        assert_eq!(format(ugly).ok(), Some(normalized));
    }

    #[test]
    fn invalid_code_is_rejected_with_its_location() {
        let error = format(files([("src/lib.rs", "pub fn {")])).err();
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
