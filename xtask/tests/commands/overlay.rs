//! `cargo xtask overlay`.

use crate::project::{DOCUMENT, Folder};

fn overlay(actions: &str) -> String {
    format!("overlay: 1.0.0\ninfo: {{ title: T, version: '1' }}\nactions:\n{actions}")
}

#[test]
fn document_is_printed_in_key_order() {
    let actions = "  - target: $.info\n    update: { contact: { name: A } }\n";
    let folder = Folder::with([("doc.json", DOCUMENT), ("o.yaml", &overlay(actions))]);
    let said = folder.xtask(&["overlay", "doc.json", "o.yaml"]).exits(0);
    assert_eq!(said.stderr, "");
    let start = r#"{
  "openapi": "3.0.3",
  "info": {
    "title": "Pets",
    "version": "1.0",
    "contact": {
      "name": "A"
    }
  },
  "servers": ["#;
    assert!(said.stdout.starts_with(start), "{}", said.stdout);
}

#[test]
fn unmatched_action_is_a_warning() {
    let actions = "  - target: $.nothing\n    remove: true\n";
    let folder = Folder::with([("doc.json", DOCUMENT), ("o.yaml", &overlay(actions))]);
    let said = folder.xtask(&["overlay", "doc.json", "o.yaml"]).exits(0);
    let said = said.complains(&["warning[", "--> o.yaml:4:", "1 warning"]);
    assert!(
        said.stdout.starts_with("{\n  \"openapi\""),
        "{}",
        said.stdout
    );
}

#[test]
fn non_overlay_is_rejected() {
    let folder = Folder::with([("doc.json", DOCUMENT), ("o.yaml", "actions: []")]);
    let said = folder
        .xtask(&["overlay", "doc.json", "o.yaml"])
        .exits(2)
        .complains(&["o.yaml"]);
    assert_eq!(said.stdout, "");
    folder
        .xtask(&["overlay", "gone.json", "o.yaml"])
        .exits(2)
        .complains(&["--> gone.json"]);
}
