//! Turns the value of a document into one that `openapiv3` reads without loss.
//!
//! The tables in [`openapi`], [`security`] and [`schema`] define the grammar of OpenAPI 3.0.
//! [`fit`] walks a document along them: it keeps valid values, corrects values whose intention is
//! clear, removes the rest, and reports each change of meaning. [`references`] decides which
//! references remain. [`schema`] turns the forms of OpenAPI 3.1 and of older drafts into those of
//! 3.0.

mod additions;
mod component_names;
mod event_data;
mod extensions;
mod fit;
mod grammar;
mod harmless;
mod keywords;
mod named_examples;
mod object_keys;
mod objects;
mod openapi;
mod references;
mod rewrite;
mod schema;
mod section;
mod security;
mod sequences;
mod targets;
mod walk;

use std::collections::BTreeSet;
use std::sync::Arc;

use serde_json::Value;

pub(super) use self::additions::{MUTUAL_TLS, QUERYSTRING};
pub use self::harmless::{HARMLESS_KEYWORDS, HarmlessKeywords};
pub(super) use self::schema::{CONSTANT, DEPENDENT_REQUIRED};
pub(super) use self::sequences::ITEM_SCHEMA;
use self::walk::Walk;
use super::files::Files;
use super::origins::Origins;
use super::text::{MAX_DEPTH, measure};
use crate::diagnostics::{Diagnostics, Location};

/// A document that has been normalised.
pub(super) struct Normal {
    /// The document, in OpenAPI 3.0.
    pub(super) value: Value,
    /// The original locations of the parts that come from elsewhere.
    pub(super) origins: Origins,
    /// The names of the other files that it uses.
    pub(super) used: BTreeSet<Arc<str>>,
}

/// Normalises a document and the parts of other files that it refers to, so that `openapiv3` reads
/// it.
///
/// Reports every change of meaning. Dangling and cyclic references and repeated operationIds are
/// errors.
pub(super) fn normalise(files: &Files, diagnostics: &mut Diagnostics) -> Option<Normal> {
    let mut walk = Walk::new(files, diagnostics);
    let root = Location::file(files.main());
    let mut value = walk.fit(files.document().clone(), &openapi::DOCUMENT, &root)?;
    walk.add_hoisted(&mut value);
    walk.report_lost_targets(&value);
    walk.report_cycles(&value);
    if measure(&value).depth > MAX_DEPTH {
        walk.report_depth(&root);
    }
    for name in &walk.used {
        walk.diagnostics.extend(files.findings(name));
    }
    walk.is_sound.then_some(Normal {
        value,
        origins: walk.targets.origins,
        used: walk.used,
    })
}
