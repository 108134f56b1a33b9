//! The page with every diagnostic, `generator/DIAGNOSTICS.md`: it can be read as a whole, and is
//! complete.

#[macro_use]
#[path = "../../tests/support/samples.rs"]
mod samples;

mod documents;
mod lowering;
mod manifests;

use std::path::Path;

use self::samples::{assert_page, section};
use crate::diagnostics::Problem;

const INTRODUCTION: &str = "\
# Diagnostics

Every problem that the generator reports, with sample data. After an error nothing is generated. A warning
marks what the generator ignores or changes; a note is worth knowing. A manifest accepts a warning or a
note by its code (`allow`).

This page is generated from the sources: `UPDATE_PAGES=1 cargo test -p sdksmith --lib catalogue`.
";

fn page() -> String {
    let mut page = INTRODUCTION.to_owned();
    section(&mut page, "Manifests", &manifests::manifest());
    section(&mut page, "Texts of documents", &documents::text());
    section(&mut page, "Overlays", &documents::overlay());
    section(&mut page, "References", &documents::reference());
    section(&mut page, "The form of documents", &documents::shape());
    section(&mut page, "The content of documents", &lowering::lower());
    section(&mut page, "Examples", &lowering::example());
    section(&mut page, "Generated code", &lowering::render());
    page
}

#[test]
fn page_lists_every_diagnostic() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("DIAGNOSTICS.md");
    assert_page(&path, &page());
}
