//! Turns text into a normalised `openapiv3` model.
//!
//! [`load`] is the list of stages: it [parses](parse()) the text, checks its version, applies the
//! overlays, normalises everything that `openapiv3` rejects or drops, and reads the model. It
//! accesses no file, environment or network.
//!
//! A document may refer to files beside it: `./schemas/pet.yaml#/Pet`.
//! [`DocumentSource::read_files`] reads them through its caller. Normalisation turns the target of
//! such a reference into a component, or into a copy where OpenAPI has no components.

mod checksum;
mod files;
mod normalise;
mod origins;
mod overlay;
mod problem;
mod read;
pub(crate) mod sequence;
mod text;
mod version;

use std::sync::Arc;

use openapiv3::PathItem;
use serde_json::Value;

pub use self::checksum::sha256;
use self::files::Files;
pub use self::normalise::{HARMLESS_KEYWORDS, HarmlessKeywords};
use self::origins::Origins;
pub use self::overlay::{ActionName, Miss, OverlayProblem, apply_overlay};
pub use self::problem::{ReferenceProblem, ShapeProblem, TextProblem};
pub use self::read::AdditionalOperation;
pub(crate) use self::text::skim;
pub use self::text::{
    DocumentSource, OverlaySource, ReferenceRules, SourceText, fill_positions, locate, parse,
};
use crate::diagnostics::{Diagnostics, Location, Pointer, Severity};

/// A document that has been read.
#[derive(Clone, Debug)]
pub struct Document {
    /// The file, as diagnostics show it.
    pub name: Arc<str>,
    /// The SHA-256 of the original text, in lower-case hexadecimal. With other files, it is the
    /// SHA-256 of the output of `sha256sum` for the document and those files, in the order of their
    /// paths, run in the document's folder.
    pub sha256: String,
    /// The number of other files that it uses.
    pub other_files: usize,
    /// The model. Its references lead to components of their own section: `#/components/<section>/`
    /// is followed by the unescaped name. Path items, and callbacks of operations, are never
    /// references.
    pub api: openapiv3::OpenAPI,
    /// The operations that the model of OpenAPI 3.0 has no field for, in the document's order.
    pub additional_operations: Vec<AdditionalOperation>,
    /// The webhooks, by their names, in the document's order: the model of OpenAPI 3.0 has no field for
    /// them.
    pub webhooks: Vec<(String, PathItem)>,
    /// The normalised value that `api` was read from: OpenAPI 3.0, with the keys that `openapiv3`
    /// ignores unchanged. A reference may have a description beside it.
    pub value: Value,
    origins: Origins,
}

impl Document {
    /// Returns the original location of the part of the model at a pointer. References bring parts
    /// from other locations and files.
    #[must_use]
    pub fn origin(&self, pointer: &Pointer) -> Location {
        self.origins.of(pointer)
    }

    /// Drops the model.
    pub(crate) fn into_normalised(self) -> Normalised {
        Normalised {
            value: self.value,
            origins: self.origins,
        }
    }
}

/// A normalised document without the model that was read from it.
#[derive(Clone, Debug)]
pub(crate) struct Normalised {
    pub(crate) value: Value,
    origins: Origins,
}

impl Normalised {
    /// Returns the original location of the part of the document at a pointer.
    pub(crate) fn origin(&self, pointer: &Pointer) -> Location {
        self.origins.of(pointer)
    }
}

/// Reads a document: see the [module](self) for the stages.
///
/// Returns `None` if an error was reported. Problems have the line and the column in their file.
pub fn load(source: &DocumentSource, diagnostics: &mut Diagnostics) -> Option<Document> {
    let errors = count_errors(diagnostics);
    let document = read_stages(source, diagnostics);
    let overlays = source.overlays.iter().map(|overlay| &overlay.text);
    for text in source.texts().chain(overlays) {
        fill_positions(text, diagnostics);
    }
    document.filter(|_| count_errors(diagnostics) == errors)
}

fn read_stages(source: &DocumentSource, diagnostics: &mut Diagnostics) -> Option<Document> {
    let name = &source.text.name;
    checksum::check(source, diagnostics);
    let parsed = parse(&source.text, diagnostics)?;
    version::check(name, &parsed, diagnostics)?;
    let overlaid = overlay::apply_all(parsed, &source.overlays, diagnostics)?;
    let files = Files::new(source, overlaid);
    let normal = normalise::normalise(&files, diagnostics)?;
    let api = read::read(&normal, diagnostics)?;
    let additional_operations = read::additional_operations(&normal, diagnostics)?;
    let webhooks = read::webhooks(&normal, diagnostics)?;
    read::report_added_methods_of_callbacks(&normal, diagnostics);
    Some(Document {
        name: Arc::clone(name),
        sha256: checksum::of_all(source, &files, &normal.used),
        other_files: normal.used.len(),
        api,
        additional_operations,
        webhooks,
        value: normal.value,
        origins: normal.origins,
    })
}

/// Returns the SHA-256 of what the overlays of documents change; empty if there are none. Comments and
/// descriptions are no part of it.
pub(crate) fn overlays_checksum<'s>(sources: impl Iterator<Item = &'s DocumentSource>) -> String {
    let overlays = sources.flat_map(|source| &source.overlays);
    let actions: Vec<_> = overlays
        .map(|overlay| overlay::actions(&overlay.text))
        .collect();
    match actions.is_empty() {
        true => String::new(),
        false => sha256(&actions.join("\n")),
    }
}

/// Whether the fields of a query parameter are the whole query string.
pub(crate) fn is_whole_query(parameter: &openapiv3::ParameterData) -> bool {
    parameter.extensions.contains_key(normalise::QUERYSTRING)
}

/// Whether a security scheme is the certificate of mutual TLS.
pub(crate) fn is_mutual_tls(scheme: &openapiv3::SecurityScheme) -> bool {
    matches!(scheme, openapiv3::SecurityScheme::HTTP { scheme, .. } if scheme == normalise::MUTUAL_TLS)
}

/// Whether the schema of a media type describes one item of a sequence, instead of the whole.
pub(crate) fn is_item_schema(media: &openapiv3::MediaType) -> bool {
    media.extensions.contains_key(normalise::ITEM_SCHEMA)
}

/// Returns the properties that an object requires with others, by the name of that other.
pub(crate) fn dependent_required(
    schema: &openapiv3::SchemaData,
) -> Option<&serde_json::Map<String, serde_json::Value>> {
    let dependents = schema.extensions.get(normalise::DEPENDENT_REQUIRED)?;
    dependents.as_object()
}

/// Whether a schema fixes its value with `const`.
pub(crate) fn is_constant(schema: &openapiv3::SchemaData) -> bool {
    schema.extensions.contains_key(normalise::CONSTANT)
}

fn count_errors(diagnostics: &mut Diagnostics) -> usize {
    diagnostics
        .iter_mut()
        .filter(|found| found.severity == Severity::Error)
        .count()
}
