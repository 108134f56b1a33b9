//! Polling: operations that fetch an object until it no longer changes.

use proc_macro2::TokenStream;
use quote::quote;

use crate::ir::{Field, Operation, Polling, Type};
use crate::source::SourceFile;

use super::context::{Context, doc_attributes, name_ident};
use super::describe::{self, NARROW};
use super::docs;

/// The method that waits until what is fetched is done changing.
pub(super) fn emit(
    cx: Context<'_>,
    file: &mut SourceFile,
    operation: &Operation,
    polling: &Polling,
) {
    let [call, poller] = ["Call", "Poller"].map(|name| file.runtime(name));
    let name = name_ident(&operation.type_name);
    let Some(state) = cx.module.response_field(operation, &polling.state) else {
        return;
    };
    let done = done(cx, file, state, &polling.terminal);
    let states = polling.terminal.iter().map(|state| describe::code(state));
    let summary = format!(
        "Repeats the call until {} is {}.",
        describe::code(state.name.plain()),
        states.collect::<Vec<_>>().join(" or "),
    );
    let docs = doc_attributes(docs::lines(&summary, NARROW));
    file.push(quote! {
        impl #call<#name> {
            #docs
            ///
            /// Any other state, known or not, counts as one that passes. Configure further states,
            /// interval and deadline on the returned [`Poller`](crate::Poller).
            #[inline]
            pub fn wait_until_done(self) -> #poller<#name> {
                self.wait_until(|response| #done)
            }
        }
    });
}

/// Whether the state of `response` is one of the terminal ones.
fn done(cx: Context<'_>, file: &mut SourceFile, state: &Field, terminal: &[String]) -> TokenStream {
    let field = name_ident(&state.name);
    let is_optional = !state.presence.guarantees_value();
    if let Type::Named(id) = cx.module.resolve(&state.ty)
        && let Some(known) = cx.module.string_enum(&state.ty)
    {
        let ty = cx.named(file, *id);
        let variants = terminal.iter().filter_map(|wire| {
            let variant = known.variants.iter().find(|known| known.wire == *wire)?;
            Some(name_ident(&variant.name))
        });
        let pattern = quote!(#(#ty::#variants)|*);
        return match is_optional {
            true => quote!(matches!(response.#field, Some(#pattern))),
            false => quote!(matches!(response.#field, #pattern)),
        };
    }
    match is_optional {
        true => quote!(matches!(response.#field.as_deref(), Some(#(#terminal)|*))),
        false => quote!(matches!(response.#field.as_str(), #(#terminal)|*)),
    }
}
