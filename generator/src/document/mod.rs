//! Text in, a normalised `openapiv3` model out.
//!
//! [`load`] is the list of stages: the text is [parsed](parse()), its version checked, overlays are
//! applied, what `openapiv3` could not read or would drop is normalised, and the result
//! is read. Nothing here touches files, the environment or the network.

mod checksum;
mod keys;
mod locate;
mod measure;
mod normalise;
mod overlay;
mod parse;
mod problem;
mod read;
mod version;

use std::sync::Arc;

use serde_json::Value;

pub use self::locate::{fill_positions, locate};
pub use self::overlay::{ActionName, OverlayProblem, apply_overlay};
pub use self::parse::parse;
pub use self::problem::{ReferenceProblem, ShapeProblem, TextProblem};
use crate::diagnostics::{Diagnostics, Severity};

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
    /// The SHA-256 of the text as it came, in lower-case hexadecimal.
    pub sha256: String,
    /// The model. References that it holds lead to an entry of `components` of their own kind: what
    /// follows `#/components/<section>/` is the entry's name, unescaped. Path items, and callbacks
    /// of operations, are never references.
    pub api: openapiv3::OpenAPI,
    /// The normalised value that `api` was read from: OpenAPI 3.0, with what `openapiv3` has no
    /// field for left as it was.
    pub value: Value,
}

/// Reads a document: see the [module](self) for the stages.
///
/// Returns `None` when an error was reported. Errors and warnings have their line and column in the
/// document or overlay that they were found in.
pub fn load(source: &DocumentSource, diagnostics: &mut Diagnostics) -> Option<Document> {
    let errors = count_errors(diagnostics);
    let document = read_stages(source, diagnostics);
    fill_positions(&source.text, diagnostics);
    for overlay in &source.overlays {
        fill_positions(&overlay.text, diagnostics);
    }
    document.filter(|_| count_errors(diagnostics) == errors)
}

fn read_stages(source: &DocumentSource, diagnostics: &mut Diagnostics) -> Option<Document> {
    let name = &source.text.name;
    let sha256 = checksum::check(source, diagnostics);
    let parsed = parse(&source.text, diagnostics)?;
    version::check(name, &parsed, diagnostics)?;
    let overlaid = overlay::apply_all(parsed, &source.overlays, diagnostics)?;
    let value = normalise::normalise(name, &overlaid, diagnostics)?;
    let api = read::read(name, &value, diagnostics)?;
    Some(Document {
        name: Arc::clone(name),
        sha256,
        api,
        value,
    })
}

fn count_errors(diagnostics: &mut Diagnostics) -> usize {
    diagnostics
        .iter_mut()
        .filter(|found| found.severity == Severity::Error)
        .count()
}
