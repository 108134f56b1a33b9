//! The state of a walk through a document.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::Arc;

use serde_json::Value;

use super::event_data;
use super::targets::Targets;
use crate::diagnostics::{Diagnostics, Location, Problem, Severity};
use crate::document::files::Files;
use crate::document::problem::{ShapeProblem, kind};
use crate::document::text::MAX_DEPTH;

/// A walk through a document.
pub(super) struct Walk<'a> {
    /// The original document, and the files that it refers to.
    pub(super) files: &'a Files,
    pub(super) diagnostics: &'a mut Diagnostics,
    pub(super) targets: Targets,
    /// The names of the other files that references lead to.
    pub(super) used: BTreeSet<Arc<str>>,
    /// The location of the first operation with each operationId.
    pub(super) operation_ids: HashMap<String, Location>,
    /// The schemas of the data of events whose content is described.
    pub(super) event_data: HashSet<Location>,
    /// The keywords that are reported once in a document and have been, each with its object.
    reported: HashSet<(&'static str, String)>,
    pub(super) depth: usize,
    /// Whether no error was reported.
    pub(super) is_sound: bool,
    /// Whether too deep nesting was reported, which is done once.
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
            event_data: event_data::locations(files.document(), &Location::file(files.main())),
            reported: HashSet::new(),
            depth: 0,
            is_sound: true,
            is_too_deep: false,
        }
    }

    /// Returns the document's name.
    pub(super) fn file(&self) -> &Arc<str> {
        self.files.main()
    }

    pub(super) fn report(&mut self, location: &Location, problem: impl Problem) {
        self.is_sound &= problem.severity() != Severity::Error;
        self.diagnostics.report(location.clone(), problem);
    }

    /// Reports a problem of a keyword, unless it has been reported for another such object.
    pub(super) fn report_once(
        &mut self,
        object: &'static str,
        location: &Location,
        keyword: &str,
        problem: impl FnOnce() -> ShapeProblem,
    ) {
        if self.reported.insert((object, keyword.to_owned())) {
            self.report(location, problem());
        }
    }

    /// Reports, once, that the document is nested too deep.
    pub(super) fn report_depth(&mut self, location: &Location) {
        if !std::mem::replace(&mut self.is_too_deep, true) {
            self.report(location, ShapeProblem::TooDeep { limit: MAX_DEPTH });
        }
    }

    /// Reports that a value of the wrong type is ignored.
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

    /// Reports that a value was corrected.
    pub(super) fn report_corrected(
        &mut self,
        location: &Location,
        found: impl Into<String>,
        expected: &'static str,
        taken: impl Into<String>,
    ) {
        let (found, taken) = (found.into(), taken.into());
        self.report(
            location,
            ShapeProblem::Corrected {
                expected,
                found,
                taken,
            },
        );
    }
}

/// Returns a short value as text, and the type of a long one.
pub(super) fn brief(value: &Value) -> String {
    const SHORT: usize = 40;
    let text = value.to_string();
    if text.len() > SHORT {
        kind(value).to_owned()
    } else {
        format!("`{text}`")
    }
}
