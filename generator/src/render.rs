//! Tokens to text. Nothing else calls prettyplease.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::sync::Arc;

use proc_macro2::TokenStream;
use quote::quote;
use syn::spanned::Spanned;
use thiserror::Error;

use crate::diagnostics::{Diagnostics, Location, Problem, Severity};
use crate::emit::{File, Gate, Tree, ident, ident_path};

/// The text of every file of a crate.
pub(crate) fn tree(tree: Tree, diagnostics: &mut Diagnostics) -> BTreeMap<String, Vec<u8>> {
    let mut files: BTreeMap<String, Vec<u8>> = tree
        .plain
        .into_iter()
        .map(|(path, text)| (path, text.into_bytes()))
        .collect();
    for rust in tree.rust {
        let path = rust.file.path.clone();
        let problem = match file(&rust.file, &rust.header) {
            Ok(text) => files
                .insert(path, text.into_bytes())
                .map(|_| RenderProblem::SamePath),
            Err(error) => Some(RenderProblem::NotRust(error)),
        };
        if let Some(problem) = problem {
            let location = Location::file(&Arc::from(rust.file.path.as_str()));
            diagnostics.report(location, problem);
        }
    }
    files
}

/// A fault of this library, never of a document.
#[derive(Debug, Error)]
enum RenderProblem {
    #[error("the generated code is not Rust: {0}")]
    NotRust(syn::Error),
    #[error("two generated files have this path")]
    SamePath,
}

impl Problem for RenderProblem {
    fn code(&self) -> &'static str {
        match self {
            Self::NotRust(_) => "not-rust",
            Self::SamePath => "same-path",
        }
    }

    fn severity(&self) -> Severity {
        Severity::Error
    }

    fn help(&self) -> String {
        "this is a fault of the generator; please report it with the document".to_owned()
    }
}

/// A file's text: the header as comments, its documentation, imports and items, with a blank line
/// between items.
fn file(file: &File, header: &str) -> Result<String, syn::Error> {
    let mut items: Vec<TokenStream> = imports(file);
    items.extend(file.items.iter().cloned());
    let parsed: syn::File = syn::parse2(quote!(#(#items)*))?;
    let mut text = String::new();
    for line in header.lines() {
        let _ = writeln!(text, "// {line}");
    }
    if !file.docs.is_empty() {
        text.push('\n');
    }
    for line in &file.docs {
        let _ = writeln!(text, "{}", format!("//! {line}").trim_end());
    }
    text.push('\n');
    if let Some(limit) = file.recursion_limit {
        let _ = writeln!(text, "#![recursion_limit = \"{limit}\"]\n");
    }
    text.push_str(&spaced(&prettyplease::unparse(&parsed))?);
    Ok(text)
}

/// Statements as lines, without indentation; none if they aren't Rust.
pub(crate) fn statements(body: &TokenStream) -> Option<Vec<String>> {
    let parsed: syn::File = syn::parse2(quote!(fn main() { #body })).ok()?;
    let text = prettyplease::unparse(&parsed);
    let lines = text.lines().skip(1).filter(|line| *line != "}");
    Some(
        lines
            .map(|line| line.strip_prefix("    ").unwrap_or(line).to_owned())
            .collect(),
    )
}

fn imports(file: &File) -> Vec<TokenStream> {
    let mut sorted: Vec<_> = file.imports.iter().collect();
    sorted.sort_by_key(|(module, _)| match module.split(':').next() {
        Some("std") => 0,
        Some("crate" | "super") => 2,
        _ => 1,
    });
    sorted
        .into_iter()
        .flat_map(|(module, names)| import(module, names))
        .collect()
}

/// The `use` lines of names from one module, one for each gate.
fn import(module: &str, names: &BTreeMap<String, Gate>) -> Vec<TokenStream> {
    let module = ident_path(module);
    let mut gates: Vec<&Gate> = Vec::new();
    for gate in names.values() {
        if !gates.contains(&gate) {
            gates.push(gate);
        }
    }
    let line = |gate: &Gate| {
        let names = names.iter().filter(|(_, found)| *found == gate);
        let names = names.map(|(name, _)| ident(name));
        let attribute = gate.attribute();
        quote!(#attribute use #module::{#(#names),*};)
    };
    gates.into_iter().map(line).collect()
}

/// The same code with a blank line before each item that has more than a line, or another kind of
/// line before it, between the functions of an `impl`, and between fields.
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

/// Marks the first lines of all nodes but the first and those of the same group as their
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

/// Items of one line that stand together.
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
