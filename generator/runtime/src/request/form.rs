//! Multipart bodies whose fields the API's description doesn't declare.

use std::fmt;

use serde_json::Value;

use super::super::values::check::{Check, Checker};
use super::multipart::{Multipart, MultipartWriter};
use super::part::Part;

/// A `multipart/form-data` body whose fields the API's description doesn't declare: any fields and
/// files, in the order in which they are added.
///
/// `Debug` shows the names of the parts only.
#[derive(Clone, Default, PartialEq)]
pub struct Form {
    parts: Vec<(String, FormField)>,
}

#[derive(Clone, PartialEq)]
enum FormField {
    Field(Value),
    Part(Part),
}

impl Form {
    /// Creates an empty form.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Returns the same form with another field: a scalar is sent as text, a list as a field for each
    /// of its items, an object as JSON, and null is omitted.
    #[must_use]
    pub fn field(mut self, name: impl Into<String>, value: impl Into<Value>) -> Self {
        self.parts
            .push((name.into(), FormField::Field(value.into())));
        self
    }

    /// Returns the same form with another file.
    #[must_use]
    pub fn file(mut self, name: impl Into<String>, file: Part) -> Self {
        self.parts.push((name.into(), FormField::Part(file)));
        self
    }
}

impl Multipart for Form {
    fn write(&self, body: &mut MultipartWriter<'_>) {
        for (name, part) in &self.parts {
            match part {
                FormField::Field(value) => body.field(name, Some(value)),
                FormField::Part(file) => body.file(name, Some(file)),
            }
        }
    }
}

impl Check for Form {
    fn check(&self, checker: &mut Checker) {
        for (name, part) in &self.parts {
            if let FormField::Part(file) = part {
                checker.required(name, file);
            }
        }
    }
}

impl fmt::Debug for Form {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<_> = self.parts.iter().map(|(name, _)| name).collect();
        f.debug_struct("Form")
            .field("parts", &names)
            .finish_non_exhaustive()
    }
}
