//! Fields of a request, and the constraints that the API's description adds to their types.

use std::borrow::Borrow;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::{self, Display};
use std::ops::{Bound, RangeBounds};

use serde::Serialize;
use serde_json::{Map, Value, to_value};

use super::bounds::{Counts, counts, describe, miscounted};
use super::check::{Check, Checker};
use super::decimal::Decimal;
use super::number;

/// The checks of fields.
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
        let mut field = Field::new(self, name, value);
        if let Some(value) = value {
            field.step(|checker| {
                checker.within(format_args!(".{name}"), |checker| value.check(checker));
            });
        }
        field
    }

    /// Checks the value as another type, and returns it for further
    /// constraints.
    pub fn same<'a, V: Check>(&'a mut self, value: &'a V) -> Field<'a, V> {
        let mut field = Field::new(self, "", Some(value));
        field.step(|checker| value.check(checker));
        field
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
    /// Creates the field with this name of the value that is being checked; that value itself without a
    /// name.
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
            return self.refuse(format_args!("must be {}", describe(&bounds)));
        }
        self
    }

    /// Requires a number of characters within the bounds.
    pub fn length(self, bounds: impl RangeBounds<usize>) -> Self
    where
        V: AsRef<str>,
    {
        let length = self.value.map(|value| value.as_ref().chars().count());
        self.count(length, counts(&bounds), ["character", "characters"])
    }

    /// Requires a number of items within the bounds.
    pub fn items(self, bounds: impl RangeBounds<usize>) -> Self
    where
        V: Countable,
    {
        let count = self.value.map(Countable::count);
        self.count(count, counts(&bounds), ["item", "items"])
    }

    /// Requires a number of properties within the bounds.
    pub fn properties(self, bounds: impl RangeBounds<usize>) -> Self
    where
        V: Serialize,
    {
        let json = self.value.and_then(|value| to_value(value).ok());
        let count = json.as_ref().and_then(Value::as_object).map(Map::len);
        self.count(count, counts(&bounds), ["property", "properties"])
    }

    /// Requires items that all differ.
    pub fn unique(self) -> Self
    where
        V: Serialize,
    {
        let json = self.value.and_then(|value| to_value(value).ok());
        let items = json.as_ref().and_then(Value::as_array);
        let mut seen = BTreeSet::new();
        let is_repeated =
            |items: &Vec<Value>| items.iter().any(|item| !seen.insert(item.to_string()));
        match items.is_some_and(is_repeated) {
            true => self.refuse("must not have an item twice"),
            false => self,
        }
    }

    /// Requires a multiple of the number with this text.
    pub fn multiple_of(self, text: &str) -> Self
    where
        V: Display,
    {
        let is_multiple = |value: &V| number::is_multiple(&value.to_string(), text);
        match self.value.is_none_or(is_multiple) {
            true => self,
            false => self.refuse(format_args!("must be a multiple of {text}")),
        }
    }

    /// Requires a JSON object.
    pub fn object(self) -> Self
    where
        V: Borrow<Value>,
    {
        match self.value.is_none_or(|value| value.borrow().is_object()) {
            true => self,
            false => self.refuse("must be an object"),
        }
    }

    /// Checks the constraints of each item of a list, or of each value of a map.
    pub fn each(mut self, check: impl Fn(Field<'_, V::Item>)) -> Self
    where
        V: Elements,
    {
        let (name, value) = (self.name, self.value);
        self.step(|checker| {
            checker.at(name, |checker| {
                if let Some(value) = value {
                    value.visit(&mut |step, item| {
                        checker.within(step, |checker| check(Field::new(checker, "", Some(item))));
                    });
                }
            });
        });
        self
    }

    fn count(self, count: Option<usize>, bounds: Counts, unit: [&str; 2]) -> Self {
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
                self.refuse(format_args!("must match the pattern `{pattern}`"))
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
        self.refuse(format_args!("must be {}", values.join(" or ")))
    }

    /// Sets the server's error code for a violation of the constraint before this one.
    pub fn code(self, code: i64) -> Self {
        for violation in self.checker.violations.iter_mut().skip(self.checked) {
            violation.code.get_or_insert(code);
        }
        self
    }

    fn refuse(mut self, problem: impl Display) -> Self {
        let name = self.name;
        self.step(|checker| {
            checker.at(name, |checker| checker.refuse_by_description(problem));
        });
        self
    }

    /// Takes a step of the check, and remembers where its violations begin.
    pub(super) fn step(&mut self, check: impl FnOnce(&mut Checker)) {
        self.checked = self.checker.violations.len();
        check(self.checker);
    }
}

impl<'a, T> Field<'a, Option<T>> {
    /// Returns the value that may be null, for further constraints.
    pub fn non_null(self) -> Field<'a, T> {
        let Self {
            name,
            value,
            checked,
            checker,
        } = self;
        Field {
            name,
            value: value.and_then(Option::as_ref),
            checked,
            checker,
        }
    }
}

impl Field<'_, Decimal> {
    /// Requires a number within the bounds, which are the texts of numbers.
    pub fn decimal_range(self, bounds: impl RangeBounds<&'static str>) -> Self {
        let parse = |bound: Bound<&&str>| match bound.map(|text| text.parse::<Decimal>()) {
            Bound::Included(Ok(bound)) => Bound::Included(bound),
            Bound::Excluded(Ok(bound)) => Bound::Excluded(bound),
            _ => Bound::Unbounded,
        };
        self.range((parse(bounds.start_bound()), parse(bounds.end_bound())))
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

/// A list or a map, whose elements have constraints.
pub trait Elements {
    /// The type of an element.
    type Item;

    /// Calls `visit` with the step of each element in a path, and the element.
    fn visit(&self, visit: &mut dyn FnMut(fmt::Arguments<'_>, &Self::Item));
}

impl<T> Elements for Vec<T> {
    type Item = T;

    fn visit(&self, visit: &mut dyn FnMut(fmt::Arguments<'_>, &T)) {
        for (index, item) in self.iter().enumerate() {
            visit(format_args!("[{index}]"), item);
        }
    }
}

impl<T> Elements for BTreeMap<String, T> {
    type Item = T;

    fn visit(&self, visit: &mut dyn FnMut(fmt::Arguments<'_>, &T)) {
        for (key, value) in self {
            visit(format_args!(".{key}"), value);
        }
    }
}
