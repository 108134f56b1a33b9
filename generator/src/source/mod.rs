//! The files of a crate as a model: `emit` fills it, `render` turns it into text.
//!
//! The model knows Rust's syntax, but neither the intermediate representation nor how code is laid
//! out.

mod cfg;
mod ident;

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use crate::tokens::Tokens;
use proc_macro2::{Ident, TokenStream};

pub(crate) use cfg::Cfg;
pub(crate) use ident::{ident, ident_path};

/// The files of a crate.
#[derive(Debug)]
pub(crate) struct Tree {
    /// Rust files, still as tokens.
    pub(crate) rust: Vec<SourceFile>,
    /// The text of every other file, by its path.
    pub(crate) plain: BTreeMap<String, String>,
}

/// A Rust file as a model: its documentation, its imports, its items.
///
/// Code that prints a name from elsewhere imports it through the file, so that the `use` lines are
/// exactly those that the items need.
#[derive(Debug)]
pub(crate) struct SourceFile {
    /// The path inside the crate: `src/v1/bulk_eligibility.rs`.
    pub(crate) path: String,
    /// The lines of the comment at the top.
    pub(crate) header: Vec<String>,
    /// The module's documentation, a string for each line.
    pub(crate) docs: Vec<String>,
    /// The imported names by the path of their module, each with the condition of its users.
    pub(crate) imports: BTreeMap<String, BTreeMap<String, Cfg>>,
    /// The attributes of the crate whose root this file is, each without `#![…]`.
    pub(crate) crate_attributes: Vec<String>,
    /// The items, in reading order.
    pub(crate) items: Tokens,
    /// The names of the module that the file belongs to, which nothing is imported under.
    local: Rc<BTreeSet<String>>,
    /// The condition of the items that are being added.
    cfg: Cfg,
}

impl SourceFile {
    /// Creates a file without imports and items.
    pub(crate) fn new(path: impl Into<String>, docs: Vec<String>) -> Self {
        Self {
            path: path.into(),
            header: Vec::new(),
            docs,
            imports: BTreeMap::new(),
            crate_attributes: Vec::new(),
            items: Tokens::default(),
            local: Rc::default(),
            cfg: Cfg::default(),
        }
    }

    /// Sets the names of the module that the file belongs to.
    pub(crate) fn with_local(mut self, names: &Rc<BTreeSet<String>>) -> Self {
        self.local = Rc::clone(names);
        self
    }

    /// Whether the module has something of this name itself.
    pub(crate) fn is_local(&self, name: &str) -> bool {
        self.local.contains(name)
    }

    /// Sets the condition of the items and imports that are added from here on.
    pub(crate) fn set_cfg(&mut self, cfg: Cfg) {
        self.cfg = cfg;
    }

    /// Imports a name from a module, and returns it.
    pub(crate) fn import(&mut self, from: &str, name: &str) -> Ident {
        self.imports
            .entry(from.to_owned())
            .or_default()
            .entry(name.to_owned())
            .and_modify(|cfg| cfg.or(&self.cfg))
            .or_insert_with(|| self.cfg.clone());
        ident(name)
    }

    /// Adds an item.
    pub(crate) fn push(&mut self, item: TokenStream) {
        if let Some(attribute) = self.cfg.attribute() {
            self.items.add(attribute);
        }
        self.items.add(item);
    }
}
