//! A Rust file in the making: its documentation, what it imports, its items.
//!
//! Who prints a name from elsewhere asks the file for it, and so the `use` lines are exactly what
//! the items need.

use std::collections::BTreeMap;

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use crate::ir::{Api, Module, Name, RESERVED_TYPES, Shape, Type, TypeDef, TypeId};

use super::gate::Gate;
use super::scalar;

/// A Rust file in the making.
#[derive(Debug)]
pub(crate) struct File {
    /// The path inside the crate: `src/v1/bulk_eligibility.rs`.
    pub(crate) path: String,
    /// The module's documentation.
    pub(crate) docs: Vec<String>,
    /// Names by the path that they are imported from, each with what its users need.
    pub(crate) imports: BTreeMap<String, BTreeMap<String, Gate>>,
    /// How deep the compiler may go, for the root of a crate where its default doesn't do.
    pub(crate) recursion_limit: Option<usize>,
    /// The items, in reading order.
    pub(crate) items: Vec<TokenStream>,
    /// What the items need that are being added.
    gate: Gate,
}

impl File {
    pub(super) fn new(path: impl Into<String>, docs: Vec<String>) -> Self {
        Self {
            path: path.into(),
            docs,
            imports: BTreeMap::new(),
            recursion_limit: None,
            items: Vec::new(),
            gate: Gate::default(),
        }
    }

    /// Puts all that is added from here on behind this gate.
    pub(super) fn enter(&mut self, gate: Gate) {
        self.gate = gate;
    }

    /// A name from the given module path.
    pub(super) fn import(&mut self, from: &str, name: &str) -> Ident {
        self.imports
            .entry(from.to_owned())
            .or_default()
            .entry(name.to_owned())
            .and_modify(|gate| gate.or(&self.gate))
            .or_insert_with(|| self.gate.clone());
        ident(name)
    }

    /// A name of the runtime: imported if no type of a module can have it, else behind `runtime`.
    pub(super) fn runtime(&mut self, name: &str) -> TokenStream {
        if RESERVED_TYPES.contains(&name) {
            let name = self.import("crate::runtime", name);
            return quote!(#name);
        }
        let (runtime, name) = (self.runtime_module(), ident(name));
        quote!(#runtime::#name)
    }

    /// The runtime itself, for macros and for paths inside attributes.
    pub(super) fn runtime_module(&mut self) -> Ident {
        self.import("crate", "runtime")
    }

    pub(super) fn push(&mut self, item: TokenStream) {
        let gate = self.gate.attribute();
        self.items.push(quote!(#gate #item));
    }
}

/// Where a file stands among the types of its module.
#[derive(Clone, Copy, Debug)]
pub(super) struct Context<'a> {
    pub(super) api: &'a Api,
    pub(super) module: &'a Module,
    /// The resource whose file it is; none for the file of shared types.
    pub(super) home: Option<usize>,
}

impl<'a> Context<'a> {
    pub(super) fn def(&self, id: TypeId) -> &'a TypeDef {
        self.module.get(id)
    }

    /// A type as it is written in this file.
    pub(super) fn ty(&self, file: &mut File, ty: &Type) -> TokenStream {
        match ty {
            Type::Scalar(scalar) => scalar::ty(file, *scalar),
            Type::Json => path(file.import("serde_json", "Value")),
            Type::JsonObject => {
                let map = file.import("serde_json", "Map");
                let value = file.import("serde_json", "Value");
                quote!(#map<String, #value>)
            }
            Type::Binary => file.runtime("Body"),
            Type::File => file.runtime("Part"),
            Type::Form => file.runtime("Form"),
            Type::Sid(id) => path(file.import("crate::sid", self.api.sids[id.0].name.as_str())),
            Type::Named(id) => match &self.def(*id).shape {
                // The identifier's own name says more than the schema's.
                Shape::Alias(sid @ Type::Sid(_)) => self.ty(file, sid),
                _ => path(self.named(file, *id)),
            },
            Type::List(inner) => {
                let inner = self.ty(file, inner);
                quote!(Vec<#inner>)
            }
            Type::Map(inner) => {
                let map = file.import("std::collections", "BTreeMap");
                let inner = self.ty(file, inner);
                quote!(#map<String, #inner>)
            }
        }
    }

    /// The name of a type of this module, imported if it lives in another file.
    pub(super) fn named(&self, file: &mut File, id: TypeId) -> Ident {
        let def = self.def(id);
        if def.home == self.home {
            name_ident(&def.name)
        } else {
            file.import("super", def.name.as_str())
        }
    }
}

fn path(ident: Ident) -> TokenStream {
    quote!(#ident)
}

/// An identifier of our own.
pub(crate) fn ident(name: &str) -> Ident {
    match name.strip_prefix("r#") {
        Some(raw) => Ident::new_raw(raw, Span::call_site()),
        None => Ident::new(name, Span::call_site()),
    }
}

/// An identifier that a scope gave out.
pub(super) fn name_ident(name: &Name) -> Ident {
    ident(name.as_str())
}

/// `#[doc]` attributes, which are printed as `///` lines.
pub(super) fn doc_attributes<I>(lines: I) -> TokenStream
where
    I: IntoIterator,
    I::Item: AsRef<str>,
{
    let lines = lines.into_iter().map(|line| match line.as_ref() {
        "" => String::new(),
        line => format!(" {line}"),
    });
    quote!(#(#[doc = #lines])*)
}
