//! Two versions of a crate's public API to the changes between them, each with its consequences.
//!
//! [`compare`] matches the items of both versions, by their paths or, if a type or an operation has
//! moved or been renamed, by their identity. `judge` then decides the consequence of each difference for code
//! that uses the crate, and for requests and responses. ARCHITECTURE.md has the policy as a table.

mod arguments;
mod facts;
mod judge;
mod keys;
mod matching;
mod model;
mod outermost;
mod rename;
pub mod report;
mod similar;
mod version;

use self::matching::Matches;
pub use self::model::{Aspect, Cause, Change, ManifestLine, SourceLevel};
pub use self::version::{Release, next_version};
use crate::surface::Surface;

/// Returns the changes from one version of a crate's public API to another, the most severe first.
#[must_use]
pub fn compare(old: &Surface, new: &Surface) -> Vec<Change> {
    let matches = Matches::find(old, new);
    let mut changes = matches.renamed();
    for (was, is) in matches.pairs() {
        changes.extend(judge::pair(&matches, was, is));
    }
    for item in matches.removed() {
        changes.push(judge::removed(&matches, item));
    }
    for item in matches.added() {
        changes.push(judge::added(&matches, item));
    }
    changes.sort_by_key(Change::rank);
    changes
}
