//! Operations: the value that describes a call, and the setters of a call under way.

use proc_macro2::TokenStream;
use quote::quote;

use crate::ir::{Auth, Body, Method, Name, Operation, Parameter, Type};
use crate::source::{SourceFile, ident};

use super::argument::Argument;
use super::constructor::{Constructor, Required};
use super::context::{Context, doc_attributes, name_ident};
use super::describe::{self, NARROW};
use super::{
    call_policy, credentials, debug, former_names, pagination, parameter, polling, responses,
    streams, wire,
};

/// The operation's struct, how it becomes a request, and the setters of its optional values.
pub(super) fn emit(cx: Context<'_>, file: &mut SourceFile, operation: &Operation, holder: &str) {
    definition(cx, file, operation, holder);
    constructor(cx, file, operation);
    operation_impl(cx, file, operation);
    setters(cx, file, operation);
    if let Some(paging) = &operation.paging {
        pagination::emit(cx, file, operation, paging);
    }
    if let Some(stream) = operation.response.stream() {
        streams::emit(cx, file, operation, stream);
    }
    if let Some(polling) = &operation.polling {
        polling::emit(cx, file, operation, polling);
    }
}

/// Method and path, as they are on the wire.
pub(super) fn wire_fact(operation: &Operation) -> String {
    describe::code(&format!("{} {}", operation.method.as_str(), operation.path))
}

fn definition(cx: Context<'_>, file: &mut SourceFile, operation: &Operation, holder: &str) {
    let name = name_ident(&operation.type_name);
    let docs = doc_attributes([
        format!(
            "The operation of [`{holder}::{}`].",
            operation.method_name.plain()
        ),
        String::new(),
        wire_fact(operation),
    ]);
    let fields: Vec<_> = operation
        .parameters
        .iter()
        .map(|found| field(cx, file, found))
        .collect();
    let body = operation
        .body
        .as_ref()
        .map(|body| body_field(cx, file, body));
    let shown = shown(operation);
    let debug = debug::derive(&shown);
    let default = operation.required_arguments().is_empty();
    let default = default.then(|| quote!(Default));
    file.push(quote! {
        #docs
        #[derive(Clone, #debug #default)]
        #[non_exhaustive]
        pub struct #name {
            #(#fields)*
            #body
        }
    });
    debug::redacted(file, &operation.type_name, &shown);
}

/// Returns the fields as `Debug` shows them.
fn shown(operation: &Operation) -> Vec<debug::Shown<'_>> {
    let parameters = operation.parameters.iter();
    let parameters = parameters.map(|parameter| (&parameter.name, parameter.personal));
    let body = operation
        .body
        .iter()
        .map(|body| (&body.name, body.personal));
    parameters.chain(body).collect()
}

fn parameter_docs(parameter: &Parameter) -> TokenStream {
    described(
        parameter.description.as_deref(),
        &describe::parameter_facts(parameter),
    )
}

fn field(cx: Context<'_>, file: &mut SourceFile, parameter: &Parameter) -> TokenStream {
    let docs = parameter_docs(parameter);
    let name = name_ident(&parameter.name);
    let ty = cx.ty(file, &parameter.ty);
    let ty = if parameter.required {
        ty
    } else {
        quote!(Option<#ty>)
    };
    quote! {
        #docs
        pub #name: #ty,
    }
}

fn body_docs(body: &Body) -> TokenStream {
    let fact = format!("Sent as {}.", describe::code(&body.content_type));
    described(body.description.as_deref(), &[fact])
}

/// Returns the document's words and the facts, or the facts alone.
fn described(description: Option<&str>, facts: &[String]) -> TokenStream {
    let has_words = description.is_some_and(|text| !text.trim().is_empty());
    let docs = match facts {
        [first, rest @ ..] if !has_words => describe::describe(None, first, rest, NARROW),
        _ => describe::describe(description, "", facts, NARROW),
    };
    doc_attributes(docs)
}

fn body_field(cx: Context<'_>, file: &mut SourceFile, body: &Body) -> TokenStream {
    let docs = body_docs(body);
    let name = name_ident(&body.name);
    let ty = cx.ty(file, &body.ty);
    let ty = if body.required {
        ty
    } else {
        quote!(Option<#ty>)
    };
    quote! {
        #docs
        pub #name: #ty,
    }
}

/// `new`, with the required arguments.
fn constructor(cx: Context<'_>, file: &mut SourceFile, operation: &Operation) {
    let name = name_ident(&operation.type_name);
    let required = required(operation);
    if required.is_empty() {
        file.push(quote! {
            impl #name {
                /// Creates the operation.
                #[must_use]
                #[inline]
                pub fn new() -> Self {
                    Default::default()
                }
            }
        });
        return;
    }
    let (_, optional) = operation.split_parameters();
    let optional = optional.into_iter().map(|parameter| &parameter.name);
    let body = operation.body.iter().filter(|body| !body.required);
    let absent = optional
        .chain(body.map(|body| &body.name))
        .map(|name| {
            let name = name_ident(name);
            quote!(#name: None)
        })
        .collect();
    let constructor = Constructor {
        owner: &operation.type_name,
        arguments: operation.arguments.as_ref(),
        summary: "Creates the operation from its required arguments.",
        required,
        others: absent,
    };
    let new = constructor.emit(cx, file);
    file.push(quote!(impl #name { #new }));
}

/// Returns the required parameters, then the body if it is required.
fn required(operation: &Operation) -> Vec<Required<'_>> {
    let (parameters, _) = operation.split_parameters();
    let parameters = parameters.into_iter().map(|parameter| Required {
        name: &parameter.name,
        ty: &parameter.ty,
        is_nullable: false,
        boxed: false,
        docs: parameter_docs(parameter),
    });
    let body = operation.body.iter().filter(|body| body.required);
    let body = body.map(|body| Required {
        name: &body.name,
        ty: &body.ty,
        is_nullable: false,
        boxed: false,
        docs: body_docs(body),
    });
    parameters.chain(body).collect()
}

fn operation_impl(cx: Context<'_>, file: &mut SourceFile, operation: &Operation) {
    let trait_name = file.runtime("Operation");
    let info_type = file.runtime("OperationInfo");
    let writer = file.runtime("RequestWriter");
    let name = name_ident(&operation.type_name);
    let response = responses::body_type(cx, file, &operation.response);
    let info = info(cx, file, operation);
    let lines: Vec<_> = operation
        .parameters
        .iter()
        .map(|parameter| parameter::write(cx, file, parameter))
        .collect();
    let flag = streams::flag(cx, file, operation);
    let body = operation.body.as_ref().map(|body| {
        let name = name_ident(&body.name);
        let holder = match flag {
            Some(_) => quote!(#name),
            None => quote!(self.#name),
        };
        wire::body(cx, file, body, &holder)
    });
    let parameter = if lines.is_empty() && body.is_none() {
        quote!(_request)
    } else {
        quote!(request)
    };
    file.push(quote! {
        impl #trait_name for #name {
            type ResponseBody = #response;
            const INFO: #info_type = #info;

            #[inline]
            fn write(&self, #parameter: &mut #writer) {
                #(#lines)*
                #flag
                #body
            }
        }
    });
}

fn info(cx: Context<'_>, file: &mut SourceFile, operation: &Operation) -> TokenStream {
    let info = file.runtime("OperationInfo");
    let (name, path) = (operation.type_name.plain(), &operation.path);
    let server = if operation.server == cx.module.server {
        let server = file.import("super", "SERVER");
        quote!(#server)
    } else {
        let server = &operation.server;
        quote!(#server)
    };
    let shortcut = match &operation.method {
        Method::Get => Some(quote!(get)),
        Method::Post => Some(quote!(post)),
        Method::Put => Some(quote!(put)),
        Method::Patch => Some(quote!(patch)),
        Method::Delete => Some(quote!(delete)),
        Method::Options | Method::Head | Method::Trace | Method::Query | Method::Other(_) => None,
    };
    let start = match (shortcut, &operation.method) {
        (Some(shortcut), _) => quote!(#info::#shortcut(#name, #server, #path)),
        (None, Method::Other(method)) => quote!(#info::custom(#method, #name, #server, #path)),
        (None, method) => {
            let method = ident(method.as_str());
            quote!(#info::new(::http::Method::#method, #name, #server, #path))
        }
    };
    let public = match operation.auth {
        Auth::Required => None,
        Auth::Optional => Some(quote!(.optional_credentials())),
        Auth::None => Some(quote!(.public())),
    };
    let credentials = credentials::of_operation(file, operation);
    let successes = operation
        .successes
        .iter()
        .map(|&code| proc_macro2::Literal::u16_unsuffixed(code));
    let success = (!operation.successes.is_empty()).then(|| quote!(.success(&[#(#successes),*])));
    let accept = operation
        .accept
        .as_ref()
        .map(|media_type| quote!(.accept(#media_type)));
    let policy = call_policy::facts(&operation.policy);
    quote!(#start #public #credentials #success #accept #policy)
}

/// Adds the setters of a call: one for each optional parameter, and one for an optional body.
fn setters(cx: Context<'_>, file: &mut SourceFile, operation: &Operation) {
    let (_, optional) = operation.split_parameters();
    let parameters = optional.into_iter();
    let parameters = parameters.map(|found| (&found.name, &found.ty, parameter_docs(found)));
    let body = operation.body.iter().filter(|body| !body.required);
    let body = body.map(|body| (&body.name, &body.ty, body_docs(body)));
    let mut methods = Vec::new();
    for (name, ty, docs) in parameters.chain(body) {
        methods.push(setter(cx, file, name, ty, docs));
        for former in former_names::of_setter(cx.module, &operation.type_name, name) {
            let argument = Argument::of(cx, file, ty, false).ty;
            methods.push(former_names::setter(former, argument, TokenStream::new()));
        }
    }
    if methods.is_empty() {
        return;
    }
    let call = file.runtime("Call");
    let name = name_ident(&operation.type_name);
    file.push(quote! {
        impl #call<#name> {
            #(#methods)*
        }
    });
}

fn setter(
    cx: Context<'_>,
    file: &mut SourceFile,
    name: &Name,
    ty: &Type,
    docs: TokenStream,
) -> TokenStream {
    let operator = super::lints::operator_name(name);
    let name = name_ident(name);
    let argument = Argument::of(cx, file, ty, false);
    let (ty, value) = (&argument.ty, argument.value(&name));
    quote! {
        #docs
        #operator
        #[inline]
        pub fn #name(mut self, #name: #ty) -> Self {
            self.operation.#name = Some(#value);
            self
        }
    }
}
