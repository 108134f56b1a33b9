//! Identifiers as tokens.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

/// Returns an identifier; `r#` before a name makes a raw one.
pub(crate) fn ident(name: &str) -> Ident {
    match name.strip_prefix("r#") {
        Some(raw) => Ident::new_raw(raw, Span::call_site()),
        None => Ident::new(name, Span::call_site()),
    }
}

/// Returns the path with these segments, as tokens.
pub(crate) fn ident_path(path: &str) -> TokenStream {
    let segments = path.split("::").map(ident);
    quote!(#(#segments)::*)
}
