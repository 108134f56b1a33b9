//! The shape of a stream's events, as their schema shows it.
//!
//! A schema describes either the data of a server-sent event or an object of its fields. It describes the
//! fields if it has a property `data` and no properties but the fields of such events.

use std::collections::BTreeSet;

use indexmap::IndexMap;
use openapiv3::{ReferenceOr, Schema, SchemaKind, Type as SchemaType};

use crate::ir::DataForm;
use crate::lower::context::{Lowering, SchemaRef, branches, layers};

/// The fields of a server-sent event.
const FIELDS: [&str; 4] = ["event", "data", "id", "retry"];

/// Alternatives inside alternatives are followed so far.
const MAX_DEPTH: usize = 8;

/// The form of the data of a stream's events.
pub(super) struct EventShape {
    pub(super) data: DataForm,
    /// The names of the events whose data has the other form.
    pub(super) exceptions: Vec<String>,
}

impl EventShape {
    /// Creates the shape of events whose data has one form.
    pub(super) const fn of(data: DataForm) -> Self {
        Self {
            data,
            exceptions: Vec::new(),
        }
    }
}

/// One of the alternatives of an event.
#[derive(Clone, Debug, Default)]
struct Variant {
    /// The values that the property `event` may have; none if any.
    names: Vec<String>,
    /// The form of the property `data`, if it is declared.
    data: Option<DataForm>,
}

/// Whether a schema describes the fields of a server-sent event.
pub(super) fn describes_fields(lowering: &Lowering<'_>, schema: SchemaRef<'_>) -> bool {
    let mut names = BTreeSet::new();
    add_property_names(lowering, schema, MAX_DEPTH, &mut names);
    names.contains("data") && names.iter().all(|name| FIELDS.contains(name))
}

fn add_property_names<'s, 'a: 's>(
    lowering: &Lowering<'a>,
    schema: SchemaRef<'s>,
    depth: usize,
    names: &mut BTreeSet<&'s str>,
) {
    for layer in layers(lowering, schema) {
        let own = properties(layer).into_iter().flatten();
        names.extend(own.map(|(name, _)| name.as_str()));
        if depth > 0 {
            for branch in branches(layer) {
                add_property_names(lowering, branch.into(), depth - 1, names);
            }
        }
    }
}

/// Returns the forms of the data of events whose fields a schema describes.
pub(super) fn of_fields(lowering: &Lowering<'_>, schema: SchemaRef<'_>) -> EventShape {
    let mut found = Vec::new();
    add_variants(lowering, schema, Variant::default(), MAX_DEPTH, &mut found);
    let is_text = |variant: &&Variant| variant.data == Some(DataForm::Text);
    if found.iter().all(|variant| is_text(&variant)) {
        return EventShape::of(DataForm::Text);
    }
    let texts = found.iter().filter(is_text);
    let names: BTreeSet<_> = texts.flat_map(|variant| variant.names.clone()).collect();
    EventShape {
        data: DataForm::Json,
        exceptions: names.into_iter().collect(),
    }
}

fn add_variants(
    lowering: &Lowering<'_>,
    schema: SchemaRef<'_>,
    around: Variant,
    depth: usize,
    found: &mut Vec<Variant>,
) {
    let layers = layers(lowering, schema);
    let mut own = around;
    for properties in layers.iter().filter_map(|layer| properties(layer)) {
        if let Some(event) = properties.get("event") {
            own.names = values(lowering, event.into());
        }
        if let Some(data) = properties.get("data") {
            own.data = Some(form(lowering, data.into()));
        }
    }
    let branches: Vec<_> = layers.iter().flat_map(|layer| branches(layer)).collect();
    if branches.is_empty() || depth == 0 {
        found.push(own);
        return;
    }
    for branch in branches {
        add_variants(lowering, branch.into(), own.clone(), depth - 1, found);
    }
}

/// Returns the form of values that a schema describes: a string is a text, anything else is JSON.
pub(super) fn form(lowering: &Lowering<'_>, schema: SchemaRef<'_>) -> DataForm {
    let is_string =
        |schema: &Schema| matches!(&schema.schema_kind, SchemaKind::Type(SchemaType::String(_)));
    match layers(lowering, schema).into_iter().any(is_string) {
        true => DataForm::Text,
        false => DataForm::Json,
    }
}

/// Returns the values of an enum of strings.
fn values(lowering: &Lowering<'_>, schema: SchemaRef<'_>) -> Vec<String> {
    let values = |schema: &Schema| match &schema.schema_kind {
        SchemaKind::Type(SchemaType::String(string)) => string.enumeration.clone(),
        _ => Vec::new(),
    };
    let layers = layers(lowering, schema).into_iter();
    layers.flat_map(values).flatten().collect()
}

fn properties(schema: &Schema) -> Option<&IndexMap<String, ReferenceOr<Box<Schema>>>> {
    match &schema.schema_kind {
        SchemaKind::Type(SchemaType::Object(object)) => Some(&object.properties),
        SchemaKind::Any(any) => Some(&any.properties),
        _ => None,
    }
}

/// Whether a schema describes a boolean.
pub(super) fn is_boolean(lowering: &Lowering<'_>, schema: SchemaRef<'_>) -> bool {
    let is_boolean = |schema: &Schema| {
        matches!(
            &schema.schema_kind,
            SchemaKind::Type(SchemaType::Boolean(_))
        )
    };
    layers(lowering, schema).into_iter().any(is_boolean)
}
