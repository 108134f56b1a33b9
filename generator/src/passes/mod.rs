//! The intermediate representation to itself: what follows from it as a whole.

mod access;
mod boxes;
mod depth;
mod examples;
mod large;
mod reach;

use std::sync::Arc;

use crate::diagnostics::Diagnostics;
use crate::ir::Api;

/// Completes an IR that `lower` has made of the documents with these names.
pub(crate) fn run(mut api: Api, documents: &[Arc<str>], diagnostics: &mut Diagnostics) -> Api {
    for (module, document) in api.modules.iter_mut().zip(documents) {
        boxes::insert(module);
        large::insert(module);
        reach::assign(module);
        access::relax(module);
        examples::check(module, document, diagnostics);
    }
    api.depth = api.modules.iter().map(depth::of).max().unwrap_or(0);
    api
}
