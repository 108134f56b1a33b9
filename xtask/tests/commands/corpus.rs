//! `cargo xtask corpus`, with a stand-in for cargo that compiles nothing.

use std::collections::BTreeMap;
use std::fs;

use serde_json::Value;

use crate::project::{DOCUMENT, Folder, Said};

/// Answers as cargo does: the crate `loud` has a warning, told twice and counted; `wrong` doesn't
/// compile; a crate `offline` makes cargo itself fail; each documentation has an example.
const CARGO: &str = r#"#!/bin/sh
say() {
    printf '{"reason": "compiler-message", "manifest_path": "%s/crates/%s/Cargo.toml",' "$PWD" "$1"
    printf ' "message": {"level": "%s", "message": "%s", "rendered": null}}\n' "$2" "$3"
}
echo "$@" >> calls
case "$*" in
clippy*loud*)
    say loud warning "unused import"
    say loud warning "unused import"
    say loud warning "2 warnings emitted" ;;
doc*loud*)
    say loud warning "unresolved link" ;;
test*--doc*)
    echo "running 1 test"
    echo "test src/lib.rs - (line 3) - compile ... ok" ;;
esac
case "$*" in
*wrong*)
    say wrong error "mismatched types"
    exit 101 ;;
*offline*)
    exit 101 ;;
esac
"#;

/// A folder with documents and the stand-in.
fn folder<const N: usize>(documents: [(&str, &str); N]) -> Folder {
    let folder = Folder::with(documents);
    folder.write("cargo", CARGO);
    #[cfg(unix)]
    {
        let executable = std::os::unix::fs::PermissionsExt::from_mode(0o755);
        fs::set_permissions(folder.path("cargo"), executable).unwrap();
    }
    folder
}

fn corpus(folder: &Folder, arguments: &[&str]) -> Said {
    let cargo = folder.path("cargo").display().to_string();
    let target = folder.path("target").display().to_string();
    let variables = [
        ("CARGO", cargo.as_str()),
        ("CARGO_TARGET_DIR", target.as_str()),
    ];
    folder.xtask_with(&[&["corpus", "documents"], arguments].concat(), &variables)
}

/// The rows, by document.
fn rows(said: &Said) -> BTreeMap<String, Value> {
    let rows: Vec<Value> = serde_json::from_str(&said.stdout).unwrap();
    let name = |row: &Value| row["document"].as_str().unwrap().to_owned();
    rows.into_iter().map(|row| (name(&row), row)).collect()
}

#[test]
#[cfg(unix)]
fn every_document_has_a_row() {
    let folder = folder([
        ("documents/loud.json", DOCUMENT),
        ("documents/quiet.yaml", DOCUMENT),
        ("documents/wrong.yml", DOCUMENT),
        ("documents/broken.json", "{"),
        ("documents/notes.txt", "no document"),
    ]);
    let said = corpus(&folder, &["--format", "json", "--jobs", "1"]).exits(1);
    let said = said.complains(&[
        "generating 1 of 4: documents/broken.json",
        "4 documents, 3 with shortfalls",
    ]);
    let rows = rows(&said);
    assert_eq!(rows.len(), 4);
    let warnings = |name: &str| rows[name]["warnings"].as_u64();
    assert_eq!(
        (warnings("loud.json"), warnings("quiet.yaml")),
        (Some(2), Some(0))
    );
    let kind = |name: &str| rows[name]["shortfalls"][0]["kind"].as_str();
    assert_eq!(kind("quiet.yaml"), None);
    assert_eq!(kind("wrong.yml"), Some("error"));
    assert_eq!(kind("broken.json"), Some("generation"));
    let doc_tests = |name: &str| rows[name]["doc_tests"]["passed"].as_u64();
    assert_eq!(
        (doc_tests("quiet.yaml"), doc_tests("wrong.yml")),
        (Some(1), None)
    );
    let calls = fs::read_to_string(folder.path("target/corpus/calls")).unwrap();
    assert!(
        calls.lines().all(|call| call.contains("--jobs 1")),
        "{calls}"
    );
    assert!(
        calls
            .lines()
            .skip(1)
            .all(|call| !call.contains("--package wrong")),
        "{calls}"
    );
}

#[test]
#[cfg(unix)]
fn passing_documents_exit_successfully() {
    let folder = folder([
        ("documents/pets.json", DOCUMENT),
        ("documents/pets.yaml", DOCUMENT),
    ]);
    let said = corpus(&folder, &["--check-only"]);
    let said = said.exits(0);
    assert!(
        said.stdout.contains("pets.json           1        1"),
        "{}",
        said.stdout
    );
    let manifest = fs::read_to_string(folder.path("target/corpus/Cargo.toml")).unwrap();
    assert!(manifest.contains("\"crates/pets\""), "{manifest}");
    assert!(manifest.contains("\"crates/pets-2\""), "{manifest}");
    let calls = fs::read_to_string(folder.path("target/corpus/calls")).unwrap();
    assert_eq!(calls.lines().count(), 1, "{calls}");
}

#[test]
#[cfg(unix)]
fn page_shows_documents_and_reasons() {
    let folder = folder([
        ("documents/quiet.yaml", DOCUMENT),
        ("documents/wrong.yml", DOCUMENT),
    ]);
    let said = corpus(&folder, &["--format", "html"]).exits(1);
    assert!(said.stdout.starts_with("<!DOCTYPE html>\n"));
    assert!(said.stdout.contains("<td>quiet.yaml</td>"));
    assert!(said.stdout.contains("<h2>wrong.yml</h2>"));
    assert!(said.stdout.contains("<pre>mismatched types</pre>"));
}

#[test]
#[cfg(unix)]
fn rules_of_references_apply_to_every_document() {
    let dangling = DOCUMENT.replace("#/components/schemas/Pet", "../other.json#/Nothing");
    assert_ne!(dangling, DOCUMENT);
    let folder = folder([("documents/dangling.json", &dangling), ("other.json", "{}")]);
    let outside = ["--check-only", "--outside-files"];
    corpus(&folder, &outside[..1]).exits(1);
    corpus(&folder, &outside).exits(1);
    corpus(
        &folder,
        &[&outside[..], &["--dangling-references"]].concat(),
    )
    .exits(0);
}

#[test]
#[cfg(unix)]
fn cargo_failure_is_an_input_error() {
    let folder = folder([("documents/offline.json", DOCUMENT)]);
    corpus(&folder, &[])
        .exits(2)
        .complains(&["error[cargo-failed]", "`cargo clippy` failed"]);
}

#[test]
fn folder_without_documents_is_rejected() {
    let folder = folder([("documents/notes.txt", "")]);
    corpus(&folder, &[])
        .exits(2)
        .complains(&["error[no-documents]", "--> documents"]);
    folder
        .xtask(&["corpus", "gone"])
        .exits(2)
        .complains(&["error[file-unreadable]", "--> gone"]);
}

#[test]
#[cfg(unix)]
fn referenced_files_are_not_documents() {
    let folder = folder([
        (
            "documents/a.yaml",
            "openapi: 3.0.3\npaths: {}\ncomponents: { schemas: { A: { $ref: part.yaml } } }\n",
        ),
        ("documents/part.yaml", "type: string\n"),
        ("documents/stray.yaml", "type: string\n"),
    ]);
    let said = corpus(&folder, &["--format", "json"]).exits(1);
    let rows = rows(&said);
    assert_eq!(rows.keys().collect::<Vec<_>>(), ["a.yaml", "stray.yaml"]);
}
