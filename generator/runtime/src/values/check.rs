//! The checks of a request before anything is sent.
//!
//! A type that can be part of a request implements [`Check`] and reports its problems to a [`Checker`],
//! which collects all of them, each with the path of the field.

use std::collections::BTreeMap;
use std::fmt::{self, Display};
use std::ops::RangeBounds;

use jiff::Timestamp;
use jiff::civil::Date;
use serde_json::{Map, Value};

use super::bounds::{Counts, counts, describe, miscounted};
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
    code: Option<i64>,
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
    violations: Vec<Violation>,
    /// Whether the constraints of the API's description are left to the server.
    skips_constraints: bool,
    patterns: Patterns,
}

impl Checker {
    /// Checks a required field, and returns it for further constraints.
    pub fn required<'a, V: Check>(&'a mut self, name: &'a str, value: &'a V) -> Field<'a, V> {
        self.optional(name, Some(value))
    }

    /// Checks an optional field, and returns it for further constraints.
    pub fn optional<'a, V: Check>(
        &'a mut self,
        name: &'a str,
        value: Option<&'a V>,
    ) -> Field<'a, V> {
        let before = self.violations.len();
        if let Some(value) = value {
            value.check(self);
            self.leave_field(before, name);
        }
        Field {
            name,
            value,
            checked: before,
            checker: self,
        }
    }

    /// Creates a checker that leaves the constraints of the API's description to the server, and reports
    /// only values that can't be sent.
    pub(crate) fn without_constraints() -> Self {
        Self {
            skips_constraints: true,
            ..Self::default()
        }
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
        self.push(None, problem.to_string());
    }

    /// Reports a violation of a field of that value.
    pub(crate) fn refuse_field(&mut self, name: &str, problem: impl Display) {
        self.push(Some(name), problem.to_string());
    }

    /// Adds a violation of a field, or of the value itself.
    fn push(&mut self, name: Option<&str>, problem: String) {
        let before = self.violations.len();
        self.violations.push(Violation {
            field: String::new(),
            problem,
            code: None,
        });
        if let Some(name) = name {
            self.leave_field(before, name);
        }
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

    /// Prepends the field that has been checked to the paths of the violations since `before`.
    fn leave_field(&mut self, before: usize, name: &str) {
        if before < self.violations.len() {
            self.prepend(before, format_args!(".{name}"));
        }
    }

    /// Prepends the item that has been checked to the paths of the violations since `before`.
    fn leave_item(&mut self, before: usize, index: usize) {
        if before < self.violations.len() {
            self.prepend(before, format_args!("[{index}]"));
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

/// A field that has been checked, for the constraints that the document adds to its type.
///
/// A field without a value satisfies all of them.
pub struct Field<'a, V> {
    name: &'a str,
    value: Option<&'a V>,
    /// The number of violations before the last step.
    checked: usize,
    checker: &'a mut Checker,
}

impl<'a, V> Field<'a, V> {
    pub(crate) fn new(checker: &'a mut Checker, name: &'a str, value: Option<&'a V>) -> Self {
        Self {
            name,
            value,
            checked: checker.violations.len(),
            checker,
        }
    }

    /// Requires a value within the bounds.
    pub fn range(self, bounds: impl RangeBounds<V>) -> Self
    where
        V: PartialOrd + Display,
    {
        if self.value.is_some_and(|value| !bounds.contains(value)) {
            return self.refuse(format!("must be {}", describe(&bounds)));
        }
        self
    }

    /// Requires a number of characters within the bounds.
    pub fn length(self, bounds: impl RangeBounds<usize>) -> Self
    where
        V: AsRef<str>,
    {
        let length = self.value.map(|value| value.as_ref().chars().count());
        self.count(length, counts(&bounds), "character")
    }

    /// Requires a number of items within the bounds.
    pub fn items(self, bounds: impl RangeBounds<usize>) -> Self
    where
        V: Countable,
    {
        let count = self.value.map(Countable::count);
        self.count(count, counts(&bounds), "item")
    }

    fn count(self, count: Option<usize>, bounds: Counts, unit: &str) -> Self {
        match count.filter(|count| !bounds.contains(count)) {
            Some(count) => self.refuse(miscounted(count, bounds, unit)),
            None => self,
        }
    }

    /// Requires text that matches the pattern. Supported patterns consist of a sequence of characters
    /// and classes, each with a number of repetitions; any other pattern is left to the server.
    pub fn pattern(self, pattern: &str) -> Self
    where
        V: AsRef<str>,
    {
        match self.value {
            Some(value) if !self.checker.patterns.matches(pattern, value.as_ref()) => {
                self.refuse(format!("must match the pattern `{pattern}`"))
            }
            _ => self,
        }
    }

    /// Requires one of these values.
    pub fn one_of(self, values: &[V]) -> Self
    where
        V: PartialEq + Display,
    {
        match self.value {
            Some(value) if !values.contains(value) => self.refuse_others(values),
            _ => self,
        }
    }

    fn refuse_others(self, values: &[impl Display]) -> Self {
        let values: Vec<_> = values.iter().map(|value| format!("`{value}`")).collect();
        self.refuse(format!("must be {}", values.join(" or ")))
    }

    /// Sets the server's error code for a violation of the constraint before this one.
    pub fn code(self, code: i64) -> Self {
        for violation in self.checker.violations.iter_mut().skip(self.checked) {
            violation.code.get_or_insert(code);
        }
        self
    }

    /// Reports a violation, and remembers where those of this step begin.
    fn refuse(mut self, problem: String) -> Self {
        self.checked = self.checker.violations.len();
        if !self.checker.skips_constraints {
            self.checker.push(Some(self.name), problem);
        }
        self
    }
}

impl Field<'_, Value> {
    /// Requires one of these values, which are JSON texts.
    pub fn one_of_json(self, texts: &[&str]) -> Self {
        let values = texts.iter().map(|text| serde_json::from_str::<Value>(text));
        match self.value {
            Some(value) if !values.flatten().any(|admitted| admitted == *value) => {
                self.refuse_others(texts)
            }
            _ => self,
        }
    }
}

/// A value with a number of items.
pub trait Countable {
    /// Returns the number of items.
    fn count(&self) -> usize;
}

impl<T> Countable for Vec<T> {
    fn count(&self) -> usize {
        self.len()
    }
}

impl<T> Countable for BTreeMap<String, T> {
    fn count(&self) -> usize {
        self.len()
    }
}

impl Countable for Map<String, Value> {
    fn count(&self) -> usize {
        self.len()
    }
}

impl Check for bool {}
impl Check for i32 {}
impl Check for i64 {}
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
            let before = checker.violations.len();
            item.check(checker);
            checker.leave_item(before, index);
        }
    }
}

impl<T: Check> Check for BTreeMap<String, T> {
    fn check(&self, checker: &mut Checker) {
        for (key, value) in self {
            let before = checker.violations.len();
            value.check(checker);
            checker.leave_field(before, key);
        }
    }
}
