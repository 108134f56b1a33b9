//! The edges between the library's parts, as ARCHITECTURE.md states them.

#![allow(
    clippy::unwrap_used,
    reason = "a test that can't read the sources must fail"
)]

use std::fs;
use std::path::{Path, PathBuf};

/// What the sources in a location must not mention, and why that would be wrong.
const RULES: &[(&str, &[&str])] = &[
    (
        "ir",
        &[
            "crate::",
            "openapiv3",
            "quote",
            "proc_macro2",
            "HashMap",
            "HashSet",
        ],
    ),
    (
        "document",
        &[
            "quote",
            "proc_macro2",
            "crate::ir",
            "crate::lower",
            "crate::emit",
        ],
    ),
    (
        "lower",
        &[
            "quote",
            "proc_macro2",
            "crate::emit",
            "crate::render",
            "HashMap",
            "HashSet",
        ],
    ),
    // The rooms of `lower`: each imports only those before it.
    (
        "lower/context",
        &[
            "crate::lower::schemas",
            "crate::lower::operations",
            "crate::lower::names",
            "crate::lower::resources",
            "crate::lower::examples",
            "crate::lower::error_codes",
            "crate::lower::security",
            "crate::lower::module",
            "super::super",
        ],
    ),
    (
        "lower/schemas",
        &[
            "crate::lower::operations",
            "crate::lower::names",
            "crate::lower::resources",
            "crate::lower::examples",
            "crate::lower::error_codes",
            "crate::lower::security",
            "crate::lower::module",
            "super::super",
        ],
    ),
    (
        "lower/operations",
        &[
            "crate::lower::names",
            "crate::lower::resources",
            "crate::lower::examples",
            "crate::lower::error_codes",
            "crate::lower::security",
            "crate::lower::module",
            "super::super",
        ],
    ),
    (
        "lower/names",
        &[
            "crate::lower::context",
            "crate::lower::schemas",
            "crate::lower::resources",
            "crate::lower::examples",
            "crate::lower::error_codes",
            "crate::lower::security",
            "crate::lower::module",
            "super::super",
        ],
    ),
    (
        "lower/examples",
        &[
            "crate::lower::names",
            "crate::lower::resources",
            "crate::lower::error_codes",
            "crate::lower::security",
            "crate::lower::module",
            "super::super",
        ],
    ),
    (
        "passes",
        &[
            "quote",
            "proc_macro2",
            "openapiv3",
            "crate::document",
            "crate::lower",
            "HashMap",
            "HashSet",
        ],
    ),
    (
        "emit",
        &[
            "openapiv3",
            "crate::lower",
            "crate::document",
            "HashMap",
            "HashSet",
        ],
    ),
    // Generated code may read the environment, so what `emit` quotes does.
    (
        "",
        &[
            "std::fs",
            "use std::env",
            "std::process",
            "std::net",
            "SystemTime",
            "Instant",
        ],
    ),
];

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(sources(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
    found
}

/// The code of a file, without comments and without text inside string literals of templates.
fn code(path: &Path) -> String {
    let text = fs::read_to_string(path).unwrap();
    let lines = text
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"));
    lines.collect::<Vec<_>>().join("\n")
}

fn mentions(code: &str, word: &str) -> bool {
    let boundary =
        |char: Option<char>| !char.is_some_and(|char| char.is_alphanumeric() || char == '_');
    code.match_indices(word).any(|(at, _)| {
        boundary(code[..at].chars().next_back())
            && (word.ends_with(':') || boundary(code[at + word.len()..].chars().next()))
    })
}

#[test]
fn each_room_imports_only_allowed_rooms() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut broken = Vec::new();
    for (part, forbidden) in RULES {
        let files = sources(&root.join(part));
        assert!(!files.is_empty(), "there is no part `{part}`");
        for path in files {
            let templates = path
                .components()
                .any(|part| part.as_os_str() == "templates");
            let code = code(&path);
            let found = forbidden
                .iter()
                .filter(|word| !templates && mentions(&code, word));
            let name = path.strip_prefix(&root).unwrap().display().to_string();
            broken.extend(found.map(|word| format!("{name} mentions `{word}`")));
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

#[test]
fn only_the_pretty_module_calls_prettyplease() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let callers: Vec<_> = sources(&root)
        .into_iter()
        .filter(|path| mentions(&code(path), "prettyplease"))
        .collect();
    assert_eq!(callers, [root.join("pretty.rs")]);
}
