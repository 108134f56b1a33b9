//! The checks of a request before anything is sent.
//!
//! A type that can be part of a request implements [`Check`] and reports its problems to a [`Checker`],
//! which collects all of them, each with the path of the field.

use std::collections::BTreeMap;
use std::fmt::{self, Display};

use jiff::Timestamp;
use jiff::civil::Date;
use serde_json::{Map, Value};

use super::pattern::Patterns;

/// A value that can be part of a request.
pub trait Check {
    /// Reports every problem of the value; by default there is none.
    fn check(&self, _checker: &mut Checker) {}
}

/// A violated constraint of a request: the field, and the constraint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    field: String,
    problem: String,
    pub(super) code: Option<i64>,
}

impl Violation {
    /// Returns the path of the field in its wire form: `phone_numbers[3].friendly_name`.
    #[must_use]
    pub fn field(&self) -> &str {
        &self.field
    }

    /// Returns the constraint that the field violates. It doesn't contain the value.
    #[must_use]
    pub fn problem(&self) -> &str {
        &self.problem
    }

    /// Returns the server's error code for this violation, if the API's guides have one.
    #[must_use]
    pub fn code(&self) -> Option<i64> {
        self.code
    }
}

impl Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}`: {}", self.field, self.problem)?;
        match self.code {
            Some(code) => write!(f, " (error {code})"),
            None => Ok(()),
        }
    }
}

/// Collects the violations of a request.
///
/// The path of a violation is completed on the way back from its value, so that a value without one costs
/// nothing.
#[derive(Debug, Default)]
pub struct Checker {
    pub(super) violations: Vec<Violation>,
    /// Whether the constraints of the API's description are left to the server.
    skips_constraints: bool,
    pub(super) patterns: Patterns,
}

impl Checker {
    /// Creates a checker that leaves the constraints of the API's description to the server, and reports
    /// only values that can't be sent.
    pub(crate) fn without_constraints() -> Self {
        Self {
            skips_constraints: true,
            ..Self::default()
        }
    }

    /// Whether the constraints of the API's description are left to the server.
    pub(crate) fn skips_constraints(&self) -> bool {
        self.skips_constraints
    }

    /// Reports a violation of a constraint of the API's description by the value that is being checked,
    /// unless the call leaves these to the server.
    pub fn refuse_by_description(&mut self, problem: impl Display) {
        if !self.skips_constraints {
            self.refuse(problem);
        }
    }

    /// Reports a violation of the value that is being checked.
    pub fn refuse(&mut self, problem: impl Display) {
        self.push(problem.to_string());
    }

    /// Reports a violation of a field of that value.
    pub(crate) fn refuse_field(&mut self, name: &str, problem: impl Display) {
        self.within(format_args!(".{name}"), |checker| checker.refuse(problem));
    }

    /// Reports that the value has none of the sets of properties that `names` lists. `absent` states for each set
    /// which of its properties are absent.
    pub fn require_any_of(&mut self, names: &str, absent: &[&[bool]]) {
        if complete(absent) == 0 {
            self.refuse_by_description(format_args!("requires {names}"));
        }
    }

    /// Reports that the value has none or several of the sets of properties that `names` lists, as
    /// [`require_any_of`](Self::require_any_of) does.
    pub fn require_one_of(&mut self, names: &str, absent: &[&[bool]]) {
        self.require_any_of(names, absent);
        if complete(absent) > 1 {
            self.refuse_by_description(format_args!("requires only one of {names}"));
        }
    }

    fn push(&mut self, problem: String) {
        self.violations.push(Violation {
            field: String::new(),
            problem,
            code: None,
        });
    }

    /// Returns all violations, in the order of the fields.
    #[must_use]
    pub fn into_violations(mut self) -> Vec<Violation> {
        for violation in &mut self.violations {
            let path = violation.field.trim_start_matches('.');
            violation.field = if path.is_empty() { "body" } else { path }.to_owned();
        }
        self.violations
    }

    /// Runs a check of the field with this name, or of the value itself without a name.
    pub(super) fn at(&mut self, name: &str, check: impl FnOnce(&mut Self)) {
        match name {
            "" => check(self),
            name => self.within(format_args!(".{name}"), check),
        }
    }

    /// Runs a check, and prepends a step to the paths of the violations that it reports.
    pub(super) fn within(&mut self, step: fmt::Arguments<'_>, check: impl FnOnce(&mut Self)) {
        let before = self.violations.len();
        check(self);
        if before < self.violations.len() {
            self.prepend(before, step);
        }
    }

    #[cold]
    fn prepend(&mut self, before: usize, step: fmt::Arguments<'_>) {
        let step = step.to_string();
        for violation in self.violations.iter_mut().skip(before) {
            violation.field.insert_str(0, &step);
        }
    }
}

/// Returns the number of sets of which nothing is absent.
fn complete(absent: &[&[bool]]) -> usize {
    let complete = absent.iter().filter(|set| !set.contains(&true));
    complete.count()
}

impl Check for bool {}
impl Check for i32 {}
impl Check for i64 {}
impl Check for u64 {}
impl Check for str {}
impl Check for String {}
impl Check for Date {}
impl Check for Timestamp {}
impl Check for Value {}
impl Check for Map<String, Value> {}

/// JSON has no infinity and no "not a number".
impl Check for f64 {
    fn check(&self, checker: &mut Checker) {
        if !self.is_finite() {
            checker.refuse("must be a finite number");
        }
    }
}

impl<T: Check + ?Sized> Check for &T {
    fn check(&self, checker: &mut Checker) {
        T::check(self, checker);
    }
}

impl<T: Check + ?Sized> Check for Box<T> {
    fn check(&self, checker: &mut Checker) {
        T::check(self, checker);
    }
}

impl<T: Check> Check for Option<T> {
    fn check(&self, checker: &mut Checker) {
        if let Some(value) = self {
            value.check(checker);
        }
    }
}

impl<T: Check> Check for Vec<T> {
    fn check(&self, checker: &mut Checker) {
        for (index, item) in self.iter().enumerate() {
            checker.within(format_args!("[{index}]"), |checker| item.check(checker));
        }
    }
}

impl<T: Check> Check for BTreeMap<String, T> {
    fn check(&self, checker: &mut Checker) {
        for (key, value) in self {
            checker.within(format_args!(".{key}"), |checker| value.check(checker));
        }
    }
}
