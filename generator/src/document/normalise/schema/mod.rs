//! Schemas: the siblings of `$ref`, and the two passes over the keywords of a schema.
//!
//! [`modernise()`] runs first, on the original schema, and turns the forms of OpenAPI 3.1, JSON
//! Schema and older drafts into those of OpenAPI 3.0. [`settle()`] runs last, when every keyword has
//! a value of its type, and makes the keywords consistent.

mod discriminator;
mod keywords;
mod modernise;
mod settle;
mod table;
mod unions;

use serde_json::{Map, Value, json};

pub(super) use self::discriminator::settle_discriminator;
use self::keywords::prepend_part;
pub(super) use self::modernise::modernise;
pub(in crate::document) use self::modernise::{CONSTANT, DEPENDENT_REQUIRED};
pub(super) use self::settle::settle;
pub(super) use self::table::SCHEMA;
use super::grammar::Grammar;
use super::section::Section;
use super::walk::Walk;
use crate::diagnostics::Location;

impl Walk<'_> {
    /// Fits a schema, a reference to one, or a boolean schema.
    pub(super) fn schema(&mut self, raw: Value, location: &Location) -> Option<Value> {
        match raw {
            Value::Bool(true) => Some(json!({})),
            Value::Bool(false) => Some(json!({ "not": {} })),
            Value::Object(members) => match members.get("$ref") {
                Some(Value::String(target)) => {
                    let target = target.clone();
                    self.schema_reference(&target, members, location)
                }
                Some(other) => {
                    self.report_kind(&location.join("$ref"), other, "a string");
                    self.object(members.into(), &SCHEMA, location)
                }
                None => self.object(members.into(), &SCHEMA, location),
            },
            other => {
                self.report_kind(location, &other, "a schema");
                None
            }
        }
    }

    /// Turns a reference with siblings into an `allOf` of both, because `openapiv3` drops the
    /// siblings. Extensions among them count as well: they mark personal data, for instance.
    fn schema_reference(
        &mut self,
        target: &str,
        mut beside: Map<String, Value>,
        location: &Location,
    ) -> Option<Value> {
        let schemas = Some(Section::Schemas);
        let referenced = self.reference(target, schemas, &Grammar::Schema, location)?;
        // A reference may have a summary, a schema has none.
        beside.retain(|keyword, _| !["$ref", "summary"].contains(&keyword.as_str()));
        let mut schema = self.object(beside.into(), &SCHEMA, location)?;
        let keywords = schema.as_object_mut()?;
        modernise::drop_negation(self, keywords, location);
        let counts = |key: &String| SCHEMA.field(key).is_some() || key.starts_with("x-");
        if !keywords.keys().any(counts) {
            return Some(referenced);
        }
        prepend_part(keywords, referenced);
        let part = location.join("allOf").join(0);
        self.targets.origins.moved(location, part);
        Some(schema)
    }

    pub(super) fn schema_or_flag(&mut self, raw: Value, location: &Location) -> Option<Value> {
        match raw {
            Value::Bool(_) => Some(raw),
            Value::Object(_) => self.schema(raw, location),
            _ => self.fit(raw, &Grammar::Flag, location),
        }
    }
}
