//! The checks of the values of a request.

use proc_macro2::{Literal, TokenStream};
use quote::{ToTokens, quote};
use serde_json::{Number, Value};

use crate::ir::{
    CATCH_ALL, Constraints, Field, Limit, Module, Presence, RequiredAlternatives, Scalar, Struct,
    Type, TypeDef, Union,
};
use crate::source::{SourceFile, ident};

use super::context::{Context, name_ident};

/// The checks of a struct's fields.
pub(super) fn of_struct(cx: Context<'_>, file: &mut SourceFile, def: &TypeDef, shape: &Struct) {
    let checked: Vec<_> = shape
        .fields
        .iter()
        .filter(|field| needs_check(field))
        .collect();
    let check = file.runtime("Check");
    let name = name_ident(&def.name);
    let additional = additional(cx, shape);
    let alternatives: Vec<_> = shape
        .alternatives
        .iter()
        .map(|found| alternatives(shape, found))
        .collect();
    if checked.is_empty() && additional.is_none() && alternatives.is_empty() {
        file.push(quote!(impl #check for #name {}));
        return;
    }
    let checker = file.runtime("Checker");
    let lines = checked.into_iter().map(|field| line(cx, field));
    file.push(quote! {
        impl #check for #name {
            #[inline]
            fn check(&self, checker: &mut #checker) {
                #(#lines)*
                #additional
                #(#alternatives)*
            }
        }
    });
}

/// Returns the check of sets of which a request has one: for each, whether its properties are
/// absent.
fn alternatives(shape: &Struct, found: &RequiredAlternatives) -> TokenStream {
    let absent = |wire: &String| {
        let field = shape.fields.iter().find(|field| field.wire == *wire)?;
        let name = name_ident(&field.name);
        match field.presence {
            Presence::Required | Presence::Nullable => None,
            Presence::OptionalNullable => Some(quote!(self.#name.is_unset())),
            Presence::Optional => Some(quote!(self.#name.is_none())),
        }
    };
    let sets = found.sets.iter().map(|set| {
        let absent = set.iter().filter_map(absent);
        quote!(&[#(#absent),*])
    });
    let method = match found.is_exclusive {
        true => ident("require_one_of"),
        false => ident("require_any_of"),
    };
    let text = found.text();
    let check = quote!(checker.#method(#text, &[#(#sets),*]););
    let given = found.given.as_ref().and_then(|wire| present(shape, wire));
    match given {
        Some(given) => quote!(if #given { #check }),
        None => check,
    }
}

/// Returns the condition that an optional property is present.
fn present(shape: &Struct, wire: &str) -> Option<TokenStream> {
    let field = shape.fields.iter().find(|field| field.wire == wire)?;
    let name = name_ident(&field.name);
    match field.presence {
        Presence::Required | Presence::Nullable => None,
        Presence::OptionalNullable => Some(quote!(!self.#name.is_unset())),
        Presence::Optional => Some(quote!(self.#name.is_some())),
    }
}

fn line(cx: Context<'_>, field: &Field) -> TokenStream {
    let (name, wire) = (name_ident(&field.name), &field.wire);
    let bounds = bounds(cx.module, &field.constraints, &field.ty);
    match field.presence {
        Presence::Required => quote!(checker.required(#wire, &self.#name)#bounds;),
        Presence::OptionalNullable => quote!(checker.optional(#wire, self.#name.value())#bounds;),
        Presence::Nullable | Presence::Optional => {
            quote!(checker.optional(#wire, self.#name.as_ref())#bounds;)
        }
    }
}

/// Returns the check of the undeclared properties, if they can hold something that must not be
/// sent.
fn additional(cx: Context<'_>, shape: &Struct) -> Option<TokenStream> {
    let (name, ty) = shape.additional.as_ref()?;
    if shape.additional_constraints.is_empty() && !type_needs_check(ty) {
        return None;
    }
    let name = name_ident(name);
    let bounds = bounds(cx.module, &shape.additional_constraints, ty);
    let non_null = matches!(ty, Type::Nullable(_)).then(|| quote!(.non_null()));
    Some(quote! {
        for (name, value) in &self.#name {
            checker.required(name, value)#non_null #bounds;
        }
    })
}

/// Whether a field can hold something that must not be sent.
fn needs_check(field: &Field) -> bool {
    !field.constraints.is_empty() || type_needs_check(&field.ty)
}

fn type_needs_check(ty: &Type) -> bool {
    match ty {
        Type::Scalar(scalar) => scalar.facts().needs_check,
        Type::Sid(_) | Type::File | Type::Named(_) => true,
        Type::List(inner) | Type::Map(inner) | Type::Nullable(inner) => type_needs_check(inner),
        _ => false,
    }
}

/// Returns the calls that state the bounds of a value, each with the code of the API's refusal.
pub(super) fn bounds(module: &Module, constraints: &Constraints, ty: &Type) -> TokenStream {
    let count = |bound: u64| End::Included(Literal::u64_unsuffixed(bound).into_token_stream());
    let ends = |least: Option<u64>, most: Option<u64>| (least.map(count), most.map(count));
    let code = |keyword: &str| constraints.codes.get(keyword).copied();
    let codes = |least: &str, most: &str| (code(least), code(most));
    let lengths = span(
        "length",
        ends(constraints.min_length, constraints.max_length),
        codes("minLength", "maxLength"),
    );
    let items = span(
        "items",
        ends(constraints.min_items, constraints.max_items),
        codes("minItems", "maxItems"),
    );
    let properties = span(
        "properties",
        ends(constraints.min_properties, constraints.max_properties),
        codes("minProperties", "maxProperties"),
    );
    let ty = module.resolve(module.resolve(ty).non_null());
    let values = numbers(constraints, ty, codes("minimum", "maximum"));
    let patterns = constraints.patterns.iter();
    let patterns = patterns.map(|pattern| quote!(.pattern(#pattern)));
    // Violations that the type itself finds come first, with the code of the pattern.
    let code_of_pattern = code("pattern").map(with_code);
    let others = [
        (
            constraints.unique_items.then(|| quote!(.unique())),
            "uniqueItems",
        ),
        (
            constraints.multiple_of.as_ref().map(multiple_of),
            "multipleOf",
        ),
        (constraints.is_object.then(|| quote!(.object())), "type"),
        (admitted(&constraints.values, ty), "enum"),
        (each(module, constraints, ty), "items"),
    ];
    let others = others.into_iter().filter_map(|(call, keyword)| {
        let code = code(keyword).map(with_code);
        call.map(|call| quote!(#call #code))
    });
    quote!(#(#patterns)* #code_of_pattern #lengths #items #properties #values #(#others)*)
}

fn multiple_of(factor: &Number) -> TokenStream {
    let factor = factor.to_string();
    quote!(.multiple_of(#factor))
}

/// Returns the checks of the items of a list, or of the values of a map.
fn each(module: &Module, constraints: &Constraints, ty: &Type) -> Option<TokenStream> {
    let (constraints, Type::List(inner) | Type::Map(inner)) = (constraints.each.as_ref()?, ty)
    else {
        return None;
    };
    // The type alone may hold what the constraints demand.
    let bounds = bounds(module, constraints, inner);
    if bounds.is_empty() {
        return None;
    }
    let is_nullable = matches!(module.resolve(inner), Type::Nullable(_));
    let non_null = is_nullable.then(|| quote!(.non_null()));
    Some(quote!(.each(|item| { item #non_null #bounds; })))
}

/// Returns the bounds of a number.
fn numbers(
    constraints: &Constraints,
    ty: &Type,
    codes: (Option<i64>, Option<i64>),
) -> Option<TokenStream> {
    let Type::Scalar(scalar) = ty else {
        return None;
    };
    let (least, most) = (constraints.minimum.as_ref(), constraints.maximum.as_ref());
    Some(match scalar {
        Scalar::Decimal => {
            let end = |limit: &Limit| End::of(limit, limit.value.to_string().into_token_stream());
            span("decimal_range", (least.map(end), most.map(end)), codes)
        }
        Scalar::F64 => {
            let literal = |value: f64| Literal::f64_unsuffixed(value).into_token_stream();
            let end = |limit: &Limit| Some(End::of(limit, literal(limit.value.as_f64()?)));
            span("range", (least.and_then(end), most.and_then(end)), codes)
        }
        scalar => {
            let (first, last) = integers(*scalar)?;
            let literal =
                |value: i128| End::Included(Literal::i128_unsuffixed(value).into_token_stream());
            let least = least.and_then(|limit| whole(limit, f64::ceil, 1));
            let most = most.and_then(|limit| whole(limit, f64::floor, -1));
            let least = least
                .filter(|least| *least > first)
                .map(|least| least.min(last));
            let most = most.filter(|most| *most < last).map(|most| most.max(first));
            span("range", (least.map(literal), most.map(literal)), codes)
        }
    })
}

/// Returns the first and the last integer of a scalar.
fn integers(scalar: Scalar) -> Option<(i128, i128)> {
    match scalar {
        Scalar::I32 => Some((i32::MIN.into(), i32::MAX.into())),
        Scalar::I64 => Some((i64::MIN.into(), i64::MAX.into())),
        Scalar::U64 => Some((u64::MIN.into(), u64::MAX.into())),
        _ => None,
    }
}

/// Returns the outermost integer within a limit.
fn whole(limit: &Limit, round: fn(f64) -> f64, inwards: i128) -> Option<i128> {
    let number = &limit.value;
    let exact = number.as_i64().map(i128::from);
    let exact = exact.or_else(|| number.as_u64().map(i128::from));
    match exact {
        Some(exact) if limit.is_exclusive => Some(exact + inwards),
        Some(exact) => Some(exact),
        None => {
            let value = number.as_f64()?;
            let is_on_limit = value.fract() == 0.0 && limit.is_exclusive;
            Some(round(value) as i128 + if is_on_limit { inwards } else { 0 })
        }
    }
}

/// Returns the only values that are admitted, if not all are.
fn admitted(values: &[Value], ty: &Type) -> Option<TokenStream> {
    let literals: Vec<_> = values
        .iter()
        .filter_map(|value| match ty {
            Type::Scalar(Scalar::Bool) => value.as_bool().map(ToTokens::into_token_stream),
            Type::Scalar(Scalar::F64) => value
                .as_f64()
                .map(|value| Literal::f64_unsuffixed(value).into_token_stream()),
            Type::Scalar(Scalar::U64) => value
                .as_u64()
                .map(|value| Literal::u64_unsuffixed(value).into_token_stream()),
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

/// An end of a range.
enum End {
    Included(TokenStream),
    Excluded(TokenStream),
}

impl End {
    fn of(limit: &Limit, literal: TokenStream) -> Self {
        match limit.is_exclusive {
            true => Self::Excluded(literal),
            false => Self::Included(literal),
        }
    }

    /// Returns the end as a variant of `Bound`.
    fn bound(self) -> TokenStream {
        match self {
            Self::Included(end) => quote!(::std::ops::Bound::Included(#end)),
            Self::Excluded(end) => quote!(::std::ops::Bound::Excluded(#end)),
        }
    }
}

fn range(least: Option<End>, most: Option<End>) -> TokenStream {
    let least = match least {
        Some(End::Included(least)) => Some(least),
        None => None,
        // No range of Rust leaves out its start.
        Some(excluded) => {
            let least = excluded.bound();
            let most = most.map_or_else(|| quote!(::std::ops::Bound::Unbounded), End::bound);
            return quote!((#least, #most));
        }
    };
    match most {
        None => quote!(#least..),
        Some(End::Included(most)) => quote!(#least..=#most),
        Some(End::Excluded(most)) => quote!(#least..#most),
    }
}

/// Returns a bound at each end: one call, or two if the API refuses what is outside with two codes.
fn span(
    method: &str,
    (least, most): (Option<End>, Option<End>),
    codes: (Option<i64>, Option<i64>),
) -> TokenStream {
    let method = ident(method);
    let call = |range: TokenStream, code: Option<i64>| {
        let code = code.map(with_code);
        quote!(.#method(#range) #code)
    };
    match (least, most) {
        (None, None) => TokenStream::new(),
        (least @ Some(_), None) => call(range(least, None), codes.0),
        (None, most @ Some(_)) => call(range(None, most), codes.1),
        (least, most) if codes.0 == codes.1 => call(range(least, most), codes.0),
        (least, most) => {
            let lower = call(range(least, None), codes.0);
            let upper = call(range(None, most), codes.1);
            quote!(#lower #upper)
        }
    }
}

/// The checks of a union: those of the alternative that it holds.
pub(super) fn of_union(cx: Context<'_>, file: &mut SourceFile, def: &TypeDef, union: &Union) {
    let (check, checker) = (file.runtime("Check"), file.runtime("Checker"));
    let name = name_ident(&def.name);
    let arms = union.variants.iter().map(|variant| {
        let name = name_ident(&variant.name);
        let check = match variant.constraints.is_empty() {
            true => quote!(#check::check(value, checker)),
            false => {
                let value = match variant.boxed {
                    true => quote!(&**value),
                    false => quote!(value),
                };
                let bounds = bounds(cx.module, &variant.constraints, &variant.ty);
                quote!({ checker.same(#value)#bounds; })
            }
        };
        quote!(Self::#name(value) => #check,)
    });
    let catch_all = ident(CATCH_ALL);
    file.push(quote! {
        impl #check for #name {
            #[inline]
            fn check(&self, checker: &mut #checker) {
                match self {
                    #(#arms)*
                    Self::#catch_all(_) => {}
                }
            }
        }
    });
}
