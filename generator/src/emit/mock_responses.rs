//! The example responses of the document, for tests of the crate's callers.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

use crate::ir::{Example, ExampleReply, Module, Operation};
use crate::source::{Cfg, SourceFile};

use super::context::doc_attributes;
use super::{describe, docs, examples};

/// `examples.rs`: the example responses of each operation that has some.
pub(super) fn emit(module: &Module) -> Option<SourceFile> {
    let resources = module.resources.iter().enumerate();
    let mut shown = resources
        .flat_map(|(index, resource)| {
            let cfg = Cfg::resource(module, index);
            let operations = resource.operations.iter();
            operations.map(move |operation| (cfg.clone(), operation, replies(module, operation)))
        })
        .filter(|(.., replies)| !replies.is_empty())
        .peekable();
    shown.peek()?;
    let docs = vec!["The example responses of the document, for tests.".to_owned()];
    let mut file = SourceFile::new(format!("src/{}/examples.rs", module.name.plain()), docs);
    for (cfg, operation, replies) in shown {
        file.set_cfg(cfg);
        implementation(&mut file, module, operation, &replies);
    }
    Some(file)
}

/// Whether the document has an example of any response.
pub(super) fn exist(module: &Module) -> bool {
    let mut examples = module.examples.iter();
    examples.any(|example| !example.replies.is_empty())
}

/// Whether the document has an example of a successful response of the operation.
pub(super) fn show_success(module: &Module, operation: &Operation) -> bool {
    let replies = replies(module, operation);
    replies
        .iter()
        .any(|(_, reply)| (200..300).contains(&reply.status))
}

type Reply<'a> = (&'a Example, &'a ExampleReply);

/// Returns the example responses of an operation: successes first, otherwise in the document's
/// order.
fn replies<'a>(module: &'a Module, operation: &Operation) -> Vec<Reply<'a>> {
    let all = module.examples.iter().flat_map(|example| {
        let replies = example.replies.iter();
        replies.map(move |reply| (example, reply))
    });
    let mut own: Vec<_> = all
        .filter(|(_, reply)| reply.operation == operation.id)
        .collect();
    own.sort_by_key(|(_, reply)| reply.status);
    own
}

fn implementation(
    file: &mut SourceFile,
    module: &Module,
    operation: &Operation,
    replies: &[Reply<'_>],
) {
    let testing = file.import("crate", "testing");
    let name = file.import("super", operation.type_name.as_str());
    let names: Vec<_> = replies.iter().map(|(_, reply)| label(reply)).collect();
    let docs = docs::lines(&format!("Examples: {}.", names.join(", ")), describe::WIDE);
    let docs = doc_attributes(docs);
    let values: Vec<_> = replies
        .iter()
        .map(|reply| value(&testing, module, reply))
        .collect();
    file.push(quote! {
        #docs
        impl #testing::HasExamples for #name {
            const EXAMPLES: &'static [#testing::Example] = &[#(#values),*];
        }
    });
}

/// Returns the name and the status, as the documentation has them.
fn label(reply: &ExampleReply) -> String {
    let status = reply.status;
    match reply.name.parse() == Ok(status) {
        true => describe::code(&reply.name),
        false => format!("{} ({status})", describe::code(&reply.name)),
    }
}

fn value(testing: &Ident, module: &Module, (example, reply): &Reply<'_>) -> TokenStream {
    let (name, content_type) = (&reply.name, &reply.content_type);
    let status = Literal::u16_unsuffixed(reply.status);
    let path = format!("../../tests/{}", examples::path(module, example));
    match content_type == "application/json" {
        true => quote!(#testing::Example::json(#name, #status, include_str!(#path))),
        false => quote!(#testing::Example::new(#name, #status, #content_type, include_str!(#path))),
    }
}
