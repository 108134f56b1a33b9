//! Tokens to the syntax tree. Everything returns `None` on syntax that generated code does not use.

mod attribute;
mod expr;
mod item;
mod path;
mod separated;

use super::tree::{Item, Statement};
use crate::tokens::Cursor;

/// Parses the items of a file.
pub(super) fn items<'t>(mut cursor: Cursor<'t>) -> Option<Vec<Item<'t>>> {
    item::items(&mut cursor)
}

/// Parses the statements of a block.
pub(super) fn statements<'t>(mut cursor: Cursor<'t>) -> Option<Vec<Statement<'t>>> {
    expr::statements(&mut cursor)
}
