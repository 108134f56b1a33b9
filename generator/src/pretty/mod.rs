//! The layout of Rust code: tokens to text, as rustfmt formats it.
//!
//! Generated code uses a small part of Rust's syntax. `parse` reads the tokens into a tree of that part,
//! and `layout` writes the tree with the rules of rustfmt, so that neither rustfmt nor a parser of all
//! of Rust has to run. Code with other syntax goes through `fallback`, and rustfmt formats it later.

mod fallback;
mod layout;
mod parallel;
mod parse;
mod tree;

use proc_macro2::TokenStream;

use crate::tokens::Tokens;

/// The width of the lines of examples in documentation, which are indented and start with `///`.
const EXAMPLE_WIDTH: usize = 92;

/// Items as text.
#[derive(Debug)]
pub(crate) struct Text {
    pub(crate) text: String,
    /// Whether the text is as rustfmt formats it.
    pub(crate) is_formatted: bool,
}

/// Returns the items of each file as text, with blank lines between them.
pub(crate) fn files(files: Vec<Tokens>) -> impl Iterator<Item = Result<Text, syn::Error>> {
    let texts = parallel::map(&files, |tokens| {
        parse::items(tokens.cursor()).and_then(layout::items)
    });
    files.into_iter().zip(texts).map(|(tokens, text)| {
        let is_formatted = text.is_some();
        let text = match text {
            Some(text) => text,
            None => fallback::items(tokens.into_stream()?)?,
        };
        Ok(Text { text, is_formatted })
    })
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

#[cfg(test)]
mod tests {
    use quote::quote;

    use super::*;

    fn text(items: TokenStream) -> Option<Text> {
        files(vec![Tokens::new(items)]).next()?.ok()
    }

    #[test]
    fn known_syntax_is_formatted() {
        let found = text(quote! {
            use super::{B, A};
            pub struct Pet { pub name: String, }
            impl Pet { pub fn name(&self) -> &str { self.name.as_str() } }
        });
        let found = found.map(|text| (text.text, text.is_formatted));
        let expected = "use super::{A, B};\n\npub struct Pet {\n    pub name: String,\n}\n\n\
                        impl Pet {\n    pub fn name(&self) -> &str {\n        self.name.as_str()\n    }\n}\n";
        assert_eq!(found, Some((expected.to_owned(), true)));
    }

    #[test]
    fn other_syntax_is_left_to_rustfmt() {
        let found = text(quote!(
            pub fn run<T>(value: T)
            where
                T: 'static,
            {
                loop {}
            }
        ));
        let found = found.map(|text| (text.text.contains("T: 'static"), text.is_formatted));
        assert_eq!(found, Some((true, false)));
    }

    #[test]
    fn invalid_code_is_an_error() {
        assert!(text(quote!(pub fn)).is_none());
    }
}
