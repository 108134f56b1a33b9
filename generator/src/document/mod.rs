//! Text in, a normalised `openapiv3` model out.
//!
//! [`load`] is the list of stages: the text is [parsed](parse()), its version checked, overlays are
//! applied, what `openapiv3` could not read or would drop is normalised, and the result
//! is read. Nothing here touches files, the environment or the network.
//!
//! A document may refer to files beside it: `./schemas/pet.yaml#/Pet`. [`DocumentSource::read_files`]
//! asks its caller for them, and what a document takes from them becomes part of it when it is
//! normalised: a component of the kind that it is used as, or a copy where OpenAPI has no components.

mod checksum;
mod files;
mod keys;
mod locate;
mod measure;
mod normalise;
mod origins;
mod overlay;
mod parse;
mod problem;
mod read;
mod text;
mod version;

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::Value;

use self::files::Files;
pub use self::locate::{fill_positions, locate};
use self::origins::Origins;
pub use self::overlay::{ActionName, OverlayProblem, apply_overlay};
pub use self::parse::parse;
pub use self::problem::{ReferenceProblem, ShapeProblem, TextProblem};
use crate::diagnostics::{Diagnostics, Location, Pointer, Severity};

/// How deep objects and arrays may be nested, so that no stage runs out of stack. References that are
/// replaced by their targets may nest deeper than the text does.
const MAX_DEPTH: usize = 100;

/// One input text, as the caller read it.
#[derive(Clone, Debug)]
pub struct SourceText {
    /// The file, as diagnostics show it.
    pub name: Arc<str>,
    /// The content: JSON or YAML.
    pub text: String,
}

/// An OpenAPI document and what changes the way it is read.
#[derive(Clone, Debug)]
pub struct DocumentSource {
    /// The document: OpenAPI 3.0 or 3.1.
    pub text: SourceText,
    /// The overlays, applied in this order.
    pub overlays: Vec<OverlaySource>,
    /// The SHA-256 that the document's text must have, in hexadecimal.
    pub sha256: Option<String>,
    /// The files that the document may refer to, or why they can't be had, by their path relative to
    /// it, with `/` between folders and without detours: `schemas/pet.yaml`, `../common.json`.
    /// [`read_files`](Self::read_files) finds out which there are.
    pub files: BTreeMap<String, Result<SourceText, String>>,
}

impl DocumentSource {
    /// A document without overlays and other files, whatever its SHA-256.
    #[must_use]
    pub fn new(text: SourceText) -> Self {
        Self {
            text,
            overlays: Vec::new(),
            sha256: None,
            files: BTreeMap::new(),
        }
    }
}

/// An overlay and what is known about how it fits.
#[derive(Clone, Debug)]
pub struct OverlaySource {
    /// The overlay: OpenAPI Overlay 1.0 or 1.1.
    pub text: SourceText,
    /// The actions, counted from 0, whose target may match nothing.
    pub may_miss: Vec<usize>,
}

/// A document that has been read.
#[derive(Clone, Debug)]
pub struct Document {
    /// The file, as diagnostics show it.
    pub name: Arc<str>,
    /// The SHA-256 of the text as it came, in lower-case hexadecimal. With other files, it is that of
    /// the lines which `sha256sum` prints of the document and of those files, in the order of their
    /// paths, when it is run in the document's folder.
    pub sha256: String,
    /// How many other files it has something of.
    pub other_files: usize,
    /// The model. References that it holds lead to an entry of `components` of their own kind: what
    /// follows `#/components/<section>/` is the entry's name, unescaped. Path items, and callbacks
    /// of operations, are never references.
    pub api: openapiv3::OpenAPI,
    /// The normalised value that `api` was read from: OpenAPI 3.0, with what `openapiv3` has no
    /// field for left as it was. A description may stand beside a reference.
    pub value: Value,
    origins: Origins,
}

impl Document {
    /// Where what the model has at a pointer stands: a reference may have brought it from another location
    /// or from another file.
    #[must_use]
    pub fn origin(&self, pointer: &Pointer) -> Location {
        self.origins.of(pointer)
    }
}

/// Reads a document: see the [module](self) for the stages.
///
/// Returns `None` when an error was reported. Errors and warnings have their line and column in the
/// file that they were found in.
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
    Some(Document {
        name: Arc::clone(name),
        sha256: checksum::of_all(source, &files, &normal.used),
        other_files: normal.used.len(),
        api,
        value: normal.value,
        origins: normal.origins,
    })
}

fn count_errors(diagnostics: &mut Diagnostics) -> usize {
    diagnostics
        .iter_mut()
        .filter(|found| found.severity == Severity::Error)
        .count()
}
