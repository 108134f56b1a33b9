//! Compares the crate of a document with the crate of the same document and one more keyword.

use std::collections::{BTreeMap, HashMap};

use sdksmith::generate_files;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use crate::support;

/// An object of a document: its keywords, and the positions where it occurs.
#[derive(Deserialize)]
pub(crate) struct Object {
    /// Its name, as the list of harmless keywords has it.
    #[serde(rename = "object")]
    pub(crate) name: String,
    /// The name of each position, with a document in which the key `hole` marks the object.
    pub(crate) positions: BTreeMap<String, Value>,
    pub(crate) keywords: Vec<Keyword>,
}

/// A keyword, its value, and the keywords that must stand beside it.
#[derive(Deserialize)]
#[serde(from = "Vec<Value>")]
pub(crate) struct Keyword {
    pub(crate) name: String,
    value: Value,
    beside: Map<String, Value>,
}

impl From<Vec<Value>> for Keyword {
    fn from(row: Vec<Value>) -> Self {
        let [name, value, beside @ ..] = row.as_slice() else {
            panic!("expected a keyword and its value, found {row:?}");
        };
        Self {
            name: name.as_str().unwrap().to_owned(),
            value: value.clone(),
            beside: beside
                .first()
                .map_or_else(Map::new, |beside| beside.as_object().unwrap().clone()),
        }
    }
}

/// The fate of a keyword.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// The crate differs.
    Honoured,
    /// A diagnostic differs.
    Reported,
    /// A diagnostic says that the keyword is unknown.
    Unknown,
    /// The output is the same with and without it.
    Silent,
}

/// A position, and what is generated for it without the keyword.
pub(crate) struct Probe {
    document: Value,
    /// By the text of the keywords beside it.
    without: HashMap<String, Outcome>,
}

impl Probe {
    pub(crate) fn new(position: &Value) -> Self {
        Self {
            document: complete(position),
            without: HashMap::new(),
        }
    }

    pub(crate) fn verdict(&mut self, keyword: &Keyword) -> Verdict {
        let mut members = keyword.beside.clone();
        let document = &self.document;
        let without = self
            .without
            .entry(Value::from(members.clone()).to_string())
            .or_insert_with(|| Outcome::of(document, &members));
        members.insert(keyword.name.clone(), keyword.value.clone());
        let with = Outcome::of(document, &members);
        let unknown = format!("unknown keyword `{}`", keyword.name);
        if with
            .diagnostics
            .iter()
            .any(|found| found.contains(&unknown))
        {
            Verdict::Unknown
        } else if with.diagnostics != without.diagnostics {
            Verdict::Reported
        } else if with.files != without.files {
            Verdict::Honoured
        } else {
            Verdict::Silent
        }
    }
}

/// A document with the parts that a position leaves out. `operation` is its only operation.
fn complete(position: &Value) -> Value {
    let mut document = position.as_object().unwrap().clone();
    if document.contains_key("hole") {
        return document.into();
    }
    let mut operation = json!({
        "operationId": "makeThing",
        "responses": { "204": { "description": "OK" } },
    });
    if let Some(Value::Object(members)) = document.shift_remove("operation") {
        operation.as_object_mut().unwrap().extend(members);
    }
    let object = |property: &str| {
        json!({
            "type": "object",
            "properties": { "kind": { "type": "string" }, property: { "type": "boolean" } },
        })
    };
    let defaults = json!({
        "openapi": "3.2.0",
        "info": { "title": "A", "version": "1" },
        "servers": [{ "url": "https://a.test" }],
        "paths": { "/things/{id}": { "post": operation } },
        "components": { "schemas": {} },
    });
    for (key, value) in defaults.as_object().unwrap() {
        document.entry(key).or_insert_with(|| value.clone());
    }
    if let Some(components) = document["components"].as_object_mut()
        && let Some(schemas) = components
            .entry("schemas")
            .or_insert_with(|| json!({}))
            .as_object_mut()
    {
        schemas.insert("Cat".to_owned(), object("purrs"));
        schemas.insert("Dog".to_owned(), object("barks"));
    }
    document.into()
}

/// The output for a document.
struct Outcome {
    files: BTreeMap<String, String>,
    diagnostics: Vec<String>,
}

impl Outcome {
    fn of(document: &Value, members: &Map<String, Value>) -> Self {
        let mut document = document.clone();
        assert!(
            fill(&mut document, members),
            "the document has no hole: {document}"
        );
        let output = generate_files(&support::input(&document.to_string()));
        let (files, diagnostics) = match output {
            Ok(output) => (output.files, output.diagnostics),
            Err(failure) => (BTreeMap::new(), failure.diagnostics),
        };
        let is_own = |path: &String| !path.starts_with("src/runtime/");
        Self {
            files: files
                .into_iter()
                .filter(|(path, _)| is_own(path))
                .map(|(path, content)| (path, without_checksum(&content)))
                .collect(),
            diagnostics: diagnostics
                .iter()
                // Lines and columns change with every keyword.
                .map(|found| {
                    format!(
                        "{} {} {}",
                        found.code, found.location.pointer, found.message
                    )
                })
                .collect(),
        }
    }
}

/// The text of a file without the checksum of the document, which every change changes.
fn without_checksum(content: &[u8]) -> String {
    let text = String::from_utf8_lossy(content);
    let lines = text
        .lines()
        .filter(|line| !line.contains("SHA-256 of the source"));
    lines.collect::<Vec<_>>().join("\n")
}

/// Puts the members into the object with the key `hole`. Returns whether there is one.
fn fill(value: &mut Value, members: &Map<String, Value>) -> bool {
    match value {
        Value::Object(object) => {
            if object.shift_remove("hole").is_some() {
                object.extend(members.clone());
                return true;
            }
            object.values_mut().any(|value| fill(value, members))
        }
        Value::Array(items) => items.iter_mut().any(|value| fill(value, members)),
        _ => false,
    }
}
