//! `init`: from a document to a crate.

use std::fs;

use crate::project::{DOCUMENT, Folder};

const YAML: &str = r#"openapi: 3.1.0
info: { title: 'Pets "and" {names}', version: "1" }
servers: [{ url: "https://pets.example.com/v2" }]
paths:
  /pets/{id}/it's:
    get:
      operationId: FetchPet
      tags: [Pets]
      parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
      responses: { "204": { description: None. } }
"#;

#[test]
fn manifest_generates_the_crate() {
    let folder = Folder::with([("pets.json", DOCUMENT)]);
    let said = folder.run(&["init", "pets.json"]).exits(0);
    let expected = "wrote codegen.toml\nwrote overlay.yaml\nnext: read the manifest, then run `sdksmith generate`\n";
    assert_eq!(said.stdout, expected);
    let first = folder.run(&["generate"]).exits(0);
    let next = "next: run `cargo test --manifest-path pets/Cargo.toml`\n";
    assert!(first.stdout.ends_with(next), "{}", first.stdout);
    assert!(!first.stdout.contains("SID"), "{}", first.stdout);
    let second = folder.run(&["generate"]).exits(0);
    assert!(!second.stdout.contains("next:"), "{}", second.stdout);
    folder.run(&["check"]).exits(0);
    assert!(
        folder.path("pets/src/api/pets.rs").exists() || folder.path("pets/src/api/mod.rs").exists()
    );
    assert!(folder.path("codegen.lock").exists());
}

/// Returns a text without the marks of the comments whose lines contain one of these texts.
fn uncommented(text: &str, marks: &[&str]) -> String {
    let line = |line: &str| match line.strip_prefix("# ") {
        Some(rest) if marks.iter().any(|mark| rest.starts_with(mark)) => format!("{rest}\n"),
        _ => format!("{line}\n"),
    };
    text.lines().map(line).collect()
}

#[test]
fn commented_keys_are_valid() {
    let folder = Folder::with([("api/Pet store.yaml", YAML)]);
    let said = folder
        .run(&["init", "api/Pet store.yaml", "--name", "pets"])
        .exits(0);
    let next = "run `sdksmith generate --manifest api/codegen.toml`";
    assert!(said.stdout.contains(next), "{}", said.stdout);
    let path = folder.path("api/codegen.toml");
    let keys = [
        "license =",
        "authors =",
        "repository =",
        "keywords =",
        "sha256 =",
        "overlays =",
        "[document.",
        "\"FetchPet",
    ];
    let manifest = uncommented(&fs::read_to_string(&path).unwrap(), &keys);
    for key in keys {
        assert!(
            manifest.contains(&format!("\n{key}")),
            "{key} is not in:\n{manifest}"
        );
    }
    fs::write(&path, manifest).unwrap();
    let run = folder
        .run(&["generate", "--manifest", "api/codegen.toml"])
        .exits(0);
    assert_eq!(run.stderr, "", "the overlay applies");
    let files = folder.contents("api/pets");
    let text: String = files
        .values()
        .map(|text| String::from_utf8_lossy(text).into_owned())
        .collect();
    assert!(text.contains("A summary, which becomes the first line"));
    assert!(text.contains("Pets \"and\" {names}"));
}

#[test]
fn files_are_not_overwritten() {
    let folder = Folder::with([("pets.json", DOCUMENT), ("overlay.yaml", "mine")]);
    folder
        .run(&["init", "pets.json"])
        .exits(2)
        .complains(&["error[file-exists]", "`overlay.yaml` exists"]);
    assert!(!folder.path("codegen.toml").exists());
}

#[test]
fn invalid_document_is_reported() {
    let folder = Folder::with([("pets.json", "{}")]);
    folder
        .run(&["init", "pets.json"])
        .exits(2)
        .complains(&["--> pets.json"]);
    assert_eq!(folder.contents("").len(), 1);
}
