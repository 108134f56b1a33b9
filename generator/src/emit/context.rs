//! Names and types as they are written in a file, which imports what they need.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use crate::ir::{Api, Module, Name, RESERVED_TYPES, Shape, Type, TypeDef, TypeId};
use crate::source::{SourceFile, ident};

impl SourceFile {
    /// Returns a name of the runtime: imported if no type of a module can have it, else behind
    /// `runtime`.
    pub(super) fn runtime(&mut self, name: &str) -> TokenStream {
        if RESERVED_TYPES.contains(&name) {
            let name = self.import("crate::runtime", name);
            return quote!(#name);
        }
        let (runtime, name) = (self.runtime_module(), ident(name));
        quote!(#runtime::#name)
    }

    /// Imports the runtime itself, for macros and for paths inside attributes.
    pub(super) fn runtime_module(&mut self) -> Ident {
        self.import("crate", "runtime")
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
    pub(super) fn ty(&self, file: &mut SourceFile, ty: &Type) -> TokenStream {
        match ty {
            Type::Bool => quote!(bool),
            Type::I32 => quote!(i32),
            Type::I64 => quote!(i64),
            Type::F64 => quote!(f64),
            Type::String => quote!(String),
            Type::Timestamp | Type::Rfc2822 => path(file.import("jiff", "Timestamp")),
            Type::Date => path(file.import("jiff::civil", "Date")),
            Type::Uri => file.runtime("UriRef"),
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
    pub(super) fn named(&self, file: &mut SourceFile, id: TypeId) -> Ident {
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
