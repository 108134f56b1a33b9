//! The module of the events that the API sends.

use std::collections::BTreeSet;
use std::rc::Rc;

use proc_macro2::TokenStream;
use quote::quote;

use crate::ir::{Shape, TypeDef, Union, Variant};
use crate::source::SourceFile;

use super::context::{Context, name_ident};
use super::resources::types_file;

const DOCS: &str = "The events that the API sends, and the types that only they use.";

/// Returns the file of the events, if the API sends some.
pub(super) fn emit(cx: Context<'_>, local: &Rc<BTreeSet<String>>) -> Option<SourceFile> {
    if cx.module.webhooks.is_empty() {
        return None;
    }
    let (name, ids) = (cx.module.webhooks_name(), &cx.module.webhooks);
    let mut file = types_file(cx, local, name, DOCS, ids);
    for &id in &cx.module.events {
        let def = cx.def(id);
        if let Shape::Union(union) = &def.shape {
            acknowledge(&mut file, def, union);
        }
    }
    Some(file)
}

/// The statuses that the sender expects.
fn acknowledge(file: &mut SourceFile, def: &TypeDef, union: &Union) {
    let runtime = file.runtime_module();
    let name = name_ident(&def.name);
    let status_of = |variant: &Variant| variant.event.as_ref().map_or(200, |event| event.status);
    // An unknown event has the status of the first one.
    let usual = union.variants.first().map_or(200, status_of);
    let others = union
        .variants
        .iter()
        .filter(|variant| status_of(variant) != usual);
    let others = others.map(|variant| {
        let name = name_ident(&variant.name);
        let status = constant(file, status_of(variant));
        quote!(Self::#name(_) => #status,)
    });
    let others: Vec<_> = others.collect();
    let usual = constant(file, usual);
    let status = match others.is_empty() {
        true => usual,
        false => quote!(match self { #(#others)* _ => #usual, }),
    };
    let code = file.external("http", "StatusCode");
    file.push(quote! {
        impl #runtime::webhooks::Event for #name {
            #[inline]
            fn success_status(&self) -> #code {
                #status
            }
        }
    });
}

/// Returns the expression of a status.
fn constant(file: &mut SourceFile, status: u16) -> TokenStream {
    let code = file.external("http", "StatusCode");
    match status {
        200 => quote!(#code::OK),
        201 => quote!(#code::CREATED),
        202 => quote!(#code::ACCEPTED),
        204 => quote!(#code::NO_CONTENT),
        other => quote!(#code::from_u16(#other).unwrap_or(#code::OK)),
    }
}
