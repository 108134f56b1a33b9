//! The keywords without a field in the tables: those that do no harm, those that nothing is generated for, and
//! all others, which are unknown.
//!
//! A keyword of a document has an effect, is reported, or is listed in [`HARMLESS_KEYWORDS`].
//! `tests/keywords` holds that for every keyword and every position.

use serde_json::{Map, Value};

use super::grammar::Object;
use super::harmless::HARMLESS_KEYWORDS;
use super::walk::Walk;
use crate::diagnostics::Location;
use crate::document::problem::ShapeProblem;

/// The keywords of OpenAPI that nothing is generated for: the object, the keyword, and the consequence.
const NOT_GENERATED: &[(&str, &str, &str)] = &[
    ("a media type", "prefixEncoding", WHOLE),
    ("a media type", "itemEncoding", WHOLE),
    (
        "an encoding",
        "encoding",
        "the parts of a part are written as JSON",
    ),
    (
        "an encoding",
        "prefixEncoding",
        "the parts of a part are written as JSON",
    ),
    (
        "an encoding",
        "itemEncoding",
        "the parts of a part are written as JSON",
    ),
    (
        "a discriminator",
        "defaultMapping",
        "values that the mapping does not name are kept as JSON",
    ),
    (
        "a parameter",
        "allowReserved",
        "reserved characters are percent-encoded",
    ),
    ("an API key scheme", "deprecated", STILL),
    ("an HTTP authentication scheme", "deprecated", STILL),
    ("an OAuth 2 scheme", "deprecated", STILL),
    ("an OpenID Connect scheme", "deprecated", STILL),
];

const WHOLE: &str = "callers pass the whole body as bytes";
const STILL: &str = "the client offers the credentials as before";

impl Walk<'_> {
    /// Removes and reports the keywords that nothing is generated for, and reports those that are unknown. A
    /// document often repeats an unknown keyword, so each is reported once.
    pub(super) fn judge_keywords(
        &mut self,
        members: &mut Map<String, Value>,
        object: &'static Object,
        location: &Location,
    ) {
        let others = members.keys().filter(|key| is_other(key, object));
        for key in others.cloned().collect::<Vec<_>>() {
            let location = location.join(&key);
            if let Some((keyword, consequence)) = lost(&key, object) {
                if members.shift_remove(&key) == Some(Value::Bool(false)) {
                    continue;
                }
                let problem = ShapeProblem::Lossy {
                    keyword,
                    consequence,
                };
                self.report(&location, problem);
            } else {
                self.report_once(object.name, &location, &key, || {
                    ShapeProblem::UnknownKeyword {
                        meant: meant(&key, object),
                        keyword: key.clone(),
                        object: object.name,
                    }
                });
            }
        }
    }
}

/// Whether a key is none that the generator reads, and no extension or harmless keyword either.
fn is_other(key: &str, object: &'static Object) -> bool {
    let is_known = object.field(key).is_some() || is_harmless(object, key);
    lost(key, object).is_some() || (!is_known && !key.starts_with("x-"))
}

/// Returns the keyword that nothing is generated for, with the consequence.
fn lost(key: &str, object: &'static Object) -> Option<(&'static str, &'static str)> {
    let mut lost = NOT_GENERATED.iter();
    let lost = lost.find(|(name, keyword, _)| *name == object.name && *keyword == key);
    lost.map(|(_, keyword, consequence)| (*keyword, *consequence))
}

/// Whether a keyword may be ignored without a report, wherever the object stands.
fn is_harmless(object: &'static Object, key: &str) -> bool {
    let mut listed = HARMLESS_KEYWORDS.iter();
    listed.any(|harmless| {
        harmless.object == object.name
            && harmless.positions.is_empty()
            && harmless.keywords.contains(&key)
    })
}

/// Returns the keyword that a misspelt one stands for.
fn meant(key: &str, object: &'static Object) -> Option<&'static str> {
    let fields = object.fields().map(|field| field.name);
    let closest = fields
        .map(|field| (edits(key, field), field))
        .min_by_key(|(edits, _)| *edits);
    closest
        .filter(|(edits, field)| *edits <= 2 && *edits * 3 <= field.len())
        .map(|(_, field)| field)
}

/// Returns the number of characters that must be inserted, removed or replaced to turn one word into another,
/// without regard to case.
fn edits(from: &str, to: &str) -> usize {
    let from: Vec<char> = from.to_lowercase().chars().collect();
    let mut row: Vec<usize> = (0..=from.len()).collect();
    for (index, wanted) in to.to_lowercase().chars().enumerate() {
        let mut diagonal = std::mem::replace(&mut row[0], index + 1);
        for (column, found) in from.iter().enumerate() {
            let replaced = diagonal + usize::from(*found != wanted);
            diagonal = row[column + 1];
            row[column + 1] = replaced.min(diagonal + 1).min(row[column] + 1);
        }
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::super::schema::SCHEMA;
    use super::*;

    #[test]
    fn misspelt_keywords_are_recognized() {
        for (key, expected) in [
            ("maxLenght", Some("maxLength")),
            ("Type", Some("type")),
            ("requried", Some("required")),
            ("property", None),
            ("id", None),
            ("", None),
        ] {
            assert_eq!(meant(key, &SCHEMA), expected, "{key}");
        }
    }
}
