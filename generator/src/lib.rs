//! Turns OpenAPI documents into Rust client crates.
//!
//! [`generate`] turns texts and choices into files, all in memory. The library accesses no file,
//! environment or network. The stages, in the order in which data passes them:
//!
//! | stage | from | to |
//! |---|---|---|
//! | [`document`] | text | a normalised `openapiv3` model |
//! | `lower` | the model | the intermediate representation ([`ir`]), with final names |
//! | `lock` | IR | IR with the names and orders of an earlier version |
//! | `passes` | IR | IR: boxes, files and uses of types, checked examples |
//! | `emit` | IR | a model of the files (`source`), one file per construct |
//! | `render` | the model | text |
//!
//! Every stage reports all [`Diagnostic`]s that it finds. No stage follows one with errors.
//!
//! The [`guide`] describes how to use the command and the library.

#[cfg(test)]
mod catalogue;
pub mod change;
mod characters;
pub mod diagnostics;
pub mod dialect;
pub mod document;
mod emit;
pub mod guide;
mod input;
pub mod ir;
mod lock;
mod lower;
pub mod manifest;
mod output;
pub mod page;
mod passes;
mod pretty;
mod render;
mod source;
pub mod surface;
mod tokens;

use std::sync::Arc;

pub use diagnostics::{Diagnostic, Diagnostics, Location, Pointer, Position, Severity};
pub use dialect::{Dialect, ErrorRules};
use document::Document;
pub use input::{Acceptance, Allowance, Choice, DocumentInput, Input, NameChoices};
use ir::Api;
pub use output::{Failure, Output, Sources, Summary, counted, includable};
use render::Rendered;
use surface::Surface;

/// Generates a crate.
///
/// # Errors
///
/// If a document is invalid. The failure lists every problem with its location.
pub fn generate(input: &Input) -> Result<Output, Failure> {
    let mut diagnostics = Diagnostics::default();
    let Planned { api, documents } = build_ir(input, &mut diagnostics)?;
    let sources = Sources::new(&api, input, documents);
    let mut output = write_files(input, &api, diagnostics)?;
    // Code that `render` accepted is parsed again without problems.
    output.surface = Surface::of(&api, &sources.values(), &output.files).unwrap_or_default();
    let modules = api.modules.iter();
    let checksums = modules.map(|module| {
        let name = module.name.plain().to_owned();
        (name, module.origin.sha256.clone())
    });
    output.surface.documents = checksums.collect();
    let documents = input.documents.iter().map(|document| &document.source);
    output.surface.overlays = document::overlays_checksum(documents);
    output.sources = sources;
    Ok(output)
}

/// Generates a crate, like [`generate`], without what a comparison with another version needs:
/// [`Output::surface`] and [`Output::sources`] are empty. For crates without a lock, this saves a large
/// part of the time and of the memory.
///
/// # Errors
///
/// As for [`generate`].
pub fn generate_files(input: &Input) -> Result<Output, Failure> {
    let mut diagnostics = Diagnostics::default();
    // The documents are freed before the code is written.
    let api = build_ir(input, &mut diagnostics)?.api;
    write_files(input, &api, diagnostics)
}

/// Returns the files of a crate. The surface and the sources are empty.
fn write_files(input: &Input, api: &Api, mut diagnostics: Diagnostics) -> Result<Output, Failure> {
    let tree = emit::emit(api, &input.command, &input.additions);
    let rendered = render::tree(tree, &mut diagnostics);
    let Rendered { files, unformatted } =
        output::bail_on_errors(Some(rendered), input, &mut diagnostics)?;
    Ok(Output {
        files,
        unformatted,
        summary: Summary::of(api),
        surface: Surface::default(),
        sources: Sources::default(),
        diagnostics: output::finish(input, diagnostics),
    })
}

/// Returns the complete intermediate representation of a crate, as `emit` receives it.
///
/// # Errors
///
/// As for [`generate`].
pub fn plan(input: &Input) -> Result<Api, Failure> {
    build_ir(input, &mut Diagnostics::default()).map(|planned| planned.api)
}

fn build_ir(input: &Input, diagnostics: &mut Diagnostics) -> Result<Planned, Failure> {
    let sources = input.documents.iter().map(|document| &document.source);
    let documents: Vec<Option<Document>> = sources
        .map(|source| document::load(source, diagnostics))
        .collect();
    let documents: Option<Vec<Document>> = documents.into_iter().collect();
    let documents = output::bail_on_errors(documents, input, diagnostics)?;

    let input = &located_names(input, &documents);
    let mut found = Diagnostics::default();
    let api = lower::lower(input, &documents, &mut found);
    resolve_origins(&documents, found, diagnostics);
    let mut api = output::bail_on_errors(Some(api), input, diagnostics)?;
    lock::keep(&mut api, input, &documents);

    let mut found = Diagnostics::default();
    let names: Vec<_> = documents
        .iter()
        .map(|found| Arc::clone(&found.name))
        .collect();
    let mut api = passes::run(api, &names, &mut found);
    lower::add_former_names(&mut api, input, &mut found);
    resolve_origins(&documents, found, diagnostics);
    let api = output::bail_on_errors(Some(api), input, diagnostics)?;
    Ok(Planned { api, documents })
}

/// Returns the input with a JSON pointer for each part of a document that a name is chosen for.
fn located_names(input: &Input, documents: &[Document]) -> Input {
    let mut input = input.clone();
    for (choices, document) in input.documents.iter_mut().zip(documents) {
        choices.names.locate(&document.value);
    }
    input
}

/// The complete intermediate representation, and the documents that it was made of.
struct Planned {
    api: Api,
    documents: Vec<Document>,
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
