//! Renders the model of a crate's files to text.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::Arc;

use proc_macro2::TokenStream;
use quote::quote;
use thiserror::Error;

use crate::diagnostics::{Diagnostics, Location, Problem, Severity};
use crate::pretty;
use crate::source::{Cfg, SourceFile, Tree, ident, ident_path};

/// Returns the text of every file of a crate.
pub(crate) fn tree(tree: Tree, diagnostics: &mut Diagnostics) -> BTreeMap<String, Vec<u8>> {
    let mut files: BTreeMap<String, Vec<u8>> = tree
        .plain
        .into_iter()
        .map(|(path, text)| (path, text.into_bytes()))
        .collect();
    for rust in tree.rust {
        let location = Location::file(&Arc::from(rust.path.as_str()));
        let problem = match file(&rust) {
            Ok(text) => files
                .insert(rust.path, text.into_bytes())
                .map(|_| RenderProblem::SamePath),
            Err(error) => Some(RenderProblem::NotRust(error)),
        };
        if let Some(problem) = problem {
            diagnostics.report(location, problem);
        }
    }
    files
}

/// A bug of this library, never a mistake in a document.
#[derive(Debug, Error)]
pub(crate) enum RenderProblem {
    #[error("the generated code is not valid Rust: {0}")]
    NotRust(syn::Error),
    #[error("two generated files have the same path")]
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
        "this is a bug in sdksmith; please report it with the document".to_owned()
    }
}

/// Returns a file's text: the header as comments, its documentation, imports and items, with a
/// blank line between items.
fn file(file: &SourceFile) -> Result<String, syn::Error> {
    let mut items: Vec<TokenStream> = imports(file);
    items.extend(file.items.iter().cloned());
    let code = pretty::items(quote!(#(#items)*))?;
    let mut text = String::new();
    for line in &file.header {
        let _ = writeln!(text, "// {line}");
    }
    if !file.docs.is_empty() {
        text.push('\n');
    }
    for line in &file.docs {
        let _ = writeln!(text, "{}", format!("//! {line}").trim_end());
    }
    text.push('\n');
    for attribute in &file.crate_attributes {
        let _ = writeln!(text, "#![{attribute}]\n");
    }
    text.push_str(&code);
    Ok(text)
}

fn imports(file: &SourceFile) -> Vec<TokenStream> {
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

/// Returns the `use` lines for the names of one module, one for each condition.
fn import(module: &str, names: &BTreeMap<String, Cfg>) -> Vec<TokenStream> {
    let module = ident_path(module);
    let mut cfgs: Vec<&Cfg> = Vec::new();
    for cfg in names.values() {
        if !cfgs.contains(&cfg) {
            cfgs.push(cfg);
        }
    }
    let line = |cfg: &Cfg| {
        let names = names.iter().filter(|(_, found)| *found == cfg);
        let names = names.map(|(name, _)| ident(name));
        let attribute = cfg.attribute();
        quote!(#attribute use #module::{#(#names),*};)
    };
    cfgs.into_iter().map(line).collect()
}
