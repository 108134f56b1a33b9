//! The public API that is written by hand, that of the library and that of the runtime, as one page of declarations
//! each. A change of it shows in the diff of a snapshot. Lints hold that an item which says `pub` can be reached from
//! the root of its crate.

#![allow(
    clippy::unwrap_used,
    reason = "a test that can't read the sources must fail"
)]

mod support;

use std::path::{Path, PathBuf};

use support::declarations::Declarations;
use support::sources::sources;

/// The declarations of every public item below a folder, each file under its name.
fn public_api(folder: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let read = |path: &PathBuf| syn::parse_file(&std::fs::read_to_string(path).unwrap()).unwrap();
    let sources = sources(&folder);
    let files: Vec<_> = sources.iter().map(read).collect();
    let declarations = Declarations::of(&files);
    let pages = sources.iter().zip(&files).filter_map(|(path, file)| {
        let name = path.strip_prefix(&folder).unwrap().display();
        let text = declarations.text(file);
        (!text.is_empty()).then(|| format!("// {name}\n{text}"))
    });
    pages.collect::<Vec<_>>().join("\n")
}

#[test]
fn runtime_has_the_public_api_of_the_snapshot() {
    insta::assert_snapshot!(public_api("runtime/src"));
}

#[test]
fn library_has_the_public_api_of_the_snapshot() {
    insta::assert_snapshot!(public_api("src"));
}
