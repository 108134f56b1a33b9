//! The results of `generate` and `check`, as text and as JSON.

use std::path::Path;

use sdksmith::{Diagnostic, Output, counted};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::input::display_path;
use crate::output::{Changes, tally};
use crate::report::{diagnostics_json, diagnostics_text};

/// The report of `generate` about a crate, whether it writes files or not.
#[derive(Debug, Deserialize, Serialize)]
pub(super) struct Contents {
    summary: String,
    operations: usize,
    schemas: usize,
    /// The problems as text.
    problems: String,
    /// The problems as JSON.
    diagnostics: Value,
}

impl Contents {
    pub(super) fn of(generated: &Output) -> Self {
        Self {
            summary: generated.summary.to_string(),
            operations: generated.summary.operations,
            schemas: generated.summary.schemas,
            problems: diagnostics_text(&generated.diagnostics),
            diagnostics: diagnostics_json(&generated.diagnostics),
        }
    }
}

/// The result of `generate`.
pub(super) struct Written<'a> {
    pub(super) contents: &'a Contents,
    pub(super) output: &'a Path,
    /// How many files are written, unchanged and removed.
    pub(super) numbers: (usize, usize, usize),
}

impl Written<'_> {
    pub(super) fn problems(&self) -> &str {
        &self.contents.problems
    }

    /// Returns the numbers, and after the first run the next step.
    pub(super) fn text(&self) -> String {
        let output = display_path(self.output);
        let tally = tally(self.numbers);
        let next = match self.numbers {
            (1.., 0, 0) => format!("\nnext: run `cargo test --manifest-path {output}/Cargo.toml`"),
            _ => String::new(),
        };
        format!("{}\n{output}: {tally}{next}", self.contents.summary)
    }

    pub(super) fn json(&self) -> Value {
        let (written, unchanged, removed) = self.numbers;
        json!({
            "output": display_path(self.output),
            "operations": self.contents.operations,
            "schemas": self.contents.schemas,
            "written": written,
            "unchanged": unchanged,
            "removed": removed,
            "diagnostics": self.contents.diagnostics,
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
