//! The rooms of the runtime, and which of them each may import.

#![allow(
    clippy::unwrap_used,
    reason = "a test that can't read the sources must fail"
)]

#[path = "../../tests/support/imports.rs"]
mod imports;

use std::fs;
use std::path::Path;

use self::imports::Crate;

/// The rooms from bottom to top, and the rooms that each may import. ARCHITECTURE.md has the same table.
const ROOMS: &[(&str, &[&str])] = &[
    ("values", &[]),
    ("transport", &[]),
    ("response", &[]),
    ("error", &["values", "transport", "response"]),
    ("request", &["values", "transport", "response", "error"]),
    ("credentials", &["transport", "error", "request"]),
    ("retry", &["error", "request"]),
    (
        "client",
        &[
            "transport",
            "response",
            "error",
            "request",
            "credentials",
            "retry",
        ],
    ),
    (
        "pagination",
        &["transport", "response", "error", "request", "client"],
    ),
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
    ("by_status", &["response", "testing"]),
    ("generic", &["error", "request", "credentials", "client"]),
    ("twilio", &["error", "request", "credentials", "client"]),
    ("guide", &[]),
];

fn runtime() -> Crate {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    Crate::read(&root, Some("runtime"))
}

#[test]
fn each_room_imports_only_allowed_rooms() {
    let runtime = runtime();
    let mut rooms = runtime.rooms();
    // The root exports what users see, from every room.
    assert!(rooms.remove("lib"));
    assert_eq!(rooms, ROOMS.iter().map(|(room, _)| *room).collect());
    let mut refused = runtime.refused(ROOMS);
    refused.retain(|import| !import.starts_with("lib.rs: "));
    assert!(refused.is_empty(), "{}", refused.join("\n"));
}

#[test]
fn rooms_import_only_lower_rooms() {
    for (index, (room, allowed)) in ROOMS.iter().enumerate() {
        let below = &ROOMS[..index];
        for import in *allowed {
            assert!(
                below.iter().any(|(name, _)| name == import),
                "{room}: {import}"
            );
        }
    }
}

#[test]
fn files_have_no_circular_imports() {
    assert_eq!(runtime().circles(), Vec::<Vec<&str>>::new());
}

#[test]
fn architecture_document_lists_the_same_rooms() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../ARCHITECTURE.md");
    let document = fs::read_to_string(path).unwrap();
    for (room, allowed) in ROOMS {
        let allowed: Vec<_> = allowed.iter().map(|room| format!("`{room}`")).collect();
        let imports = match allowed.is_empty() {
            true => "nothing".to_owned(),
            false => allowed.join(", "),
        };
        let is_row = |line: &str| {
            line.starts_with(&format!("| `{room}` |")) && line.ends_with(&format!("| {imports} |"))
        };
        assert!(
            document.lines().any(is_row),
            "no row says: `{room}` imports {imports}"
        );
    }
}
