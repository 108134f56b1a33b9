//! The texts that a document is read from.

use std::collections::BTreeMap;
use std::sync::Arc;

/// One input text, as the caller read it.
#[derive(Clone, Debug)]
pub struct SourceText {
    /// The file, as diagnostics show it.
    pub name: Arc<str>,
    /// The content: JSON or YAML.
    pub text: String,
}

/// An OpenAPI document, with its overlays and the files that it refers to.
#[derive(Clone, Debug)]
pub struct DocumentSource {
    /// The document: OpenAPI 3.0, 3.1 or 3.2.
    pub text: SourceText,
    /// The overlays, applied in this order.
    pub overlays: Vec<OverlaySource>,
    /// The SHA-256 that the document's text must have, in hexadecimal.
    pub sha256: Option<String>,
    /// The files that the document refers to, or the reasons for which they cannot be read. The key
    /// is the normalised path relative to the document: `schemas/pet.yaml`, `../common.json`.
    /// [`read_files`](Self::read_files) fills the map.
    pub files: BTreeMap<String, Result<SourceText, String>>,
    /// Permissions of references beyond parts of files in the document's folder.
    pub references: ReferenceRules,
}

impl DocumentSource {
    /// Creates a document without overlays and other files, of any SHA-256.
    #[must_use]
    pub fn new(text: SourceText) -> Self {
        Self {
            text,
            overlays: Vec::new(),
            sha256: None,
            files: BTreeMap::new(),
            references: ReferenceRules::default(),
        }
    }
}

/// Permissions of references beyond parts of files in the document's folder.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ReferenceRules {
    /// Whether they may lead to files outside the document's folder.
    pub may_leave_folder: bool,
    /// Whether they may lead to nothing. Each such reference is a warning: a schema becomes any JSON value, and
    /// any other part is left out.
    pub may_dangle: bool,
}

/// An overlay, and the actions that need not match.
#[derive(Clone, Debug)]
pub struct OverlaySource {
    /// The overlay: OpenAPI Overlay 1.0 or 1.1.
    pub text: SourceText,
    /// The actions, counted from 0, whose target may match nothing.
    pub may_miss: Vec<usize>,
}
