//! The statements that write parameters into requests, and the values that are sent unless a caller sets
//! others: the defaults of required parameters.

use proc_macro2::{Literal, TokenStream};
use quote::quote;
use serde_json::{Number, Value};

use crate::ir::{Parameter, ParameterLocation};
use crate::source::{SourceFile, ident};

use super::context::{Context, name_ident};
use super::wire::{is_plain, parameter_style, present_value, value};

/// Returns the statement that writes a parameter into the request.
pub(super) fn write(cx: Context<'_>, file: &mut SourceFile, parameter: &Parameter) -> TokenStream {
    let Some(fallback) = &parameter.fallback else {
        return value(cx, file, parameter);
    };
    let name = name_ident(&parameter.name);
    let set = present_value(cx, file, parameter, &quote!(#name));
    let otherwise = constant(cx, file, parameter, fallback);
    quote! {
        match &self.#name {
            Some(#name) => { #set }
            None => { #otherwise }
        }
    }
}

/// Returns the statement that writes a fallback, which is JSON text.
fn constant(
    cx: Context<'_>,
    file: &mut SourceFile,
    parameter: &Parameter,
    fallback: &str,
) -> TokenStream {
    let (location, wire) = (parameter.location.as_str(), &parameter.wire);
    let value: Value = serde_json::from_str(fallback).unwrap_or_default();
    let is_path = parameter.location == ParameterLocation::Path;
    let present = |value: TokenStream| match is_path {
        true => value,
        false => quote!(Some(#value)),
    };
    if is_plain(cx.module, parameter) {
        let text = value.as_str().unwrap_or(fallback);
        let (method, value) = (ident(location), present(quote!(&#text)));
        return quote!(request.#method(#wire, #value););
    }
    let method = ident(&format!("{location}_as"));
    let style = parameter_style(cx.module, file, parameter);
    let json = json(&value);
    let value = present(quote!(&::serde_json::json!(#json)));
    quote!(request.#method(#wire, #style, #value);)
}

/// Returns a JSON value as the macro `json!` takes it.
fn json(value: &Value) -> TokenStream {
    match value {
        Value::Null => quote!(null),
        Value::Bool(value) => quote!(#value),
        Value::Number(number) => self::number(number),
        Value::String(text) => quote!(#text),
        Value::Array(items) => {
            let items = items.iter().map(json);
            quote!([#(#items),*])
        }
        Value::Object(members) => {
            let members = members.iter().map(|(key, value)| {
                let value = json(value);
                quote!(#key: #value)
            });
            quote!({#(#members),*})
        }
    }
}

/// Returns a number as a literal. An integer has a suffix if it is too large for the type of one without.
fn number(number: &Number) -> TokenStream {
    let literal = match (number.as_i64(), number.as_u64(), number.as_f64()) {
        (Some(value), ..) => match i32::try_from(value) {
            Ok(value) => Literal::i32_unsuffixed(value),
            Err(_) => Literal::i64_suffixed(value),
        },
        (None, Some(value), _) => Literal::u64_suffixed(value),
        (None, None, Some(value)) => Literal::f64_unsuffixed(value),
        (None, None, None) => return quote!(null),
    };
    quote!(#literal)
}
