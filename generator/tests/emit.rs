//! One-feature documents to files and diagnostics.

#![allow(
    clippy::unwrap_used,
    reason = "a test that meets something unexpected shall fail"
)]

mod support;

use std::fmt::Write as _;
use std::path::Path;

use insta::assert_snapshot;
use support::{diagnostics, input, output};

/// The module's files, as the library makes them (before rustfmt), and everything that was reported.
fn files(fixture: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/emit");
    let text = std::fs::read_to_string(folder.join(format!("{fixture}.yaml"))).unwrap();
    let input = input(&text);
    let mut shown = String::new();
    for (path, content) in output(&input).files {
        if path.starts_with("src/v1/") && path != "src/v1/mod.rs" || path == "src/sid.rs" {
            let content = String::from_utf8(content).unwrap();
            let code = content.lines().filter(|line| !line.starts_with("// "));
            let code = code.collect::<Vec<_>>().join("\n");
            let _ = writeln!(shown, "==== {path}\n{}\n", code.trim());
        }
    }
    let reported = diagnostics(&input);
    if !reported.is_empty() {
        let _ = writeln!(shown, "==== reported\n{reported}");
    }
    shown
}

#[test]
fn identifiers() {
    assert_snapshot!(files("identifiers"));
}

#[test]
fn open_enum() {
    assert_snapshot!(files("open_enum"));
}

#[test]
fn request_body() {
    assert_snapshot!(files("request_body"));
}

#[test]
fn personal_data() {
    assert_snapshot!(files("personal_data"));
}

#[test]
fn answers() {
    assert_snapshot!(files("answers"));
}

#[test]
fn paging() {
    assert_snapshot!(files("paging"));
}

#[test]
fn unions() {
    assert_snapshot!(files("unions"));
}
