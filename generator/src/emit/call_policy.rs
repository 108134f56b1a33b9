//! The facts of an operation about its attempts, and their documentation.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::ir::CallPolicy;

use super::describe;

/// Returns the calls that add the facts to an operation's `INFO`.
pub(super) fn facts(policy: &CallPolicy) -> TokenStream {
    let literal = |number: &u32| Literal::u32_unsuffixed(*number);
    let key = policy.idempotency_key.as_ref();
    let key = key.map(|header| quote!(.idempotency_key(#header)));
    let idempotent = policy.idempotent.then(|| quote!(.idempotent()));
    let attempts = policy.max_attempts.as_ref().map(literal);
    let attempts = attempts.map(|number| quote!(.max_attempts(#number)));
    let attempt = policy.attempt_timeout.as_ref().map(literal);
    let attempt = attempt.map(|seconds| quote!(.attempt_timeout(#seconds)));
    let call = policy.timeout.as_ref().map(literal);
    let call = call.map(|seconds| quote!(.timeout(#seconds)));
    quote!(#key #idempotent #attempts #attempt #call)
}

/// Returns the documentation of the idempotency key.
pub(super) fn docs(policy: &CallPolicy) -> Option<String> {
    let header = describe::code(policy.idempotency_key.as_ref()?);
    Some(format!(
        "A call with the header {header} is retried like an idempotent one."
    ))
}
