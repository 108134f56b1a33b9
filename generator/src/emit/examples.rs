//! The document's examples: their files, and the tests of the crate that read them.

use std::collections::BTreeMap;

use proc_macro2::TokenStream;
use quote::quote;
use serde_json::Value;

use crate::ir::{Api, Example, Home, Module, SidId, Type};
use crate::source::{Cfg, SourceFile, ident};

use super::context::{Context, doc_attributes, name_ident};
use super::crate_root;
use super::scalar;

/// Returns a test for each example that has a type: read, written again and compared.
pub(super) fn emit(
    api: &Api,
    module: &Module,
    mark: &str,
    plain: &mut BTreeMap<String, String>,
) -> Option<SourceFile> {
    let name = module.name.plain();
    for example in &module.examples {
        plain.insert(format!("tests/{}", path(module, example)), content(example));
    }
    module.tested_examples().next()?;
    plain.insert(
        "tests/support/mod.rs".to_owned(),
        format!("// {mark}\n\n{}", include_str!("templates/support.rs")),
    );
    let docs = vec![
        "Reads each example of the document, writes it again and compares the two.".to_owned(),
    ];
    let mut file = SourceFile::new(format!("tests/{name}_examples.rs"), docs);
    file.crate_attributes
        .extend(crate_root::recursion_attribute(api));
    let cfg = support_condition(module);
    file.push(quote!(
        #cfg
        mod support;
    ));
    let cx = Context {
        api,
        module,
        home: Home::Shared,
    };
    for (example, ty) in module.tested_examples() {
        test(cx, &mut file, example, ty);
    }
    Some(file)
}

/// Returns the file of an example, in the folder `tests`.
pub(super) fn path(module: &Module, example: &Example) -> String {
    let extension = if example.is_json { "json" } else { "txt" };
    let (module, name) = (module.name.plain(), example.name.plain());
    format!("examples/{module}/{name}.{extension}")
}

fn content(example: &Example) -> String {
    match &example.value {
        Value::String(text) if !example.is_json => text.clone(),
        value => {
            // A value has no key but strings, so it can always be written.
            let mut text = serde_json::to_string_pretty(value).unwrap_or_default();
            text.push('\n');
            text
        }
    }
}

/// Returns the condition of the code that all tests use.
fn support_condition(module: &Module) -> Option<TokenStream> {
    let types = module.tested_examples().map(|(_, ty)| ty);
    let types = types.filter(|ty| !is_of_event(module, ty));
    let cfgs = types.map(|ty| Cfg::test(module, ty));
    let cfg = cfgs.reduce(|mut all, cfg| {
        all.or(&cfg);
        all
    });
    // The feature of the module, which events need, turns on those of its resources.
    match cfg {
        Some(cfg) => cfg.attribute(),
        None => Some(Cfg::event_test(module)),
    }
}

fn test_condition(module: &Module, ty: &Type) -> Option<TokenStream> {
    match is_of_event(module, ty) {
        true => Some(Cfg::event_test(module)),
        false => Cfg::test(module, ty).attribute(),
    }
}

/// Whether a type is in the module of the events, or contains one that is.
fn is_of_event(module: &Module, ty: &Type) -> bool {
    let mut found = false;
    ty.walk(&mut |ty| {
        if let Type::Named(id) = ty {
            found |= module.get(*id).home == Home::Webhooks;
        }
    });
    found
}

fn test(cx: Context<'_>, file: &mut SourceFile, example: &Example, ty: &Type) {
    let name = name_ident(&example.name);
    let cfg = test_condition(cx.module, ty);
    let path = path(cx.module, example);
    let ty = foreign(cx, ty);
    let undeclared = &example.undeclared;
    let docs = doc_attributes([super::describe::code(&example.pointer)]);
    file.push(quote! {
        #docs
        #cfg
        #[test]
        fn #name() {
            support::round_trip::<#ty>(include_str!(#path), &[#(#undeclared),*]);
        }
    });
}

/// Returns a type as it is written outside the crate.
fn foreign(cx: Context<'_>, ty: &Type) -> TokenStream {
    let library = ident(&cx.api.package.library());
    let module = name_ident(&cx.module.name);
    match ty {
        Type::Scalar(scalar) => scalar::foreign(&cx.api.package.library(), *scalar),
        // Bytes are text in JSON, and examples of forms are no tests.
        Type::Binary | Type::File | Type::Form => quote!(String),
        Type::Json => quote!(serde_json::Value),
        Type::JsonObject => quote!(serde_json::Map<String, serde_json::Value>),
        Type::Sid(SidId(index)) => {
            let name = name_ident(&cx.api.sids[*index].name);
            quote!(#library::sid::#name)
        }
        Type::Named(id) => {
            let (name, home) = (name_ident(&cx.def(*id).name), cx.def(*id).home);
            match home {
                Home::Unreferenced => quote!(#library::#module::unreferenced::#name),
                Home::Webhooks => {
                    let webhooks = ident(cx.module.webhooks_name());
                    quote!(#library::#module::#webhooks::#name)
                }
                Home::Resource(_) | Home::Shared => quote!(#library::#module::#name),
            }
        }
        Type::List(inner) => {
            let inner = foreign(cx, inner);
            quote!(Vec<#inner>)
        }
        Type::Nullable(inner) => {
            let inner = foreign(cx, inner);
            quote!(Option<#inner>)
        }
        Type::Map(inner) => {
            let inner = foreign(cx, inner);
            quote!(std::collections::BTreeMap<String, #inner>)
        }
    }
}
