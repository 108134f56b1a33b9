//! The operations of a document, before they have names.

use openapiv3::{Operation as SourceOperation, PathItem, ReferenceOr};

use crate::diagnostics::Location;
use crate::document::Document;
use crate::ir::Method;

use super::alternatives::{MediaChoice, alternatives};

/// An operation of the document, before it has names.
pub(in crate::lower) struct OperationSource<'a> {
    /// The operationId, or one made from method and path; then words for the media types, if these are not
    /// the preferred ones.
    pub(in crate::lower) id: String,
    /// The media types of its bodies.
    pub(in crate::lower) media: MediaChoice<'a>,
    pub(in crate::lower) method: Method,
    pub(in crate::lower) path: &'a str,
    pub(in crate::lower) item: &'a PathItem,
    pub(in crate::lower) operation: &'a SourceOperation,
    pub(in crate::lower) location: Location,
}

impl OperationSource<'_> {
    /// Returns the preferred names, best first: the operation's id without the path and the method that
    /// frameworks add to the names of functions (`read_item_items__item_id__get`), and its id. Words for the
    /// media types [follow](Self::suffix).
    pub(in crate::lower) fn preferred_names(&self) -> impl Iterator<Item = &str> {
        let plain = |char: char| if char.is_alphanumeric() { char } else { '_' };
        let path: String = self.path.chars().map(plain).collect();
        let added = format!("{path}_{}", self.method.as_str().to_lowercase());
        let id = self.id.strip_suffix(&self.suffix()).unwrap_or(&self.id);
        let own = id.strip_suffix(&added).filter(|own| !own.is_empty());
        own.into_iter().chain([id])
    }

    /// Returns the words for the media types, if these are not the preferred ones.
    pub(in crate::lower) fn suffix(&self) -> String {
        self.media.suffix()
    }

    /// Returns the first tag, or the first segment of the path that is a word.
    pub(in crate::lower) fn group(&self) -> String {
        let segment = || {
            let path = self.path.split(['?', '#']).next().unwrap_or_default();
            path.split('/')
                .find(|part| is_word(part))
                .unwrap_or("default")
        };
        self.operation
            .tags
            .first()
            .cloned()
            .unwrap_or_else(|| segment().to_owned())
    }
}

fn is_word(segment: &str) -> bool {
    let version = segment.strip_prefix(['v', 'V']).is_some_and(|rest| {
        rest.chars()
            .next()
            .is_some_and(|first| first.is_ascii_digit())
    });
    segment.starts_with(|first: char| first.is_ascii_alphabetic()) && !version
}

/// Returns every operation, in the document's order. Those for other media types follow that for the
/// preferred ones.
pub(in crate::lower) fn operations(document: &Document) -> Vec<OperationSource<'_>> {
    let mut found = Vec::new();
    let root = Location::file(&document.name);
    for (path, item) in &document.api.paths.paths {
        let ReferenceOr::Item(item) = item else {
            continue;
        };
        let own = root.join("paths").join(path);
        let known = item.iter().filter_map(|(key, operation)| {
            let method = Method::from_field(key)?;
            Some((method, own.join(key), operation))
        });
        let additional = document.additional_operations.iter();
        let additional = additional.filter(|found| found.path == *path);
        let additional = additional.map(|found| {
            let location = Location::new(&document.name, found.pointer.clone());
            (Method::named(&found.method), location, &found.operation)
        });
        for (method, location, operation) in known.chain(additional) {
            let declared = operation.operation_id.clone().filter(|id| !id.is_empty());
            let id = declared
                .unwrap_or_else(|| format!("{}{path}", method.as_str().to_ascii_lowercase()));
            let others = alternatives(&document.api, operation);
            for media in std::iter::once(MediaChoice::default()).chain(others) {
                found.push(OperationSource {
                    id: format!("{id}{}", media.suffix()),
                    media,
                    method: method.clone(),
                    path,
                    item,
                    operation,
                    location: location.clone(),
                });
            }
        }
    }
    found
}
