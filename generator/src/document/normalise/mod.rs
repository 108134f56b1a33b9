//! A value as documents have it to a value as `openapiv3` reads it.
//!
//! The tables in [`openapi`], [`security`] and [`schema`] say what OpenAPI 3.0 has at each place; [`fit`] walks a document along
//! them, keeps what fits, mends what is plainly meant and drops the rest, and reports each change of
//! meaning. [`references`] decides which references stay. [`schema`] turns the forms of OpenAPI 3.1
//! and of older habits into those of 3.0.

mod fit;
mod objects;
mod openapi;
mod references;
mod schema;
mod security;
mod shape;

use std::collections::HashMap;
use std::sync::Arc;

use serde_json::Value;

use self::references::Targets;
use super::measure::measure;
use super::problem::{ShapeProblem, kind};
use crate::diagnostics::{Diagnostics, Place, Pointer, Problem, Severity};

/// How deep objects and arrays may be nested, so that this stage and those after it don't run out of
/// stack. References that are replaced by their targets may nest deeper than the text does.
const MAX_DEPTH: usize = 100;

/// Brings a document into the form of OpenAPI 3.0 that `openapiv3` reads without failing.
///
/// Reports every change of meaning, and errors for what leaves no document: references that lead
/// nowhere, out of the document or round in circles, and operations that share a name.
pub(super) fn normalise(
    name: &Arc<str>,
    document: &Value,
    diagnostics: &mut Diagnostics,
) -> Option<Value> {
    let mut walk = Walk {
        document,
        file: name,
        diagnostics,
        targets: Targets::new(document),
        operation_ids: HashMap::new(),
        depth: 0,
        is_sound: true,
        is_too_deep: false,
    };
    let mut normal = walk.fit(document, &openapi::DOCUMENT, &Pointer::root())?;
    walk.add_hoisted(&mut normal);
    walk.report_lost_targets(&normal);
    walk.report_cycles(&normal);
    if measure(&normal).depth > MAX_DEPTH {
        walk.report_depth(&Pointer::root());
    }
    walk.is_sound.then_some(normal)
}

/// A walk through a document.
struct Walk<'a> {
    /// The document as it came: what references point into.
    document: &'a Value,
    file: &'a Arc<str>,
    diagnostics: &'a mut Diagnostics,
    targets: Targets,
    /// Where each operation's name was first seen.
    operation_ids: HashMap<String, Pointer>,
    depth: usize,
    /// Whether no error was reported.
    is_sound: bool,
    /// Whether the depth of nesting was found too large: one report tells all.
    is_too_deep: bool,
}

impl Walk<'_> {
    fn report(&mut self, pointer: &Pointer, problem: impl Problem) {
        self.is_sound &= problem.severity() != Severity::Error;
        let place = Place {
            pointer: pointer.clone(),
            ..Place::file(self.file)
        };
        self.diagnostics.report(place, problem);
    }

    /// Reports, once, that the document is nested too deep.
    fn report_depth(&mut self, place: &Pointer) {
        if !std::mem::replace(&mut self.is_too_deep, true) {
            self.report(place, ShapeProblem::TooDeep { limit: MAX_DEPTH });
        }
    }

    /// Reports that something was left out because of its kind.
    fn report_kind(&mut self, place: &Pointer, found: &Value, expected: &'static str) {
        self.report(
            place,
            ShapeProblem::WrongKind {
                expected,
                found: kind(found),
            },
        );
    }

    /// Reports that something was taken for what it is meant to be.
    fn report_mended(
        &mut self,
        place: &Pointer,
        found: impl Into<String>,
        expected: &'static str,
        taken: impl Into<String>,
    ) {
        let (found, taken) = (found.into(), taken.into());
        self.report(
            place,
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
