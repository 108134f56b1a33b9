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
