//! The rooms of the runtime, and which of them each may import.

#![allow(
    clippy::unwrap_used,
    reason = "a test that can't read the sources must fail"
)]

#[path = "../../tests/support/imports/mod.rs"]
mod imports;

use std::fs;
use std::path::Path;

use self::imports::{Crate, Room, assert_none};

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
    imports::assert_rooms_exist(&runtime, ROOMS, &["lib.rs"]);
    imports::assert_imports(&runtime, ROOMS);
}

#[test]
fn rooms_import_only_lower_rooms() {
    assert_none(
        &imports::upward(ROOMS),
        "a room imports only rooms above it in the table: move the row or the code",
    );
}

#[test]
fn files_have_no_circular_imports() {
    let runtime = runtime();
    let circles: Vec<_> = runtime
        .circles()
        .iter()
        .map(|circle| circle.join(", "))
        .collect();
    assert_none(
        &circles,
        "break each circle of imports: move what both files need to a file of its own",
    );
}

#[test]
fn architecture_document_lists_the_same_rooms() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../ARCHITECTURE.md");
    let document = fs::read_to_string(path).unwrap();
    assert_none(
        &imports::missing_rows(&document, ROOMS),
        "add these rows to the table of ARCHITECTURE.md, or correct its rows",
    );
}
