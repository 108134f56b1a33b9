//! Edits of documents that vendors make: reordering and additions. proptest chooses them.

use serde_json::{Map, Value, json};

/// One edit. Places are counted through those of a kind, and from the start again.
#[derive(Clone, Debug)]
pub(crate) enum Edit {
    /// Rotates and reverses the members of an object or the elements of a list.
    Reorder { at: usize, by: usize },
    /// Adds an optional property, spelled almost like another.
    AddProperty { at: usize, twin: usize },
    /// Adds a value to an enum, spelled almost like another.
    AddValue { at: usize, twin: usize },
    /// Adds a component schema, called almost like another.
    AddSchema { twin: usize },
    /// Adds an operation, called almost like another.
    AddOperation { twin: usize },
}

/// The keys of objects and lists whose order means nothing to callers.
const ORDERS: &[&str] = &[
    "properties",
    "paths",
    "schemas",
    "enum",
    "required",
    "parameters",
    "oneOf",
    "anyOf",
];

/// Applies an edit. Returns the pointer of what it touched, or nothing if the document has no place for it.
pub(crate) fn apply(document: &mut Value, edit: &Edit) -> Option<String> {
    match edit {
        Edit::Reorder { at, by } => {
            let target = pick(&places(document, &|key, _| ORDERS.contains(&key)), *at)?;
            reorder(document.pointer_mut(&target)?, *by);
            Some(String::new())
        }
        Edit::AddProperty { at, twin } => {
            let is_object = |key: &str, value: &Value| key == "properties" && value.is_object();
            let target = pick(&places(document, &is_object), *at)?;
            let properties = document.pointer_mut(&target)?.as_object_mut()?;
            let name = free_twin(properties, *twin)?;
            properties.insert(name, json!({ "type": "string" }));
            Some(target)
        }
        Edit::AddValue { at, twin } => {
            let is_texts = |key: &str, value: &Value| {
                key == "enum"
                    && value
                        .as_array()
                        .is_some_and(|list| list.iter().all(Value::is_string))
            };
            let target = pick(&places(document, &is_texts), *at)?;
            let values = document.pointer_mut(&target)?.as_array_mut()?;
            let known = values.get(twin % values.len().max(1))?.as_str()?.to_owned();
            let value = twins(&known)
                .into_iter()
                .find(|twin| !values.contains(&json!(twin)))?;
            values.insert(0, json!(value));
            Some(target)
        }
        Edit::AddSchema { twin } => {
            let schemas = document
                .pointer_mut("/components/schemas")?
                .as_object_mut()?;
            let name = free_twin(schemas, *twin)?;
            let schema =
                json!({ "type": "object", "properties": { "added": { "type": "string" } } });
            insert_first(schemas, name, schema);
            Some("/components/schemas".to_owned())
        }
        Edit::AddOperation { twin } => add_operation(document, *twin),
    }
}

fn add_operation(document: &mut Value, twin: usize) -> Option<String> {
    let paths = document.get("paths")?.as_object()?;
    let operations = paths
        .values()
        .flat_map(|item| item.as_object().into_iter().flatten());
    let operations: Vec<&Value> = operations
        .map(|(_, operation)| operation)
        .filter(|operation| operation.get("operationId").is_some())
        .collect();
    let known = operations.get(twin % operations.len().max(1))?;
    let id = known.get("operationId")?.as_str()?.to_owned();
    let mut added = json!({ "responses": { "204": { "description": "Done." } } });
    added["tags"] = known.get("tags").cloned().unwrap_or(json!(["added"]));
    let used: Vec<&str> = operations
        .iter()
        .filter_map(|found| found.get("operationId")?.as_str())
        .collect();
    added["operationId"] = json!(
        twins(&id)
            .into_iter()
            .find(|id| !used.contains(&id.as_str()))?
    );
    let paths = document.get_mut("paths")?.as_object_mut()?;
    insert_first(paths, "/added-by-test".to_owned(), json!({ "post": added }));
    Some("/paths".to_owned())
}

fn pick(places: &[String], at: usize) -> Option<String> {
    places.get(at % places.len().max(1)).cloned()
}

/// The pointers of the values, outside examples, that a rule accepts by their key.
fn places(document: &Value, accept: &dyn Fn(&str, &Value) -> bool) -> Vec<String> {
    let mut found = Vec::new();
    visit(document, "", "", accept, &mut found);
    found
}

fn visit(
    value: &Value,
    key: &str,
    pointer: &str,
    accept: &dyn Fn(&str, &Value) -> bool,
    found: &mut Vec<String>,
) {
    if ["example", "examples", "default"].contains(&key) || key.starts_with("x-") {
        return;
    }
    if accept(key, value) {
        found.push(pointer.to_owned());
    }
    let mut go = |token: &str, value: &Value| {
        let token = token.replace('~', "~0").replace('/', "~1");
        // The names of properties and schemas are no keywords.
        let is_name = ["properties", "schemas", "paths"].contains(&key);
        let inner = if is_name { "" } else { token.as_str() };
        visit(value, inner, &format!("{pointer}/{token}"), accept, found);
    };
    match value {
        Value::Object(map) => map.iter().for_each(|(key, value)| go(key, value)),
        Value::Array(list) => {
            for (index, value) in list.iter().enumerate() {
                go(&index.to_string(), value);
            }
        }
        _ => {}
    }
}

fn reorder(value: &mut Value, by: usize) {
    match value {
        Value::Array(list) if !list.is_empty() => {
            let by = by % list.len();
            list.rotate_left(by);
            list.reverse();
        }
        Value::Object(map) if !map.is_empty() => {
            let mut members: Vec<_> = std::mem::take(map).into_iter().collect();
            let by = by % members.len();
            members.rotate_left(by);
            members.reverse();
            *map = members.into_iter().collect();
        }
        _ => {}
    }
}

fn insert_first(map: &mut Map<String, Value>, key: String, value: Value) {
    let rest = std::mem::take(map);
    map.insert(key, value);
    map.extend(rest);
}

fn free_twin(map: &Map<String, Value>, at: usize) -> Option<String> {
    let key = map.keys().nth(at % map.len().max(1))?;
    twins(key).into_iter().find(|twin| !map.contains_key(twin))
}

/// Other spellings that Rust would write the same, or that a shorter name is made of.
fn twins(name: &str) -> Vec<String> {
    let last = name.rsplit('.').next().unwrap_or(name);
    vec![
        name.replace(['-', '.'], "_"),
        name.to_uppercase(),
        name.to_lowercase(),
        format!("other.v9.{last}"),
        format!("{name}_2"),
    ]
}
