//! Support for the tests of this folder.

use sdksmith::diagnostics::Diagnostics;
use sdksmith::document::{Document, DocumentSource, OverlaySource, SourceText, load};
use serde_json::Value;

/// A text under a name.
pub(crate) fn text(name: &str, content: &str) -> SourceText {
    SourceText {
        name: name.into(),
        text: content.to_owned(),
    }
}

/// A document without overlays.
pub(crate) fn source(content: &str) -> DocumentSource {
    DocumentSource::new(text("api.yaml", content))
}

/// Loads a document; also returns its problems as a person reads them.
pub(crate) fn load_text(content: &str) -> (Option<Document>, String) {
    load_source(&source(content))
}

/// Loads a document with an overlay.
pub(crate) fn load_overlaid(
    content: &str,
    overlay: &str,
    may_miss: &[usize],
) -> (Option<Document>, String) {
    let overlay = OverlaySource {
        text: text("overlay.yaml", overlay),
        may_miss: may_miss.to_vec(),
    };
    load_source(&DocumentSource {
        overlays: vec![overlay],
        ..source(content)
    })
}

/// Loads a document; also returns its problems as a person reads them.
pub(crate) fn load_source(source: &DocumentSource) -> (Option<Document>, String) {
    let mut diagnostics = Diagnostics::default();
    let document = load(source, &mut diagnostics);
    (document, shown(diagnostics))
}

/// The problems of a document that has errors.
pub(crate) fn errors_of(content: &str) -> String {
    let (document, problems) = load_text(content);
    assert!(document.is_none(), "loaded in spite of: {problems}");
    problems
}

/// A document with these schemas and nothing else.
pub(crate) fn with_schemas(schemas: &str) -> String {
    let indented: String = schemas
        .lines()
        .map(|line| format!("    {line}\n"))
        .collect();
    format!("openapi: 3.1.0\npaths: {{}}\ncomponents:\n  schemas:\n{indented}")
}

/// Returns a normalised schema, and its problems.
pub(crate) fn schema(schema: &str) -> (Value, String) {
    let (document, problems) = load_text(&with_schemas(&format!("A: {schema}")));
    let document = document.unwrap_or_else(|| panic!("{problems}"));
    (
        document
            .value
            .pointer("/components/schemas/A")
            .cloned()
            .unwrap_or_default(),
        problems,
    )
}

/// The problems, one below the other.
pub(crate) fn shown(diagnostics: Diagnostics) -> String {
    diagnostics
        .into_sorted()
        .iter()
        .map(|found| format!("{found}\n"))
        .collect()
}
