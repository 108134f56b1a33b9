//! `PartialEq` of structs.

use proc_macro2::TokenStream;
use quote::quote;

use crate::ir::{Struct, TypeDef};

use super::context::name_ident;

/// The number of fields from which on `PartialEq` isn't derived. The derived code is one expression, in which
/// the comparison of a field contains those of all fields before it, and the compiler runs out of stack.
const LARGE: usize = 1_000;

/// Returns the derive of a struct.
pub(super) fn derive(shape: &Struct) -> Option<TokenStream> {
    (!is_large(shape)).then(|| quote!(PartialEq))
}

/// Returns the implementation for a large struct, as one statement for each field.
pub(super) fn implementation(def: &TypeDef, shape: &Struct) -> Option<TokenStream> {
    if !is_large(shape) {
        return None;
    }
    let name = name_ident(&def.name);
    let fields = shape.fields.iter().map(|field| &field.name);
    let additional = shape.additional.iter().map(|(name, _)| name);
    let comparisons = fields.chain(additional).map(|field| {
        let field = name_ident(field);
        quote! {
            if self.#field != other.#field {
                return false;
            }
        }
    });
    Some(quote! {
        impl PartialEq for #name {
            #[inline]
            fn eq(&self, other: &Self) -> bool {
                #(#comparisons)*
                true
            }
        }
    })
}

fn is_large(shape: &Struct) -> bool {
    shape.fields.len() >= LARGE
}
