//! Facts of a text that hold before it is read.

use crate::diagnostics::Position;

/// The text without a byte order mark.
pub(super) fn content(text: &str) -> &str {
    text.strip_prefix('\u{feff}').unwrap_or(text)
}

/// Whether a text is JSON: an object that begins with a quoted key. Anything else is YAML, which
/// writes objects in braces too.
pub(super) fn is_json(content: &str) -> bool {
    let inside = content.trim_start().strip_prefix('{').map(str::trim_start);
    inside.is_some_and(|inside| inside.starts_with(['"', '}']))
}

/// The line and column of a byte, or of what comes first after it that isn't white space.
pub(super) fn position(content: &str, offset: usize) -> Option<Position> {
    let rest = content.get(offset..)?;
    let start = offset + (rest.len() - rest.trim_start().len());
    let before = content.get(..start)?;
    let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
    Some(Position {
        line: before.matches('\n').count() + 1,
        column: before.get(line_start..)?.chars().count() + 1,
    })
}
