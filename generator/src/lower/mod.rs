//! OpenAPI documents to the intermediate representation.
//!
//! Per document: settle the names that are known from the start (components, operations, groups),
//! lower schemas and operations, then name the types that were found inline. `lower` does not
//! depend on Rust syntax beyond identifiers.
//!
//! Each room imports only the rooms above it in this table:
//!
//! | room | content |
//! |---|---|
//! | `problem`, `words`, `extensions` | diagnostics, rules about words, names of extensions |
//! | `context` | the state that is shared while one document is lowered |
//! | `schemas` | schemas to types |
//! | `operations` | operations with their parameters, bodies and responses |
//! | `webhooks` | webhooks and callbacks |
//! | `names` | the names of types, resources and methods |
//! | `resources` | groups of operations |
//! | `examples` | examples |
//! | `error_codes`, `security` | the error codes of a document, the credentials of all documents |
//! | `module` | one document to one module |

mod context;
mod error_codes;
mod examples;
mod extensions;
mod module;
mod names;
mod operations;
mod problem;
mod resources;
mod schemas;
mod security;
mod servers;
mod token_grants;
mod webhooks;
mod words;

use std::collections::BTreeSet;

use crate::diagnostics::Diagnostics;
use crate::dialect::Dialect;
use crate::document::Document;
use crate::input::{DocumentInput, Input};
use crate::ir::{Api, Authentication, Case, Scope, reserved};

use context::Sids;
#[cfg(test)]
pub(crate) use problem::LowerProblem;

/// Returns the crate that the documents describe. `documents` are those of `input`, read.
pub(crate) fn lower(input: &Input, documents: &[Document], diagnostics: &mut Diagnostics) -> Api {
    let mut sids = Sids::default();
    // A module has the name of the client's method that leads to it.
    let code: &[&str] = match input.additions.code.is_empty() {
        true => &[],
        false => &[reserved::CODE_MODULE],
    };
    let reserved = [reserved::MODULES, reserved::DEVICES, reserved::CLIENT, code].concat();
    let mut scope = Scope::new(Case::File, &reserved);
    let resources_on_client = input.resources_on_client && documents.len() == 1;
    let mut modules = Vec::new();
    let mut first = None;
    for (choices, document) in input.documents.iter().zip(documents) {
        let dialect = dialect_of(choices, document);
        first.get_or_insert_with(|| dialect.clone());
        let name = scope.claim(&choices.module);
        modules.push(module::lower(
            name,
            resources_on_client,
            choices,
            document,
            &dialect,
            &mut sids,
            diagnostics,
        ));
    }
    let first = first.unwrap_or_else(|| Dialect::for_server(""));
    let unprocessed = [&first.errors, &input.errors].map(|errors| errors.unprocessed.iter());
    let unprocessed: BTreeSet<_> = unprocessed.into_iter().flatten().copied().collect();
    let authentication = match first.credentials {
        Some(credentials) => Authentication::Vendor(credentials),
        None => security::authentication(documents, &mut modules, diagnostics),
    };
    let token_grants =
        token_grants::token_grants(documents, &authentication, &mut modules, diagnostics);
    Api {
        package: input.package.clone(),
        modules,
        runtime_module: first.runtime_module,
        unprocessed: unprocessed.into_iter().collect(),
        authentication,
        token_grants,
        depth: 0,
        sids: sids.finish(&input.sids, diagnostics),
    }
}

/// Adds the former names that the manifest keeps. The names of the crate are final.
pub(crate) fn add_former_names(api: &mut Api, input: &Input, diagnostics: &mut Diagnostics) {
    for (module, document) in api.modules.iter_mut().zip(&input.documents) {
        names::add_former_names(module, &document.names, diagnostics);
    }
}

/// Returns the dialect that was chosen, or the one that the document's first server speaks.
fn dialect_of(choices: &DocumentInput, document: &Document) -> Dialect {
    let server = || {
        document
            .api
            .servers
            .first()
            .map(|server| server.url.as_str())
            .unwrap_or("")
    };
    choices
        .dialect
        .clone()
        .unwrap_or_else(|| Dialect::for_server(server()))
}
