//! Texts of documents in a terminal, which obeys some characters instead of showing them.

use std::borrow::Cow;

use crate::characters::is_directional;

/// Returns a text with the characters escaped that end a line, direct a terminal, or change the order of others.
pub(crate) fn printable(text: &str) -> Cow<'_, str> {
    if !text.contains(is_directive) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 8);
    for char in text.chars() {
        match is_directive(char) {
            true => shown.extend(char.escape_debug()),
            false => shown.push(char),
        }
    }
    Cow::Owned(shown)
}

fn is_directive(char: char) -> bool {
    char.is_control() || matches!(char, '\u{2028}' | '\u{2029}') || is_directional(char)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn directives_are_escaped() {
        assert_eq!(
            printable("a\u{1b}[2J\n\u{202e}b"),
            "a\\u{1b}[2J\\n\\u{202e}b"
        );
        assert_eq!(
            printable("größe \"ä\" \\ e\u{301}"),
            "größe \"ä\" \\ e\u{301}"
        );
    }
}
