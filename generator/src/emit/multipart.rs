//! Bodies of several parts, some of them files.

use quote::quote;

use crate::ir::{Presence, Struct, Type, TypeDef};

use super::file::{File, name_ident};

/// How the struct becomes the parts of a body.
pub(super) fn emit(file: &mut File, def: &TypeDef, shape: &Struct) {
    let [multipart, writer] = ["Multipart", "MultipartWriter"].map(|name| file.runtime(name));
    let name = name_ident(&def.name);
    let lines = shape.fields.iter().map(|field| {
        let (name, wire) = (name_ident(&field.name), &field.wire);
        let value = match field.presence {
            Presence::Required => quote!(Some(&self.#name)),
            Presence::OptionalNullable => quote!(self.#name.value()),
            Presence::Nullable | Presence::Optional => quote!(self.#name.as_ref()),
        };
        match &field.ty {
            Type::File => quote!(body.file(#wire, #value);),
            Type::List(item) if **item == Type::File => quote!(body.files(#wire, #value);),
            _ => quote!(body.field(#wire, #value);),
        }
    });
    let rest = shape.additional.iter().map(|(name, _)| {
        let name = name_ident(name);
        quote! {
            for (name, value) in &self.#name {
                body.field(name, Some(value));
            }
        }
    });
    file.push(quote! {
        impl #multipart for #name {
            fn write(&self, body: &mut #writer<'_>) {
                #(#lines)*
                #(#rest)*
            }
        }
    });
}
