//! Responses that differ by status.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::ir::{ResponseBody, StatusResponse, Type, TypeDef};
use crate::source::SourceFile;

use super::context::{Context, doc_attributes, name_ident};
use super::describe::{self, NARROW, WIDE};

/// An enum with a variant for each status, or class of them.
pub(super) fn emit(
    cx: Context<'_>,
    file: &mut SourceFile,
    def: &TypeDef,
    responses: &[StatusResponse],
) {
    let name = name_ident(&def.name);
    let fallback = "The response, by its status.";
    let docs = describe::describe(def.description.as_deref(), fallback, &[], WIDE);
    let docs = doc_attributes(docs);
    let variants: Vec<_> = responses.iter().map(|of| variant(cx, file, of)).collect();
    file.push(quote! {
        #docs
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants)*
        }
    });
    let cases: Vec<_> = responses.iter().map(|of| case(cx, file, of)).collect();
    let runtime = file.runtime_module();
    file.push(quote!(#runtime::responses!(#name { #(#cases,)* });));
}

fn variant(cx: Context<'_>, file: &mut SourceFile, of: &StatusResponse) -> TokenStream {
    let name = name_ident(&of.name);
    let (first, last) = of.statuses;
    let statuses = if first == last {
        format!("Status {first}.")
    } else {
        format!("Statuses {first} to {last}.")
    };
    let docs = match of.description.as_deref() {
        Some(text) => describe::describe(
            Some(text),
            &statuses,
            std::slice::from_ref(&statuses),
            NARROW,
        ),
        None => vec![statuses],
    };
    let docs = doc_attributes(docs);
    let value = match &of.body {
        ResponseBody::Json(ty) | ResponseBody::ByStatus(ty) => boxed(of, cx.ty(file, ty)),
        ResponseBody::OptionalJson(ty) => {
            let ty = boxed(of, cx.ty(file, ty));
            quote!(Option<#ty>)
        }
        ResponseBody::Text => cx.ty(file, &Type::STRING),
        ResponseBody::Binary => file.external("bytes", "Bytes"),
        // The cases of an enum are never streams.
        ResponseBody::Empty | ResponseBody::Stream(_) => return quote!(#docs #name,),
    };
    quote!(#docs #name(#value),)
}

/// Returns the statuses that select the variant, and its reader.
fn case(cx: Context<'_>, file: &mut SourceFile, of: &StatusResponse) -> TokenStream {
    let name = name_ident(&of.name);
    let (first, last) = of.statuses;
    let from = Literal::u16_unsuffixed(first);
    let statuses = if first == last {
        quote!(#from)
    } else {
        let to = Literal::u16_unsuffixed(last);
        quote!(#from..=#to)
    };
    let how = match &of.body {
        ResponseBody::Empty | ResponseBody::Stream(_) => return quote!(#name: #statuses),
        ResponseBody::Json(ty) => {
            let (json, ty) = (file.runtime("Json"), boxed(of, cx.ty(file, ty)));
            quote!(#json<#ty>)
        }
        ResponseBody::OptionalJson(ty) => {
            let (json, ty) = (file.runtime("OptionalJson"), boxed(of, cx.ty(file, ty)));
            quote!(#json<#ty>)
        }
        body => body_type(cx, file, body),
    };
    quote!(#name: #statuses as #how)
}

fn boxed(of: &StatusResponse, ty: TokenStream) -> TokenStream {
    if of.boxed { quote!(Box<#ty>) } else { ty }
}

/// Returns the type that defines how a response is read.
pub(super) fn body_type(
    cx: Context<'_>,
    file: &mut SourceFile,
    body: &ResponseBody,
) -> TokenStream {
    match body {
        ResponseBody::Json(ty) => wrapped(cx, file, "Json", ty),
        ResponseBody::OptionalJson(ty) => wrapped(cx, file, "OptionalJson", ty),
        ResponseBody::ByStatus(ty) => cx.ty(file, ty),
        ResponseBody::Empty => plain(file, "Empty"),
        ResponseBody::Text => plain(file, "Text"),
        ResponseBody::Binary => plain(file, "Binary"),
        ResponseBody::Stream(_) => {
            let name = file.runtime("StreamBody");
            quote!(#name<Self>)
        }
    }
}

fn plain(file: &mut SourceFile, name: &str) -> TokenStream {
    let name = file.runtime(name);
    quote!(#name)
}

fn wrapped(cx: Context<'_>, file: &mut SourceFile, name: &str, ty: &Type) -> TokenStream {
    let name = file.runtime(name);
    let ty = cx.ty(file, ty);
    quote!(#name<#ty>)
}
