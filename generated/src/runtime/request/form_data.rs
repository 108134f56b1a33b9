// @generated: a copy of `generator/runtime/src/request/form_data.rs`; edit that file instead.

//! Bodies of several parts of which the API's description doesn't say which there are.

use std::fmt;

use serde_json::Value;

use super::super::check::{Check, Checker};
use super::file::File;
use super::multipart::{Multipart, MultipartWriter};

/// A body of several parts (`multipart/form-data`) that the API's description doesn't name: any fields and
/// files, in the order in which they are added.
///
/// `Debug` shows the parts' names alone.
#[derive(Clone, Default, PartialEq)]
pub struct FormData {
    parts: Vec<(String, Part)>,
}

#[derive(Clone, PartialEq)]
enum Part {
    Field(Value),
    File(File),
}

impl FormData {
    /// A body without parts.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The same body with another field: a scalar is sent as text, a list as a field for each of its
    /// items, an object as JSON, and null not at all.
    #[must_use]
    pub fn field(mut self, name: impl Into<String>, value: impl Into<Value>) -> Self {
        self.parts.push((name.into(), Part::Field(value.into())));
        self
    }

    /// The same body with another file.
    #[must_use]
    pub fn file(mut self, name: impl Into<String>, file: File) -> Self {
        self.parts.push((name.into(), Part::File(file)));
        self
    }
}

impl Multipart for FormData {
    fn write(&self, body: &mut MultipartWriter<'_>) {
        for (name, part) in &self.parts {
            match part {
                Part::Field(value) => body.field(name, Some(value)),
                Part::File(file) => body.file(name, Some(file)),
            }
        }
    }
}

impl Check for FormData {
    fn check(&self, checker: &mut Checker) {
        for (name, part) in &self.parts {
            if let Part::File(file) = part {
                checker.required(name, file);
            }
        }
    }
}

impl fmt::Debug for FormData {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<_> = self.parts.iter().map(|(name, _)| name).collect();
        f.debug_struct("FormData")
            .field("parts", &names)
            .finish_non_exhaustive()
    }
}
