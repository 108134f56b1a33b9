//! The intermediate representation to itself: what follows from it as a whole.

mod access;
mod boxes;
mod depth;
mod files;
mod large;
mod reach;

use crate::ir::Api;

/// Completes an IR that `lower` has made.
pub(crate) fn run(mut api: Api) -> Api {
    for module in &mut api.modules {
        files::assign(module);
        boxes::insert(module);
        large::insert(module);
        reach::assign(module);
        access::relax(module);
        access::reread(module);
    }
    api.depth = api.modules.iter().map(depth::of).max().unwrap_or(0);
    api
}
