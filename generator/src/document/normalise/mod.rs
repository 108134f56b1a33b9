//! A value as documents have it to a value as `openapiv3` reads it.
//!
//! The tables in [`openapi`], [`security`] and [`schema`] say what OpenAPI 3.0 has at each location; [`fit`] walks a document along
//! them, keeps what fits, mends what is plainly meant and drops the rest, and reports each change of
//! meaning. [`references`] decides which references stay. [`schema`] turns the forms of OpenAPI 3.1
//! and of older habits into those of 3.0.

mod fit;
mod grammar;
mod objects;
mod openapi;
mod references;
mod rewrite;
mod schema;
mod section;
mod security;
mod targets;
mod walk;

use std::collections::BTreeSet;
use std::sync::Arc;

use serde_json::Value;

use self::walk::Walk;
use super::files::Files;
use super::origins::Origins;
use super::text::{MAX_DEPTH, measure};
use crate::diagnostics::{Diagnostics, Location};

/// A document that has been normalised.
pub(super) struct Normal {
    /// The document, in OpenAPI 3.0.
    pub(super) value: Value,
    /// Where what it has at other locations stands.
    pub(super) origins: Origins,
    /// The names of the other files that it has something of.
    pub(super) used: BTreeSet<Arc<str>>,
}

/// Brings a document, and what it refers to in other files, into the form of OpenAPI 3.0 that
/// `openapiv3` reads without failing.
///
/// Reports every change of meaning, and errors for what leaves no document: references that lead
/// nowhere or round in circles, and operations that share a name.
pub(super) fn normalise(files: &Files, diagnostics: &mut Diagnostics) -> Option<Normal> {
    let mut walk = Walk::new(files, diagnostics);
    let root = Location::file(files.main());
    let mut value = walk.fit(files.document(), &openapi::DOCUMENT, &root)?;
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
