//! Every key of the manifest and of the dialects: a key that changes what the crate offers or does is
//! compared, and any other one has a reason. A new key without a verdict fails.

mod tables;

use std::collections::BTreeSet;
use std::sync::Arc;

use sdksmith::change::compare;
use sdksmith::document::SourceText;
use sdksmith::manifest::Manifest;
use sdksmith::surface::Surface;
use sdksmith::{Diagnostics, Dialect, Input};
use serde_json::Value;

use self::tables::Verdict::{self, Apart, Compared, Locked};
use self::tables::{
    CREDENTIALS, DIALECT, DIALECT_KEYS, DOCUMENT, MANIFEST, MANIFEST_KEYS, OVERLAY,
};
use crate::support::output;

fn source(name: &str, text: &str) -> SourceText {
    SourceText {
        name: Arc::from(name),
        text: text.to_owned(),
    }
}

/// The input of a manifest, whose document has the rules of a dialect unless the manifest names one.
fn input(manifest: &str, dialect: &str) -> Input {
    let mut diagnostics = Diagnostics::default();
    let read = Manifest::parse(&source("codegen.toml", manifest), &mut diagnostics);
    assert!(
        read.is_some(),
        "{manifest}\n{:?}",
        diagnostics.into_sorted()
    );
    let input = read.unwrap().into_input(
        "the tests".to_owned(),
        Default::default(),
        Default::default(),
        |file| match file.name() {
            "pets.yaml" => Some(source("pets.yaml", DOCUMENT)),
            "gaps.yaml" => Some(source("gaps.yaml", OVERLAY)),
            "others.yaml" => Some(source("others.yaml", &OVERLAY.replace("note", "remark"))),
            _ => None,
        },
    );
    let mut input = input.unwrap();
    for document in &mut input.documents {
        let rules = || toml::from_str::<Dialect>(dialect).unwrap();
        document.dialect.get_or_insert_with(rules);
    }
    input
}

fn edited(text: &str, from: &str, to: &str) -> String {
    assert_eq!(text.matches(from).count(), 1, "{from}");
    text.replace(from, to)
}

/// The summaries of the changes that an edit of a key makes.
fn changes(old: &Surface, is_locked: bool, manifest: &str, dialect: &str) -> Vec<String> {
    let mut input = input(manifest, dialect);
    input.lock = is_locked.then(|| old.clone());
    let changes = compare(old, &output(&input).surface);
    changes.into_iter().map(|change| change.summary).collect()
}

/// The summaries of what an edit of one key changes.
fn edit_of_key(
    key: &str,
    is_manifest: bool,
    is_of_lock: bool,
    (from, to): (&str, &str),
) -> Vec<String> {
    let dialect = match key.starts_with("credentials.") {
        true => format!("{DIALECT}{CREDENTIALS}"),
        false => DIALECT.to_owned(),
    };
    let old = output(&input(MANIFEST, &dialect)).surface;
    assert_eq!(changes(&old, true, MANIFEST, &dialect), [""; 0]);
    let edit = |is_locked: bool| match is_manifest {
        true => changes(&old, is_locked, &edited(MANIFEST, from, to), &dialect),
        false => changes(&old, is_locked, MANIFEST, &edited(&dialect, from, to)),
    };
    let found = edit(!is_of_lock);
    assert!(!is_of_lock || edit(true).is_empty(), "{key}");
    found
}

#[test]
fn every_key_that_changes_a_crate_is_compared() {
    let mut page = String::new();
    for (is_manifest, keys) in [(true, MANIFEST_KEYS), (false, DIALECT_KEYS)] {
        for (key, verdict) in keys {
            let found = match verdict {
                Compared(from, to) => edit_of_key(key, is_manifest, false, (from, to)),
                Locked(from, to) => edit_of_key(key, is_manifest, true, (from, to)),
                Apart(reason) => vec![format!("apart: {reason}")],
            };
            assert!(!found.is_empty(), "{key} is not compared");
            page.push_str(&format!("{key}\n    {}\n", found.join("\n    ")));
        }
    }
    insta::assert_snapshot!(page);
}

/// The paths of all keys below a part of the schema of the manifest.
fn keys(schema: &Value, root: &Value, path: &str) -> BTreeSet<String> {
    if let Some(reference) = schema["$ref"].as_str() {
        return keys(root.pointer(&reference[1..]).unwrap(), root, path);
    }
    let alternatives = schema["anyOf"].as_array().into_iter().flatten();
    let items = schema.get("items").into_iter();
    let mut found: BTreeSet<_> = alternatives
        .chain(items)
        .flat_map(|part| keys(part, root, path))
        .collect();
    for (key, part) in schema["properties"].as_object().into_iter().flatten() {
        let path = match path {
            "" => key.clone(),
            path => format!("{path}.{key}"),
        };
        let inner = keys(part, root, &path);
        match inner.is_empty() {
            true => found.extend([path]),
            false => found.extend(inner),
        }
    }
    found
}

/// Asserts that a table has a row for each key and no other row.
#[track_caller]
fn assert_rows(name: &str, rows: &[(&str, Verdict)], keys: &BTreeSet<String>) {
    let listed: BTreeSet<_> = rows.iter().map(|(key, _)| (*key).to_owned()).collect();
    let missing: Vec<_> = keys.difference(&listed).collect();
    let unknown: Vec<_> = listed.difference(keys).collect();
    assert!(
        missing.is_empty() && unknown.is_empty(),
        "add a row with a verdict to `{name}` in tests/changes/choices/tables.rs for each of {missing:?}, and \
         remove those of {unknown:?}"
    );
}

#[test]
fn every_key_of_the_manifest_has_a_verdict() {
    let schema: Value =
        serde_json::from_str(include_str!("../../../schemas/manifest.schema.json")).unwrap();
    assert_rows("MANIFEST_KEYS", MANIFEST_KEYS, &keys(&schema, &schema, ""));
}

/// The keys that the reader of dialects knows below a table, by its complaint about an unknown one.
fn known_keys(table: &str) -> Vec<String> {
    let text = match table {
        "" => format!("unknown = 1\n{DIALECT}"),
        table => edited(
            &format!("{DIALECT}{CREDENTIALS}"),
            &format!("[{table}]"),
            &format!("[{table}]\nunknown = 1"),
        ),
    };
    let complaint = toml::from_str::<Dialect>(&text).unwrap_err().to_string();
    let (_, expected) = complaint.split_once(", expected").unwrap();
    let names = expected.split('`').skip(1).step_by(2);
    names.map(str::to_owned).collect()
}

#[test]
fn every_key_of_a_dialect_has_a_verdict() {
    let tables = ["credentials", "names", "sid", "errors"];
    let mut known = BTreeSet::new();
    for key in known_keys("") {
        match tables.contains(&key.as_str()) {
            true => known.extend(
                known_keys(&key)
                    .iter()
                    .map(|inner| format!("{key}.{inner}")),
            ),
            false => known.extend([key]),
        }
    }
    assert_rows("DIALECT_KEYS", DIALECT_KEYS, &known);
}
