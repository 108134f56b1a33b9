//! A document's module: the accessors of its resources, and everything in them.

use std::collections::BTreeSet;
use std::rc::Rc;

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use crate::ir::{Api, Home, Module, Name, Resource};
use crate::source::{Cfg, SourceFile, ident};

use super::context::{Context, doc_attributes, name_ident, type_names};
use super::describe::{self, WIDE};
use super::docs;
use super::error_codes;
use super::former_names;
use super::header;
use super::mock_responses;
use super::resources;
use super::webhooks;

/// Returns the files of a module.
pub(super) fn emit(api: &Api, module: &Module) -> Vec<SourceFile> {
    let local = Rc::new(type_names(module));
    let cx = |home| Context { api, module, home };
    let mut files = vec![root(api, module, &local)];
    for (index, resource) in module.resources.iter().enumerate() {
        files.push(resources::emit(cx(Home::Resource(index)), resource, &local));
    }
    files.extend(error_codes::emit(module, &local));
    files.extend(mock_responses::emit(module));
    files.extend(resources::shared(cx(Home::Shared), &local));
    files.extend(resources::unreferenced(cx(Home::Unreferenced), &local));
    files.extend(webhooks::emit(cx(Home::Webhooks), &local));
    files
}

/// `mod.rs`.
fn root(api: &Api, module: &Module, local: &Rc<BTreeSet<String>>) -> SourceFile {
    let docs = docs::text(
        Some(&module.title),
        module.description.as_deref(),
        "The API.",
        WIDE,
    );
    let mut file = SourceFile::new(
        format!("src/{}/mod.rs", module.name.plain()),
        docs.into_lines(),
    )
    .with_local(local);
    file.header.push(header::checksum(&module.origin));
    let parts = parts(module);
    for (part, cfg) in &parts {
        let cfg = cfg.attribute();
        file.push(quote!(#cfg mod #part;));
    }
    if resources::has_unreferenced(module) {
        let cfg = Cfg::users(module, &BTreeSet::new()).attribute();
        file.push(quote!(#cfg pub mod unreferenced;));
    }
    if !module.webhooks.is_empty() {
        let name = ident(module.webhooks_name());
        let cfg = Cfg::webhooks(module);
        file.push(quote!(#cfg pub mod #name;));
    }
    if mock_responses::exist(module) {
        file.push(quote! {
            #[cfg(feature = "test-util")]
            mod examples;
        });
    }
    for (part, cfg) in &parts {
        let cfg = cfg.attribute();
        file.push(quote!(#cfg pub use self::#part::*;));
    }
    let sids = module.used_sids();
    if !sids.is_empty() {
        let names: BTreeSet<_> = sids.iter().map(|id| &api.sids[id.0].name).collect();
        let names = names.into_iter().map(name_ident);
        file.push(quote!(pub use crate::sid::{#(#names),*};));
    }
    if let Some(cfg) = users_of_server(module) {
        let (cfg, server) = (cfg.attribute(), &module.server);
        let docs = doc_attributes(["The first server of the document."]);
        file.push(quote!(#docs #cfg const SERVER: &str = #server;));
    }
    match &module.type_name {
        Some(name) => holder(&mut file, module, name),
        None => client_methods(&mut file, module),
    }
    file
}

/// Returns the files of the module and what they need, in the order in which they are named.
fn parts(module: &Module) -> Vec<(Ident, Cfg)> {
    let resources = module.resources.iter().enumerate();
    let resources = resources.map(|(index, resource)| {
        let cfg = Cfg::resource(module, index);
        (name_ident(&resource.name), cfg)
    });
    let codes = module.error_codes.iter();
    let codes = codes.map(|_| (ident("error_code"), Cfg::default()));
    let types = module
        .shared
        .iter()
        .map(|id| Cfg::of(module, module.get(*id)));
    let types = types.reduce(|mut all, cfg| {
        all.or(&cfg);
        all
    });
    let types = types.map(|cfg| (ident("types"), cfg));
    resources.chain(codes).chain(types).collect()
}

/// Returns the parts of the constant with the module's server; none if no operation uses it.
fn users_of_server(module: &Module) -> Option<Cfg> {
    let users = module.resources.iter().enumerate();
    let users = users.filter(|(_, resource)| {
        let mut operations = resource.operations.iter();
        operations.any(|operation| operation.server == module.server)
    });
    let users: BTreeSet<_> = users.map(|(index, _)| index).collect();
    (!users.is_empty()).then(|| Cfg::users(module, &users))
}

/// The type with the accessors of the resources.
fn holder(file: &mut SourceFile, module: &Module, name: &Name) {
    // A resource may be called `runtime`, so that its module has the name.
    let client = file.external("crate::runtime", "Client");
    let name = name_ident(name);
    let docs = doc_attributes([format!(
        "The resources of {}, from [`Client::{}`](crate::Client::{}).",
        describe::code(&module.title),
        module.name.plain(),
        module.name.plain(),
    )]);
    let methods = accessors(module, &quote!(self.client));
    let unused = methods
        .is_empty()
        .then(|| quote!(#[expect(dead_code, reason = "the document has no operation")]));
    file.push(quote! {
        #docs
        #[derive(Clone, Debug)]
        pub struct #name {
            #unused
            client: #client,
        }
    });
    file.push(quote! {
        impl #name {
            #[inline]
            pub(crate) fn new(client: #client) -> Self {
                Self { client }
            }

            #(#methods)*
        }
    });
}

/// The accessors of the resources, as methods of the client.
fn client_methods(file: &mut SourceFile, module: &Module) {
    let methods = accessors(module, &quote!(self));
    if !methods.is_empty() {
        let client = file.external("crate::runtime", "Client");
        file.push(quote! {
            impl #client {
                #(#methods)*
            }
        });
    }
}

/// Returns the accessor of each resource. `client` is the expression of the client in it.
fn accessors(module: &Module, client: &TokenStream) -> Vec<TokenStream> {
    let accessor = |(index, resource): (usize, &Resource)| {
        let cfg = Cfg::resource(module, index).attribute();
        let (accessor, ty) = (name_ident(&resource.name), name_ident(&resource.type_name));
        let docs = doc_attributes([format!(
            "Returns the operations of the `{}` resource.",
            resource.name.plain()
        )]);
        let mut accessors = vec![quote! {
            #docs
            #cfg
            #[must_use]
            #[inline]
            pub fn #accessor(&self) -> #ty {
                #ty::new(#client.clone())
            }
        }];
        accessors.extend(former_names::accessors(
            module,
            index,
            &resource.type_name,
            client,
        ));
        accessors
    };
    let resources = module.resources.iter().enumerate();
    resources.flat_map(accessor).collect()
}
