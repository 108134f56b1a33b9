//! The operations of a document, before they have names.

use openapiv3::{OpenAPI, Operation as SourceOperation, PathItem, ReferenceOr};

use crate::diagnostics::Location;
use crate::ir::Method;

/// An operation of the document, before it has its names.
pub(in crate::lower) struct OperationSource<'a> {
    pub(in crate::lower) id: String,
    pub(in crate::lower) method: Method,
    pub(in crate::lower) path: &'a str,
    pub(in crate::lower) item: &'a PathItem,
    pub(in crate::lower) operation: &'a SourceOperation,
    pub(in crate::lower) location: Location,
}

impl OperationSource<'_> {
    /// What the operation would be called, best first: its id without the path and the method that
    /// frameworks add to the names of functions (`read_item_items__item_id__get`), and its id.
    pub(in crate::lower) fn preferred_names(&self) -> impl Iterator<Item = &str> {
        let plain = |char: char| if char.is_alphanumeric() { char } else { '_' };
        let path: String = self.path.chars().map(plain).collect();
        let added = format!("{path}_{}", self.method.as_str().to_lowercase());
        let own = self.id.strip_suffix(&added).filter(|own| !own.is_empty());
        own.into_iter().chain([self.id.as_str()])
    }

    /// The first tag, or the first word of the path that says something.
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

/// Every operation, in the document's order.
pub(in crate::lower) fn operations<'a>(
    api: &'a OpenAPI,
    document: &Location,
) -> Vec<OperationSource<'a>> {
    let mut found = Vec::new();
    for (path, item) in &api.paths.paths {
        let ReferenceOr::Item(item) = item else {
            continue;
        };
        for (method, operation) in item.iter() {
            let Some(method) = method_of(method) else {
                continue;
            };
            let location = document
                .join("paths")
                .join(path)
                .join(method.as_str().to_lowercase());
            let id = operation
                .operation_id
                .clone()
                .filter(|id| !id.is_empty())
                .unwrap_or_else(|| format!("{}{path}", method.as_str().to_lowercase()));
            found.push(OperationSource {
                id,
                method,
                path,
                item,
                operation,
                location,
            });
        }
    }
    found
}

fn method_of(name: &str) -> Option<Method> {
    Some(match name {
        "get" => Method::Get,
        "put" => Method::Put,
        "post" => Method::Post,
        "delete" => Method::Delete,
        "options" => Method::Options,
        "head" => Method::Head,
        "patch" => Method::Patch,
        "trace" => Method::Trace,
        _ => return None,
    })
}
