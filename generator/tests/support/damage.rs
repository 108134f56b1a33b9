//! Damage to documents: changes that keep most of a document intact. proptest or the fuzzer chooses them.

use serde_json::Value;

/// One change. Places are counted through the nodes of the document, and from the start again.
#[derive(Clone, Debug)]
pub(crate) enum Damage {
    /// Replaces a node with a value.
    Replace { at: usize, by: Value },
    /// Adds a member to an object.
    Insert {
        at: usize,
        key: String,
        value: Value,
    },
    /// Removes a node.
    Remove { at: usize },
    /// Copies a node to another location.
    Copy { from: usize, to: usize },
}

/// Keys that mean something in most pointers.
pub(crate) const KEYS: &[&str] = &[
    "$ref",
    "type",
    "items",
    "properties",
    "additionalProperties",
    "required",
    "allOf",
    "oneOf",
    "anyOf",
    "enum",
    "const",
    "default",
    "nullable",
    "format",
    "pattern",
    "minimum",
    "maxLength",
    "discriminator",
    "mapping",
    "example",
    "examples",
    "schema",
    "content",
    "application/json",
    "parameters",
    "name",
    "in",
    "style",
    "explode",
    "responses",
    "200",
    "default",
    "operationId",
    "tags",
    "description",
    "x-y",
    "/a/{b}",
];

/// Texts that mean something in most pointers, or are hard to write in Rust.
pub(crate) const WORDS: &[&str] = &[
    "",
    "string",
    "integer",
    "number",
    "array",
    "object",
    "null",
    "date-time",
    "binary",
    "int32",
    "uri",
    "query",
    "path",
    "header",
    "cookie",
    "deepObject",
    "type",
    "Self",
    "self",
    "crate",
    "Option",
    "String",
    "*/ } fn main() {",
    "\"#; \\ \u{202e}\u{0} `]`",
    "```\n#![x]\n",
    "Ünïcödé 漢字",
    "^AC[0-9a-fA-F]{32}$",
    "#/components/schemas/A",
    "#/paths",
    "#/components/schemas/Book",
    "#/components/schemas/Book/properties/id",
    "other.yaml",
    "other.yaml#/paths/~1books",
    "other.yaml#/components/schemas/Book",
    "other.yaml#/components/parameters/Trace",
    "api.yaml#/components/schemas/Author",
];

impl Damage {
    pub(crate) fn apply(&self, document: &mut Value) {
        let mut pointers = vec![String::new()];
        collect_pointers("", document, &mut pointers);
        let location = |index: &usize| pointers[index % pointers.len()].as_str();
        match self {
            Self::Replace { at, by } => put(document, location(at), by.clone()),
            Self::Insert { at, key, value } => {
                if let Some(Value::Object(members)) = document.pointer_mut(location(at)) {
                    members.insert(key.clone(), value.clone());
                }
            }
            Self::Remove { at } => remove(document, location(at)),
            Self::Copy { from, to } => {
                let value = document
                    .pointer(location(from))
                    .cloned()
                    .unwrap_or_default();
                put(document, location(to), value);
            }
        }
    }
}

fn put(document: &mut Value, location: &str, value: Value) {
    if let Some(node) = document.pointer_mut(location) {
        *node = value;
    }
}

fn remove(document: &mut Value, location: &str) {
    let Some((parent, key)) = location.rsplit_once('/') else {
        return;
    };
    let key = key.replace("~1", "/").replace("~0", "~");
    match document.pointer_mut(parent) {
        Some(Value::Object(members)) => drop(members.remove(&key)),
        Some(Value::Array(items)) => {
            let mut index = 0..;
            items.retain(|_| {
                index.next().map(|index: usize| index.to_string()) != Some(key.clone())
            });
        }
        _ => {}
    }
}

/// The pointers of all nodes inside a value.
fn collect_pointers(prefix: &str, value: &Value, pointers: &mut Vec<String>) {
    let mut add = |key: &str, member: &Value| {
        let location = format!("{prefix}/{}", key.replace('~', "~0").replace('/', "~1"));
        pointers.push(location.clone());
        collect_pointers(&location, member, pointers);
    };
    match value {
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                add(&index.to_string(), item);
            }
        }
        Value::Object(members) => members.iter().for_each(|(key, member)| add(key, member)),
        _ => {}
    }
}
