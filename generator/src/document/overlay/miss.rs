//! The point at which the target of an action leaves a document.

use serde_json::Value;
use serde_json_path::JsonPath;

use super::problem::Miss;
use crate::document::problem::kind;

/// The number of keys that a message lists, at most.
const MAX_KEYS: usize = 8;

/// Finds the first segment of a path that matches nothing.
pub(super) fn of(target: &str, document: &Value) -> Option<Miss> {
    let ends = segment_ends(target);
    let matched = |end: usize| {
        let path = JsonPath::parse(target.get(..end)?).ok()?;
        path.query(document).first()
    };
    let (index, found) = ends
        .iter()
        .enumerate()
        .rev()
        .find_map(|(index, end)| Some((index, matched(*end)?)))?;
    let (start, end) = (*ends.get(index)?, *ends.get(index + 1)?);
    Some(Miss {
        prefix: target.get(..start)?.to_owned(),
        segment: target.get(start..end)?.to_owned(),
        found: described(found),
    })
}

/// Returns the ends of the root identifier and of the segments in a JSONPath.
fn segment_ends(path: &str) -> Vec<usize> {
    let mut ends = Vec::new();
    let (mut depth, mut delimiter, mut is_escaped, mut previous) = (0_usize, None, false, '$');
    for (index, char) in path.char_indices().skip(1) {
        let starts = delimiter.is_none() && depth == 0;
        if starts && matches!(char, '.' | '[') && previous != '.' {
            ends.push(index);
        }
        match (delimiter, char) {
            (Some(_), _) if is_escaped => is_escaped = false,
            (Some(_), '\\') => is_escaped = true,
            (Some(open), char) if open == char => delimiter = None,
            (Some(_), _) => {}
            (None, '"' | '\'') => delimiter = Some(char),
            (None, '[') => depth += 1,
            (None, ']') => depth = depth.saturating_sub(1),
            (None, _) => {}
        }
        previous = char;
    }
    ends.push(path.len());
    ends
}

/// Returns the type of a value, and its keys or its length.
fn described(value: &Value) -> String {
    match value {
        Value::Object(members) if !members.is_empty() => {
            let keys = members.keys().take(MAX_KEYS);
            let keys: Vec<_> = keys.map(|key| format!("`{key}`")).collect();
            let more = members.len() - keys.len();
            let more = match more {
                0 => String::new(),
                more => format!(" and {more} more"),
            };
            format!("an object with {}{more}", keys.join(", "))
        }
        Value::Array(items) if items.len() == 1 => "an array with 1 item".to_owned(),
        Value::Array(items) => format!("an array with {} items", items.len()),
        value => kind(value).to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn the_first_segment_without_a_match_is_found() {
        let document = json!({ "paths": { "/a.b": { "get": { "tags": ["x"] } } }, "info": {} });
        let miss = |target| of(target, &document).map(|miss| (miss.prefix, miss.segment));
        for (target, prefix, segment) in [
            ("$.path['/a']", "$", ".path"),
            ("$.paths['/a.c'].get", "$.paths", "['/a.c']"),
            ("$.paths['/a.b'].post.tags[0]", "$.paths['/a.b']", ".post"),
            ("$.paths[?@.x == ']'].get", "$.paths", "[?@.x == ']']"),
            ("$..summary", "$", "..summary"),
            ("$..get.tags[1]", "$..get.tags", "[1]"),
        ] {
            let expected = (prefix.to_owned(), segment.to_owned());
            assert_eq!(miss(target), Some(expected), "{target}");
        }
    }
}
