//! Turns OpenAPI documents into Rust client crates.
//!
//! [`generate`] takes texts and choices and gives files, all in memory: no file, environment or
//! network access happens here. The stages, in the order in which data passes them:
//!
//! | stage | from | to |
//! |---|---|---|
//! | [`document`] | text | a normalised `openapiv3` model |
//! | `lower` | the model | the intermediate representation ([`ir`]), with final names |
//! | `passes` | IR | IR: boxes, homes and usage of types, judged examples |
//! | `emit` | IR | a model of the files (`source`), one file per construct |
//! | `render` | the model | text |
//!
//! Every stage reports all [`Diagnostic`]s that it finds; after a stage with errors, nothing follows.

pub mod diagnostics;
pub mod dialect;
pub mod document;
mod emit;
mod input;
pub mod ir;
mod lower;
pub mod manifest;
mod output;
mod passes;
mod pretty;
mod render;
mod source;

use std::sync::Arc;

pub use diagnostics::{Diagnostic, Diagnostics, Location, Pointer, Position, Severity};
pub use dialect::Dialect;
use document::Document;
pub use input::{Allowance, Choice, DocumentInput, Input, NameChoices};
use ir::Api;
pub use output::{Failure, Output, Summary};

/// Generates a crate.
///
/// # Errors
///
/// If a document can't be read or understood; the failure lists every problem, with its location.
pub fn generate(input: &Input) -> Result<Output, Failure> {
    let mut diagnostics = Diagnostics::default();
    let api = build_ir(input, &mut diagnostics)?;
    let tree = emit::emit(&api, &input.command, &input.programs);
    let files = render::tree(tree, &mut diagnostics);
    let files = output::bail_on_errors(Some(files), input, &mut diagnostics)?;
    let summary = Summary::of(&api);
    Ok(Output {
        files,
        summary,
        diagnostics: output::finish(input, diagnostics),
    })
}

/// The intermediate representation of a crate, complete, as `emit` would get it.
///
/// # Errors
///
/// As for [`generate`].
pub fn plan(input: &Input) -> Result<Api, Failure> {
    build_ir(input, &mut Diagnostics::default())
}

fn build_ir(input: &Input, diagnostics: &mut Diagnostics) -> Result<Api, Failure> {
    let sources = input.documents.iter().map(|document| &document.source);
    let documents: Vec<Option<Document>> = sources
        .map(|source| document::load(source, diagnostics))
        .collect();
    let documents: Option<Vec<Document>> = documents.into_iter().collect();
    let documents = output::bail_on_errors(documents, input, diagnostics)?;

    let mut found = Diagnostics::default();
    let api = lower::lower(input, &documents, &mut found);
    resolve_origins(&documents, found, diagnostics);
    let api = output::bail_on_errors(Some(api), input, diagnostics)?;

    let mut found = Diagnostics::default();
    let names: Vec<_> = documents
        .iter()
        .map(|found| Arc::clone(&found.name))
        .collect();
    let api = passes::run(api, &names, &mut found);
    resolve_origins(&documents, found, diagnostics);
    output::bail_on_errors(Some(api), input, diagnostics)
}

/// Adds problems of models, each at the location in the file that it comes from.
fn resolve_origins(
    documents: &[Document],
    mut problems: Diagnostics,
    diagnostics: &mut Diagnostics,
) {
    for found in problems.iter_mut() {
        let mut documents = documents.iter();
        if let Some(document) = documents.find(|document| document.name == found.location.file) {
            found.location = document.origin(&found.location.pointer);
        }
    }
    diagnostics.extend(problems);
}
