//! The syntax tree to text, in the default style of rustfmt for the 2024 edition.

mod attribute;
mod chain;
mod control;
mod expr;
mod item;
mod list;
mod path;
mod shape;
mod statement;
mod structure;
mod uses;

use super::tree::{Item, Statement};

/// Returns the items of a file.
pub(super) fn items(items: Vec<Item<'_>>) -> Option<String> {
    item::file(items)
}

/// Returns statements on lines of this width.
pub(super) fn statements(body: &[Statement<'_>], line: usize) -> Option<String> {
    item::statements(body, line)
}
