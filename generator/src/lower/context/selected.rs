//! The properties that discriminators select by, and the schemas that they select.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::diagnostics::Pointer;

/// The schemas among which a discriminator selects, each with the discriminator's property. The union writes that
/// property, so they may leave it out.
#[derive(Default)]
pub(in crate::lower) struct Selected(BTreeSet<(Pointer, String)>);

impl Selected {
    /// Whether a discriminator selects the schema at a location by a property of this name.
    pub(in crate::lower) fn contains(&self, pointer: &Pointer, property: &str) -> bool {
        self.0.contains(&(pointer.clone(), property.to_owned()))
    }

    /// Finds the selected schemas of a normalised document.
    pub(super) fn of(document: &Value) -> Self {
        let mut found = Self::default();
        let mut open = vec![(document, Pointer::root())];
        while let Some((value, pointer)) = open.pop() {
            if let Some(property) = property_of(value) {
                found.add(document, value, &pointer, property);
            }
            match value {
                Value::Object(members) => {
                    open.extend(
                        members
                            .iter()
                            .map(|(key, value)| (value, pointer.join(key))),
                    );
                }
                Value::Array(items) => {
                    let items = items.iter().enumerate();
                    open.extend(items.map(|(index, value)| (value, pointer.join(index))));
                }
                _ => {}
            }
        }
        found.add_derived(document);
        found
    }

    /// Adds a schema, the alternatives and parts of it, and what they refer to.
    fn add(&mut self, document: &Value, schema: &Value, pointer: &Pointer, property: &str) {
        let mut open = vec![(schema, pointer.clone())];
        while let Some((schema, pointer)) = open.pop() {
            if !self.0.insert((pointer.clone(), property.to_owned())) {
                continue;
            }
            open.extend(parts(
                document,
                schema,
                &pointer,
                &["oneOf", "anyOf", "allOf"],
            ));
        }
    }

    /// Adds the components that are derived from one with a discriminator.
    fn add_derived(&mut self, document: &Value) {
        let components = document.pointer(COMPONENTS).and_then(Value::as_object);
        let root = Pointer::parse(COMPONENTS);
        for (name, component) in components.into_iter().flatten() {
            let pointer = root.join(name);
            let mut seen = BTreeSet::new();
            let mut open = vec![(component, pointer.clone())];
            while let Some((schema, at)) = open.pop() {
                if !seen.insert(at.clone()) {
                    continue;
                }
                if let Some(property) = property_of(schema) {
                    self.0.insert((pointer.clone(), property.to_owned()));
                }
                open.extend(parts(document, schema, &at, &["allOf"]));
            }
        }
    }
}

const COMPONENTS: &str = "/components/schemas";

/// Returns the property by which a schema's discriminator selects.
fn property_of(schema: &Value) -> Option<&str> {
    schema.get("discriminator")?.get("propertyName")?.as_str()
}

/// Returns the target of a schema's reference, or the schemas in its lists under `keywords`.
fn parts<'v>(
    document: &'v Value,
    schema: &'v Value,
    pointer: &Pointer,
    keywords: &[&str],
) -> Vec<(&'v Value, Pointer)> {
    if let Some(reference) = schema.get("$ref").and_then(Value::as_str) {
        // A normalised document has the name of the component verbatim.
        let name = reference.strip_prefix("#/components/schemas/");
        let target = name.map(|name| Pointer::parse(COMPONENTS).join(name));
        let found = target.and_then(|at| Some((document.pointer(at.as_str())?, at)));
        return found.into_iter().collect();
    }
    let lists = keywords.iter().filter_map(|keyword| {
        let list = schema.get(*keyword)?.as_array()?;
        Some((pointer.join(keyword), list))
    });
    lists
        .flat_map(|(at, list)| {
            let parts = list.iter().enumerate();
            parts.map(move |(index, part)| (part, at.join(index)))
        })
        .collect()
}
