//! What a request demands of its values.

use proc_macro2::{Literal, TokenStream};
use quote::{ToTokens, quote};
use serde_json::Value;

use crate::ir::{CATCH_ALL, Constraints, Field, Presence, Scalar, Struct, Type, TypeDef, Union};
use crate::source::{SourceFile, ident};

use super::context::name_ident;

/// The checks of a struct's fields.
pub(super) fn of_struct(file: &mut SourceFile, def: &TypeDef, shape: &Struct) {
    let checked: Vec<_> = shape
        .fields
        .iter()
        .filter(|field| needs_check(field))
        .collect();
    let check = file.runtime("Check");
    let name = name_ident(&def.name);
    if checked.is_empty() {
        file.push(quote!(impl #check for #name {}));
        return;
    }
    let checker = file.runtime("Checker");
    let lines = checked.into_iter().map(line);
    file.push(quote! {
        impl #check for #name {
            fn check(&self, checker: &mut #checker) {
                #(#lines)*
            }
        }
    });
}

fn line(field: &Field) -> TokenStream {
    let (name, wire) = (name_ident(&field.name), &field.wire);
    let bounds = bounds(&field.constraints, &field.ty);
    match field.presence {
        Presence::Required => quote!(checker.required(#wire, &self.#name)#bounds;),
        Presence::OptionalNullable => quote!(checker.optional(#wire, self.#name.value())#bounds;),
        Presence::Nullable | Presence::Optional => {
            quote!(checker.optional(#wire, self.#name.as_ref())#bounds;)
        }
    }
}

/// Whether a field can hold something that must not be sent.
fn needs_check(field: &Field) -> bool {
    !field.constraints.is_empty() || type_needs_check(&field.ty)
}

fn type_needs_check(ty: &Type) -> bool {
    match ty {
        Type::Scalar(scalar) => scalar.facts().needs_check,
        Type::Sid(_) | Type::File | Type::Named(_) => true,
        Type::List(inner) | Type::Map(inner) => type_needs_check(inner),
        _ => false,
    }
}

/// The calls that state the bounds of a value, each with the code of the API's refusal.
pub(super) fn bounds(constraints: &Constraints, ty: &Type) -> TokenStream {
    let count = |bound: u64| Literal::u64_unsuffixed(bound);
    let value = |bound: i64| match ty {
        Type::Scalar(Scalar::F64) => Literal::f64_unsuffixed(bound as f64),
        _ => Literal::i64_unsuffixed(bound),
    };
    let code = |keyword: &str| constraints.codes.get(keyword).copied();
    let lengths = (
        constraints.min_length.map(count),
        constraints.max_length.map(count),
    );
    let lengths = span("length", lengths, (code("minLength"), code("maxLength")));
    let items = (
        constraints.min_items.map(count),
        constraints.max_items.map(count),
    );
    let items = span("items", items, (code("minItems"), code("maxItems")));
    let values = (
        constraints.minimum.map(value),
        constraints.maximum.map(value),
    );
    let values = span("range", values, (code("minimum"), code("maximum")));
    let text = constraints
        .pattern
        .iter()
        .map(|pattern| quote!(.pattern(#pattern)));
    let admitted = admitted(&constraints.values, ty);
    // What the type itself refuses comes first, and has the code of the pattern.
    let code_of_pattern = code("pattern").map(with_code);
    quote!(#(#text)* #code_of_pattern #lengths #items #values #admitted)
}

/// The only values that are admitted, if not all are.
fn admitted(values: &[Value], ty: &Type) -> Option<TokenStream> {
    let literals: Vec<_> = values
        .iter()
        .filter_map(|value| match ty {
            Type::Scalar(Scalar::Bool) => value.as_bool().map(ToTokens::into_token_stream),
            Type::Scalar(Scalar::F64) => value
                .as_f64()
                .map(|value| Literal::f64_unsuffixed(value).into_token_stream()),
            Type::Json => Some(value.to_string().into_token_stream()),
            _ => None,
        })
        .collect();
    let method = match ty {
        Type::Json => quote!(one_of_json),
        _ => quote!(one_of),
    };
    (!literals.is_empty()).then(|| quote!(.#method(&[#(#literals),*])))
}

fn with_code(code: i64) -> TokenStream {
    let code = Literal::i64_unsuffixed(code);
    quote!(.code(#code))
}

/// A bound at each end: one call, or two if the API refuses what is outside with two codes.
fn span(
    method: &str,
    (least, most): (Option<Literal>, Option<Literal>),
    codes: (Option<i64>, Option<i64>),
) -> TokenStream {
    let method = ident(method);
    let call = |range: TokenStream, code: Option<i64>| {
        let code = code.map(with_code);
        quote!(.#method(#range) #code)
    };
    match (least, most) {
        (None, None) => TokenStream::new(),
        (Some(least), None) => call(quote!(#least..), codes.0),
        (None, Some(most)) => call(quote!(..=#most), codes.1),
        (Some(least), Some(most)) if codes.0 == codes.1 => call(quote!(#least..=#most), codes.0),
        (Some(least), Some(most)) => {
            let lower = call(quote!(#least..), codes.0);
            let upper = call(quote!(..=#most), codes.1);
            quote!(#lower #upper)
        }
    }
}

/// The checks of a union: those of the alternative that it holds.
pub(super) fn of_union(file: &mut SourceFile, def: &TypeDef, union: &Union) {
    let (check, checker) = (file.runtime("Check"), file.runtime("Checker"));
    let name = name_ident(&def.name);
    let variants = union
        .variants
        .iter()
        .map(|variant| name_ident(&variant.name));
    let catch_all = ident(CATCH_ALL);
    file.push(quote! {
        impl #check for #name {
            fn check(&self, checker: &mut #checker) {
                match self {
                    #(Self::#variants(value) => #check::check(value, checker),)*
                    Self::#catch_all(_) => {}
                }
            }
        }
    });
}
