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
mod schema;
mod section;
mod security;
mod targets;

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use serde_json::Value;

use self::targets::Targets;
use super::MAX_DEPTH;
use super::files::Files;
use super::measure::measure;
use super::origins::Origins;
use super::problem::{ShapeProblem, kind};
use crate::diagnostics::{Diagnostics, Location, Problem, Severity};

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
    let mut walk = Walk {
        files,
        diagnostics,
        targets: Targets::new(files),
        used: BTreeSet::new(),
        operation_ids: HashMap::new(),
        depth: 0,
        is_sound: true,
        is_too_deep: false,
    };
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

/// A walk through a document.
struct Walk<'a> {
    /// The document as it came, and what its references point into besides.
    files: &'a Files,
    diagnostics: &'a mut Diagnostics,
    targets: Targets,
    /// The names of the other files that references have led to.
    used: BTreeSet<Arc<str>>,
    /// Where each operation's name was first seen.
    operation_ids: HashMap<String, Location>,
    depth: usize,
    /// Whether no error was reported.
    is_sound: bool,
    /// Whether the depth of nesting was found too large: one report tells all.
    is_too_deep: bool,
}

impl Walk<'_> {
    /// The document's name.
    fn file(&self) -> &Arc<str> {
        self.files.main()
    }

    fn report(&mut self, location: &Location, problem: impl Problem) {
        self.is_sound &= problem.severity() != Severity::Error;
        self.diagnostics.report(location.clone(), problem);
    }

    /// Reports, once, that the document is nested too deep.
    fn report_depth(&mut self, location: &Location) {
        if !std::mem::replace(&mut self.is_too_deep, true) {
            self.report(location, ShapeProblem::TooDeep { limit: MAX_DEPTH });
        }
    }

    /// Reports that something was left out because of its kind.
    fn report_kind(&mut self, location: &Location, found: &Value, expected: &'static str) {
        self.report(
            location,
            ShapeProblem::WrongKind {
                expected,
                found: kind(found),
            },
        );
    }

    /// Reports that something was taken for what it is meant to be.
    fn report_mended(
        &mut self,
        location: &Location,
        found: impl Into<String>,
        expected: &'static str,
        taken: impl Into<String>,
    ) {
        let (found, taken) = (found.into(), taken.into());
        self.report(
            location,
            ShapeProblem::Mended {
                expected,
                found,
                taken,
            },
        );
    }
}

/// A short value as it stands, and what a long one is.
fn brief(value: &Value) -> String {
    const SHORT: usize = 40;
    let text = value.to_string();
    if text.len() > SHORT {
        kind(value).to_owned()
    } else {
        format!("`{text}`")
    }
}
