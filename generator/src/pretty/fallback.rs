//! The layout of any Rust code, close to that of rustfmt. Nothing else calls prettyplease.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::quote;
use syn::spanned::Spanned;

/// Returns items as text, with blank lines between them.
pub(super) fn items(items: TokenStream) -> Result<String, syn::Error> {
    let parsed: syn::File = syn::parse2(items)?;
    spaced(&prettyplease::unparse(&parsed))
}

/// Returns statements as lines without indentation, or nothing if they aren't Rust.
pub(super) fn statements(body: &TokenStream) -> Option<Vec<String>> {
    let parsed: syn::File = syn::parse2(quote!(fn main() { #body })).ok()?;
    let text = prettyplease::unparse(&parsed);
    let lines = text.lines().skip(1).filter(|line| *line != "}");
    Some(
        lines
            .map(|line| line.strip_prefix("    ").unwrap_or(line).to_owned())
            .collect(),
    )
}

/// Inserts blank lines between items, except between related one-line items, and between the
/// functions of an `impl` and between fields.
fn spaced(code: &str) -> Result<String, syn::Error> {
    let parsed: syn::File = syn::parse_str(code)?;
    let mut breaks = BTreeSet::new();
    between(&parsed.items, group_of_item, &mut breaks);
    for item in &parsed.items {
        match item {
            syn::Item::Impl(item) => between(&item.items, group_of_member, &mut breaks),
            syn::Item::Struct(syn::ItemStruct {
                fields: syn::Fields::Named(fields),
                ..
            }) => {
                let fields: Vec<_> = fields.named.iter().collect();
                between(&fields, |_| None, &mut breaks);
            }
            _ => {}
        }
    }
    let mut text = String::with_capacity(code.len() + breaks.len());
    for (index, line) in code.lines().enumerate() {
        if breaks.contains(&(index + 1)) {
            text.push('\n');
        }
        text.push_str(line);
        text.push('\n');
    }
    Ok(text)
}

/// Marks the first line of each node, except the first node and those in the group of their
/// predecessor.
fn between<T: Spanned>(
    nodes: &[T],
    group: impl Fn(&T) -> Option<u8>,
    breaks: &mut BTreeSet<usize>,
) {
    for pair in nodes.windows(2) {
        if let [before, node] = pair {
            let together = group(node).is_some() && group(node) == group(before);
            if !together {
                breaks.insert(node.span().start().line);
            }
        }
    }
}

/// Returns the group of a one-line item.
fn group_of_item(item: &syn::Item) -> Option<u8> {
    match item {
        syn::Item::Mod(item) if item.attrs.is_empty() => Some(0),
        syn::Item::Use(item) => Some(match (&item.vis, first_segment(&item.tree)) {
            (syn::Visibility::Inherited, Some("std")) => 1,
            (syn::Visibility::Inherited, Some("crate" | "super")) => 2,
            (syn::Visibility::Inherited, _) => 3,
            (_, Some("crate")) => 4,
            _ => 5,
        }),
        _ => None,
    }
}

fn first_segment(tree: &syn::UseTree) -> Option<&str> {
    match tree {
        syn::UseTree::Path(path) => match path.ident.to_string().as_str() {
            "std" => Some("std"),
            "crate" => Some("crate"),
            "super" => Some("super"),
            _ => None,
        },
        _ => None,
    }
}

fn group_of_member(item: &syn::ImplItem) -> Option<u8> {
    match item {
        syn::ImplItem::Type(_) => Some(0),
        _ => None,
    }
}
