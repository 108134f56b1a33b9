//! Operations that fetch what changes until it is done.

use quote::quote;

use crate::ir::{Operation, ResponseBody, TerminalStates, Waiting};
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
    let ResponseBody::Json(answer) = &operation.answer else {
        return;
    };
    let [call, wait] = ["Call", "Poller"].map(|name| file.runtime(name));
    let name = name_ident(&operation.type_name);
    let answer = cx.ty(file, answer);
    let state = name_ident(&waiting.state);
    let terminal: Vec<&str> = waiting.terminal.wire().collect();
    let text = |value| match waiting.terminal {
        TerminalStates::Enum { .. } => quote!(#value.map(|state| state.as_str())),
        TerminalStates::Text(_) => quote!(#value.map(String::as_str)),
    };
    let field = cx.module.response_field(operation, &waiting.state);
    let state = match field.is_some_and(|field| !field.presence.guarantees_value()) {
        true => text(quote!(answer.#state.as_ref())),
        false => text(quote!(Some(&answer.#state))),
    };
    let states: Vec<_> = terminal.iter().map(|state| describe::code(state)).collect();
    let summary = format!(
        "Makes the call until {} is {}.",
        describe::code(waiting.state.plain()),
        states.join(" or "),
    );
    let docs = doc_attributes(docs::lines(&summary, NARROW));
    file.push(quote! {
        impl #call<#name> {
            #docs
            ///
            /// The pauses between the calls, and how long to wait in all, can be set on what this
            /// gives.
            pub fn wait_until_done(self) -> #wait<#name, fn(&#answer) -> bool> {
                self.wait_until(|answer| matches!(#state, Some(#(#terminal)|*)))
            }
        }
    });
}
