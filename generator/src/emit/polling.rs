//! Operations that fetch an object until it no longer changes.

use proc_macro2::TokenStream;
use quote::quote;

use crate::ir::{Operation, TerminalStates, Waiting};
use crate::source::SourceFile;

use super::context::{Context, doc_attributes, name_ident};
use super::describe::{self, NARROW};
use super::docs;

/// The method that waits until what is fetched is done changing.
pub(super) fn emit(
    cx: Context<'_>,
    file: &mut SourceFile,
    operation: &Operation,
    waiting: &Waiting,
) {
    let [call, poller] = ["Call", "Poller"].map(|name| file.runtime(name));
    let name = name_ident(&operation.type_name);
    let done = done(cx, file, operation, waiting);
    let states = waiting.terminal.wire().map(describe::code);
    let summary = format!(
        "Repeats the call until {} is {}.",
        describe::code(waiting.state.plain()),
        states.collect::<Vec<_>>().join(" or "),
    );
    let docs = doc_attributes(docs::lines(&summary, NARROW));
    file.push(quote! {
        impl #call<#name> {
            #docs
            ///
            /// Any other state, known or not, counts as one that passes. Configure further states,
            /// interval and deadline on the returned [`Poller`](crate::Poller).
            pub fn wait_until_done(self) -> #poller<#name> {
                self.wait_until(|response| #done)
            }
        }
    });
}

/// Whether the state of `response` is one of the terminal ones.
fn done(
    cx: Context<'_>,
    file: &mut SourceFile,
    operation: &Operation,
    waiting: &Waiting,
) -> TokenStream {
    let state = name_ident(&waiting.state);
    let field = cx.module.response_field(operation, &waiting.state);
    let is_optional = field.is_some_and(|field| !field.presence.guarantees_value());
    match &waiting.terminal {
        TerminalStates::Enum { ty, variants } => {
            let ty = cx.named(file, *ty);
            let variants = variants.iter().map(|variant| name_ident(&variant.name));
            let pattern = quote!(#(#ty::#variants)|*);
            match is_optional {
                true => quote!(matches!(response.#state, Some(#pattern))),
                false => quote!(matches!(response.#state, #pattern)),
            }
        }
        TerminalStates::Text(texts) => match is_optional {
            true => quote!(matches!(response.#state.as_deref(), Some(#(#texts)|*))),
            false => quote!(matches!(response.#state.as_str(), #(#texts)|*)),
        },
    }
}
