//! Former names of renamed items, as deprecated ones.

use proc_macro2::TokenStream;
use quote::quote;

use crate::ir::{FormerItem, FormerName, Module, Name, Operation};
use crate::source::{Cfg, SourceFile};

use super::constructor;
use super::context::{Context, doc_attributes, name_ident};

/// The aliases of renamed types.
pub(super) fn types<'m>(file: &mut SourceFile, names: impl Iterator<Item = &'m FormerName>) {
    for name in names {
        let attributes = attributes(name, "");
        let (former, current) = (name_ident(&name.former), name_ident(&name.current));
        file.push(quote! {
            #attributes
            pub type #former = #current;
        });
    }
}

/// The constants that stand for renamed variants.
pub(super) fn variants(file: &mut SourceFile, module: &Module, owner: &Name, item: FormerItem) {
    let constants = module.former_names(item).map(|name| {
        let attributes = attributes(name, "Self::");
        let (former, current) = (name_ident(&name.former), name_ident(&name.current));
        let is_unusual = name.former.plain().contains(char::is_lowercase);
        let expected = is_unusual.then(
            || quote!(#[expect(non_upper_case_globals, reason = "it was the name of a variant")]),
        );
        quote! {
            #attributes
            #expected
            pub const #former: Self = Self::#current;
        }
    });
    let constants: Vec<_> = constants.collect();
    if !constants.is_empty() {
        let name = name_ident(owner);
        file.push(quote!(impl #name { #(#constants)* }));
    }
}

/// Returns the accessors of a renamed resource, which has this type.
pub(super) fn accessors(
    module: &Module,
    index: usize,
    ty: &Name,
    client: &TokenStream,
) -> Vec<TokenStream> {
    let cfg = Cfg::resource(module, index).attribute();
    let ty = name_ident(ty);
    let names = module.former_names(FormerItem::Accessor(index));
    let accessors = names.map(|name| {
        let attributes = attributes(name, "Self::");
        let former = name_ident(&name.former);
        quote! {
            #attributes
            #cfg
            #[must_use]
            #[inline]
            pub fn #former(&self) -> #ty {
                #ty::new(#client.clone())
            }
        }
    });
    accessors.collect()
}

/// Returns the methods of a renamed operation.
pub(super) fn methods(
    cx: Context<'_>,
    file: &mut SourceFile,
    operation: &Operation,
    item: FormerItem,
) -> Vec<TokenStream> {
    let mut methods = Vec::new();
    for name in cx.module.former_names(item) {
        let attributes = attributes(name, "Self::");
        let call = file.runtime("Call");
        let (ty, former) = (name_ident(&operation.type_name), name_ident(&name.former));
        let parameters = constructor::parameters(cx, file, operation);
        let (names, types): (Vec<_>, Vec<_>) = parameters.into_iter().unzip();
        methods.push(quote! {
            #attributes
            #[inline]
            pub fn #former(&self, #(#names: #types),*) -> #call<#ty> {
                self.client.call(#ty::new(#(#names),*))
            }
        });
    }
    methods
}

/// Returns the former names of a setter of a type, or of the calls of an operation.
pub(super) fn of_setter<'m>(
    module: &'m Module,
    owner: &Name,
    setter: &Name,
) -> impl Iterator<Item = &'m FormerName> {
    let names = module.former_names.iter();
    names.filter(move |name| {
        module.setter_owner(name.item) == Some(owner) && name.current == *setter
    })
}

/// Returns a renamed setter, which takes `argument`.
pub(super) fn setter(name: &FormerName, argument: TokenStream, marks: TokenStream) -> TokenStream {
    let attributes = attributes(name, "Self::");
    let operator = super::lints::operator_name(&name.former);
    let (former, current) = (name_ident(&name.former), name_ident(&name.current));
    quote! {
        #attributes
        #operator
        #marks
        #[inline]
        pub fn #former(self, #current: #argument) -> Self {
            self.#current(#current)
        }
    }
}

/// Returns the documentation and the deprecation of a former name. `owner` is the path of what holds
/// the item.
fn attributes(name: &FormerName, owner: &str) -> TokenStream {
    let current = name.current.plain();
    let docs = doc_attributes([format!("The former name of [`{owner}{current}`].")]);
    let note = format!("renamed to `{current}`");
    quote!(#docs #[deprecated(note = #note)])
}
