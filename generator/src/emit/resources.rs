//! Resources: one file each, its calls first, then its types.

use proc_macro2::TokenStream;
use quote::quote;

use crate::ir::{Module, Operation, Resource, Shape, Type, TypeId};
use crate::source::{Cfg, SourceFile};

use super::argument::Argument;
use super::context::{Context, doc_attributes, name_ident};
use super::describe::{self, WIDE};
use super::docs;
use super::sample;
use super::{enums, operations, responses, structs, unions};

/// The file of a resource.
pub(super) fn emit(cx: Context<'_>, resource: &Resource) -> SourceFile {
    let path = format!(
        "src/{}/{}.rs",
        cx.module.name.plain(),
        resource.name.plain()
    );
    let docs = docs::text(
        None,
        resource.description.as_deref(),
        &format!(
            "The {} calls, and the types that only they use.",
            resource.title
        ),
        WIDE,
    );
    let mut file = SourceFile::new(path, docs.into_lines());
    calls(cx, &mut file, resource);
    for operation in &resource.operations {
        operations::emit(cx, &mut file, operation, resource.type_name.plain());
    }
    types(cx, &mut file, &resource.types);
    file
}

/// The file of the types that several resources use, or none.
pub(super) fn shared(cx: Context<'_>, module: &Module) -> Option<SourceFile> {
    if module.shared.is_empty() {
        return None;
    }
    let docs = vec!["Types that several resources use, or none.".to_owned()];
    let mut file = SourceFile::new(format!("src/{}/types.rs", module.name.plain()), docs);
    types(cx, &mut file, &module.shared);
    Some(file)
}

fn types(cx: Context<'_>, file: &mut SourceFile, ids: &[TypeId]) {
    for &id in ids {
        let def = cx.def(id);
        if cx.home.is_none() {
            file.set_cfg(Cfg::of(cx.module, def));
        }
        match &def.shape {
            Shape::Struct(shape) => structs::emit(cx, file, def, shape),
            Shape::Enum(shape) => enums::emit(file, def, shape),
            Shape::IntegerEnum(shape) => enums::emit_integers(file, def, shape),
            Shape::Union(union) => unions::emit(cx, file, def, union),
            Shape::Responses(found) => responses::emit(cx, file, def, found),
            Shape::Alias(Type::Sid(_)) => {}
            Shape::Alias(ty) => {
                let fallback = describe::schema(def, "type");
                let facts = describe::type_facts(def);
                let docs = describe::describe(def.description.as_deref(), &fallback, &facts, WIDE);
                let docs = doc_attributes(docs);
                let (name, ty) = (name_ident(&def.name), cx.ty(file, ty));
                file.push(quote!(#docs pub type #name = #ty;));
            }
        }
    }
}

/// The type that holds the resource's calls.
fn calls(cx: Context<'_>, file: &mut SourceFile, resource: &Resource) {
    let client = file.runtime("Client");
    let name = name_ident(&resource.type_name);
    let docs = doc_attributes([format!(
        "The {} calls; [`{holder}::{accessor}`](super::{holder}::{accessor}) gives them.",
        resource.title,
        holder = cx.module.type_name.plain(),
        accessor = resource.name.plain(),
    )]);
    let methods: Vec<_> = resource
        .operations
        .iter()
        .map(|operation| method(cx, file, operation))
        .collect();
    file.push(quote! {
        #docs
        #[derive(Clone, Debug)]
        pub struct #name {
            client: #client,
        }
    });
    file.push(quote! {
        impl #name {
            pub(super) fn new(client: #client) -> Self {
                Self { client }
            }

            #(#methods)*
        }
    });
}

fn method(cx: Context<'_>, file: &mut SourceFile, operation: &Operation) -> TokenStream {
    let docs = operations::method_docs(cx, operation, sample::example(cx, operation));
    let call = file.runtime("Call");
    let (name, method) = (
        name_ident(&operation.type_name),
        name_ident(&operation.method_name),
    );
    let required = operations::required(operation);
    let names: Vec<_> = required.iter().map(|(name, _)| name_ident(name)).collect();
    let types: Vec<_> = required
        .iter()
        .map(|(_, ty)| Argument::of(cx, file, ty, false).ty)
        .collect();
    let deprecated = operation.deprecated.then(|| quote!(#[deprecated]));
    let many = super::lints::too_many_arguments(names.len() + 1);
    quote! {
        #docs
        #deprecated
        #many
        pub fn #method(&self, #(#names: #types),*) -> #call<#name> {
            self.client.call(#name::new(#(#names),*))
        }
    }
}
