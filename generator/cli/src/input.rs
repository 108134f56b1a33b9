//! Reads files, and turns a manifest with the files that it names into an [`Input`].

use std::collections::BTreeMap;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;
use std::{env, fs};

use sdksmith::document::{DocumentSource, SourceText};
use sdksmith::manifest::{Manifest, NamedFile};
use sdksmith::{Diagnostics, Input};

use crate::lock;
use crate::problem::{CallProblem, FileProblem, NamedFileProblem};
use crate::report::CommandError;

/// A crate to generate, and its folder.
#[derive(Debug)]
pub(crate) struct Job {
    /// The input of the generator.
    pub(crate) input: Input,
    /// The folder of the crate. Documents without a manifest may have none if nothing is written.
    pub(crate) output: Option<PathBuf>,
    /// The text of the changelog, if there is one beside the manifest.
    pub(crate) changelog: Option<String>,
    /// The lock, for a crate with a manifest.
    pub(crate) lock: Option<PathBuf>,
    /// The manifest, the folders of hand-written code, and the files that are copied.
    pub(crate) settings: Vec<PathBuf>,
}

impl Job {
    /// Returns the folder of the crate.
    pub(crate) fn output(&self) -> Result<&Path, CommandError> {
        let output = self.output.as_deref();
        output.ok_or_else(|| CommandError::call(CallProblem::NoOutput))
    }

    /// Returns the folder of the crate as messages show it.
    pub(crate) fn display_output(&self) -> String {
        self.output
            .as_deref()
            .map_or_else(|| "DIR".to_owned(), display_path)
    }

    /// Returns the files that the crate is made of, and the folders of hand-written code.
    pub(crate) fn inputs(&self) -> Vec<PathBuf> {
        let sources = self.input.documents.iter().map(|document| &document.source);
        let texts = sources.flat_map(|source| {
            let overlays = source.overlays.iter().map(|overlay| &overlay.text);
            let files = source.files.values().flatten();
            [&source.text].into_iter().chain(overlays).chain(files)
        });
        let texts = texts.map(|text| PathBuf::from(&*text.name));
        self.settings.iter().cloned().chain(texts).collect()
    }

    /// Reads a manifest and every file that it names. `command` is that of [`Input`].
    pub(crate) fn from_manifest(path: &Path, command: String) -> Result<Self, CommandError> {
        let mut diagnostics = Diagnostics::default();
        let text = read_text(path).map_err(|problem| problem.at(path))?;
        let parsed = Manifest::parse(&text, &mut diagnostics);
        let Some(manifest) = parsed else {
            diagnostics.add_excerpts(&text.name, &text.text);
            return Err(diagnostics.into());
        };
        let folder = path.parent().unwrap_or(Path::new(""));
        let output = normalized(&folder.join(&manifest.output));
        let examples = folder.join(&manifest.examples);
        let programs = read_code(&examples)?;
        manifest.check_programs(&programs, &mut diagnostics);
        diagnostics.add_excerpts(&text.name, &text.text);
        let code_folder = folder.join(&manifest.code);
        let code = read_code(&code_folder)?;
        if !code.is_empty() && !code.contains_key("mod.rs") {
            return Err(FileProblem::NoModule.at(&code_folder));
        }
        let read = |file: &NamedFile| {
            let path = normalized(&folder.join(&file.path));
            let report = |problem| {
                let problem = NamedFileProblem {
                    path: display_path(&path),
                    problem,
                };
                diagnostics.report(file.location.clone(), problem);
            };
            read_text(&path).map_err(report).ok()
        };
        let mut settings = vec![path.to_owned(), examples, code_folder];
        let files = manifest.files.iter().chain(&manifest.readme_header);
        settings.extend(files.map(|file| normalized(&folder.join(&file.path))));
        let input = manifest.into_input(command, programs, code, read);
        let Some(mut input) = input.filter(|_| !diagnostics.has_errors()) else {
            return Err(diagnostics.into());
        };
        for document in &mut input.documents {
            read_files(&mut document.source);
        }
        let lock = lock::path_beside(path);
        input.lock = lock::read(&lock)?;
        let changelog = read_changelog(path)?;
        Ok(Self {
            input,
            output: Some(output),
            changelog,
            lock: Some(lock),
            settings,
        })
    }
}

/// The name of the changelog, beside the manifest and in the crate.
pub(crate) const CHANGELOG: &str = "CHANGELOG.md";

fn read_changelog(manifest: &Path) -> Result<Option<String>, CommandError> {
    let path = manifest.with_file_name(CHANGELOG);
    if !path.exists() {
        return Ok(None);
    }
    let text = read_text(&path).map_err(|problem| problem.at(&path))?;
    Ok(Some(text.text))
}

/// Returns the text of a file.
pub(crate) fn read_text(path: &Path) -> Result<SourceText, FileProblem> {
    let text = fs::read_to_string(path).map_err(FileProblem::reading)?;
    Ok(SourceText {
        name: display_path(path).into(),
        text,
    })
}

/// Reads the files that a document refers to.
pub(crate) fn read_files(source: &mut DocumentSource) {
    let absolute = |path: &Path| normalized(&env::current_dir().unwrap_or_default().join(path));
    let name = Arc::clone(&source.text.name);
    let document = absolute(Path::new(&*name));
    source.read_files(|path| {
        // A file has one name, whichever path refers to it.
        let path = normalized(&document.join("..").join(path));
        let text = read_regular(&path).map_err(|problem| problem.to_string())?;
        let name = if path == document {
            Arc::clone(&name)
        } else {
            text.name
        };
        Ok(SourceText { name, ..text })
    });
}

/// Returns the text of a regular file. A document may name a device, which has no end.
fn read_regular(path: &Path) -> Result<SourceText, FileProblem> {
    let kind = fs::metadata(path).map_err(FileProblem::reading)?;
    if kind.is_dir() {
        Err(FileProblem::Folder)
    } else if kind.is_file() {
        read_text(path)
    } else {
        Err(FileProblem::Special)
    }
}

/// Returns the text of the Rust files in a folder and in the folders below it, by path. A missing folder has
/// none.
fn read_code(folder: &Path) -> Result<BTreeMap<String, String>, CommandError> {
    let mut programs = BTreeMap::new();
    if folder.exists() {
        add_code(folder, "", &mut programs)?;
    }
    Ok(programs)
}

/// Adds the Rust files in a folder; `prefix` is its path in the folder of all files.
fn add_code(
    folder: &Path,
    prefix: &str,
    programs: &mut BTreeMap<String, String>,
) -> Result<(), CommandError> {
    let entries = fs::read_dir(folder).map_err(|error| FileProblem::Read(error).at(folder))?;
    for entry in entries {
        let path = entry
            .map_err(|error| FileProblem::Read(error).at(folder))?
            .path();
        let is_program = path.extension().is_some_and(|extension| extension == "rs");
        if !is_program && !path.is_dir() {
            continue;
        }
        let name = path.file_name().and_then(|name| name.to_str());
        let name = name.ok_or_else(|| FileProblem::Name.at(&path))?;
        let name = format!("{prefix}{name}");
        if path.is_dir() {
            add_code(&path, &format!("{name}/"), programs)?;
            continue;
        }
        let text =
            fs::read_to_string(&path).map_err(|error| FileProblem::reading(error).at(&path))?;
        programs.insert(name, text);
    }
    Ok(())
}

/// Returns a path as messages show it: relative to the current folder if it is inside.
pub(crate) fn display_path(path: &Path) -> String {
    let current = env::current_dir().unwrap_or_default();
    let path = path.strip_prefix(&current).unwrap_or(path);
    path.display().to_string()
}

/// Returns the name of a file without its folders, as generated files show it: they must not depend on where
/// the project is.
pub(crate) fn file_name(path: &Path) -> String {
    display_path(Path::new(path.file_name().unwrap_or_default()))
}

/// Returns the path without `.` and `folder/..`.
pub(crate) fn normalized(path: &Path) -> PathBuf {
    let mut tidied = PathBuf::new();
    for component in path.components() {
        match (component, tidied.components().next_back()) {
            (Component::ParentDir, Some(Component::Normal(_))) => {
                tidied.pop();
            }
            (Component::CurDir, _) => {}
            _ => tidied.push(component),
        }
    }
    tidied
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_normalised() {
        for (path, tidied) in [
            ("spec/../generated", "generated"),
            ("./a/./b", "a/b"),
            ("../a/../../b", "../../b"),
            ("/a/../../b", "/../b"),
            ("a/..", ""),
        ] {
            assert_eq!(normalized(Path::new(path)), Path::new(tidied), "{path}");
        }
    }

    #[test]
    fn paths_are_displayed_relative_to_the_current_folder() {
        let current = env::current_dir().unwrap_or_default();
        assert_eq!(display_path(&current.join("src/main.rs")), "src/main.rs");
        assert_eq!(display_path(Path::new("../spec")), "../spec");
    }
}
