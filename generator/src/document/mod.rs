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
mod normalise;
mod origins;
mod overlay;
mod problem;
mod read;
mod text;
mod version;

use std::sync::Arc;

use serde_json::Value;

use self::files::Files;
use self::origins::Origins;
pub use self::overlay::{ActionName, OverlayProblem, apply_overlay};
pub use self::problem::{ReferenceProblem, ShapeProblem, TextProblem};
pub use self::text::{DocumentSource, OverlaySource, SourceText, fill_positions, locate, parse};
use crate::diagnostics::{Diagnostics, Location, Pointer, Severity};

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
