//! Resources: one file each, its calls first, then its types.

use std::collections::BTreeSet;
use std::rc::Rc;

use proc_macro2::TokenStream;
use quote::quote;

use crate::ir::{FormerItem, Module, Operation, Resource, Shape, Type, TypeId};
use crate::source::{Cfg, SourceFile};

use super::constructor;
use super::context::{Context, doc_attributes, name_ident};
use super::describe::{self, WIDE};
use super::docs;
use super::former_names;
use super::sample;
use super::{enums, operation_docs, operations, responses, structs, unions};

/// Returns the file of a resource.
pub(super) fn emit(
    cx: Context<'_>,
    resource: &Resource,
    local: &Rc<BTreeSet<String>>,
) -> SourceFile {
    let path = format!(
        "src/{}/{}.rs",
        cx.module.name.plain(),
        resource.name.plain()
    );
    let docs = docs::text(
        None,
        resource.description.as_deref(),
        &format!(
            "The operations of the `{}` resource, and their types.",
            resource.name.plain()
        ),
        WIDE,
    );
    let mut file = SourceFile::new(path, docs.into_lines()).with_local(local);
    calls(cx, &mut file, resource);
    for operation in &resource.operations {
        operations::emit(cx, &mut file, operation, resource.type_name.plain());
    }
    if let Some(index) = cx.resource() {
        let names = cx.module.former_names(FormerItem::ResourceType(index));
        former_names::types(&mut file, names);
    }
    types(cx, &mut file, &resource.types);
    file
}

/// Returns the file of the types that several resources use, if there are any.
pub(super) fn shared(cx: Context<'_>, local: &Rc<BTreeSet<String>>) -> Option<SourceFile> {
    let docs = "The types that several resources share.";
    let ids = &cx.module.shared;
    (!ids.is_empty()).then(|| types_file(cx, local, "types", docs, ids))
}

/// Returns the file of the types that no operation uses, if the crate has them.
pub(super) fn unreferenced(cx: Context<'_>, local: &Rc<BTreeSet<String>>) -> Option<SourceFile> {
    let docs = "The types that the document defines and no operation uses.";
    let ids = &cx.module.unreferenced;
    has_unreferenced(cx.module).then(|| types_file(cx, local, "unreferenced", docs, ids))
}

/// Whether the crate has types that no operation uses.
pub(super) fn has_unreferenced(module: &Module) -> bool {
    let mut ids = module.unreferenced.iter();
    let is_item = |id: &TypeId| !matches!(module.get(*id).shape, Shape::Alias(Type::Sid(_)));
    !module.omit_unreferenced && ids.any(is_item)
}

pub(super) fn types_file(
    cx: Context<'_>,
    local: &Rc<BTreeSet<String>>,
    name: &str,
    docs: &str,
    ids: &[TypeId],
) -> SourceFile {
    let path = format!("src/{}/{name}.rs", cx.module.name.plain());
    let mut file = SourceFile::new(path, vec![docs.to_owned()]).with_local(local);
    types(cx, &mut file, ids);
    file
}

fn types(cx: Context<'_>, file: &mut SourceFile, ids: &[TypeId]) {
    for &id in ids {
        let def = cx.def(id);
        if cx.resource().is_none() {
            file.set_cfg(Cfg::of(cx.module, def));
        }
        match &def.shape {
            Shape::Struct(shape) => structs::emit(cx, file, def, shape),
            Shape::Enum(shape) => enums::emit(file, def, shape),
            Shape::IntegerEnum(shape) => enums::emit_integers(file, def, shape),
            Shape::Union(union) => unions::emit(cx, file, def, union),
            Shape::Responses(found) => responses::emit(cx, file, def, found),
            Shape::Alias(Type::Sid(_)) => continue,
            Shape::Alias(ty) => {
                let fallback = describe::schema(def, "type");
                let facts = describe::type_facts(def);
                let docs = describe::describe(def.description.as_deref(), &fallback, &facts, WIDE);
                let docs = doc_attributes(docs);
                let (name, ty) = (name_ident(&def.name), cx.ty(file, ty));
                file.push(quote!(#docs pub type #name = #ty;));
            }
        }
        let has_arguments = constructor::arguments_of_type(cx, def).is_some();
        let names = cx.module.former_names(FormerItem::Type(id));
        let names = names.filter(|name| name.current == def.name || has_arguments);
        former_names::types(file, names);
        former_names::variants(file, cx.module, &def.name, FormerItem::Variant(id));
    }
}

/// The type that holds the resource's calls.
fn calls(cx: Context<'_>, file: &mut SourceFile, resource: &Resource) {
    let client = file.runtime("Client");
    let name = name_ident(&resource.type_name);
    let (holder, path) = match &cx.module.type_name {
        Some(name) => (name.plain(), "super"),
        None => ("Client", "crate"),
    };
    let docs = doc_attributes([format!(
        "The operations of the `{accessor}` resource, from [`{holder}::{accessor}`]({path}::{holder}::{accessor}).",
        accessor = resource.name.plain(),
    )]);
    let mut methods = Vec::new();
    for (index, operation) in resource.operations.iter().enumerate() {
        methods.push(method(cx, file, operation));
        let resource = cx.resource().unwrap_or_default();
        let item = FormerItem::Method(resource, index);
        methods.extend(former_names::methods(cx, file, operation, item));
    }
    file.push(quote! {
        #docs
        #[derive(Clone, Debug)]
        pub struct #name {
            client: #client,
        }
    });
    file.push(quote! {
        impl #name {
            #[inline]
            pub(super) fn new(client: #client) -> Self {
                Self { client }
            }

            #(#methods)*
        }
    });
}

fn method(cx: Context<'_>, file: &mut SourceFile, operation: &Operation) -> TokenStream {
    let docs = operation_docs::of_method(cx, operation, sample::example(cx, operation));
    let call = file.runtime("Call");
    let (name, method) = (
        name_ident(&operation.type_name),
        name_ident(&operation.method_name),
    );
    let parameters = constructor::parameters(cx, file, operation);
    let (names, types): (Vec<_>, Vec<_>) = parameters.into_iter().unzip();
    let deprecated = operation.deprecated.then(|| quote!(#[deprecated]));
    quote! {
        #docs
        #deprecated
        #[inline]
        pub fn #method(&self, #(#names: #types),*) -> #call<#name> {
            self.client.call(#name::new(#(#names),*))
        }
    }
}
