//! The results of `generate` and `check`, as text and as JSON.

use std::path::Path;

use sdksmith::{Diagnostic, Summary, counted};
use serde_json::{Value, json};

use crate::input::display_path;
use crate::output::Changes;
use crate::report::diagnostics_json;

/// The result of `generate`.
pub(super) struct Written<'a> {
    pub(super) summary: Summary,
    pub(super) diagnostics: &'a [Diagnostic],
    pub(super) output: &'a Path,
    pub(super) changes: &'a Changes<'a>,
}

impl Written<'_> {
    pub(super) fn text(&self) -> String {
        let output = display_path(self.output);
        format!("{}\n{output}: {}", self.summary, self.changes.tally())
    }

    pub(super) fn json(&self) -> Value {
        let (written, unchanged, removed) = self.changes.numbers();
        json!({
            "output": display_path(self.output),
            "operations": self.summary.operations,
            "schemas": self.summary.schemas,
            "written": written,
            "unchanged": unchanged,
            "removed": removed,
            "diagnostics": diagnostics_json(self.diagnostics),
        })
    }
}

/// The result of `check`.
pub(super) struct Checked<'a> {
    pub(super) diagnostics: &'a [Diagnostic],
    /// The differences between the folder of the crate and the generated files, if it has a folder.
    pub(super) changes: Option<&'a Changes<'a>>,
    /// The difference of the lock, and its path.
    pub(super) lock: Option<(&'static str, &'a Path)>,
    /// The command that makes the crate up to date.
    pub(super) command: String,
}

impl Checked<'_> {
    /// Returns the number of files that are out of date.
    pub(super) fn count(&self) -> usize {
        self.differences().len()
    }

    /// Returns a line for each file that is out of date, and the command to run; nothing if there are none.
    pub(super) fn text(&self) -> String {
        let differences = self.differences();
        if differences.is_empty() {
            return String::new();
        }
        let lines = differences.iter();
        let lines: String = lines
            .map(|(what, path)| format!("{what:7} {path}\n"))
            .collect();
        let files = counted(differences.len(), "file");
        let command = &self.command;
        format!("{lines}{files} out of date; to regenerate, run `{command}`\n")
    }

    pub(super) fn json(&self) -> Value {
        let differences = self.differences();
        let differences = differences
            .iter()
            .map(|(what, path)| json!({ "file": path, "state": what }));
        let differences: Vec<_> = differences.collect();
        json!({
            "upToDate": differences.is_empty(),
            "differences": differences,
            "command": self.command,
            "diagnostics": diagnostics_json(self.diagnostics),
        })
    }

    fn differences(&self) -> Vec<(&'static str, String)> {
        let files = self.changes.map(Changes::differences).unwrap_or_default();
        let lock = self.lock.map(|(what, path)| (what, display_path(path)));
        files.into_iter().chain(lock).collect()
    }
}
