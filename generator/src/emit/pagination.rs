//! Operations whose answers are pages of a list.

use proc_macro2::TokenStream;
use quote::quote;

use crate::ir::{Operation, Paging, PagingScheme, ResponseBody};
use crate::source::SourceFile;

use super::context::{Context, name_ident};

/// How the operation's list goes on, and where a page has its items.
pub(super) fn emit(cx: Context<'_>, file: &mut SourceFile, operation: &Operation, paging: &Paging) {
    let ResponseBody::Json(page) = &operation.answer else {
        return;
    };
    let [paginated, kind] = ["Paginated", "Paging"].map(|name| file.runtime(name));
    let name = name_ident(&operation.type_name);
    let (page, item) = (cx.ty(file, page), cx.ty(file, &paging.item));
    let scheme = scheme(&kind, &paging.scheme);
    let items = paging.items.as_ref().map(name_ident);
    let items = items.map(|field| quote!(.#field));
    let field = paging.items.as_ref();
    let field = field.and_then(|name| cx.module.response_field(operation, name));
    let is_optional = field.is_some_and(|field| !field.presence.guarantees_value());
    let some = is_optional.then(|| quote!(.unwrap_or_default()));
    file.push(quote! {
        impl #paginated for #name {
            type Item = #item;
            const PAGING: #kind = #scheme;

            fn items(page: #page) -> Vec<Self::Item> {
                page #items #some
            }
        }
    });
}

fn scheme(kind: &TokenStream, scheme: &PagingScheme) -> TokenStream {
    match scheme {
        PagingScheme::Url { next } => quote!(#kind::NextUrl { pointer: #next }),
        PagingScheme::Token { next, parameter } => {
            quote!(#kind::Token { pointer: #next, parameter: #parameter })
        }
        PagingScheme::Number {
            more,
            current,
            parameter,
        } => quote! {
            #kind::PageNumber { current: #current, has_next: #more, parameter: #parameter }
        },
        PagingScheme::LinkHeader => quote!(#kind::LinkHeader),
    }
}
