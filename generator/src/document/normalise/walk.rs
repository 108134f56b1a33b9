//! The state of a walk through a document.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use serde_json::Value;

use super::targets::Targets;
use crate::diagnostics::{Diagnostics, Location, Problem, Severity};
use crate::document::files::Files;
use crate::document::problem::{ShapeProblem, kind};
use crate::document::text::MAX_DEPTH;

/// A walk through a document.
pub(super) struct Walk<'a> {
    /// The document as it came, and what its references point into besides.
    pub(super) files: &'a Files,
    pub(super) diagnostics: &'a mut Diagnostics,
    pub(super) targets: Targets,
    /// The names of the other files that references have led to.
    pub(super) used: BTreeSet<Arc<str>>,
    /// Where each operation's name was first seen.
    pub(super) operation_ids: HashMap<String, Location>,
    pub(super) depth: usize,
    /// Whether no error was reported.
    pub(super) is_sound: bool,
    /// Whether the depth of nesting was found too large: one report tells all.
    is_too_deep: bool,
}

impl<'a> Walk<'a> {
    /// Starts a walk through the document among the files.
    pub(super) fn new(files: &'a Files, diagnostics: &'a mut Diagnostics) -> Self {
        Self {
            files,
            diagnostics,
            targets: Targets::new(files),
            used: BTreeSet::new(),
            operation_ids: HashMap::new(),
            depth: 0,
            is_sound: true,
            is_too_deep: false,
        }
    }

    /// The document's name.
    pub(super) fn file(&self) -> &Arc<str> {
        self.files.main()
    }

    pub(super) fn report(&mut self, location: &Location, problem: impl Problem) {
        self.is_sound &= problem.severity() != Severity::Error;
        self.diagnostics.report(location.clone(), problem);
    }

    /// Reports, once, that the document is nested too deep.
    pub(super) fn report_depth(&mut self, location: &Location) {
        if !std::mem::replace(&mut self.is_too_deep, true) {
            self.report(location, ShapeProblem::TooDeep { limit: MAX_DEPTH });
        }
    }

    /// Reports that something was left out because of its kind.
    pub(super) fn report_kind(
        &mut self,
        location: &Location,
        found: &Value,
        expected: &'static str,
    ) {
        self.report(
            location,
            ShapeProblem::WrongKind {
                expected,
                found: kind(found),
            },
        );
    }

    /// Reports that something was taken for what it is meant to be.
    pub(super) fn report_mended(
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
pub(super) fn brief(value: &Value) -> String {
    const SHORT: usize = 40;
    let text = value.to_string();
    if text.len() > SHORT {
        kind(value).to_owned()
    } else {
        format!("`{text}`")
    }
}
