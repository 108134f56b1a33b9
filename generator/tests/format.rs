//! Generated code is formatted as rustfmt formats it: rustfmt runs on the output of all documents, and of
//! variants of them with names of other lengths, and finds nothing to change.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that can't read its documents or run rustfmt must fail"
)]

mod support;

use std::fs;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::path::{Path, PathBuf};
use std::process::Command;

use sdksmith::document::{SourceText, parse};
use sdksmith::{Diagnostics, Output, generate_files};
use serde_json::{Map, Value};

/// The folders of documents, from that of this crate. The last one exists only where it was fetched.
const FOLDERS: &[&str] = &[
    "../spec",
    "../tests/constructs/documents",
    "../../shared/corpus",
];

#[test]
fn rustfmt_changes_no_document() {
    for (path, value) in documents() {
        let output = generate_files(&support::input(&value.to_string()));
        let output = output.unwrap_or_else(|failure| panic!("{}: {failure}", path.display()));
        assert_formatted(&path, &output);
    }
}

#[test]
fn rustfmt_changes_no_document_with_names_of_other_lengths() {
    let mut count = 0;
    for (seed, (path, value)) in (0..).zip(documents()) {
        let variant = renamed(&value, "", seed);
        // Some new names contradict what refers to the old ones.
        if let Ok(output) = generate_files(&support::input(&variant.to_string())) {
            assert_formatted(&path, &output);
            count += 1;
        }
    }
    assert!(count > 5, "only {count} variants are valid documents");
}

/// Returns the value of every OpenAPI document in the folders.
fn documents() -> Vec<(PathBuf, Value)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folders = FOLDERS.iter().map(|folder| root.join(folder));
    let entries = folders.flat_map(|folder| fs::read_dir(folder).into_iter().flatten());
    let paths = entries.map(|entry| entry.unwrap().path());
    let read = |path: PathBuf| {
        let extension = path.extension()?.to_str()?;
        if !["json", "yaml"].contains(&extension) {
            return None;
        }
        let text = SourceText {
            name: "api.yaml".into(),
            text: fs::read_to_string(&path).unwrap(),
        };
        let value = parse(&text, &mut Diagnostics::default())?;
        value.get("openapi").is_some().then_some((path, value))
    };
    paths.filter_map(read).collect()
}

/// Asserts that rustfmt would not change the files.
fn assert_formatted(document: &Path, output: &Output) {
    assert!(
        output.unformatted.is_empty(),
        "{}: the layout of {:?} is unknown",
        document.display(),
        output.unformatted
    );
    let thread = std::thread::current();
    let name = thread.name().unwrap_or_default();
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&folder);
    let mut roots = Vec::new();
    for (path, content) in output
        .files
        .iter()
        .filter(|(path, _)| path.ends_with(".rs"))
    {
        let target = folder.join(path);
        fs::create_dir_all(target.parent().unwrap()).unwrap();
        // The runtime is formatted where it is written.
        let is_runtime = path.starts_with("src/runtime/");
        let stub = b"// Not part of this test.\n".as_slice();
        fs::write(&target, if is_runtime { stub } else { content }).unwrap();
        let is_test = path.starts_with("tests/") && path.matches('/').count() == 1;
        if path == "src/lib.rs" || is_test {
            roots.push(target);
        }
    }
    fs::write(folder.join("rustfmt.toml"), "").unwrap();
    let mut rustfmt = Command::new("rustfmt");
    rustfmt.args(["--edition", "2024", "--check"]).args(roots);
    let found = rustfmt.output().unwrap();
    let differences = String::from_utf8_lossy(&found.stdout);
    assert!(
        differences.trim().is_empty(),
        "{}:\n{differences}",
        document.display()
    );
}

/// Returns the value with longer names of schemas, properties, operations, tags and values of enums.
/// `key` is that of the value.
fn renamed(value: &Value, key: &str, seed: u64) -> Value {
    match value {
        Value::Object(members) if ["properties", "schemas"].contains(&key) => {
            let members = members
                .iter()
                .map(|(name, inner)| (longer(name, seed), renamed(inner, "", seed)));
            Value::Object(members.collect::<Map<_, _>>())
        }
        Value::Object(members) => {
            let members = members
                .iter()
                .map(|(name, inner)| (name.clone(), renamed(inner, name, seed)));
            Value::Object(members.collect::<Map<_, _>>())
        }
        Value::Array(items) => items.iter().map(|item| renamed(item, key, seed)).collect(),
        Value::String(text) => match key {
            "$ref" => match text.strip_prefix("#/components/schemas/") {
                Some(name) if !name.contains('/') => {
                    format!("#/components/schemas/{}", longer(name, seed)).into()
                }
                _ => value.clone(),
            },
            "required" | "propertyName" | "operationId" | "tags" | "enum" => {
                longer(text, seed).into()
            }
            _ => value.clone(),
        },
        _ => value.clone(),
    }
}

/// Returns a name with a number of letters after it that depends on the name.
fn longer(name: &str, seed: u64) -> String {
    let mut hasher = DefaultHasher::new();
    (name, seed).hash(&mut hasher);
    let length = match hasher.finish() % 4 {
        0 => 0,
        1 => hasher.finish() % 8,
        _ => hasher.finish() % 36,
    };
    let letters = "abcdefghijklmnopqrstuvwxyzabcdefghij".chars();
    let letters = letters.take(usize::try_from(length).unwrap());
    name.chars().chain(letters).collect()
}
