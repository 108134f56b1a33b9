//! Excerpts: the line of the input that a problem is about.

/// The line of a location, or the part of a long line that surrounds it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Excerpt {
    /// The text. An ellipsis stands for what is cut off.
    pub text: String,
    /// The bytes of the text that the problem is about: from the first, up to but not including the second.
    pub marked: (usize, usize),
}

/// The number of characters of a line that an excerpt shows on either side of a column, at most.
const CONTEXT: usize = 60;

/// Stands for the part of a line that is cut off.
const ELLIPSIS: &str = "…";

impl Excerpt {
    /// Returns the part of a line around a column, which is counted in characters from 1.
    pub(super) fn new(line: &str, column: usize) -> Option<Self> {
        let line = line.trim_end();
        let index = column.saturating_sub(1);
        let (start, _) = line.char_indices().nth(index)?;
        let end = start + marked_length(line.get(start..)?);
        let from = match index.checked_sub(CONTEXT) {
            Some(skipped) => line.char_indices().nth(skipped)?.0,
            None => 0,
        };
        let mut rest = line.get(start..)?.char_indices();
        let to = rest
            .nth(CONTEXT)
            .map_or(line.len(), |(length, _)| start + length);
        let (before, after) = (line.get(from..start)?, line.get(start..to)?);
        let cut = |is_cut: bool| if is_cut { ELLIPSIS } else { "" };
        let text = format!("{}{before}{after}{}", cut(from > 0), cut(to < line.len()));
        let start = text.len() - cut(to < line.len()).len() - after.len();
        let end = start + (end.min(to) - (to - after.len()));
        Some(Self {
            text,
            marked: (start, end),
        })
    }
}

/// Returns the length of the key or value that a text starts with.
fn marked_length(text: &str) -> usize {
    let mut is_escaped = false;
    let first = text.chars().next();
    for (index, char) in text.char_indices().skip(1) {
        match (first, char) {
            (Some('"' | '\''), _) if is_escaped => is_escaped = false,
            (Some('"'), '\\') => is_escaped = true,
            (Some(delimiter @ ('"' | '\'')), char) if delimiter == char => return index + 1,
            (Some('"' | '\''), _) => {}
            (_, ':' | ',' | ']' | '}' | '{' | '[') => return index,
            (_, char) if char.is_whitespace() => return index,
            _ => {}
        }
    }
    text.len().max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(line: &str, column: usize) -> (String, String) {
        let found = Excerpt::new(line, column).expect("the column is inside");
        let (start, end) = found.marked;
        (found.text[start..end].to_owned(), found.text)
    }

    #[test]
    fn keys_and_values_are_marked() {
        for (line, column, expected) in [
            ("  title: Pets", 3, "title"),
            (r#"{"a\"b":1}"#, 2, r#""a\"b""#),
            ("- $ref: '#/a'", 9, "'#/a'"),
            ("größe: 1", 1, "größe"),
            ("[1, 22]", 5, "22"),
            ("x", 1, "x"),
        ] {
            assert_eq!(marked(line, column).0, expected, "{line}");
        }
    }

    #[test]
    fn long_lines_are_cut_around_the_column() {
        let line = format!("{{{}\"key\":1{}}}", "ä".repeat(5000), "b".repeat(5000));
        let (key, text) = marked(&line, 5002);
        assert_eq!(key, "\"key\"");
        assert!(text.starts_with("…ä") && text.ends_with("b…"), "{text}");
        assert!(text.chars().count() < 2 * CONTEXT + 10, "{text}");
        let (whole, text) = marked(&"c".repeat(500), 1);
        assert_eq!(text, format!("{whole}…"));
    }

    #[test]
    fn columns_outside_a_line_have_no_excerpt() {
        assert_eq!(Excerpt::new("short", 9), None);
        assert_eq!(Excerpt::new("", 1), None);
    }
}
