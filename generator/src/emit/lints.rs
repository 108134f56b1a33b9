//! Attributes that silence a lint where the API leaves no choice.

use proc_macro2::TokenStream;
use quote::quote;

use crate::ir::Name;

/// The attribute of a setter that has the name of an operator's method.
pub(super) fn operator_name(name: &Name) -> Option<TokenStream> {
    const OPERATORS: &[&str] = &[
        "add", "bitand", "bitor", "bitxor", "div", "mul", "rem", "shl", "shr", "sub",
    ];
    OPERATORS
        .contains(&name.plain())
        .then(|| quote!(#[allow(clippy::should_implement_trait, reason = "the API calls it so")]))
}

/// The attribute of a function with more arguments than clippy thinks readable.
pub(super) fn too_many_arguments(count: usize) -> Option<TokenStream> {
    (count > 7).then(
        || quote!(#[expect(clippy::too_many_arguments, reason = "the API requires each of them")]),
    )
}
