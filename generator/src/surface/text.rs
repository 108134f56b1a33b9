//! The list as text, one line for each item, for a review.

use std::collections::BTreeMap;
use std::fmt;

use serde_json::Value;
use thiserror::Error;

use super::item::{Item, ItemKind, Surface, TYPE_KINDS};
use crate::diagnostics::{Problem, Severity};

/// A line of a lock that is none.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("expected `PATH  KIND  SIGNATURE  FACTS  @ORIGIN`, found `{line}`")]
pub struct SurfaceTextProblem {
    /// The number of the line, counted from 1.
    pub number: usize,
    /// The line.
    pub line: String,
}

impl Problem for SurfaceTextProblem {
    fn code(&self) -> &'static str {
        "lock-line"
    }

    fn severity(&self) -> Severity {
        Severity::Error
    }

    fn help(&self) -> String {
        "restore the file from version control, or delete it to get the names of the rules"
            .to_owned()
    }
}

const TITLE: &str = "# The public API of this crate, one item a line: path, kind, signature, facts \
about the wire,\n# and @ the part of the document (… is that of the type). The generator writes this file and keeps the \
names\n# and orders in it.";

/// Stands for the part of the document of the type that holds the item.
const SAME: &str = "…";

const GENERATOR: &str = "# sdksmith ";

const DOCUMENT: &str = "# document ";

const OVERLAYS: &str = "# overlays ";

impl fmt::Display for Surface {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{TITLE}\n{GENERATOR}{}", self.generator)?;
        for (module, sha256) in &self.documents {
            writeln!(f, "{DOCUMENT}{module} {sha256}")?;
        }
        if !self.overlays.is_empty() {
            writeln!(f, "{OVERLAYS}{}", self.overlays)?;
        }
        writeln!(f)?;
        self.items().try_for_each(|item| {
            let shortened = self.holder_origin(item).and_then(|holder| {
                let rest = item.origin.strip_prefix(holder)?;
                rest.starts_with('/').then(|| Item {
                    origin: format!("{SAME}{rest}"),
                    ..item.clone()
                })
            });
            writeln!(f, "{}", shortened.as_ref().unwrap_or(item))
        })
    }
}

impl fmt::Display for Item {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}  {}", self.path, self.kind)?;
        if !self.signature.is_empty() {
            write!(f, "  {}", self.signature)?;
        }
        if !self.facts.is_empty() {
            let facts = serde_json::to_string(&self.facts).map_err(|_| fmt::Error)?;
            write!(f, "  {facts}")?;
        }
        if !self.origin.is_empty() {
            write!(f, "  @{}", self.origin.replace('\n', "\\n"))?;
        }
        Ok(())
    }
}

impl Surface {
    /// Reads the text of a lock.
    ///
    /// # Errors
    ///
    /// Returns an error for the first line that is no item.
    pub fn parse(text: &str) -> Result<Self, SurfaceTextProblem> {
        let mut surface = Self::default();
        for (index, line) in text.lines().enumerate() {
            if let Some(version) = line.strip_prefix(GENERATOR) {
                version.trim().clone_into(&mut surface.generator);
            }
            if let Some((module, sha256)) = document(line) {
                surface.documents.insert(module, sha256);
            }
            if let Some(sha256) = line.strip_prefix(OVERLAYS) {
                sha256.trim().clone_into(&mut surface.overlays);
            }
            if line.starts_with('#') || line.trim().is_empty() {
                continue;
            }
            let mut item = parse_line(line).ok_or_else(|| SurfaceTextProblem {
                number: index + 1,
                line: line.to_owned(),
            })?;
            if let Some(rest) = item.origin.strip_prefix(SAME) {
                let holder = surface.holder_origin(&item).unwrap_or_default();
                item.origin = format!("{holder}{rest}");
            }
            surface.add(item);
        }
        Ok(surface)
    }
}

impl Surface {
    /// Returns the part of the document of the type that holds an item. The type precedes it in the
    /// list.
    fn holder_origin(&self, item: &Item) -> Option<&str> {
        let mut kinds = TYPE_KINDS.iter();
        let holder = kinds.find_map(|&kind| self.get(item.parent(), kind))?;
        Some(holder.origin.as_str()).filter(|origin| !origin.is_empty())
    }
}

/// Returns the module and the SHA-256 of a document.
fn document(line: &str) -> Option<(String, String)> {
    let (module, sha256) = line.strip_prefix(DOCUMENT)?.trim().split_once(' ')?;
    Some((module.to_owned(), sha256.to_owned()))
}

fn parse_line(line: &str) -> Option<Item> {
    let (path, rest) = line.split_once("  ")?;
    let (kind, mut rest) = rest.split_once("  ").unwrap_or((rest, ""));
    let mut item = Item::new(path.to_owned(), ItemKind::named(kind)?, String::new());
    if !rest.is_empty() && !rest.starts_with(['{', '@']) {
        let (signature, after) = rest.split_once("  ").unwrap_or((rest, ""));
        signature.clone_into(&mut item.signature);
        rest = after;
    }
    if rest.starts_with('{') {
        let (facts, after) = parse_facts(rest)?;
        item.facts = facts;
        rest = after.trim_start();
    }
    match rest.strip_prefix('@') {
        Some(origin) => item.origin = origin.replace("\\n", "\n"),
        None if rest.is_empty() => {}
        None => return None,
    }
    Some(item)
}

/// Returns the JSON object at the start of a text, and what follows it.
fn parse_facts(text: &str) -> Option<(BTreeMap<String, String>, &str)> {
    let mut values = serde_json::Deserializer::from_str(text).into_iter::<Value>();
    let value = values.next()?.ok()?;
    let rest = text.get(values.byte_offset()..)?;
    Some((serde_json::from_value(value).ok()?, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn list_is_read_back_from_its_text() {
        let mut item = Item::new(
            "v1::Pet::new".to_owned(),
            ItemKind::Constructor,
            "(name: impl Into<String>) -> Self".to_owned(),
        );
        item.facts
            .insert("wire".to_owned(), "a  \"b\"  @c".to_owned());
        item.origin = "/components/schemas/Pet".to_owned();
        let mut surface = Surface::new();
        surface.documents = [("v1".to_owned(), "81b6".to_owned())].into();
        surface.overlays = "6d20".to_owned();
        surface.add(item);
        surface.add(Item::new("v1".to_owned(), ItemKind::Module, String::new()));
        assert_eq!(Surface::parse(&surface.to_string()), Ok(surface));
    }

    #[test]
    fn a_line_that_is_no_item_is_refused() {
        let parsed = Surface::parse("# title\nv1  module\n<<<<<<< ours\n");
        let problem = SurfaceTextProblem {
            number: 3,
            line: "<<<<<<< ours".to_owned(),
        };
        assert_eq!(parsed, Err(problem));
    }
}
