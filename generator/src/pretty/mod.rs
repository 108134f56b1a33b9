//! The layout of Rust code: tokens to text, as rustfmt formats it.
//!
//! Generated code uses a small part of Rust's syntax. `parse` reads the tokens into a tree of that part,
//! and `layout` writes the tree with the rules of rustfmt, so that neither rustfmt nor a parser of all
//! of Rust has to run. Code with other syntax goes through `fallback`, and rustfmt formats it later.

mod fallback;
mod layout;
mod parse;
mod tokens;
mod tree;

use proc_macro2::TokenStream;

use self::tokens::Tokens;

/// The width of the lines of examples in documentation, which are indented and start with `///`.
const EXAMPLE_WIDTH: usize = 92;

/// Items as text.
#[derive(Debug)]
pub(crate) struct Text {
    pub(crate) text: String,
    /// Whether the text is as rustfmt formats it.
    pub(crate) is_formatted: bool,
}

/// Returns items as text, with blank lines between them.
pub(crate) fn items(items: TokenStream) -> Result<Text, syn::Error> {
    let tokens = Tokens::new(items.clone());
    let formatted = parse::items(tokens.cursor()).and_then(layout::items);
    let is_formatted = formatted.is_some();
    let text = match formatted {
        Some(text) => text,
        None => fallback::items(items)?,
    };
    Ok(Text { text, is_formatted })
}

/// Returns statements as lines without indentation, or nothing if they aren't Rust.
pub(crate) fn statements(body: &TokenStream) -> Option<Vec<String>> {
    let tokens = Tokens::new(body.clone());
    let formatted = parse::statements(tokens.cursor());
    match formatted.and_then(|body| layout::statements(&body, EXAMPLE_WIDTH)) {
        Some(text) => Some(text.lines().map(str::to_owned).collect()),
        None => fallback::statements(body),
    }
}
