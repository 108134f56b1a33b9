//! The codes of an API's errors, as a type to match on.

use std::collections::BTreeSet;
use std::rc::Rc;

use proc_macro2::Literal;
use quote::quote;

use crate::ir::{CATCH_ALL, ErrorCodes, FormerItem, Module};
use crate::source::{SourceFile, ident};

use super::context::{doc_attributes, name_ident};
use super::describe::NARROW;
use super::docs;
use super::former_names;

/// Returns the file with the type, for a document that explains codes.
pub(super) fn emit(module: &Module, local: &Rc<BTreeSet<String>>) -> Option<SourceFile> {
    let codes = module.error_codes.as_ref()?;
    let docs = vec!["The error codes of the API.".to_owned()];
    let path = format!("src/{}/error_code.rs", module.name.plain());
    let mut file = SourceFile::new(path, docs).with_local(local);
    definition(&mut file, codes);
    mechanics(&mut file, codes);
    former_names::variants(&mut file, module, &codes.name, FormerItem::ErrorCode);
    Some(file)
}

fn definition(file: &mut SourceFile, codes: &ErrorCodes) {
    let (name, catch_all) = (name_ident(&codes.name), ident(CATCH_ALL));
    let variants = codes.codes.iter().map(|code| {
        let text = format!("{}: {}", code.code, code.summary);
        let docs = doc_attributes(docs::lines(&text, NARROW));
        let variant = name_ident(&code.name);
        quote!(#docs #variant,)
    });
    file.push(quote! {
        /// An error code of the API: the reason for which it refused a request.
        ///
        /// [`of`](Self::of) returns the code of an error.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants)*
            /// A code that this version of the crate doesn't know.
            #catch_all(i64),
        }
    });
}

fn mechanics(file: &mut SourceFile, codes: &ErrorCodes) {
    let error = file.runtime("Error");
    let (name, catch_all) = (name_ident(&codes.name), ident(CATCH_ALL));
    let variants: Vec<_> = codes
        .codes
        .iter()
        .map(|code| name_ident(&code.name))
        .collect();
    let numbers = codes
        .codes
        .iter()
        .map(|code| Literal::i64_unsuffixed(code.code));
    let numbers: Vec<_> = numbers.collect();
    file.push(quote! {
        impl #name {
            /// Returns the code that the API gave for an error, if it gave one.
            #[must_use]
            #[inline]
            pub fn of(error: &#error) -> Option<Self> {
                error.code().map(Self::from)
            }

            /// Returns the code on the wire.
            #[must_use]
            #[inline]
            pub const fn code(self) -> i64 {
                match self {
                    #(Self::#variants => #numbers,)*
                    Self::#catch_all(code) => code,
                }
            }
        }
    });
    file.push(quote! {
        impl From<i64> for #name {
            #[inline]
            fn from(code: i64) -> Self {
                match code {
                    #(#numbers => Self::#variants,)*
                    code => Self::#catch_all(code),
                }
            }
        }
    });
}
