//! The rooms of the runtime, and which of them each may import.

#![allow(
    clippy::unwrap_used,
    reason = "a test that can't read the sources must fail"
)]

#[path = "../../tests/support/imports/mod.rs"]
mod imports;

use std::fs;
use std::path::Path;

use self::imports::{Crate, Room};

/// The rooms from bottom to top, and the rooms that each may import. ARCHITECTURE.md has the same table.
const ROOMS: &[Room<'_>] = &[
    ("values", &[]),
    ("slots", &[]),
    ("transport", &[]),
    ("response", &["values"]),
    ("webhooks", &["response"]),
    ("error", &["values", "transport", "response"]),
    ("request", &["values", "transport", "response", "error"]),
    (
        "credentials",
        &["slots", "transport", "response", "error", "request"],
    ),
    ("retry", &["error", "request"]),
    (
        "client",
        &[
            "slots",
            "transport",
            "response",
            "error",
            "request",
            "credentials",
            "retry",
        ],
    ),
    ("pagination", &["response", "error", "request", "client"]),
    (
        "polling",
        &["transport", "response", "error", "request", "client"],
    ),
    (
        "testing",
        &[
            "transport",
            "response",
            "error",
            "request",
            "client",
            "pagination",
        ],
    ),
    (
        "streams",
        &[
            "transport",
            "response",
            "error",
            "request",
            "client",
            "testing",
        ],
    ),
    ("by_status", &["response", "testing"]),
    ("generic", &["error", "request", "credentials", "client"]),
    (
        "twilio",
        &[
            "values",
            "error",
            "request",
            "credentials",
            "client",
            "webhooks",
        ],
    ),
    ("guide", &[]),
];

fn runtime() -> Crate {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    Crate::read(&root, Some("runtime"))
}

#[test]
fn each_room_imports_only_allowed_rooms() {
    let runtime = runtime();
    // The root exports what users see, from every room.
    assert_eq!(runtime.homeless(ROOMS), ["lib.rs"]);
    assert_eq!(runtime.empty(ROOMS), Vec::<&str>::new());
    let refused = runtime.refused(ROOMS);
    assert!(refused.is_empty(), "{}", refused.join("\n"));
    let unused = runtime.unused(ROOMS);
    assert!(unused.is_empty(), "{}", unused.join("\n"));
}

#[test]
fn rooms_import_only_lower_rooms() {
    assert_eq!(imports::upward(ROOMS), Vec::<String>::new());
}

#[test]
fn files_have_no_circular_imports() {
    assert_eq!(runtime().circles(), Vec::<Vec<&str>>::new());
}

#[test]
fn architecture_document_lists_the_same_rooms() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../ARCHITECTURE.md");
    let document = fs::read_to_string(path).unwrap();
    assert_eq!(
        imports::missing_rows(&document, ROOMS),
        Vec::<String>::new()
    );
}
