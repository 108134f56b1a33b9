//! Whether a document is the one that was meant.

use std::fmt::Write;

use sha2::{Digest, Sha256};

use super::DocumentSource;
use super::problem::TextProblem;
use crate::diagnostics::{Diagnostics, Place};

/// Returns the SHA-256 of the document's text in lower-case hexadecimal, and reports an error when
/// another was expected.
pub(super) fn check(source: &DocumentSource, diagnostics: &mut Diagnostics) -> String {
    let actual = sha256(&source.text.text);
    if let Some(expected) = &source.sha256
        && !expected.trim().eq_ignore_ascii_case(&actual)
    {
        diagnostics.report(
            Place::file(&source.text.name),
            TextProblem::Checksum {
                expected: expected.clone(),
                actual: actual.clone(),
            },
        );
    }
    actual
}

fn sha256(text: &str) -> String {
    Sha256::digest(text)
        .iter()
        .fold(String::new(), |mut hex, byte| {
            // Writing to a string can't fail.
            let _ = write!(hex, "{byte:02x}");
            hex
        })
}
