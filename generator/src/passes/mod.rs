//! Passes over the intermediate representation: they complete it with facts that follow from it as a
//! whole.

mod access;
mod boxes;
mod constraints;
mod depth;
mod examples;
mod large;
mod personal;
mod reach;

use std::sync::Arc;

use crate::diagnostics::Diagnostics;
use crate::ir::Api;

#[cfg(test)]
pub(crate) use examples::ExampleProblem;

/// Completes an IR that `lower` has made of the documents with these names.
pub(crate) fn run(mut api: Api, documents: &[Arc<str>], diagnostics: &mut Diagnostics) -> Api {
    for (module, document) in api.modules.iter_mut().zip(documents) {
        constraints::settle(module);
        boxes::insert(module);
        large::insert(module);
        personal::mark(module);
        reach::assign(module);
        access::relax(module);
        examples::check(module, document, diagnostics);
    }
    api.depth = api.modules.iter().map(depth::of).max().unwrap_or(0);
    api
}
