//! The record of a run: a second run on unchanged input generates nothing, and any change is noticed.

use std::fs;
use std::path::PathBuf;

use crate::project::{DOCUMENT, Folder, MANIFEST, Said};

/// A number of operations that no run reports.
const FORGED: &str = "77 operations";

/// A project with a file of each kind of input, and with Cargo's target folder.
fn project() -> Folder {
    let cat = r#""name": { "$ref": "./name.json", "maxLenght": 3 }"#;
    let document = DOCUMENT.replace(r#""name": { "type": "string" }"#, cat);
    let manifest = MANIFEST.to_owned() + "overlays = [\"overlay.yaml\"]\n";
    let overlay = "overlay: 1.0.0\ninfo: {title: a, version: '1'}\nactions:\n- target: $.info\n  \
                   update: {description: Animals.}\n";
    let project = Folder::with([
        (
            "target/CACHEDIR.TAG",
            "Signature: 8a477f597d28d172789f06886806bc55",
        ),
        ("spec/codegen.toml", manifest.as_str()),
        ("spec/pets.json", document.as_str()),
        ("spec/name.json", r#"{ "type": "string" }"#),
        ("spec/overlay.yaml", overlay),
        ("spec/CHANGELOG.md", "# Changes\n"),
        (
            "spec/examples/hello.rs",
            "//! Says hello.\n\nfn main() {}\n",
        ),
    ]);
    // The first run makes the lock, which is part of the input of the second one.
    project.codegen(&[]).exits(0);
    project
}

fn record(project: &Folder) -> PathBuf {
    let records = fs::read_dir(project.path("target/sdksmith")).unwrap();
    let mut records = records.map(|entry| entry.unwrap().path());
    let record = records.next().unwrap();
    assert_eq!(records.next(), None);
    record
}

/// Generates, and replaces the result in the record, so that a run shows whether it used the record.
fn forge(project: &Folder) -> Said {
    let said = project.codegen(&[]).exits(0);
    let path = record(project);
    let text = fs::read_to_string(&path).unwrap();
    let forged = text.replace("1 operation", FORGED);
    assert_ne!(forged, text);
    fs::write(path, forged).unwrap();
    said
}

#[test]
fn unchanged_input_is_not_generated_again() {
    let project = project();
    let first = forge(&project);
    assert!(first.stderr.contains("maxLenght"), "{}", first.stderr);
    let before = project.files("generated");
    let second = project.codegen(&[]).exits(0);
    assert_eq!(second.stderr, first.stderr);
    assert_eq!(second.stdout, first.stdout.replace("1 operation", FORGED));
    assert!(second.stdout.contains("0 written"), "{}", second.stdout);
    assert_eq!(project.files("generated"), before);
}

#[test]
fn result_as_json_is_the_same() {
    let project = project();
    let first = project.codegen(&["--format", "json"]).exits(0);
    forge(&project);
    let second = project.codegen(&["--format", "json"]).exits(0);
    assert!(first.stdout.contains("maxLenght"), "{}", first.stdout);
    assert_eq!(second.stdout, first.stdout);
}

#[test]
fn changed_input_is_generated() {
    let project = project();
    for (path, from, to) in [
        ("spec/codegen.toml", "0.1.0", "0.1.1"),
        ("spec/pets.json", "A pet.", "A dog."),
        ("spec/name.json", "string", "integer"),
        ("spec/overlay.yaml", "Animals.", "Beasts."),
        ("spec/CHANGELOG.md", "Changes", "Changelog"),
        ("spec/examples/hello.rs", "hello", "hi"),
        ("spec/codegen.lock", "\n", "\n\n"),
    ] {
        // A change of the API leads to another lock, and the run after it to a record.
        project.codegen(&[]).exits(0);
        forge(&project);
        let text = fs::read_to_string(project.path(path)).unwrap();
        let changed = text.replacen(from, to, 1);
        assert_ne!(changed, text, "{path}");
        project.write(path, changed);
        let said = project.codegen(&[]).exits(0);
        assert!(!said.stdout.contains(FORGED), "{path}: {}", said.stdout);
        project.codegen(&["--check"]).exits(0);
    }
}

#[test]
fn changed_output_is_generated() {
    let project = project();
    forge(&project);
    let before = project.contents("generated");
    let changes: [fn(&Folder); 4] = [
        |project| project.write("generated/src/lib.rs", "// edited"),
        |project| fs::remove_file(project.path("generated/README.md")).unwrap(),
        |project| project.write("generated/src/stray.rs", "// stray"),
        |project| fs::remove_dir_all(project.path("generated")).unwrap(),
    ];
    for change in changes {
        change(&project);
        let said = project.codegen(&[]).exits(0);
        assert!(!said.stdout.contains(FORGED), "{}", said.stdout);
        assert_eq!(project.contents("generated"), before);
        forge(&project);
    }
}

#[test]
fn check_reads_no_record() {
    let project = project();
    let first = project.codegen(&["--check"]).exits(0);
    forge(&project);
    let text = fs::read_to_string(record(&project)).unwrap();
    fs::write(record(&project), text.replace("maxLenght", "forged")).unwrap();
    let second = project.codegen(&["--check"]).exits(0);
    assert_eq!(second.stderr, first.stderr);
    assert!(first.stderr.contains("maxLenght"), "{}", first.stderr);
}

#[test]
fn damaged_record_is_ignored() {
    let project = project();
    forge(&project);
    for content in ["", "{}", "no JSON"] {
        fs::write(record(&project), content).unwrap();
        let said = project.codegen(&[]).exits(0);
        assert!(said.stdout.starts_with("1 operation"), "{}", said.stdout);
    }
}

#[test]
fn record_needs_a_target_folder_of_cargo() {
    let project = Folder::project();
    project.write("target/mine.txt", "not Cargo's");
    project.codegen(&[]).exits(0);
    project.codegen(&[]).exits(0);
    assert!(!project.path("target/sdksmith").exists());
}
