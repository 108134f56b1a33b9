//! Open enums, of text and of integers.

use std::fmt::Display;

use proc_macro2::{Literal, TokenStream};
use quote::{ToTokens, quote};

use crate::ir::{CATCH_ALL, Enum, TypeDef};
use crate::source::{SourceFile, ident};

use super::context::{attributes, doc_attributes, name_ident};
use super::describe::{self, WIDE};

/// An enum of known texts that keeps any other text too.
pub(super) fn emit(file: &mut SourceFile, def: &TypeDef, shape: &Enum) {
    definition(file, def, shape, "UnrecognizedValue", None);
    mechanics(file, def, shape, "open_enum", |wire| quote!(#wire));
}

/// An enum of known integers that keeps any other integer too.
pub(super) fn emit_integers(file: &mut SourceFile, def: &TypeDef, shape: &Enum<i64>) {
    let copy = Some(quote!(Copy,));
    definition(file, def, shape, "UnrecognizedInteger", copy);
    mechanics(file, def, shape, "open_integer_enum", |&wire| {
        Literal::i64_unsuffixed(wire).into_token_stream()
    });
}

fn definition<V: Display>(
    file: &mut SourceFile,
    def: &TypeDef,
    shape: &Enum<V>,
    unrecognized: &str,
    copy: Option<TokenStream>,
) {
    let name = name_ident(&def.name);
    let fallback = describe::schema(def, "enum");
    let docs = describe::describe(
        def.description.as_deref(),
        &fallback,
        &describe::type_facts(def),
        WIDE,
    );
    let docs = doc_attributes(docs);
    let attributes = attributes(def);
    let (catch_all, value) = (ident(CATCH_ALL), file.runtime(unrecognized));
    let variants = shape.variants.iter().map(|variant| {
        let docs = doc_attributes([describe::code(&variant.wire.to_string())]);
        let name = name_ident(&variant.name);
        quote!(#docs #name,)
    });
    file.push(quote! {
        #docs
        #attributes
        #[derive(Clone, #copy Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants)*
            /// A value that this version of the crate doesn't know, kept as it came.
            #catch_all(#value),
        }
    });
}

fn mechanics<V>(
    file: &mut SourceFile,
    def: &TypeDef,
    shape: &Enum<V>,
    completed_by: &str,
    wire: impl Fn(&V) -> TokenStream,
) {
    let runtime = file.runtime_module();
    let (name, completed_by) = (name_ident(&def.name), ident(completed_by));
    let variants = shape.variants.iter().map(|variant| {
        let (name, wire) = (name_ident(&variant.name), wire(&variant.wire));
        quote!(#name: #wire,)
    });
    file.push(quote! {
        #runtime::#completed_by!(#name { #(#variants)* });
    });
}
