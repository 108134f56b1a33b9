//! `Debug` without personal data.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use crate::ir::Name;
use crate::source::{SourceFile, ident};

use super::context::name_ident;

/// A field or a variant as `Debug` shows it: its name, and whether its value is personal data.
pub(super) type Shown<'a> = (&'a Name, bool);

/// Whether a type can't derive `Debug`.
fn is_personal(fields: &[Shown<'_>]) -> bool {
    fields.iter().any(|(_, personal)| *personal)
}

/// Returns the derive of `Debug`, for a type without personal data.
pub(super) fn derive(fields: &[Shown<'_>]) -> Option<TokenStream> {
    derive_unless(is_personal(fields))
}

/// Returns the derive of `Debug`, unless the type has some.
pub(super) fn derive_unless(personal: bool) -> Option<TokenStream> {
    (!personal).then(|| quote!(Debug,))
}

/// Returns the mark of a personal field, in the table of a struct's fields.
pub(super) fn mark(personal: bool) -> Option<TokenStream> {
    personal.then(|| quote!(#[personal]))
}

/// The runtime's `Debug` without personal data, for a struct that has some and isn't an `object!`.
pub(super) fn redacted(file: &mut SourceFile, name: &Name, fields: &[Shown<'_>]) {
    if !is_personal(fields) {
        return;
    }
    redacted_by(&ident("redacted"), file, name, fields);
}

/// The runtime's `Debug` without personal data, for a union that has some.
pub(super) fn redacted_union(file: &mut SourceFile, name: &Name, variants: &[Shown<'_>]) {
    redacted_by(&ident("redacted_union"), file, name, variants);
}

fn redacted_by(with: &Ident, file: &mut SourceFile, name: &Name, fields: &[Shown<'_>]) {
    let runtime = file.runtime_module();
    let name = name_ident(name);
    let fields = fields.iter().map(|(name, personal)| {
        let (mark, name) = (mark(*personal), name_ident(name));
        quote!(#mark #name)
    });
    file.push(quote! {
        #runtime::#with!(#name { #(#fields),* });
    });
}
