//! The documents that the command line names: files, URLs, and standard input.

use std::io::{self, Read as _};
use std::path::Path;
use std::sync::Arc;

use clap::Args;
use sdksmith::document::{DocumentSource, ReferenceRules, SourceText};

use crate::fetch;
use crate::input::{read_files, read_text};
use crate::problem::FileProblem;

/// The argument that stands for standard input.
const STANDARD_INPUT: &str = "-";

/// The maximum size of a downloaded document in bytes.
pub(crate) const MAX_SIZE: u64 = 64 * 1024 * 1024;

/// The kind of an argument that names a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ArgumentKind {
    File,
    Url,
    StandardInput,
}

impl ArgumentKind {
    /// Returns the kind of an argument.
    pub(crate) fn of(argument: &Path) -> Self {
        match argument.to_str() {
            Some(STANDARD_INPUT) => Self::StandardInput,
            Some(text) if text.contains("://") => Self::Url,
            _ => Self::File,
        }
    }
}

/// Returns the text that an argument names: a path, an https URL, or `-` for standard input.
///
/// The name of a text from a URL lacks the query, which may hold a secret: generated files show the name.
pub(crate) fn read_argument(argument: &Path) -> Result<SourceText, FileProblem> {
    let named = |name: &str, text| SourceText {
        name: name.into(),
        text,
    };
    match ArgumentKind::of(argument) {
        ArgumentKind::File => read_text(argument),
        ArgumentKind::StandardInput => Ok(named("standard input", read_standard_input()?)),
        ArgumentKind::Url => {
            let url = argument.to_string_lossy();
            let text = fetch::fetch(&url)?;
            Ok(named(public_part(&url), text))
        }
    }
}

/// The references that a document without a manifest may have.
#[derive(Clone, Copy, Debug, Args)]
pub(crate) struct ReferenceArgs {
    /// Let references lead to files outside the folder of the document
    #[arg(long)]
    pub(crate) outside_files: bool,
    /// Let references lead to nothing: each is a warning, and a schema becomes any JSON value
    #[arg(long)]
    pub(crate) dangling_references: bool,
}

impl ReferenceArgs {
    /// Returns a document without overlays to which these rules apply.
    pub(crate) fn source(self, text: SourceText) -> DocumentSource {
        DocumentSource {
            references: ReferenceRules {
                may_leave_folder: self.outside_files,
                may_dangle: self.dangling_references,
            },
            ..DocumentSource::new(text)
        }
    }
}

/// Returns a document that an argument names, with the files that it refers to. `source` adds its overlays and
/// rules.
pub(crate) fn read_document(
    argument: &Path,
    source: impl FnOnce(SourceText) -> DocumentSource,
) -> Result<DocumentSource, FileProblem> {
    let mut source = source(read_argument(argument)?);
    complete(&mut source);
    Ok(source)
}

/// Reads the files that a document refers to. Those of a document from a URL are not fetched.
pub(crate) fn complete(source: &mut DocumentSource) {
    let name = Arc::clone(&source.text.name);
    if ArgumentKind::of(Path::new(&*name)) == ArgumentKind::Url {
        let problem =
            "files are not fetched; download the document with the files that it refers to";
        source.read_files(|_| Err(problem.to_owned()));
    } else {
        read_files(source);
    }
}

/// Returns a URL without query and fragment.
pub(crate) fn public_part(url: &str) -> &str {
    url.split(['?', '#']).next().unwrap_or(url)
}

fn read_standard_input() -> Result<String, FileProblem> {
    let mut bytes = Vec::new();
    let mut input = io::stdin().lock().take(MAX_SIZE + 1);
    input.read_to_end(&mut bytes).map_err(FileProblem::Read)?;
    if bytes.len() as u64 > MAX_SIZE {
        return Err(FileProblem::TooLarge { limit: MAX_SIZE });
    }
    String::from_utf8(bytes).map_err(|_| FileProblem::NotText)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arguments_are_files_urls_or_standard_input() {
        for (argument, kind) in [
            ("-", ArgumentKind::StandardInput),
            ("./-", ArgumentKind::File),
            ("https://example.com/a.json", ArgumentKind::Url),
            ("C:/a.json", ArgumentKind::File),
        ] {
            assert_eq!(ArgumentKind::of(Path::new(argument)), kind, "{argument}");
        }
    }

    #[test]
    fn names_of_urls_keep_no_query() {
        let url = "https://example.com/a.json?token=secret#x";
        assert_eq!(public_part(url), "https://example.com/a.json");
    }
}
