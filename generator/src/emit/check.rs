//! What a request demands of its values.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::ir::{CATCH_ALL, Constraints, Field, Presence, Struct, Type, TypeDef, Union};

use super::file::{File, ident, name_ident};

/// The checks of a struct's fields.
pub(super) fn of_struct(file: &mut File, def: &TypeDef, shape: &Struct) {
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
        Type::F64 | Type::Uri | Type::Sid(_) | Type::Named(_) => true,
        Type::List(inner) | Type::Map(inner) => type_needs_check(inner),
        _ => false,
    }
}

/// The calls that state the bounds of a value.
pub(super) fn bounds(constraints: &Constraints, ty: &Type) -> TokenStream {
    let count = |bound: u64| Literal::u64_unsuffixed(bound);
    let value = |bound: i64| match ty {
        Type::F64 => Literal::f64_unsuffixed(bound as f64),
        _ => Literal::i64_unsuffixed(bound),
    };
    let length = range(
        constraints.min_length.map(count),
        constraints.max_length.map(count),
    );
    let items = range(
        constraints.min_items.map(count),
        constraints.max_items.map(count),
    );
    let value = range(
        constraints.minimum.map(value),
        constraints.maximum.map(value),
    );
    let length = length.map(|range| quote!(.length(#range)));
    let items = items.map(|range| quote!(.items(#range)));
    let value = value.map(|range| quote!(.range(#range)));
    quote!(#length #items #value)
}

fn range(least: Option<Literal>, most: Option<Literal>) -> Option<TokenStream> {
    match (least, most) {
        (None, None) => None,
        (Some(least), None) => Some(quote!(#least..)),
        (None, Some(most)) => Some(quote!(..=#most)),
        (Some(least), Some(most)) => Some(quote!(#least..=#most)),
    }
}

/// The checks of a union: those of the alternative that it holds.
pub(super) fn of_union(file: &mut File, def: &TypeDef, union: &Union) {
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
                    #(Self::#variants(value) => value.check(checker),)*
                    Self::#catch_all(_) => {}
                }
            }
        }
    });
}
