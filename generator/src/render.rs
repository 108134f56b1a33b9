//! Renders the model of a crate's files to text.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::sync::Arc;

use crate::diagnostics::{Diagnostics, Location, problems};
use crate::pretty::{self, Text};
use crate::source::{Cfg, SourceFile, Tree, ident, ident_path};
use crate::tokens::Tokens;
use proc_macro2::TokenStream;
use quote::quote;

/// The files of a crate as text.
#[derive(Debug, Default)]
pub(crate) struct Rendered {
    /// The content of every file, by its path.
    pub(crate) files: BTreeMap<String, Vec<u8>>,
    /// The Rust files that rustfmt may change.
    pub(crate) unformatted: BTreeSet<String>,
}

/// Returns the text of every file of a crate.
pub(crate) fn tree(tree: Tree, diagnostics: &mut Diagnostics) -> Rendered {
    let mut rendered = Rendered::default();
    for (path, text) in tree.plain {
        // Programs are copies of what a person wrote.
        if path.starts_with("examples/") && path.ends_with(".rs") {
            rendered.unformatted.insert(path.clone());
        }
        rendered.files.insert(path, text.into_bytes());
    }
    let (starts, items): (Vec<_>, Vec<_>) = tree.rust.into_iter().map(split).unzip();
    for ((path, start), text) in starts.into_iter().zip(pretty::files(items)) {
        let location = Location::file(&Arc::from(path.as_str()));
        let added = text
            .map_err(RenderProblem::NotRust)
            .and_then(|text| rendered.add(path, start, &text));
        if let Err(problem) = added {
            diagnostics.report(location, problem);
        }
    }
    rendered
}

impl Rendered {
    fn add(&mut self, path: String, start: String, items: &Text) -> Result<(), RenderProblem> {
        if !items.is_formatted {
            self.unformatted.insert(path.clone());
        }
        let text = start + &items.text;
        match self.files.insert(path, text.into_bytes()) {
            Some(_) => Err(RenderProblem::SamePath),
            None => Ok(()),
        }
    }
}

problems! {
    /// A bug of this library, never a mistake in a document.
    #[derive(Debug)]
    pub(crate) enum RenderProblem {
        #[error("the generated code is not valid Rust: {0}")]
        #[problem(Error, "not-rust", "this is a bug in sdksmith; please report it with the document")]
        NotRust(syn::Error),
        #[error("two generated files have the same path")]
        #[problem(Error, "same-path", "this is a bug in sdksmith; please report it with the document")]
        SamePath,
    }
}

/// Returns a file's path, its text up to the first import or item, and these.
fn split(file: SourceFile) -> ((String, String), Tokens) {
    let start = start(&file);
    let mut tokens = Tokens::new(imports(&file).into_iter().collect());
    tokens.append(file.items);
    ((file.path, start), tokens)
}

/// Returns the start of a file: the header as comments, its documentation and its attributes.
fn start(file: &SourceFile) -> String {
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
    text
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
