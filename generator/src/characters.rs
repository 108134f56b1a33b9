//! Characters that change how others are shown.

/// Whether a character changes the order in which others are shown.
pub(crate) fn is_directional(char: char) -> bool {
    matches!(
        char,
        '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
    )
}
