//! The checksum of a document: compared with the expected one, and recorded in the crate.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::sync::Arc;

use sha2::{Digest, Sha256};

use super::files::Files;
use super::problem::TextProblem;
use super::text::DocumentSource;
use crate::diagnostics::{Diagnostics, Location};

/// Reports an error if the text of the document has another SHA-256 than expected.
pub(super) fn check(source: &DocumentSource, diagnostics: &mut Diagnostics) {
    let Some(expected) = &source.sha256 else {
        return;
    };
    let actual = sha256(&source.text.text);
    if !expected.trim().eq_ignore_ascii_case(&actual) {
        let expected = expected.clone();
        diagnostics.report(
            Location::file(&source.text.name),
            TextProblem::Checksum { expected, actual },
        );
    }
}

/// Returns the SHA-256 of a document, in lower-case hexadecimal. With other files, it is the
/// SHA-256 of the output of `sha256sum` for all files.
pub(super) fn of_all(source: &DocumentSource, files: &Files, used: &BTreeSet<Arc<str>>) -> String {
    let document = sha256(&source.text.text);
    if used.is_empty() {
        return document;
    }
    let texts = source.files.values().filter_map(|file| file.as_ref().ok());
    let others: BTreeMap<&str, &str> = texts
        .filter(|text| used.contains(&text.name))
        .map(|text| (files.path(&text.name), text.text.as_str()))
        .collect();
    let line = |sum: String, path: &str| format!("{sum}  {path}\n");
    let first = line(document, files.path(files.main()));
    let lines = others
        .into_iter()
        .map(|(path, text)| line(sha256(text), path));
    sha256(&std::iter::once(first).chain(lines).collect::<String>())
}

/// Returns the SHA-256 of a text, in lower-case hexadecimal.
#[must_use]
pub fn sha256(text: &str) -> String {
    Sha256::digest(text)
        .iter()
        .fold(String::new(), |mut hex, byte| {
            // Writing to a string can't fail.
            let _ = write!(hex, "{byte:02x}");
            hex
        })
}
