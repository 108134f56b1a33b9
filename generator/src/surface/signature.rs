//! Types and signatures as text, independent of the imports of a file.

use std::collections::BTreeMap;

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use quote::ToTokens;

/// Imported names to the paths that they name.
pub(super) type Imports = BTreeMap<String, String>;

/// Returns code on one line, with the names of other crates and of the runtime by their paths.
pub(super) fn text(code: &impl ToTokens, imports: &Imports) -> String {
    let mut spaced = String::new();
    write(code.to_token_stream(), imports, &mut spaced);
    CLOSE
        .iter()
        .fold(spaced.trim().to_owned(), |text, (from, to)| {
            text.replace(from, to)
        })
}

/// Tokens without spaces beside them.
const CLOSE: &[(&str, &str)] = &[
    (" ::", "::"),
    (":: ", "::"),
    (" <", "<"),
    ("< ", "<"),
    (" >", ">"),
    (" ,", ","),
    ("& ", "&"),
    ("( ", "("),
    (" )", ")"),
    ("fn (", "fn("),
    ("[ ", "["),
    (" ]", "]"),
    (" ;", ";"),
    (" :", ":"),
    (",)", ")"),
];

fn write(tokens: TokenStream, imports: &Imports, text: &mut String) {
    for token in tokens {
        match token {
            TokenTree::Group(group) => {
                let (open, close) = match group.delimiter() {
                    Delimiter::Parenthesis => ("(", ")"),
                    Delimiter::Brace => ("{", "}"),
                    Delimiter::Bracket => ("[", "]"),
                    Delimiter::None => ("", ""),
                };
                text.push_str(open);
                text.push(' ');
                write(group.stream(), imports, text);
                text.push_str(close);
                text.push(' ');
            }
            TokenTree::Ident(ident) => {
                let name = ident.to_string();
                let is_first = !text.ends_with(":: ");
                let path = imports.get(&name).filter(|_| is_first);
                text.push_str(path.unwrap_or(&name));
                text.push(' ');
            }
            TokenTree::Punct(punct) => {
                text.push(punct.as_char());
                if punct.spacing() == proc_macro2::Spacing::Alone {
                    text.push(' ');
                }
            }
            TokenTree::Literal(literal) => {
                text.push_str(&literal.to_string());
                text.push(' ');
            }
        }
    }
}

/// Returns the arguments of a signature, each with its type.
pub(super) fn arguments(signature: &str) -> Vec<(&str, &str)> {
    let inner = signature.strip_prefix('(').and_then(|rest| {
        let end = matching_end(rest)?;
        rest.get(..end)
    });
    let parts = inner.map(split_top).unwrap_or_default();
    parts
        .into_iter()
        .filter_map(|part| part.split_once(": "))
        .collect()
}

/// Returns the index of the parenthesis that closes a list whose opening one precedes the text.
fn matching_end(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, char) in text.char_indices() {
        match char {
            '(' => depth += 1,
            ')' if depth == 0 => return Some(at),
            ')' => depth -= 1,
            _ => {}
        }
    }
    None
}

/// Returns the parts between the commas outside of brackets.
fn split_top(text: &str) -> Vec<&str> {
    let (mut depth, mut start, mut parts) = (0_i32, 0, Vec::new());
    let mut previous = ' ';
    for (at, char) in text.char_indices() {
        match char {
            '(' | '<' | '[' => depth += 1,
            '>' if previous == '-' => {}
            ')' | '>' | ']' => depth -= 1,
            ',' if depth == 0 => {
                parts.push(text[start..at].trim());
                start = at + 1;
            }
            _ => {}
        }
        previous = char;
    }
    parts.push(text[start..].trim());
    parts.retain(|part| !part.is_empty());
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_are_written_with_the_usual_spaces() {
        let imports = Imports::from([("Date".to_owned(), "jiff::civil::Date".to_owned())]);
        for (code, written) in [
            ("Vec < Option<Date> >", "Vec<Option<jiff::civil::Date>>"),
            ("other::Date", "other::Date"),
            ("fn(&Pet) -> bool", "fn(&Pet) -> bool"),
            (
                "impl IntoIterator<Item = impl Into<String>>",
                "impl IntoIterator<Item = impl Into<String>>",
            ),
        ] {
            let parsed = syn::parse_str::<syn::Type>(code);
            let found = parsed.map(|ty| text(&ty, &imports));
            assert_eq!(found.ok().as_deref(), Some(written));
        }
    }

    #[test]
    fn arguments_are_split_between_brackets() {
        let signature = "(a: BTreeMap<String, i64>, b: fn(&A, B) -> C) -> Self";
        assert_eq!(
            arguments(signature),
            [("a", "BTreeMap<String, i64>"), ("b", "fn(&A, B) -> C")]
        );
        assert!(arguments("()").is_empty());
    }
}
