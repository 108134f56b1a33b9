//! The outcome of a command, and its output.

use std::fmt;
use std::io::{self, Write as _};
use std::path::Path;

use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};
use sdksmith::diagnostics::Problem;
use sdksmith::{Diagnostic, Diagnostics, Failure, Location, Severity, counted};

use serde_json::{Value, json};

use crate::input::display_path;
use crate::problem::FileProblem;

/// The outcome of a command whose input was valid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The check passed, or the work is done.
    Success,
    /// The check failed; the command has printed the reasons.
    Failure,
}

/// The error of a command whose input or arguments are invalid.
#[derive(Debug)]
pub struct CommandError {
    diagnostics: Vec<Diagnostic>,
    in_json: bool,
}

impl CommandError {
    /// Creates an error from one problem of a file or folder.
    pub(crate) fn at(path: &Path, problem: impl Problem) -> Self {
        let mut diagnostics = Diagnostics::default();
        diagnostics.report(Location::file(&display_path(path).into()), problem);
        diagnostics.into()
    }

    /// Returns the problems, worst first.
    pub(crate) fn diagnostics(&self) -> &[Diagnostic] {
        &self.diagnostics
    }
}

impl CommandError {
    /// Returns the same error, which is printed as JSON on standard output.
    pub(crate) fn in_json(mut self) -> Self {
        self.in_json = true;
        self
    }

    /// Prints the problems.
    pub(crate) fn print(&self) {
        if self.in_json {
            let problems = json!({ "diagnostics": diagnostics_json(&self.diagnostics) });
            // If standard output is closed, the report can't be shown anywhere.
            let _ = print_result(format_args!("{problems:#}"));
        } else {
            print_diagnostics(&self.diagnostics);
        }
    }

    /// Creates an error of one problem of the call.
    pub(crate) fn call(problem: impl Problem) -> Self {
        Self::located(Location::file(&"the command line".into()), problem)
    }

    /// Creates an error of one problem at a location in a file.
    pub(crate) fn located(location: Location, problem: impl Problem) -> Self {
        let mut diagnostics = Diagnostics::default();
        diagnostics.report(location, problem);
        diagnostics.into()
    }
}

impl CommandError {
    /// Adds the problems of another error.
    pub(crate) fn and(mut self, other: Self) -> Self {
        self.diagnostics.extend(other.diagnostics);
        self
    }
}

impl From<Diagnostics> for CommandError {
    fn from(diagnostics: Diagnostics) -> Self {
        Self {
            diagnostics: diagnostics.into_sorted(),
            in_json: false,
        }
    }
}

impl From<Failure> for CommandError {
    fn from(failure: Failure) -> Self {
        Self {
            diagnostics: failure.diagnostics,
            in_json: false,
        }
    }
}

/// Prints a result to standard output. A closed pipe is not an error.
pub(crate) fn print_result(text: impl fmt::Display) -> Result<(), CommandError> {
    match writeln!(io::stdout(), "{text}") {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(FileProblem::Write(error).at(Path::new("standard output")))
        }
        _ => Ok(()),
    }
}

/// Prints problems and their number to standard error.
pub(crate) fn print_diagnostics(diagnostics: &[Diagnostic]) {
    eprint!("{}", diagnostics_text(diagnostics));
}

/// Returns problems and their number as text; nothing if there are none.
pub(crate) fn diagnostics_text(diagnostics: &[Diagnostic]) -> String {
    let problems = diagnostics.iter();
    let mut text: String = problems
        .map(|diagnostic| format!("{}\n\n", with_excerpt(diagnostic)))
        .collect();
    if !diagnostics.is_empty() {
        text.push_str(&count(diagnostics));
        text.push('\n');
    }
    text
}

/// Returns problems as JSON.
pub(crate) fn diagnostics_json(diagnostics: &[Diagnostic]) -> Value {
    let problem = |found: &Diagnostic| {
        let Location {
            file,
            position,
            pointer,
        } = &found.location;
        json!({
            "severity": found.severity.to_string(),
            "code": found.code,
            "message": found.message,
            "help": found.help,
            "file": &**file,
            "pointer": pointer.as_str(),
            "line": position.map(|position| position.line),
            "column": position.map(|position| position.column),
        })
    };
    diagnostics.iter().map(problem).collect()
}

/// Returns a problem as text, with the line that it is about.
fn with_excerpt(diagnostic: &Diagnostic) -> String {
    let (Some(excerpt), Some(position)) = (&diagnostic.excerpt, diagnostic.location.position)
    else {
        return diagnostic.to_string();
    };
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let (start, end) = excerpt.marked;
    let snippet = Snippet::source(&excerpt.text)
        .line_start(position.line)
        .annotation(AnnotationKind::Primary.span(start..end));
    let title = level.primary_title(&diagnostic.message).id(diagnostic.code);
    let report = title
        .element(snippet)
        .element(Level::HELP.message(&diagnostic.help));
    let shown = Renderer::plain().render(&[report]);
    // The renderer counts columns in the excerpt, and knows no JSON pointers.
    let (title, rest) = shown.split_once('\n').unwrap_or((&shown, ""));
    let (margin, location) = (position.line.to_string().len(), &diagnostic.location);
    format!("{title}\n{:margin$}--> {location}\n{rest}", "")
}

/// Returns the number of problems: `1 error, 2 warnings`.
fn count(diagnostics: &[Diagnostic]) -> String {
    let counts = [Severity::Error, Severity::Warning, Severity::Note].map(|severity| {
        let found = diagnostics
            .iter()
            .filter(|diagnostic| diagnostic.severity == severity);
        (found.count(), severity.to_string())
    });
    let present = counts.iter().filter(|(count, _)| *count > 0);
    present
        .map(|(count, what)| counted(*count, what))
        .collect::<Vec<_>>()
        .join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn problems_show_the_line_that_they_are_about() {
        let text = format!(r##"{{"a":"{}","$ref":"#/b"}}"##, "x".repeat(40_000));
        let mut found = Diagnostics::default();
        found.report(
            Location::file(&"one-line.json".into())
                .join("$ref")
                .at(sdksmith::Position {
                    line: 1,
                    column: 40_009,
                }),
            FileProblem::Missing,
        );
        found.add_excerpts("one-line.json", &text);
        let shown = with_excerpt(&found.into_sorted()[0]);
        let x = "x".repeat(58);
        assert_eq!(
            shown,
            format!(
                "\
error[file-missing]: the file does not exist
 --> one-line.json:1:40009 at /$ref
  |
1 | …{x}\",\"$ref\":\"#/b\"}}
  | {} ^^^^^^
  |
  = help: {}",
                " ".repeat(60),
                FileProblem::Missing.help(),
            )
        );
    }

    #[test]
    fn problems_are_counted_by_severity() {
        let error = CommandError::at(Path::new("a.json"), FileProblem::NotText);
        let mut found = error.diagnostics().to_vec();
        assert_eq!(count(&found), "1 error");
        let mut warning = found.clone();
        for diagnostic in &mut warning {
            diagnostic.severity = Severity::Warning;
        }
        found.extend(warning.clone());
        found.extend(warning);
        assert_eq!(count(&found), "1 error, 2 warnings");
    }
}
