//! One of several types.

use proc_macro2::TokenStream;
use quote::quote;

use crate::ir::{CATCH_ALL, Event, Module, Type, TypeDef, Union, Variant};
use crate::source::{SourceFile, ident};

use super::context::{Context, attributes, doc_attributes, name_ident};
use super::describe::{self, NARROW, WIDE};
use super::{check, debug};

/// An enum of the alternatives, and of any other JSON value.
pub(super) fn emit(cx: Context<'_>, file: &mut SourceFile, def: &TypeDef, union: &Union) {
    let name = name_ident(&def.name);
    let docs = describe::describe(
        def.description.as_deref(),
        match union.variants.iter().any(|found| found.event.is_some()) {
            true => "An event that the API sends.",
            false => "One of several types.",
        },
        &describe::type_facts(def),
        WIDE,
    );
    let docs = doc_attributes(docs);
    let attributes = attributes(def);
    let variants: Vec<_> = union
        .variants
        .iter()
        .map(|found| variant(cx, file, found))
        .collect();
    let shown = union.variants.iter();
    let shown: Vec<_> = shown.map(|found| (&found.name, found.personal)).collect();
    let debug = debug::derive_unless(union.holds_personal);
    let (catch_all, value) = (ident(CATCH_ALL), file.external("serde_json", "Value"));
    file.push(quote! {
        #docs
        #attributes
        #[derive(Clone, #debug PartialEq)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants)*
            /// A value of none of these types, kept as it came.
            #catch_all(#value),
        }
    });
    if union.holds_personal {
        debug::redacted_union(file, &def.name, &shown);
    }
    let runtime = file.runtime_module();
    file.push(mechanics(&runtime, def, union));
    if def.usage.request {
        check::of_union(cx, file, def, union);
    }
    conversions(cx, file, def, union);
}

fn variant(cx: Context<'_>, file: &mut SourceFile, variant: &Variant) -> TokenStream {
    let name = name_ident(&variant.name);
    let ty = cx.ty(file, &variant.ty);
    let ty = if variant.boxed { quote!(Box<#ty>) } else { ty };
    let docs = match (&variant.event, variant.tags.as_slice()) {
        (Some(event), _) => doc_attributes(event_docs(event)),
        (None, []) => doc_attributes([format!("{}.", describe::code(variant.name.plain()))]),
        (None, tags) => {
            let tags: Vec<_> = tags.iter().map(|tag| describe::code(tag)).collect();
            doc_attributes([format!("Selected by {}.", tags.join(", "))])
        }
    };
    quote! {
        #docs
        #name(#ty),
    }
}

/// Returns the documentation of the variant of an event, with the names of its headers.
fn event_docs(event: &Event) -> Vec<String> {
    let headers = event.headers.iter().map(|name| describe::code(name));
    let headers: Vec<_> = headers.collect();
    let headers = (!headers.is_empty()).then(|| format!("Headers: {}.", headers.join(", ")));
    let fact = format!("The event {}.", describe::code(&event.name));
    let described = event.description.is_some();
    let facts: Vec<_> = described
        .then(|| fact.clone())
        .into_iter()
        .chain(headers)
        .collect();
    describe::describe(event.description.as_deref(), &fact, &facts, NARROW)
}

/// Reading and writing: by the discriminator's value where there is one, else by what fits best.
fn mechanics(runtime: &proc_macro2::Ident, def: &TypeDef, union: &Union) -> TokenStream {
    let name = name_ident(&def.name);
    let variants = union
        .variants
        .iter()
        .map(|variant| name_ident(&variant.name));
    match &union.discriminator {
        Some(discriminator) => {
            let property = &discriminator.property;
            let tags = union.variants.iter().map(|variant| {
                let tags = &variant.tags;
                quote!([#(#tags),*])
            });
            quote!(#runtime::tagged_union!(#property, #name { #(#variants: #tags,)* });)
        }
        None => quote!(#runtime::union!(#name { #(#variants),* });),
    }
}

/// `From` each alternative that no other one shares its type with.
fn conversions(cx: Context<'_>, file: &mut SourceFile, def: &TypeDef, union: &Union) {
    let name = name_ident(&def.name);
    for variant in &union.variants {
        let alike = |other: &&Variant| is_same(cx.module, &other.ty, &variant.ty);
        let is_json = *cx.module.resolve(&variant.ty) == Type::Json;
        if union.variants.iter().filter(alike).count() > 1 || is_json {
            continue;
        }
        let ty = cx.ty(file, &variant.ty);
        let variant_name = name_ident(&variant.name);
        let value = if variant.boxed {
            quote!(Box::new(value))
        } else {
            quote!(value)
        };
        file.push(quote! {
            impl From<#ty> for #name {
                #[inline]
                fn from(value: #ty) -> Self {
                    Self::#variant_name(#value)
                }
            }
        });
    }
}

/// Whether two types are the same one in Rust, also under other names.
fn is_same(module: &Module, one: &Type, other: &Type) -> bool {
    match (module.resolve(one), module.resolve(other)) {
        (Type::Scalar(one), Type::Scalar(other)) => one.facts().rust == other.facts().rust,
        (Type::List(one), Type::List(other))
        | (Type::Map(one), Type::Map(other))
        | (Type::Nullable(one), Type::Nullable(other)) => is_same(module, one, other),
        (one, other) => one == other,
    }
}
