//! `cargo xtask semver`, with a program in the place of cargo-semver-checks.

use std::env;
use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::process::{Command, Output};

use crate::project::{DOCUMENT, Folder};

/// Runs the command with a program that is called as cargo-semver-checks is.
fn semver(project: &Folder, program: &str) -> Output {
    let folder = project.path("bin");
    let path = folder.join("cargo-semver-checks");
    project.write("bin/cargo-semver-checks", format!("#!/bin/sh\n{program}\n"));
    fs::set_permissions(path, fs::Permissions::from_mode(0o755)).unwrap();
    let paths = env::var_os("PATH").unwrap_or_default();
    let paths = [folder].into_iter().chain(env::split_paths(&paths));
    Command::new(env!("CARGO_BIN_EXE_xtask"))
        .args(["semver", "old.json", "new.json"])
        .current_dir(project.path(""))
        .env("PATH", env::join_paths(paths).unwrap())
        .output()
        .unwrap()
}

/// The document without its second property, and with another type of the first.
fn project() -> Folder {
    let two = r#""properties": { "age": { "type": "integer" }, "name""#;
    let old = DOCUMENT.replace(r#""properties": { "name""#, two);
    let new = DOCUMENT.replace(
        r#""name": { "type": "string" }"#,
        r#""name": { "type": "integer" }"#,
    );
    let project = Folder::with([("old.json", old.as_str())]);
    project.write("new.json", new);
    project
}

// The crates are written to one folder, so that one test runs all cases.
#[test]
fn reports_are_compared_and_differences_have_reasons() {
    let project = project();
    let missing = semver(&project, "exit 1");
    assert_eq!(missing.status.code(), Some(1));
    let text = String::from_utf8_lossy(&missing.stderr);
    assert!(text.contains("cargo install cargo-semver-checks"), "{text}");
    let field = "field age of struct Pet, previously in file /old/pets.rs:1";
    let report = |findings: &str| {
        format!(
            "echo '--- failure struct_pub_field_missing: pub field removed ---'\necho 'Failed in:'\n\
             echo '{findings}'\necho\necho 'Summary semver requires new major version'"
        )
    };
    let compared = semver(&project, &report(field));
    let text = String::from_utf8_lossy(&compared.stdout);
    assert_eq!(compared.status.code(), Some(0), "{text}");
    assert_eq!(
        text,
        "in both reports: 1\n  Pet::age\n\nonly in `diff`: 1\n  Pet::name\n      \
         It compares names and counts of arguments, not types.\n\n\
         only in cargo-semver-checks: 0\n\n\
         changes on the wire and silent ones, which rustdoc does not contain: 0\n"
    );
    let other = "struct client::api::Other, previously in file /old/pets.rs:1";
    let unexplained = semver(&project, &report(other));
    let text = String::from_utf8_lossy(&unexplained.stdout);
    assert_eq!(unexplained.status.code(), Some(1), "{text}");
    assert!(
        text.contains("Other (struct_pub_field_missing)\n      UNEXPLAINED"),
        "{text}"
    );
}
