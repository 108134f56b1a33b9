//! The crates of a generator, and the program that calls them.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{fs, io};

use scoreboard::Verdict;

use super::generators::Generator;

/// Returns the documents in a folder, in the order of their names.
pub(super) fn documents(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let entries = fs::read_dir(folder)?.map(|entry| Ok(entry?.path()));
    let mut documents = entries.collect::<io::Result<Vec<_>>>()?;
    documents.sort();
    Ok(documents)
}

/// Returns the name of a document without its extension.
pub(super) fn stem(document: &Path) -> String {
    let stem = document.file_stem().unwrap_or_default();
    stem.to_string_lossy().into_owned()
}

/// Generates from each document of the scoreboard into an empty folder, and returns those that the generator
/// refuses.
pub(super) fn generate(
    project: &Path,
    generator: &Generator,
    folder: &Path,
) -> io::Result<Vec<(String, String)>> {
    if folder.exists() {
        fs::remove_dir_all(folder)?;
    }
    fs::create_dir_all(folder)?;
    let mut refused = Vec::new();
    for document in documents(&project.join("tests/scoreboard/documents"))? {
        let output = folder.join(stem(&document));
        if let Err(reason) = generator.generate(project, &document, &output)? {
            let reason = reason.replace(&format!("{}/", project.display()), "");
            refused.push((stem(&document), summary(&reason)));
        }
    }
    Ok(refused)
}

/// Returns what a generator prints, or the message alone if it panics.
fn summary(text: &str) -> String {
    let mut lines = text
        .lines()
        .skip_while(|line| !line.contains("panicked at"));
    match (lines.next(), lines.next()) {
        (Some(_), Some(message)) => format!("it panics: {message}"),
        _ => text.to_owned(),
    }
}

/// Builds the program that calls the crates, runs it, and returns its verdicts.
pub(super) fn verdicts(
    project: &Path,
    generator: &Generator,
    folder: &Path,
) -> io::Result<Vec<(String, Verdict)>> {
    let mut cargo = Command::new("cargo");
    // The flags of the caller, such as `-D warnings`, are not meant for the code of others.
    cargo.args(["run", "--quiet"]).env_remove("RUSTFLAGS");
    if generator.is_ours {
        cargo.args(["--package", "scoreboard-sdksmith"]);
        cargo.current_dir(project);
    } else {
        copy_adapter(project, generator, folder)?;
        cargo.current_dir(folder);
        cargo.arg("--target-dir");
        cargo.arg(project.join("target/compare/target"));
    }
    let output = cargo.output()?;
    if !output.status.success() {
        let errors = String::from_utf8_lossy(&output.stderr).into_owned();
        return Err(io::Error::other(format!(
            "the adapter of {} does not run\n{errors}",
            generator.name
        )));
    }
    String::from_utf8_lossy(&output.stdout)
        .lines()
        .map(|line| {
            let (id, verdict) = line.split_once(": ").unwrap_or((line, ""));
            let verdict = verdict.parse().map_err(io::Error::other)?;
            Ok((id.to_owned(), verdict))
        })
        .collect()
}

/// Copies the hand-written adapter beside the crates.
fn copy_adapter(project: &Path, generator: &Generator, folder: &Path) -> io::Result<()> {
    let rivals = project.join("tests/scoreboard/rivals");
    let adapter = rivals.join(&generator.name);
    for (from, name) in [
        (&adapter, "Cargo.toml"),
        (&adapter, "main.rs"),
        (&rivals, "support.rs"),
    ] {
        fs::copy(from.join(name), folder.join(name))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn panic_is_reported_by_its_message() {
        let text =
            "\nthread 'main' (7) panicked at /src/method.rs:1:9:\nno type\nnote: run with it";
        assert_eq!(summary(text), "it panics: no type");
        assert_eq!(summary("no type"), "no type");
    }
}
