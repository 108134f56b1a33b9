//! Open enums.

use proc_macro2::TokenStream;
use quote::quote;

use crate::ir::{CATCH_ALL, Enum, TypeDef};

use super::describe::{self, WIDE};
use super::file::{File, doc_attributes, ident, name_ident};

/// An enum of known values that keeps any other value too.
pub(super) fn emit(file: &mut File, def: &TypeDef, shape: &Enum) {
    let runtime = file.runtime_module();
    let name = name_ident(&def.name);
    let fallback = describe::schema(def, "enum");
    let docs = describe::describe(
        def.description.as_deref(),
        &fallback,
        &describe::type_facts(def),
        WIDE,
    );
    let docs = doc_attributes(docs);
    let catch_all = catch_all(file);
    let variants = shape.variants.iter().map(|variant| {
        let docs = doc_attributes([describe::code(&variant.wire)]);
        let name = name_ident(&variant.name);
        quote!(#docs #name,)
    });
    file.push(quote! {
        #docs
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants)*
            #catch_all
        }
    });
    let names = shape
        .variants
        .iter()
        .map(|variant| name_ident(&variant.name));
    let wires = shape.variants.iter().map(|variant| &variant.wire);
    file.push(quote! {
        #runtime::open_enum!(#name { #(#names: #wires,)* });
    });
}

fn catch_all(file: &mut File) -> TokenStream {
    let (name, value) = (ident(CATCH_ALL), file.runtime("UnrecognizedValue"));
    quote! {
        /// A value that this version of the crate doesn't know, kept as it came.
        #name(#value),
    }
}
