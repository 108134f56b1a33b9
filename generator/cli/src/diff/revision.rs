//! Documents of a revision of git, with the files that they refer to.

use std::path::Path;
use std::process::Command;
use std::sync::Arc;

use sdksmith::document::{DocumentSource, SourceText};

use super::DiffProblem;
use crate::input::normalized;
use crate::report::CommandError;

/// A file of a revision: `HEAD~3:spec/pets.json`.
#[derive(Clone, Copy, Debug)]
pub(super) struct RevisionPath<'a> {
    revision: &'a str,
    path: &'a str,
}

impl<'a> RevisionPath<'a> {
    /// Reads `REVISION:PATH`.
    pub(super) fn parse(name: &'a str) -> Option<Self> {
        let (revision, path) = name.split_once(':')?;
        let is_complete = !revision.is_empty() && !path.is_empty();
        is_complete.then_some(Self { revision, path })
    }

    /// Returns the document. The files that it refers to are those of the revision, too.
    pub(super) fn read(
        self,
        source: impl FnOnce(SourceText) -> DocumentSource,
    ) -> Result<DocumentSource, CommandError> {
        let document = self.name(self.path);
        let text = show(&document).map_err(|reason| not_in_git(&document, reason))?;
        let mut source = source(text);
        let name = Arc::clone(&source.text.name);
        source.read_files(|path| {
            let path = self.beside(path);
            // A file has one name, whichever path refers to it.
            let text = show(&self.name(&path))?;
            let is_document = path == self.beside_itself();
            let name = if is_document {
                Arc::clone(&name)
            } else {
                text.name
            };
            Ok(SourceText { name, ..text })
        });
        Ok(source)
    }

    fn name(self, path: &str) -> String {
        format!("{}:{path}", self.revision)
    }

    /// Returns the path in the revision of a file whose path is relative to the document.
    fn beside(self, path: &str) -> String {
        let path = normalized(&Path::new(self.path).join("..").join(path));
        let path = path.to_string_lossy().replace('\\', "/");
        // Git reads such a path relative to the current folder, and any other to the top of the tree.
        let is_relative = self.path.starts_with("./") && !path.starts_with("../");
        if is_relative {
            format!("./{path}")
        } else {
            path
        }
    }

    fn beside_itself(self) -> String {
        let file = Path::new(self.path).file_name().unwrap_or_default();
        self.beside(&file.to_string_lossy())
    }
}

fn not_in_git(name: &str, reason: String) -> CommandError {
    let name = name.to_owned();
    CommandError::call(DiffProblem::NotInGit { name, reason })
}

/// Returns the text of a file of a revision, or the reason for which there is none.
fn show(name: &str) -> Result<SourceText, String> {
    // `--` would make the name a path; a name that starts with `-` is no revision.
    if name.starts_with('-') {
        return Err("a revision does not start with `-`".to_owned());
    }
    let output = Command::new("git").args(["show", name]).output();
    let output = output.map_err(|error| error.to_string())?;
    if !output.status.success() {
        let reason = String::from_utf8_lossy(&output.stderr);
        return Err(reason.trim().to_owned());
    }
    let text = String::from_utf8(output.stdout);
    let text = text.map_err(|_| "the file is not valid UTF-8".to_owned())?;
    Ok(SourceText {
        name: name.into(),
        text,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_beside_the_document_in_the_revision() {
        for (name, path, found) in [
            (
                "HEAD:spec/pets.json",
                "schemas/pet.yaml",
                "spec/schemas/pet.yaml",
            ),
            ("HEAD:spec/pets.json", "../common.yaml", "common.yaml"),
            ("HEAD:./pets.json", "pet.yaml", "./pet.yaml"),
            ("HEAD:./spec/pets.json", "pets.json", "./spec/pets.json"),
            ("HEAD:../pets.json", "pet.yaml", "../pet.yaml"),
        ] {
            let revision = RevisionPath::parse(name);
            let beside = revision.map(|revision| revision.beside(path));
            assert_eq!(beside.as_deref(), Some(found), "{name}");
        }
    }
}
