//! `Debug` without personal data.

use proc_macro2::TokenStream;
use quote::quote;

use crate::ir::Name;
use crate::source::SourceFile;

use super::context::name_ident;

/// A field as `Debug` shows it: its name, and whether its value is personal data.
pub(super) type Shown<'a> = (&'a Name, bool);

/// Whether `Debug` has to be written out.
fn is_personal(fields: &[Shown<'_>]) -> bool {
    fields.iter().any(|(_, personal)| *personal)
}

/// The derive of `Debug`, for a struct without personal data.
pub(super) fn derive(fields: &[Shown<'_>]) -> Option<TokenStream> {
    (!is_personal(fields)).then(|| quote!(Debug,))
}

/// `Debug` written out, for a struct with personal data.
pub(super) fn redacted(file: &mut SourceFile, name: &Name, fields: &[Shown<'_>]) {
    if !is_personal(fields) {
        return;
    }
    let fmt = file.import("std", "fmt");
    let (ident, text) = (name_ident(name), name.plain());
    let fields = fields.iter().map(|(name, personal)| {
        let (ident, text) = (name_ident(name), name.plain());
        if *personal {
            quote!(.field(#text, &format_args!("[personal data]")))
        } else {
            quote!(.field(#text, &self.#ident))
        }
    });
    file.push(quote! {
        impl #fmt::Debug for #ident {
            fn fmt(&self, f: &mut #fmt::Formatter<'_>) -> #fmt::Result {
                f.debug_struct(#text)#(#fields)*.finish()
            }
        }
    });
}
