//! The document's examples as tests of the crate.

use std::collections::BTreeMap;

use quote::quote;

use crate::ir::{Api, Example, Module, SidId, Type};

use super::crate_root;
use super::file::{Context, File, doc_attributes, ident, name_ident};
use super::gate::Gate;

/// A test for each example: read, written again and compared.
pub(super) fn emit(
    api: &Api,
    module: &Module,
    plain: &mut BTreeMap<String, String>,
) -> Option<File> {
    if module.examples.is_empty() {
        return None;
    }
    plain.insert(
        "tests/support/mod.rs".to_owned(),
        include_str!("templates/support.rs").to_owned(),
    );
    let name = module.name.plain();
    let docs =
        vec!["The examples of the document: each is read, written again and compared.".to_owned()];
    let mut file = File::new(format!("tests/{name}_examples.rs"), docs);
    file.recursion_limit = crate_root::recursion_limit(api);
    let gates = module.examples.iter();
    let gates = gates.map(|example| Gate::test(module, &example.ty));
    let gate = gates.reduce(|mut all, gate| {
        all.or(&gate);
        all
    });
    let gate = gate.unwrap_or_default().attribute();
    file.push(quote!(
        #gate
        mod support;
    ));
    for example in &module.examples {
        let path = format!("examples/{name}/{}.json", example.name.plain());
        plain.insert(format!("tests/{path}"), pretty(example));
        test(
            Context {
                api,
                module,
                home: None,
            },
            &mut file,
            example,
            &path,
        );
    }
    Some(file)
}

fn pretty(example: &Example) -> String {
    // A value has no key but strings, so it can always be written.
    let mut text = serde_json::to_string_pretty(&example.value).unwrap_or_default();
    text.push('\n');
    text
}

fn test(cx: Context<'_>, file: &mut File, example: &Example, path: &str) {
    let name = name_ident(&example.name);
    let gate = Gate::test(cx.module, &example.ty).attribute();
    let ty = foreign(cx, &example.ty);
    let undeclared = &example.undeclared;
    let docs = doc_attributes([super::describe::code(&example.pointer)]);
    file.push(quote! {
        #docs
        #gate
        #[test]
        fn #name() {
            support::round_trip::<#ty>(include_str!(#path), &[#(#undeclared),*]);
        }
    });
}

/// A type as it is written outside the crate.
fn foreign(cx: Context<'_>, ty: &Type) -> proc_macro2::TokenStream {
    let library = ident(&cx.api.package.library());
    let module = name_ident(&cx.module.name);
    match ty {
        Type::Bool => quote!(bool),
        Type::I32 => quote!(i32),
        Type::I64 => quote!(i64),
        Type::F64 => quote!(f64),
        Type::String => quote!(String),
        Type::Timestamp | Type::Rfc2822 => quote!(jiff::Timestamp),
        Type::Date => quote!(jiff::civil::Date),
        Type::Uri => quote!(#library::UriRef),
        Type::Json => quote!(serde_json::Value),
        Type::JsonObject => quote!(serde_json::Map<String, serde_json::Value>),
        Type::Binary | Type::File => quote!(Vec<u8>),
        Type::Sid(SidId(index)) => {
            let name = name_ident(&cx.api.sids[*index].name);
            quote!(#library::sid::#name)
        }
        Type::Named(id) => {
            let name = name_ident(&cx.def(*id).name);
            quote!(#library::#module::#name)
        }
        Type::List(inner) => {
            let inner = foreign(cx, inner);
            quote!(Vec<#inner>)
        }
        Type::Map(inner) => {
            let inner = foreign(cx, inner);
            quote!(std::collections::BTreeMap<String, #inner>)
        }
    }
}
