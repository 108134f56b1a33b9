//! The data of server-sent events: strings whose content the document describes.
//!
//! Only its position distinguishes such a string from one that remains unchanged. The positions are therefore
//! collected before the walk through the document begins.

use std::collections::{HashMap, HashSet};

use serde_json::Value;

use crate::diagnostics::{Location, Pointer};
use crate::document::sequence;

/// Schemas and media types with their locations.
type Open<'v> = Vec<(&'v Value, Location)>;

/// Returns the locations of the property `data` in the events of a document whose content is described.
pub(super) fn locations(document: &Value, root: &Location) -> HashSet<Location> {
    let mut media = Vec::new();
    add_media_types(document, root, &mut media);
    let schemas = media.into_iter().flat_map(|(media, location)| {
        let (media, location) = target(document, media, location, root);
        let keywords = ["schema", "itemSchema"].into_iter();
        let found = keywords.filter_map(move |keyword| {
            let schema = media.get(keyword)?;
            Some((schema, location.join(keyword)))
        });
        found.collect::<Vec<_>>()
    });
    let mut open: Open<'_> = schemas.collect();
    let mut seen = HashMap::new();
    while let Some((schema, location)) = open.pop() {
        let (schema, location) = target(document, schema, location, root);
        if seen.contains_key(&location) {
            continue;
        }
        for keyword in ["allOf", "oneOf", "anyOf"] {
            let parts = schema.get(keyword).and_then(Value::as_array);
            let parts = parts.into_iter().flatten().enumerate();
            open.extend(parts.map(|(index, part)| (part, location.join(keyword).join(index))));
        }
        let data = schema.pointer("/properties/data");
        let is_described = data.is_some_and(|data| data.get("contentSchema").is_some());
        seen.insert(location, is_described);
    }
    let described = seen.into_iter().filter(|(_, is_described)| *is_described);
    described
        .map(|(location, _)| location.join("properties").join("data"))
        .collect()
}

/// Adds the media types of server-sent events.
fn add_media_types<'v>(value: &'v Value, location: &Location, found: &mut Open<'v>) {
    match value {
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                add_media_types(item, &location.join(index), found);
            }
        }
        Value::Object(members) => {
            for (key, member) in members {
                let location = location.join(key);
                if sequence::is_event_stream(key) && member.is_object() {
                    found.push((member, location.clone()));
                }
                add_media_types(member, &location, found);
            }
        }
        _ => {}
    }
}

/// Returns what a reference within the document leads to, or the value itself.
fn target<'v>(
    document: &'v Value,
    value: &'v Value,
    location: Location,
    root: &Location,
) -> (&'v Value, Location) {
    let reference = value.get("$ref").and_then(Value::as_str);
    let pointer = reference.and_then(|reference| reference.strip_prefix('#'));
    let target = pointer.and_then(|pointer| Some((document.pointer(pointer)?, pointer)));
    match target {
        Some((target, pointer)) => {
            let location = Location {
                pointer: Pointer::parse(pointer),
                ..root.clone()
            };
            (target, location)
        }
        None => (value, location),
    }
}
