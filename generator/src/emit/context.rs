//! Names and types as they are written in a file, which imports what they need.

use std::collections::BTreeSet;

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use crate::ir::{Api, Home, Module, Name, Shape, Type, TypeDef, TypeId};
use crate::source::{SourceFile, ident, ident_path};

use super::scalar;

impl SourceFile {
    /// Returns a name of the runtime: imported, or behind `runtime` if a type of the module has it.
    pub(super) fn runtime(&mut self, name: &str) -> TokenStream {
        if self.is_local(name) {
            let (runtime, name) = (self.runtime_module(), ident(name));
            return quote!(#runtime::#name);
        }
        self.external("crate::runtime", name)
    }

    /// Returns a name of another crate: imported, or with its path if a type of the module has it.
    pub(super) fn external(&mut self, from: &str, name: &str) -> TokenStream {
        if self.is_local(name) {
            let (path, name) = (ident_path(from), ident(name));
            return quote!(#path::#name);
        }
        let name = self.import(from, name);
        quote!(#name)
    }

    /// Imports the runtime itself, for macros and for paths inside attributes.
    pub(super) fn runtime_module(&mut self) -> Ident {
        self.import("crate", "runtime")
    }
}

/// The position of a file among the types of its module.
#[derive(Clone, Copy, Debug)]
pub(super) struct Context<'a> {
    pub(super) api: &'a Api,
    pub(super) module: &'a Module,
    /// The file.
    pub(super) home: Home,
}

impl<'a> Context<'a> {
    /// Returns the resource whose file it is, if it is that of a resource.
    pub(super) fn resource(&self) -> Option<usize> {
        match self.home {
            Home::Resource(index) => Some(index),
            Home::Shared | Home::Unreferenced | Home::Webhooks => None,
        }
    }

    pub(super) fn def(&self, id: TypeId) -> &'a TypeDef {
        self.module.get(id)
    }

    /// Returns a type as it is written in this file.
    pub(super) fn ty(&self, file: &mut SourceFile, ty: &Type) -> TokenStream {
        match ty {
            Type::Scalar(scalar) => scalar::ty(file, *scalar),
            Type::Json => file.external("serde_json", "Value"),
            Type::JsonObject => {
                let map = file.external("serde_json", "Map");
                let value = file.external("serde_json", "Value");
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
            Type::Nullable(inner) => {
                let inner = self.ty(file, inner);
                quote!(Option<#inner>)
            }
            Type::Map(inner) => {
                let map = file.external("std::collections", "BTreeMap");
                let inner = self.ty(file, inner);
                quote!(#map<String, #inner>)
            }
        }
    }

    /// Returns the name of a type of this module, imported if it lives in another file.
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

/// Returns the names of all types of the module, which no file of it imports anything else under.
pub(super) fn type_names(module: &Module) -> BTreeSet<String> {
    let former = module.former_names.iter().map(|name| &name.former);
    let names = module.type_names().into_iter().chain(former);
    names.map(|name| name.plain().to_owned()).collect()
}

/// Returns the expression from the client to the type with the module's resources: `client.v1()`, or
/// `client`.
pub(super) fn resources_holder(module: &Module) -> TokenStream {
    let method = module.type_name.as_ref().map(|_| name_ident(&module.name));
    let method = method.map(|name| quote!(.#name()));
    quote!(client #method)
}

/// Whether a type of the module has this name.
pub(super) fn has_type(module: &Module, name: &str) -> bool {
    type_names(module).contains(name)
}

/// Returns an identifier that a scope gave out.
pub(super) fn name_ident(name: &Name) -> Ident {
    ident(name.as_str())
}

/// Returns the attributes of a definition, from the manifest.
pub(super) fn attributes(def: &TypeDef) -> TokenStream {
    // The manifest's reader has parsed them.
    let attributes = def.attributes.iter();
    let attributes = attributes.filter_map(|text| text.parse::<TokenStream>().ok());
    attributes.collect()
}

/// `#[doc]` attributes, which are printed as `///` lines.
pub(super) fn doc_attributes<I>(lines: I) -> TokenStream
where
    I: IntoIterator,
    I::Item: AsRef<str>,
{
    let lines = lines.into_iter().map(|line| match line.as_ref() {
        "" => String::new(),
        line => [" ", line].concat(),
    });
    quote!(#(#[doc = #lines])*)
}
