//! Schemas: what a `$ref` carries beside it, and the two passes over a schema's keywords.
//!
//! [`modernise`] runs first, on the schema as it came, and puts the forms of OpenAPI 3.1, JSON Schema
//! and older drafts into those of OpenAPI 3.0. [`settle`] runs last, when every keyword has the kind
//! of value it should have, and makes them agree with each other.

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
pub(super) use self::settle::settle;
pub(super) use self::table::SCHEMA;
use super::grammar::Grammar;
use super::section::Section;
use super::walk::Walk;
use crate::diagnostics::Location;

impl Walk<'_> {
    /// A schema, a reference to one, or one of the two boolean schemas.
    pub(super) fn schema(&mut self, raw: &Value, location: &Location) -> Option<Value> {
        match raw {
            Value::Bool(true) => Some(json!({})),
            Value::Bool(false) => Some(json!({ "not": {} })),
            Value::Object(members) => match members.get("$ref") {
                Some(Value::String(target)) => self.schema_reference(target, members, location),
                Some(other) => {
                    self.report_kind(&location.join("$ref"), other, "text");
                    self.object(raw, &SCHEMA, location)
                }
                None => self.object(raw, &SCHEMA, location),
            },
            _ => {
                self.report_kind(location, raw, "a schema");
                None
            }
        }
    }

    /// `openapiv3` drops what stands beside a reference, so the two become parts of one schema.
    fn schema_reference(
        &mut self,
        target: &str,
        members: &Map<String, Value>,
        location: &Location,
    ) -> Option<Value> {
        let schemas = Some(Section::Schemas);
        let referenced = self.reference(target, schemas, &Grammar::Schema, location)?;
        let mut beside = members.clone();
        beside.shift_remove("$ref");
        if !beside
            .keys()
            .any(|keyword| SCHEMA.field(keyword).is_some() || keyword == "const")
        {
            return Some(referenced);
        }
        let mut schema = self.object(&beside.into(), &SCHEMA, location)?;
        prepend_part(schema.as_object_mut()?, referenced);
        let part = location.join("allOf").join(0);
        self.targets.origins.moved(location, part);
        Some(schema)
    }

    pub(super) fn schema_or_flag(&mut self, raw: &Value, location: &Location) -> Option<Value> {
        match raw {
            Value::Bool(_) => Some(raw.clone()),
            Value::Object(_) => self.schema(raw, location),
            _ => self.fit(raw, &Grammar::Flag, location),
        }
    }
}
