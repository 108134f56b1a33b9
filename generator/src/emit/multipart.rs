//! Bodies of several parts, some of them files.

use proc_macro2::TokenStream;
use quote::quote;

use crate::ir::{Constraints, Presence, Struct, Type, TypeDef};
use crate::source::SourceFile;

use super::context::{Context, name_ident};
use super::wire;

/// The implementation that turns the struct into the parts of a body.
pub(super) fn emit(cx: Context<'_>, file: &mut SourceFile, def: &TypeDef, shape: &Struct) {
    let [multipart, writer] = ["Multipart", "MultipartWriter"].map(|name| file.runtime(name));
    let type_name = name_ident(&def.name);
    let mut lines = Vec::new();
    for field in &shape.fields {
        let (name, wire) = (name_ident(&field.name), &field.wire);
        let value = match field.presence {
            Presence::Required => quote!(Some(&self.#name)),
            Presence::OptionalNullable => quote!(self.#name.value()),
            Presence::Nullable | Presence::Optional => quote!(self.#name.as_ref()),
        };
        let constraints = &field.constraints;
        lines.push(line(
            cx,
            file,
            (&field.ty, constraints),
            &quote!(#wire),
            &value,
        ));
    }
    if let Some((name, ty)) = &shape.additional {
        let constraints = &shape.additional_constraints;
        let line = line(
            cx,
            file,
            (ty, constraints),
            &quote!(name),
            &quote!(Some(value)),
        );
        let name = name_ident(name);
        lines.push(quote! {
            for (name, value) in &self.#name {
                #line
            }
        });
    }
    file.push(quote! {
        impl #multipart for #type_name {
            #[inline]
            fn write(&self, body: &mut #writer<'_>) {
                #(#lines)*
            }
        }
    });
}

/// Returns the line that adds a field, or a part for each file.
fn line(
    cx: Context<'_>,
    file: &mut SourceFile,
    (ty, constraints): (&Type, &Constraints),
    name: &TokenStream,
    value: &TokenStream,
) -> TokenStream {
    match ty {
        Type::File => {
            return match constraints.max_size {
                None => quote!(body.file(#name, #value);),
                Some(most) => quote!(body.file_up_to(#most, #name, #value);),
            };
        }
        Type::List(item) if **item == Type::File => {
            let each = constraints.each.as_ref();
            return match each.and_then(|each| each.max_size) {
                None => quote!(body.files(#name, #value);),
                Some(most) => quote!(body.files_up_to(#most, #name, #value);),
            };
        }
        _ => {}
    }
    match wire::written_as(cx.module, ty) {
        None => quote!(body.field(#name, #value);),
        Some(written) => {
            file.runtime_module();
            quote!(body.field(#name, #value.map(#written).as_ref());)
        }
    }
}
