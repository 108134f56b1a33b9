//! Checking a request before anything is sent.
//!
//! A type that can stand in a request implements [`Check`] and tells a [`Checker`] what is wrong
//! with it. Everything wrong is collected, each with the place of the field.

use std::collections::BTreeMap;
use std::fmt::{self, Display, Write};
use std::ops::RangeBounds;

use jiff::Timestamp;
use jiff::civil::Date;
use serde_json::{Map, Value};

use super::bounds::describe;
use super::pattern::matches;

/// A value that can be part of a request.
pub trait Check {
    /// Tells the checker everything that is wrong with the value; by default nothing ever is.
    fn check(&self, _checker: &mut Checker) {}
}

/// Something wrong with a request: the field, and what it must be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    field: String,
    problem: String,
    code: Option<i64>,
}

impl Violation {
    /// The place of the field, as its name is on the wire: `phone_numbers[3].friendly_name`.
    #[must_use]
    pub fn field(&self) -> &str {
        &self.field
    }

    /// What the field must be and isn't. It doesn't repeat the value.
    #[must_use]
    pub fn problem(&self) -> &str {
        &self.problem
    }

    /// The code with which the server would have refused the request, where the API's guides tell
    /// it.
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

/// Collects what is wrong with a request.
#[derive(Debug, Default)]
pub struct Checker {
    place: String,
    violations: Vec<Violation>,
}

impl Checker {
    /// Checks a field that has a value, and gives it for further constraints.
    pub fn required<'a, V: Check>(&'a mut self, name: &'a str, value: &'a V) -> Field<'a, V> {
        self.optional(name, Some(value))
    }

    /// Checks a field that may have no value, and gives it for further constraints.
    pub fn optional<'a, V: Check>(
        &'a mut self,
        name: &'a str,
        value: Option<&'a V>,
    ) -> Field<'a, V> {
        let mut field = Field::new(self, name, value);
        if let Some(value) = value {
            field.step(|checker| {
                checker.within(format_args!(".{name}"), |checker| value.check(checker));
            });
        }
        field
    }

    /// Reports that the value being checked isn't what it must be.
    pub fn refuse(&mut self, problem: impl Display) {
        let field = match self.place.trim_start_matches('.') {
            "" => "body",
            place => place,
        };
        self.violations.push(Violation {
            field: field.to_owned(),
            problem: problem.to_string(),
            code: None,
        });
    }

    /// Reports the same of a field.
    pub(crate) fn refuse_field(&mut self, name: &str, problem: impl Display) {
        self.within(format_args!(".{name}"), |checker| checker.refuse(problem));
    }

    /// Everything that is wrong, in the order of the fields.
    #[must_use]
    pub fn into_violations(self) -> Vec<Violation> {
        self.violations
    }

    /// Runs a check with the place extended by a step.
    fn within(&mut self, step: fmt::Arguments<'_>, check: impl FnOnce(&mut Self)) {
        let length = self.place.len();
        // Writing to a string never fails.
        let _ = self.place.write_fmt(step);
        check(self);
        self.place.truncate(length);
    }
}

/// A field that has been checked, for the constraints that the document adds to its type.
///
/// A field without a value satisfies all of them.
pub struct Field<'a, V> {
    name: &'a str,
    value: Option<&'a V>,
    /// How many violations were there before the last step.
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

    /// The value must be within the bounds.
    pub fn range(self, bounds: impl RangeBounds<V>) -> Self
    where
        V: PartialOrd + Display,
    {
        if self.value.is_some_and(|value| !bounds.contains(value)) {
            return self.refuse(format_args!("must be {}", describe(&bounds)));
        }
        self
    }

    /// The number of characters must be within the bounds.
    pub fn length(self, bounds: impl RangeBounds<usize>) -> Self
    where
        V: AsRef<str>,
    {
        let length = self.value.map(|value| value.as_ref().chars().count());
        self.count(length, bounds, "character")
    }

    /// The number of items must be within the bounds.
    pub fn items(self, bounds: impl RangeBounds<usize>) -> Self
    where
        V: Countable,
    {
        let count = self.value.map(Countable::count);
        self.count(count, bounds, "item")
    }

    fn count(self, count: Option<usize>, bounds: impl RangeBounds<usize>, unit: &str) -> Self {
        if let Some(count) = count.filter(|count| !bounds.contains(count)) {
            let allowed = describe(&bounds);
            // A bound of one and no other stands before a singular.
            let plural = if allowed.ends_with(" 1") { "" } else { "s" };
            return self.refuse(format_args!(
                "must have {allowed} {unit}{plural}, but has {count}"
            ));
        }
        self
    }

    /// The text must match the pattern. The forms that can be checked are a row of characters and
    /// classes, each with a number of repetitions; any other pattern is left to the server.
    pub fn pattern(self, pattern: &str) -> Self
    where
        V: AsRef<str>,
    {
        if self
            .value
            .is_some_and(|value| !matches(pattern, value.as_ref()))
        {
            return self.refuse(format_args!("must match the pattern `{pattern}`"));
        }
        self
    }

    /// The value must be one of these.
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
        self.refuse(format_args!("must be {}", values.join(" or ")))
    }

    /// The code with which the server refuses what the constraint before this refuses.
    pub fn code(self, code: i64) -> Self {
        for violation in self.checker.violations.iter_mut().skip(self.checked) {
            violation.code.get_or_insert(code);
        }
        self
    }

    fn refuse(mut self, problem: impl Display) -> Self {
        let name = self.name;
        self.step(|checker| checker.refuse_field(name, problem));
        self
    }

    /// Takes a step of the check, and remembers where its violations begin.
    fn step(&mut self, check: impl FnOnce(&mut Checker)) {
        self.checked = self.checker.violations.len();
        check(self.checker);
    }
}

impl Field<'_, Value> {
    /// The value must be one of these, which are given as JSON text.
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

/// A value that has a number of items.
pub trait Countable {
    /// How many there are.
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
