//! How a command ends, and what it says about the problems that it found.

use std::fmt;
use std::io::{self, Write as _};
use std::path::Path;

use sdksmith::diagnostics::Problem;
use sdksmith::{Diagnostic, Diagnostics, Failure, Location, Severity, counted};

use crate::input::shown;
use crate::problem::FileProblem;

/// The answer of a command that could do what it was asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// What was asked about holds, or is done.
    Holds,
    /// It doesn't hold; the command has said why.
    Fails,
}

/// Why a command could not do what it was asked: the input or the call is wrong.
#[derive(Debug)]
pub(crate) struct Stop(Vec<Diagnostic>);

impl Stop {
    /// One problem with a file or folder.
    pub(crate) fn at(path: &Path, problem: impl Problem) -> Self {
        let mut diagnostics = Diagnostics::default();
        diagnostics.report(Location::file(&shown(path).into()), problem);
        diagnostics.into()
    }

    /// The problems, worst first.
    pub(crate) fn diagnostics(&self) -> &[Diagnostic] {
        &self.0
    }
}

impl From<Diagnostics> for Stop {
    fn from(diagnostics: Diagnostics) -> Self {
        Self(diagnostics.into_sorted())
    }
}

impl From<Failure> for Stop {
    fn from(failure: Failure) -> Self {
        Self(failure.diagnostics)
    }
}

/// Prints a result to standard output. A reader who has seen enough may close it.
pub(crate) fn say(text: impl fmt::Display) -> Result<(), Stop> {
    match writeln!(io::stdout(), "{text}") {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(FileProblem::Write(error).at(Path::new("standard output")))
        }
        _ => Ok(()),
    }
}

/// Prints problems to standard error, and how many they are.
pub(crate) fn print(diagnostics: &[Diagnostic]) {
    for diagnostic in diagnostics {
        eprintln!("{diagnostic}\n");
    }
    if !diagnostics.is_empty() {
        eprintln!("{}", count(diagnostics));
    }
}

/// `1 error, 2 warnings`
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
    fn problems_are_counted_by_severity() {
        let Stop(mut found) = Stop::at(Path::new("a.json"), FileProblem::NotText);
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
