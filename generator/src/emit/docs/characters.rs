//! The characters of a source that are kept.

use std::borrow::Cow;

use crate::characters::is_directional;

/// Returns a source without what can't be seen, with every line ending as `\n`, and without
/// indentation that all of its lines share.
pub(super) fn source(text: &str) -> String {
    let text = match is_plain(text) {
        true => Cow::Borrowed(text),
        false => Cow::Owned(visible(
            &text
                .replace("\r\n", "\n")
                .replace(['\r', '\u{85}', '\u{2028}', '\u{2029}'], "\n"),
        )),
    };
    let indentation = |line: &str| line.len() - line.trim_start_matches(' ').len();
    let lines = text.lines().filter(|line| !line.trim().is_empty());
    let shared = lines.map(indentation).min().unwrap_or_default();
    text.lines()
        .flat_map(|line| [line.get(shared..).unwrap_or_default(), "\n"])
        .collect()
}

/// Returns a text without the characters that show nothing or change how others are shown:
/// controls, bidirectional marks and byte-order marks. Tabs and line feeds stay.
pub(crate) fn visible(text: &str) -> String {
    if is_plain(text) {
        return text.to_owned();
    }
    text.chars().filter(|&c| !is_hidden(c)).collect()
}

/// Whether a text has nothing but visible characters of ASCII, tabs and line feeds, as nearly all texts.
fn is_plain(text: &str) -> bool {
    let is_plain = |byte: u8| matches!(byte, b' '..=b'~' | b'\t' | b'\n');
    text.bytes().all(is_plain)
}

fn is_hidden(c: char) -> bool {
    let is_control = c.is_control() && !matches!(c, '\t' | '\n');
    is_control || c == '\u{feff}' || is_directional(c)
}
