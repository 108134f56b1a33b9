//! Operations whose responses are pages of a list.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::ir::{Operation, Paging, PagingScheme, ResponseBody};
use crate::source::SourceFile;

use super::context::{Context, name_ident};

/// The pagination of the operation's list, and the location of a page's items.
pub(super) fn emit(cx: Context<'_>, file: &mut SourceFile, operation: &Operation, paging: &Paging) {
    let (ResponseBody::Json(page), Some(item)) =
        (&operation.response, cx.module.page_item(operation))
    else {
        return;
    };
    let [paginated, kind] = ["Paginated", "PagingScheme"].map(|name| file.runtime(name));
    let name = name_ident(&operation.type_name);
    let (page, item) = (cx.ty(file, page), cx.ty(file, item));
    let field = paging.items.as_ref();
    let field = field.and_then(|wire| cx.module.response_field(operation, wire));
    let items = field.map(|field| name_ident(&field.name));
    let items = items.map(|field| quote!(.#field));
    let items_pointer = field.map_or_else(String::new, |field| pointer(&field.wire));
    let scheme = scheme(&kind, &paging.scheme, &items_pointer);
    let is_optional = field.is_some_and(|field| !field.presence.guarantees_value());
    let some = is_optional.then(|| quote!(.unwrap_or_default()));
    file.push(quote! {
        impl #paginated for #name {
            type Item = #item;
            const PAGING: #kind = #scheme;

            #[inline]
            fn items(page: #page) -> Vec<Self::Item> {
                page #items #some
            }
        }
    });
}

/// Returns the JSON pointer to a property of the whole body.
fn pointer(wire: &str) -> String {
    format!("/{}", wire.replace('~', "~0").replace('/', "~1"))
}

fn scheme(kind: &TokenStream, scheme: &PagingScheme, items: &str) -> TokenStream {
    match scheme {
        PagingScheme::Url { next } => quote!(#kind::Url { next: #next }),
        PagingScheme::Token { next, parameter } => {
            quote!(#kind::Token { next: #next, parameter: #parameter })
        }
        PagingScheme::Number {
            more,
            current,
            parameter,
        } => quote! {
            #kind::Number { current: #current, more: #more, parameter: #parameter }
        },
        PagingScheme::Page {
            parameter,
            first,
            last,
        } => {
            let (first, last) = (Literal::u64_unsuffixed(*first), optional(last.as_ref()));
            quote! {
                #kind::Page {
                    parameter: #parameter, first: #first, items: #items, last: #last
                }
            }
        }
        PagingScheme::Offset { parameter, total } => {
            let total = optional(total.as_ref());
            quote!(#kind::Offset { parameter: #parameter, items: #items, total: #total })
        }
        PagingScheme::LinkHeader => quote!(#kind::LinkHeader),
    }
}

fn optional(text: Option<&String>) -> TokenStream {
    match text {
        Some(text) => quote!(Some(#text)),
        None => quote!(None),
    }
}
