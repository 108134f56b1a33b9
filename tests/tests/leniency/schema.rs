//! The schema of a value, and its consequences for reading responses.
//!
//! Reading a response never fails on what a server may reasonably send: null or absence for any field that
//! isn't required, an unknown value of an enum, an unknown field, a malformed or empty identifier, a
//! relative or empty URI, a number as a string, an integer of any length. Documents are right, on
//! the other hand, about which values are dates, integers and booleans.

use serde_json::Value;

use crate::changes::Kind;

/// A schema and the document that it refers to.
#[derive(Clone, Copy)]
pub(crate) struct Schema<'a> {
    document: &'a Value,
    schema: &'a Value,
}

/// The role of a value in the value around it.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Standing {
    Required,
    Optional,
    Item,
}

impl<'a> Schema<'a> {
    pub(crate) fn new(document: &'a Value, schema: &'a Value) -> Self {
        let reference = schema["$ref"]
            .as_str()
            .and_then(|text| text.strip_prefix('#'));
        match reference.and_then(|pointer| document.pointer(pointer)) {
            Some(target) => Self::new(document, target),
            None => Self { document, schema },
        }
    }

    /// The schema of a property, and whether it must be there. What isn't declared may be anything.
    pub(crate) fn property(self, name: &str) -> (Self, Standing) {
        let required = self.schema["required"].as_array();
        let standing = if required.is_some_and(|names| names.iter().any(|found| found == name)) {
            Standing::Required
        } else {
            Standing::Optional
        };
        (self.part(&self.schema["properties"][name]), standing)
    }

    /// The schema of the items of a list.
    pub(crate) fn items(self) -> Self {
        self.part(&self.schema["items"])
    }

    /// Whether a value with this schema must be accepted after a change of this kind.
    pub(crate) fn admits(self, kind: Kind, standing: Standing) -> bool {
        match kind {
            Kind::UnknownKey => true,
            Kind::Removed => standing != Standing::Required,
            Kind::Null => standing == Standing::Optional || self.is_nullable(),
            Kind::Text | Kind::EmptyText => self.is_text(),
            Kind::LongerInteger => self.schema["format"] != "int32",
            Kind::NumberAsText => true,
        }
    }

    fn is_nullable(self) -> bool {
        self.schema["nullable"] == true || self.schema["type"].is_null()
    }

    /// Whether any text will do. A value without a type may be anything.
    fn is_text(self) -> bool {
        match self.schema["type"].as_str() {
            Some("string") => !matches!(self.schema["format"].as_str(), Some("date-time" | "date")),
            Some(_) => false,
            None => true,
        }
    }

    fn part(self, schema: &'a Value) -> Self {
        Self::new(self.document, schema)
    }
}
