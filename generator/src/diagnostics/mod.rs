//! The problems of a run, each with its location in the input.
//!
//! A stage reports each problem and continues, so that one run reports all of them. `generate()`
//! stops after a stage that reported an error. Each stage has its own problem type; a
//! [`Diagnostic`] is made from any of them.

mod excerpt;
mod printable;
mod problem;

use std::fmt::{self, Write as _};
use std::sync::Arc;

pub use excerpt::Excerpt;
use printable::printable;
pub(crate) use problem::problems;
pub use problem::{Problem, Severity};

/// A JSON Pointer (RFC 6901) into a document, cheap to extend.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Pointer(String);

impl Pointer {
    /// Returns the pointer to the whole document.
    #[must_use]
    pub fn root() -> Self {
        Self::default()
    }

    /// Returns a pointer from its text: empty, or tokens that each start with `/`.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        Self(text.to_owned())
    }

    /// Returns the location of `token` inside this location.
    #[must_use]
    pub fn join(&self, token: impl fmt::Display) -> Self {
        // Most tokens are short, and one allocation holds the pointer.
        let mut text = String::with_capacity(self.0.len() + 24);
        text.push_str(&self.0);
        text.push('/');
        // Writing to a string cannot fail.
        let _ = write!(Escaped(&mut text), "{token}");
        Self(text)
    }

    /// Returns the text of the pointer.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns the reference tokens, unescaped, outermost first.
    pub fn tokens(&self) -> impl Iterator<Item = String> {
        self.0
            .split('/')
            .skip(1)
            .map(|token| token.replace("~1", "/").replace("~0", "~"))
    }
}

/// Writes reference tokens to a pointer.
struct Escaped<'a>(&'a mut String);

impl fmt::Write for Escaped<'_> {
    fn write_str(&mut self, token: &str) -> fmt::Result {
        let mut rest = token;
        while let Some(at) = rest.find(['~', '/']) {
            let (plain, special) = rest.split_at(at);
            self.0.push_str(plain);
            self.0
                .push_str(if special.starts_with('~') { "~0" } else { "~1" });
            rest = &special[1..];
        }
        self.0.push_str(rest);
        Ok(())
    }
}

impl fmt::Display for Pointer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A line and a column, both counted from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position {
    /// The line.
    pub line: usize,
    /// The column, in characters as the parser counts them.
    pub column: usize,
}

/// A location in the input.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Location {
    /// The file, as the caller named it.
    pub file: Arc<str>,
    /// Line and column, if known.
    pub position: Option<Position>,
    /// The location inside the document.
    pub pointer: Pointer,
}

impl Location {
    /// Returns the location of a whole file.
    #[must_use]
    pub fn file(file: &Arc<str>) -> Self {
        Self::new(file, Pointer::root())
    }

    /// Returns a location in a file.
    #[must_use]
    pub fn new(file: &Arc<str>, pointer: Pointer) -> Self {
        Self {
            file: Arc::clone(file),
            position: None,
            pointer,
        }
    }

    /// Returns the location of `token` inside this location.
    #[must_use]
    pub fn join(&self, token: impl fmt::Display) -> Self {
        Self {
            file: Arc::clone(&self.file),
            position: None,
            pointer: self.pointer.join(token),
        }
    }

    /// Returns the location of a part of this location, by its pointer from here.
    #[must_use]
    pub fn within(&self, part: &Pointer) -> Self {
        part.tokens()
            .fold(self.clone(), |location, token| location.join(token))
    }

    /// Returns the same location with its line and column.
    #[must_use]
    pub fn at(mut self, position: Position) -> Self {
        self.position = Some(position);
        self
    }
}

impl fmt::Display for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&printable(&self.file))?;
        if let Some(Position { line, column }) = self.position {
            write!(f, ":{line}:{column}")?;
        }
        if !self.pointer.as_str().is_empty() {
            write!(f, " at {}", printable(self.pointer.as_str()))?;
        }
        Ok(())
    }
}

/// One problem at one location.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Diagnostic {
    /// Its severity.
    pub severity: Severity,
    /// Its location.
    pub location: Location,
    /// The problem's stable name.
    pub code: &'static str,
    /// The problem, in one sentence.
    pub message: String,
    /// The fix, in one sentence.
    pub help: String,
    /// The line that it is about, if known.
    pub excerpt: Option<Excerpt>,
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            severity,
            location,
            code,
            message,
            help,
            excerpt: _,
        } = self;
        write!(
            f,
            "{severity}[{code}]: {message}\n  --> {location}\n  help: {help}"
        )
    }
}

/// The problems of a run, in the order of their discovery.
#[derive(Clone, Debug, Default)]
pub struct Diagnostics(Vec<Diagnostic>);

impl Diagnostics {
    /// Adds a problem.
    pub fn report(&mut self, location: Location, problem: impl Problem) {
        self.0.push(Diagnostic {
            severity: problem.severity(),
            location,
            code: problem.code(),
            message: printable(&problem.to_string()).into_owned(),
            help: printable(&problem.help()).into_owned(),
            excerpt: None,
        });
    }

    /// Adds the problems of another collection.
    pub fn extend(&mut self, others: Self) {
        self.0.extend(others.0);
    }

    /// Whether any problem is an error.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.0
            .iter()
            .any(|diagnostic| diagnostic.severity == Severity::Error)
    }

    /// Returns the problems, worst first, then by location, without duplicates.
    #[must_use]
    pub fn into_sorted(mut self) -> Vec<Diagnostic> {
        self.0.sort();
        self.0.dedup();
        self.0
    }

    /// Returns the problems for modification, for instance to add lines and columns.
    pub fn iter_mut(&mut self) -> impl Iterator<Item = &mut Diagnostic> {
        self.0.iter_mut()
    }

    /// Adds excerpts of a text to the problems of the file of this name whose line and column are known.
    pub fn add_excerpts(&mut self, file: &str, text: &str) {
        let is_of_file = |found: &&mut Diagnostic| *found.location.file == *file;
        let mut lines: Option<Vec<&str>> = None;
        for diagnostic in self.iter_mut().filter(is_of_file) {
            let Some(position) = diagnostic.location.position else {
                continue;
            };
            let lines = lines.get_or_insert_with(|| text.lines().collect());
            let line = lines.get(position.line.saturating_sub(1));
            diagnostic.excerpt = line.and_then(|line| Excerpt::new(line, position.column));
        }
    }
}
