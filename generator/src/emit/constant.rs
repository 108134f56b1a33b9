//! Properties whose value the document fixes: constructors set it, and have no argument for it.

use proc_macro2::TokenStream;
use quote::quote;

use crate::ir::{Constant, Name, Type};
use crate::source::SourceFile;

use super::context::{Context, name_ident};

/// Returns the initialiser of a field with its fixed value.
pub(super) fn initialiser(
    cx: Context<'_>,
    file: &mut SourceFile,
    field: &Name,
    ty: &Type,
    only: Constant<'_>,
) -> TokenStream {
    let field = name_ident(field);
    match only {
        Constant::Flag(flag) => quote!(#field: #flag),
        Constant::Variant(variant) => {
            let (ty, variant) = (cx.ty(file, ty), name_ident(variant));
            quote!(#field: #ty::#variant)
        }
    }
}

/// Returns `Default` for a type whose constructor has no arguments, and sets such values.
pub(super) fn default(owner: &Name) -> TokenStream {
    let owner = name_ident(owner);
    quote! {
        impl Default for #owner {
            #[inline]
            fn default() -> Self {
                Self::new()
            }
        }
    }
}
