//! The rooms of the generator, and which of them each may import.

#![allow(
    clippy::unwrap_used,
    reason = "a test that can't read the sources must fail"
)]

#[path = "support/imports/mod.rs"]
mod imports;
#[path = "support/sources.rs"]
mod sources;

use std::fs;
use std::path::{Path, PathBuf};

use self::imports::{Crate, Room, assert_none};
use self::sources::sources;

/// The rooms from bottom to top, and the rooms that each may import. ARCHITECTURE.md has the same
/// table.
const ROOMS: &[Room<'_>] = &[
    ("characters", &[]),
    ("diagnostics", &["characters"]),
    ("ir", &[]),
    ("dialect", &["ir"]),
    ("document/problem", &["diagnostics"]),
    ("document/text", &["diagnostics", "document/problem"]),
    (
        "document/overlay",
        &["diagnostics", "document/problem", "document/text"],
    ),
    (
        "document/files",
        &[
            "diagnostics",
            "document/problem",
            "document/text",
            "document/overlay",
        ],
    ),
    ("document/origins", &["diagnostics"]),
    ("document/sequence", &[]),
    (
        "document/normalise",
        &[
            "diagnostics",
            "document/problem",
            "document/text",
            "document/files",
            "document/origins",
            "document/sequence",
        ],
    ),
    (
        "document",
        &[
            "diagnostics",
            "document/problem",
            "document/text",
            "document/overlay",
            "document/files",
            "document/origins",
            "document/normalise",
        ],
    ),
    ("surface", &["diagnostics", "ir"]),
    ("page", &[]),
    ("change", &["diagnostics", "surface", "page"]),
    (
        "input",
        &["diagnostics", "ir", "dialect", "document/text", "surface"],
    ),
    ("lock", &["ir", "document", "input", "surface"]),
    ("lower/words", &[]),
    ("lower/extensions", &[]),
    ("lower/problem", &["diagnostics"]),
    (
        "lower/context",
        &[
            "diagnostics",
            "ir",
            "dialect",
            "document",
            "lower/words",
            "lower/problem",
        ],
    ),
    (
        "lower/schemas",
        &[
            "diagnostics",
            "ir",
            "dialect",
            "document",
            "lower/extensions",
            "lower/problem",
            "lower/context",
        ],
    ),
    (
        "lower/servers",
        &["diagnostics", "ir", "lower/extensions", "lower/problem"],
    ),
    (
        "lower/operations",
        &[
            "diagnostics",
            "ir",
            "document",
            "document/sequence",
            "lower/extensions",
            "lower/problem",
            "lower/servers",
            "lower/context",
            "lower/schemas",
        ],
    ),
    (
        "lower/webhooks",
        &[
            "diagnostics",
            "ir",
            "lower/problem",
            "lower/context",
            "lower/schemas",
            "lower/operations",
        ],
    ),
    (
        "lower/examples",
        &[
            "diagnostics",
            "ir",
            "document/sequence",
            "lower/problem",
            "lower/context",
            "lower/operations",
            "lower/webhooks",
        ],
    ),
    (
        "lower/names",
        &[
            "diagnostics",
            "ir",
            "dialect",
            "input",
            "lower/words",
            "lower/extensions",
            "lower/problem",
            "lower/operations",
        ],
    ),
    (
        "lower",
        &[
            "diagnostics",
            "ir",
            "dialect",
            "document",
            "input",
            "lower/words",
            "lower/extensions",
            "lower/problem",
            "lower/context",
            "lower/schemas",
            "lower/servers",
            "lower/operations",
            "lower/webhooks",
            "lower/examples",
            "lower/names",
        ],
    ),
    ("passes/examples", &["diagnostics", "ir"]),
    ("passes", &["diagnostics", "ir", "passes/examples"]),
    ("tokens", &[]),
    ("source", &["tokens"]),
    ("pretty", &["tokens"]),
    ("emit/docs", &["characters"]),
    ("emit", &["ir", "source", "pretty", "emit/docs"]),
    ("render", &["diagnostics", "tokens", "source", "pretty"]),
    (
        "output",
        &[
            "diagnostics",
            "ir",
            "document",
            "document/text",
            "input",
            "surface",
        ],
    ),
    (
        "manifest",
        &["diagnostics", "ir", "dialect", "document/text", "input"],
    ),
    (
        "catalogue",
        &[
            "diagnostics",
            "document/overlay",
            "document/problem",
            "lower/problem",
            "passes/examples",
            "render",
            "manifest",
        ],
    ),
    ("guide", &[]),
    (
        "lib",
        &[
            "diagnostics",
            "ir",
            "dialect",
            "document",
            "input",
            "surface",
            "lock",
            "lower",
            "passes",
            "emit",
            "render",
            "output",
        ],
    ),
];

/// The files of a room that import each other in a circle, and why they may.
const CIRCLES: &[(&[&str], &str)] = &[
    (
        &["ir/credentials.rs", "ir/operation.rs"],
        "an operation lists credentials, each with the location of a parameter",
    ),
    (
        &["ir/response.rs", "ir/types.rs"],
        "a type can be a union of an operation's responses, which hold types",
    ),
    (
        &[
            "lower/schemas/all_of.rs",
            "lower/schemas/components.rs",
            "lower/schemas/discriminated_bases.rs",
            "lower/schemas/distribution.rs",
            "lower/schemas/merged.rs",
            "lower/schemas/mod.rs",
            "lower/schemas/required_alternatives.rs",
            "lower/schemas/string_unions.rs",
            "lower/schemas/structs.rs",
            "lower/schemas/unions.rs",
        ],
        "schemas hold schemas of any kind",
    ),
    (
        &[
            "pretty/layout/attribute.rs",
            "pretty/layout/chain.rs",
            "pretty/layout/control.rs",
            "pretty/layout/expr.rs",
            "pretty/layout/list.rs",
            "pretty/layout/path.rs",
            "pretty/layout/statement.rs",
            "pretty/layout/structure.rs",
            "pretty/layout/uses.rs",
        ],
        "expressions hold expressions of any kind",
    ),
];

/// Paths that only some rooms may mention. No room may mention a path with an empty list.
const MENTIONS: &[(&[&str], &[&str])] = &[
    (&["openapiv3"], &["document", "lower"]),
    (&["serde_yaml", "serde_json_path"], &["document"]),
    (
        &["toml::"],
        &["dialect", "manifest", "emit/package.rs", "emit/scalar.rs"],
    ),
    (
        &["quote", "proc_macro2"],
        &[
            "tokens.rs",
            "source",
            "pretty",
            "emit",
            "render.rs",
            "surface",
        ],
    ),
    (
        &["syn"],
        &["manifest", "pretty", "render.rs", "catalogue", "surface"],
    ),
    (&["prettyplease"], &["pretty/fallback.rs"]),
    // The order of a hash map must not reach the output, so those who make output use none.
    (&["HashMap", "HashSet"], &["document"]),
    // Generated code may read the environment, and so may what `emit` quotes.
    (&["std::env", "env::var"], &["emit", "catalogue"]),
    (
        &["std::fs", "fs::read_to_string", "fs::write"],
        &["catalogue"],
    ),
    (&["std::process", "std::net", "SystemTime", "Instant"], &[]),
];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

#[test]
fn each_room_imports_only_allowed_rooms() {
    let generator = Crate::read(&root(), None);
    imports::assert_rooms_exist(&generator, ROOMS, &[]);
    imports::assert_imports(&generator, ROOMS);
}

#[test]
fn rooms_import_only_lower_rooms() {
    assert_none(
        &imports::upward(ROOMS),
        "a room imports only rooms above it in the table: move the row or the code",
    );
}

#[test]
fn only_listed_files_have_circular_imports() {
    let known: Vec<_> = CIRCLES.iter().map(|(files, _)| files.to_vec()).collect();
    let generator = Crate::read(&root(), None);
    let found = generator.circles();
    let is_new = |circle: &&Vec<&str>| !known.contains(circle);
    let circles: Vec<_> = found
        .iter()
        .filter(is_new)
        .map(|circle| circle.join(", "))
        .collect();
    assert_none(
        &circles,
        "break each circle of imports: move what both files need to a file of its own",
    );
    assert_eq!(
        found, known,
        "a circle of `CIRCLES` is gone: remove its row"
    );
}

#[test]
fn architecture_document_lists_the_same_rooms() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../ARCHITECTURE.md");
    let document = fs::read_to_string(path).unwrap();
    assert_none(
        &imports::missing_rows(&document, ROOMS),
        "add these rows to the table of ARCHITECTURE.md, or correct its rows",
    );
}

#[test]
fn each_room_uses_only_allowed_crates() {
    let mut refused = Vec::new();
    for path in sources(&root()) {
        let name = path.strip_prefix(root()).unwrap().to_owned();
        let code = code(&path);
        for (words, rooms) in MENTIONS {
            let is_allowed = rooms.iter().any(|room| name.starts_with(room));
            let found = words
                .iter()
                .filter(|word| !is_allowed && mentions(&code, word));
            refused.extend(found.map(|word| {
                format!(
                    "{} mentions `{word}`, but only {rooms:?} may",
                    name.display()
                )
            }));
        }
    }
    assert_none(
        &refused,
        "move the code to a room that may use the crate; `MENTIONS` lists them",
    );
}

#[test]
fn files_have_at_most_400_lines() {
    const MAX_LINES: usize = 400;
    let workspace = root().join("../..");
    let folders = [
        "generator/src",
        "generator/runtime/src",
        "generator/cli/src",
        "xtask/src",
    ];
    let files: Vec<_> = folders
        .iter()
        .flat_map(|folder| sources(&workspace.join(folder)))
        .collect();
    assert!(!files.is_empty());
    let too_long: Vec<_> = files
        .iter()
        .map(|path| (path, fs::read_to_string(path).unwrap().lines().count()))
        .filter(|(_, lines)| *lines > MAX_LINES)
        .map(|(path, lines)| format!("{} has {lines} lines", path.display()))
        .collect();
    assert_none(&too_long, "split these files by subject");
}

/// The code of a file, without lines of comments.
fn code(path: &Path) -> String {
    let text = fs::read_to_string(path).unwrap();
    let lines = text
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"));
    lines.collect::<Vec<_>>().join("\n")
}

fn mentions(code: &str, word: &str) -> bool {
    let is_part = |char: char| char.is_alphanumeric() || char == '_';
    code.match_indices(word).any(|(at, _)| {
        let before = code[..at].chars().next_back();
        let after = code[at + word.len()..].chars().next();
        !before.is_some_and(is_part) && (word.ends_with(':') || !after.is_some_and(is_part))
    })
}
