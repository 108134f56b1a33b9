//! Sets the checksum and the version in the manifest, and keeps its comments and its order.

use super::problem;
use crate::diff::DiffProblem;
use crate::report::CommandError;

/// Returns the text of a manifest for a new version of the document with this index.
///
/// A document without `sha256` stays without one.
pub(super) fn edit(
    text: &str,
    index: usize,
    module: &str,
    sha256: &str,
    version: &str,
) -> Result<String, CommandError> {
    let (mut table, mut documents) = (String::new(), 0);
    let mut is_versioned = false;
    let mut lines = Vec::new();
    for line in text.split_inclusive('\n') {
        let trimmed = line.trim();
        if trimmed.starts_with('[') && trimmed.ends_with(']') {
            trimmed.clone_into(&mut table);
            documents += usize::from(trimmed == "[[document]]");
        }
        let is_document = table == "[[document]]" && documents == index + 1;
        let edited = match key(trimmed) {
            Some("sha256") if is_document => replaced(line, sha256),
            Some("version") if table == "[package]" => {
                is_versioned = true;
                replaced(line, version)
            }
            _ => None,
        };
        lines.push(edited.unwrap_or_else(|| line.to_owned()));
    }
    match is_versioned {
        true => Ok(lines.concat()),
        false => Err(problem(DiffProblem::NoKey {
            key: "version",
            module: module.to_owned(),
        })),
    }
}

fn key(line: &str) -> Option<&str> {
    Some(line.split_once('=')?.0.trim())
}

/// Returns a line with another string as its value.
fn replaced(line: &str, value: &str) -> Option<String> {
    let start = line.find('"')? + 1;
    let end = start + line.get(start..)?.find('"')?;
    Some(format!("{}{value}{}", line.get(..start)?, line.get(end..)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_checksum_and_the_version_change() {
        let text = "# Ours.\n[package]\nversion = \"0.1.0\" # released\n\n[[document]]\nsha256 = \"a\"\n\
                    \n[[document]]\nmodule = \"v2\"\nsha256 = \"b\"\n\n[document.types]\nversion = \"Version\"\n";
        let edited = edit(text, 1, "v2", "c", "0.2.0").ok();
        let expected = text
            .replace("\"b\"", "\"c\"")
            .replace("\"0.1.0\"", "\"0.2.0\"");
        assert_eq!(edited, Some(expected));
    }
}
