//! Elements with commas between them.

use proc_macro2::Delimiter;

use crate::tokens::Cursor;

/// Parses everything in a group as elements with commas between them. Also returns whether the last
/// one has a comma.
pub(super) fn separated<'t, T>(
    cursor: &mut Cursor<'t>,
    mut element: impl FnMut(&mut Cursor<'t>) -> Option<T>,
) -> Option<(Vec<T>, bool)> {
    let mut elements = Vec::new();
    let mut ends_with_comma = false;
    while !cursor.is_empty() {
        elements.push(element(cursor)?);
        ends_with_comma = cursor.eat(",");
        if !ends_with_comma && !cursor.is_empty() {
            return None;
        }
    }
    Some((elements, ends_with_comma))
}

/// Parses elements in parentheses, with commas between them.
pub(super) fn parenthesized<'t, T>(
    cursor: &mut Cursor<'t>,
    element: impl FnMut(&mut Cursor<'t>) -> Option<T>,
) -> Option<Vec<T>> {
    let mut inner = cursor.group(Delimiter::Parenthesis)?;
    separated(&mut inner, element).map(|(elements, _)| elements)
}
