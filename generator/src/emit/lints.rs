//! Lints that generated code allows, because the API leaves no choice.

use proc_macro2::TokenStream;
use quote::quote;

use crate::ir::{Api, Module, Name, Shape};

/// Returns the attribute of a setter that has the name of an operator's method.
pub(super) fn operator_name(name: &Name) -> Option<TokenStream> {
    const OPERATORS: &[&str] = &[
        "add", "bitand", "bitor", "bitxor", "div", "mul", "rem", "shl", "shr", "sub",
    ];
    OPERATORS
        .contains(&name.plain())
        .then(|| quote!(#[allow(clippy::should_implement_trait, reason = "the API calls it so")]))
}

/// Whether the API has values with names that clippy takes for placeholders.
pub(super) fn has_placeholder_names(api: &Api) -> bool {
    const PLACEHOLDERS: &[&str] = &["foo", "baz", "quux"];
    let names = api.modules.iter().flat_map(value_names);
    let mut plain = names.map(Name::plain);
    plain.any(|name| PLACEHOLDERS.contains(&name))
}

/// Returns the names of fields and parameters.
fn value_names(module: &Module) -> impl Iterator<Item = &Name> {
    let fields = module.types.iter().flat_map(|def| match &def.shape {
        Shape::Struct(shape) => shape.fields.as_slice(),
        _ => &[],
    });
    let parameters = module.operations().flat_map(|found| &found.parameters);
    let fields = fields.map(|field| &field.name);
    fields.chain(parameters.map(|parameter| &parameter.name))
}
