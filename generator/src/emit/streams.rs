//! Operations whose response is a stream of events.

use proc_macro2::TokenStream;
use quote::quote;

use crate::ir::{
    Api, DataForm, EventStream, Field, Framing, Method, Module, Operation, Presence, Shape, Type,
};
use crate::source::SourceFile;

use super::context::{Context, name_ident};
use super::describe;

/// Whether an operation of the API has a stream of events as its response.
pub(super) fn exist(api: &Api) -> bool {
    let mut operations = api.modules.iter().flat_map(Module::operations);
    operations.any(|operation| operation.response.stream().is_some())
}

/// The format of the operation's stream, and whether the stream can be resumed.
pub(super) fn emit(
    cx: Context<'_>,
    file: &mut SourceFile,
    operation: &Operation,
    stream: &EventStream,
) {
    let [streamed, format] = ["Streamed", "StreamFormat"].map(|name| file.runtime(name));
    let name = name_ident(&operation.type_name);
    let item = cx.ty(file, &stream.item);
    let format_of = expression(&format, stream);
    file.push(quote! {
        impl #streamed for #name {
            type Item = #item;
            const STREAM: #format = #format_of;
        }
    });
    if is_resumable(operation, stream) {
        let resumable = file.runtime("Resumable");
        file.push(quote!(impl #resumable for #name {}));
    }
}

/// Whether the call may be repeated after the last event: it is safe, and events may have ids.
fn is_resumable(operation: &Operation, stream: &EventStream) -> bool {
    operation.method == Method::Get && stream.framing == Framing::ServerSentEvents
}

fn expression(format: &TokenStream, stream: &EventStream) -> TokenStream {
    let start = match stream.framing {
        Framing::ServerSentEvents => quote!(server_sent_events),
        Framing::JsonLines => quote!(json_lines),
        Framing::JsonSequence => quote!(json_sequence),
    };
    let text = (stream.data == DataForm::Text).then(|| quote!(.text()));
    let fields = stream.is_fields.then(|| quote!(.fields()));
    let exceptions = &stream.exceptions;
    let except = (!exceptions.is_empty()).then(|| quote!(.except(&[#(#exceptions),*])));
    let sentinel = stream.sentinel.as_ref();
    let sentinel = sentinel.map(|sentinel| quote!(.sentinel(#sentinel)));
    quote!(#format::#start() #text #fields #except #sentinel)
}

/// Returns the statement that asks for a stream: it shadows the body with a copy in which the flag
/// is set.
pub(super) fn flag(
    cx: Context<'_>,
    file: &mut SourceFile,
    operation: &Operation,
) -> Option<TokenStream> {
    let body = operation.body.as_ref()?;
    let field = flag_field(cx, operation)?;
    let (body_name, field_name) = (name_ident(&body.name), name_ident(&field.name));
    let value = value(file, field);
    let is_nullable = matches!(cx.module.resolve(&body.ty), Type::Nullable(_));
    let set = quote! {
        |mut #body_name| {
            #body_name.#field_name = #value;
            #body_name
        }
    };
    Some(match (body.required, is_nullable) {
        (true, false) => quote! {
            let mut #body_name = self.#body_name.clone();
            #body_name.#field_name = #value;
        },
        (true, true) | (false, false) => quote! {
            let #body_name = self.#body_name.clone().map(#set);
        },
        (false, true) => quote! {
            let #body_name = self.#body_name.clone().map(|#body_name| #body_name.map(#set));
        },
    })
}

/// Returns the field of the request body that asks for a stream.
fn flag_field<'a>(cx: Context<'a>, operation: &Operation) -> Option<&'a Field> {
    let wire = operation.response.stream()?.flag.as_ref()?;
    let body = cx.module.resolve(&operation.body.as_ref()?.ty).non_null();
    let Type::Named(id) = cx.module.resolve(body) else {
        return None;
    };
    let Shape::Struct(shape) = &cx.def(*id).shape else {
        return None;
    };
    let mut fields = shape.fields.iter();
    fields.find(|field| field.wire == *wire)
}

fn value(file: &mut SourceFile, field: &Field) -> TokenStream {
    match field.presence {
        Presence::Required => quote!(true),
        Presence::Nullable | Presence::Optional => quote!(Some(true)),
        Presence::OptionalNullable => {
            let nullable = file.runtime("Nullable");
            quote!(#nullable::Value(true))
        }
    }
}

/// Returns the documentation of every operation whose response is a stream.
pub(super) fn fact(cx: Context<'_>, operation: &Operation) -> String {
    let flag = flag_field(cx, operation);
    let flag = flag.map_or_else(String::new, |field| {
        format!(" The call sets {} to `true`.", describe::code(&field.wire))
    });
    format!("`.stream()` yields the events as they arrive, `.send()` all of them at the end.{flag}")
}
